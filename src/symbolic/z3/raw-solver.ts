// Decides how one solver object of Z3 is driven: its context, limits, counts and reasons.

import { type Z3_ast, type Z3_context, Z3_error_code, type Z3_model, type Z3_solver } from 'z3-solver';
import type { QuantifierEffort, SolverOptions, UnknownCause } from '../solver.ts';
import type { Engine, Z3Api } from './engine.ts';
import { lastFailure } from './fault.ts';

/** What one check came to, and the resource units that it and what was asserted since the last one took. */
export type CheckOutcome =
  | { readonly kind: 'sat' | 'unsat'; readonly rlimit: number }
  | { readonly kind: 'unknown'; readonly rlimit: number; readonly cause: UnknownCause; readonly reason: string };

/** A solver in a context of its own. */
export interface RawSolver {
  readonly api: Z3Api;
  readonly context: Z3_context;
  assert(ast: Z3_ast): void;
  push(): void;
  pop(): void;
  check(assumptions: readonly Z3_ast[], effort: QuantifierEffort): CheckOutcome;
  /** After `unsat`: the assumptions that clash. */
  core(): readonly Z3_ast[];
  /** After `sat`: the model, alive during the call only. */
  withModel<T>(use: (model: Z3_model) => T): T;
  dispose(): void;
}

/** No limit, for parameters that are unsigned. */
const UNLIMITED = 0xffff_ffff;

export function startSolver(engine: Engine, limits: Pick<SolverOptions, 'rlimit' | 'timeoutMs'>): RawSolver {
  const { api } = engine;
  const config = api.mk_config();
  const context = api.mk_context_rc(config);
  api.del_config(config);
  // The incremental core without tactics around it: `mk_solver` would try others first in ways that depend on whether there was a push.
  const solver = api.mk_simple_solver(context);
  api.solver_inc_ref(context, solver);
  let effortNow: QuantifierEffort | null = null;
  let counted = 0;
  return {
    api,
    context,
    assert: (ast) => {
      api.solver_assert(context, solver, ast);
      if (api.get_error_code(context) !== Z3_error_code.Z3_OK) throw lastFailure(api, context);
    },
    push: () => api.solver_push(context, solver),
    pop: () => api.solver_pop(context, solver, 1),
    check: (assumptions, effort) => {
      if (effort !== effortNow) setParameters(api, context, solver, limits, effort);
      effortNow = effort;
      const result = engine.check(context, solver, assumptions);
      const total = resourceCount(api, context, solver);
      const rlimit = total - counted;
      counted = total;
      if (result !== 0) return { kind: result === 1 ? 'sat' : 'unsat', rlimit };
      return { kind: 'unknown', rlimit, ...whyUnknown(api.solver_get_reason_unknown(context, solver), limits, rlimit) };
    },
    core: () => readCore(api, context, solver),
    withModel: (use) => {
      const model = api.solver_get_model(context, solver);
      if (Number(model) === 0) throw lastFailure(api, context);
      api.model_inc_ref(context, model);
      try {
        return use(model);
      } finally {
        api.model_dec_ref(context, model);
      }
    },
    dispose: () => {
      api.solver_dec_ref(context, solver);
      api.del_context(context);
    },
  };
}

function setParameters(
  api: Z3Api,
  context: Z3_context,
  solver: Z3_solver,
  { rlimit, timeoutMs }: Pick<SolverOptions, 'rlimit' | 'timeoutMs'>,
  effort: QuantifierEffort,
): void {
  const params = api.mk_params(context);
  api.params_inc_ref(context, params);
  // Always both: a limit that a solver does not set may be one that another one left behind.
  api.params_set_uint(context, params, api.mk_string_symbol(context, 'rlimit'), Math.min(rlimit, UNLIMITED));
  api.params_set_uint(
    context,
    params,
    api.mk_string_symbol(context, 'timeout'),
    timeoutMs > 0 ? Math.min(timeoutMs, UNLIMITED) : UNLIMITED,
  );
  api.params_set_bool(context, params, api.mk_string_symbol(context, 'mbqi'), effort === 'models');
  api.solver_set_params(context, solver, params);
  api.params_dec_ref(context, params);
}

/** Z3 says `canceled` for both limits: the deterministic one counts as the reason where it was reached. */
function whyUnknown(
  reason: string,
  { rlimit, timeoutMs }: Pick<SolverOptions, 'rlimit' | 'timeoutMs'>,
  spent: number,
): { readonly cause: UnknownCause; readonly reason: string } {
  if (rlimit > 0 && spent >= rlimit) return { cause: 'resource-limit', reason: `no answer within ${rlimit} resource units` };
  if (/^(?:canceled|timeout|interrupted)/.test(reason)) return { cause: 'time-limit', reason: `no answer within ${timeoutMs} ms` };
  return { cause: 'incomplete', reason };
}

/** Units spent in this context so far; Z3 counts on through all checks. */
function resourceCount(api: Z3Api, context: Z3_context, solver: Z3_solver): number {
  const statistics = api.solver_get_statistics(context, solver);
  api.stats_inc_ref(context, statistics);
  try {
    // It is among the last.
    for (let i = api.stats_size(context, statistics) - 1; i >= 0; i -= 1) {
      if (api.stats_get_key(context, statistics, i) === 'rlimit count') return api.stats_get_uint_value(context, statistics, i);
    }
    return 0;
  } finally {
    api.stats_dec_ref(context, statistics);
  }
}

function readCore(api: Z3Api, context: Z3_context, solver: Z3_solver): readonly Z3_ast[] {
  const core = api.solver_get_unsat_core(context, solver);
  api.ast_vector_inc_ref(context, core);
  const members: Z3_ast[] = [];
  for (let i = 0; i < api.ast_vector_size(context, core); i += 1) members.push(api.ast_vector_get(context, core, i));
  api.ast_vector_dec_ref(context, core);
  return members;
}
