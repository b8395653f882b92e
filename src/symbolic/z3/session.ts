// Decides how one incremental session with Z3 goes: assertions by scope, limits anew for every check, every model checked before it is believed.

import type { Z3_ast, Z3_model, Z3_solver } from 'z3-solver';
import { createInterpreter } from '../interpret.ts';
import { needsSequences } from '../needs-sequences.ts';
import type { Answer, CheckOptions, Solver, SolverOptions, SolverStatistics, Undecided } from '../solver.ts';
import type { Term } from '../term.ts';
import type { Api } from './api.ts';
import { type Atoms, createAtoms } from './atoms.ts';
import { createEncoder, type Encoder, NotEncodable } from './encode.ts';
import { createKeeper, type Keeper } from './keep.ts';
import { createModelView } from './model.ts';

/** Questions that making one core minimal may take. */
const MAX_MINIMISING_CHECKS = 200;

/** A session; `crashed` is told when the module aborts, after which nothing works any more. */
export class Z3Session implements Solver {
  private readonly api: Api;
  private readonly options: SolverOptions;
  private readonly crashed: () => void;
  private readonly scopes: Term[][] = [[]];
  private keeper: Keeper;
  private atoms: Atoms | null;
  private encoder: Encoder;
  private solver: Z3_solver;
  private models: Z3_model[] = [];
  private spent = 0;
  private counted = 0;
  private failure: Undecided | null = null;

  constructor(api: Api, options: SolverOptions, crashed: () => void) {
    this.api = api;
    this.options = options;
    this.crashed = crashed;
    this.atoms = options.sequences ? null : createAtoms();
    this.keeper = createKeeper(api);
    this.encoder = createEncoder(api, this.keeper, this.atoms);
    this.solver = this.newSolver();
  }

  assert(term: Term): void {
    this.scopes.at(-1)?.push(term);
    if (this.atoms && needsSequences([term])) this.changeToSequences();
    else this.attempt(() => this.api.z3.solver_assert(this.api.context, this.solver, this.encoder.encode(term)));
  }

  push(): void {
    this.scopes.push([]);
    this.api.z3.solver_push(this.api.context, this.solver);
  }

  pop(): void {
    if (this.scopes.length === 1) throw new Error('pop without push');
    this.scopes.pop();
    this.api.z3.solver_pop(this.api.context, this.solver, 1);
    // What could not be said may have been in the scope that is gone.
    if (this.failure?.cause === 'encoding') this.rebuild();
  }

  check(tracked: readonly Term[] = [], options: CheckOptions = {}): Answer {
    this.spent = 0;
    if (this.atoms && needsSequences(tracked)) this.changeToSequences();
    const answer = this.checkOnce(tracked);
    return answer.kind === 'unsat' && options.minimise === true ? { kind: 'unsat', core: this.minimal(answer.core) } : answer;
  }

  assertions(): readonly Term[] {
    return this.scopes.flat();
  }

  statistics(): SolverStatistics {
    return { rlimit: this.spent };
  }

  dispose(): void {
    const { z3, context } = this.api;
    for (const model of this.models) z3.model_dec_ref(context, model);
    this.models = [];
    z3.solver_dec_ref(context, this.solver);
    this.keeper.release();
  }

  private checkOnce(tracked: readonly Term[]): Answer {
    if (this.failure) return this.failure;
    const { z3, context } = this.api;
    const names = new Map<number, Term>();
    z3.solver_push(context, this.solver);
    try {
      const assumptions = tracked.map((term, i) => this.track(term, i, names));
      this.limit();
      const started = performance.now();
      const verdict = this.api.check(this.solver, assumptions);
      this.count();
      if (verdict === 'unknown') return this.undecided(performance.now() - started);
      return verdict === 'sat' ? this.believed(tracked) : { kind: 'unsat', core: this.coreOf(names) };
    } catch (error) {
      return this.faultOf(error);
    } finally {
      if (!this.isBroken()) z3.solver_pop(context, this.solver, 1);
    }
  }

  /** A fresh truth value that implies the term: assuming it assumes the term, and it is what a core names. */
  private track(term: Term, index: number, names: Map<number, Term>): Z3_ast {
    const { z3, context } = this.api;
    const name = this.keeper.keep(z3.mk_const(context, z3.mk_string_symbol(context, `tracked ${index}`), this.encoder.sort('bool')));
    z3.solver_assert(context, this.solver, z3.mk_implies(context, name, this.encoder.encode(term)));
    names.set(z3.get_ast_id(context, name), term);
    return name;
  }

  // A time-out set once would hold for every later check in the module, so both limits are set every time.
  private limit(): void {
    const { z3, context } = this.api;
    const params = z3.mk_params(context);
    z3.params_inc_ref(context, params);
    z3.params_set_uint(context, params, z3.mk_string_symbol(context, 'rlimit'), this.options.rlimit);
    z3.params_set_uint(
      context,
      params,
      z3.mk_string_symbol(context, 'timeout'),
      this.options.timeoutMs === 0 ? NO_TIMEOUT : this.options.timeoutMs,
    );
    z3.solver_set_params(context, this.solver, params);
    z3.params_dec_ref(context, params);
  }

  private count(): void {
    const { z3, context } = this.api;
    const statistics = z3.solver_get_statistics(context, this.solver);
    z3.stats_inc_ref(context, statistics);
    for (let i = 0; i < z3.stats_size(context, statistics); i += 1) {
      if (z3.stats_get_key(context, statistics, i) !== 'rlimit count') continue;
      // The count goes on through the life of the context.
      const total = z3.stats_get_uint_value(context, statistics, i);
      this.spent += Math.max(0, total - this.counted);
      this.counted = total;
    }
    z3.stats_dec_ref(context, statistics);
  }

  private undecided(ms: number): Undecided {
    const reason = this.api.z3.solver_get_reason_unknown(this.api.context, this.solver);
    const isLimit = /cancel|timeout|resource|limit/i.test(reason);
    // Z3 says `canceled` for both of its limits; the clock tells them apart.
    const isTime = this.options.timeoutMs > 0 && ms >= this.options.timeoutMs;
    if (!isLimit) return { kind: 'unknown', cause: 'incomplete', reason };
    return isTime
      ? { kind: 'unknown', cause: 'time-limit', reason: `no answer within ${this.options.timeoutMs} ms` }
      : { kind: 'unknown', cause: 'resource-limit', reason: `no answer within ${this.options.rlimit} resource units` };
  }

  private isBroken(): boolean {
    return this.failure?.cause === 'fault';
  }

  private believed(tracked: readonly Term[]): Answer {
    const { z3, context } = this.api;
    const found = z3.solver_get_model(context, this.solver);
    z3.model_inc_ref(context, found);
    this.models.push(found);
    const model = createModelView(this.api, this.encoder, this.atoms, found);
    const interpret = createInterpreter(model);
    const wrong = [...this.assertions(), ...tracked].find((term) => interpret(term) === false);
    if (wrong === undefined) return { kind: 'sat', model };
    return { kind: 'unknown', cause: 'fault', reason: 'the model that the solver gave does not satisfy what was asserted' };
  }

  private coreOf(names: ReadonlyMap<number, Term>): readonly Term[] {
    const { z3, context } = this.api;
    const core = z3.solver_get_unsat_core(context, this.solver);
    z3.ast_vector_inc_ref(context, core);
    const terms = Array.from({ length: z3.ast_vector_size(context, core) }, (_, i) =>
      names.get(z3.get_ast_id(context, z3.ast_vector_get(context, core, i))),
    );
    z3.ast_vector_dec_ref(context, core);
    return terms.filter((term) => term !== undefined);
  }

  private minimal(core: readonly Term[]): readonly Term[] {
    let kept = core;
    for (const candidate of core.slice(0, MAX_MINIMISING_CHECKS)) {
      const answer = this.checkOnce(kept.filter((term) => term !== candidate));
      if (answer.kind === 'unsat') kept = answer.core;
    }
    return kept;
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failure ??= this.faultOf(error);
    }
  }

  private faultOf(error: unknown): Undecided {
    if (error instanceof NotEncodable) return { kind: 'unknown', cause: 'encoding', reason: error.message };
    // The module aborts by throwing (out of memory, an assertion of its own); it cannot be used any more.
    this.crashed();
    this.failure = {
      kind: 'unknown',
      cause: 'fault',
      reason: `the solver crashed: ${error instanceof Error ? error.message.slice(0, MAX_REASON) : String(error)}`,
    };
    return this.failure;
  }

  /** From here on strings are sequences: everything is said again. */
  private changeToSequences(): void {
    this.atoms = null;
    this.rebuild();
  }

  private rebuild(): void {
    const { z3, context } = this.api;
    z3.solver_dec_ref(context, this.solver);
    this.keeper.release();
    this.keeper = createKeeper(this.api);
    this.encoder = createEncoder(this.api, this.keeper, this.atoms);
    this.solver = this.newSolver();
    this.failure = null;
    this.scopes.forEach((terms, depth) => {
      if (depth > 0) z3.solver_push(context, this.solver);
      for (const term of terms) this.attempt(() => z3.solver_assert(context, this.solver, this.encoder.encode(term)));
    });
  }

  private newSolver(): Z3_solver {
    const { z3, context } = this.api;
    // The simple solver is the incremental core itself, without tactics in front of it: the limits hold there, and repeated checks are cheap.
    const solver = z3.mk_simple_solver(context);
    z3.solver_inc_ref(context, solver);
    return solver;
  }
}

const NO_TIMEOUT = 0xffffffff;
const MAX_REASON = 200;
