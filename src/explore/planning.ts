// Decides what a task of planning is, read and found right, and what makes a path a plan: it is proved as a trajectory.

import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import type { Contract, Rule } from '../contract/contract.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { holds } from '../simulate/evaluate/evaluate.ts';
import type { State } from '../simulate/state.ts';
import { type Claims, compileClaims } from '../verify/claims.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../verify/options.ts';
import { concreteStart } from '../verify/start.ts';
import { verify } from '../verify/verify.ts';
import { credentialsFor } from './credentials.ts';
import { pathToTrajectory } from './path-to-trajectory.ts';
import type { Plan } from './plan-result.ts';
import type { Edge } from './search.ts';

/** What is to be reached, and how. */
export interface PlanTask {
  /** A rule that holds in the last state. */
  readonly goal: string;
  /** A rule that holds in no state on the way. */
  readonly avoid?: string | null;
  readonly initial?: InitialState;
}

export interface PlanOptions {
  /** Steps that a plan may have. */
  readonly maxSteps: number;
  /** Plans that are asked for. */
  readonly plans: number;
  /** Calls that the search by running may try. */
  readonly maxCalls: number;
  readonly verify: Partial<VerifyOptions>;
  /** Told now and then what is being done. */
  readonly progress: (text: string) => void;
}

export const DEFAULT_PLAN_OPTIONS: PlanOptions = { maxSteps: 30, plans: 1, maxCalls: 1_000_000, verify: {}, progress: () => undefined };

/** A task that was read and found right. */
export interface Planning {
  readonly contract: Contract;
  readonly initial: InitialState;
  readonly start: State;
  readonly goal: Rule;
  readonly avoid: Rule | null;
  readonly claims: Claims;
  readonly credentials: ReadonlyMap<string, string>;
  readonly options: PlanOptions;
  readonly verify: VerifyOptions;
}

/** What is to be planned; null after errors in the task. */
export function prepare(
  contract: Contract,
  { goal, avoid = null, initial = { kind: 'reset' } }: PlanTask,
  options: PlanOptions,
): Checked<Planning> {
  const verifyOptions = { ...DEFAULT_OPTIONS, ...options.verify };
  const { claims, diagnostics } = compileClaims(contract, shell(initial, goal, avoid));
  if (initial.kind === 'any') return { value: null, diagnostics: [...diagnostics, NO_PLAN_FROM_ANY] };
  const start = concreteStart(contract, initial, verifyOptions);
  const all = [...diagnostics, ...start.diagnostics];
  if (claims === null || claims.goal === null || start.value === null || hasErrors(all)) return { value: null, diagnostics: all };
  const credentials = credentialsFor(contract);
  const rules = { goal: claims.goal, avoid: claims.never, claims };
  return { value: { contract, initial, start: start.value, ...rules, credentials, options, verify: verifyOptions }, diagnostics: all };
}

const NO_PLAN_FROM_ANY: Diagnostic = {
  code: 'no-initial-state',
  severity: 'error',
  message: "a plan starts in one state, and 'any' stands for all of them",
};

function shell(initial: InitialState, goal: string, never: string | null): Trajectory {
  const claimSources = { goal: null, never: null, frame: null };
  return {
    id: 'plan',
    initial,
    steps: [],
    goal,
    never,
    frame: [],
    credentials: new Map(),
    source: { file: 'the command', line: 1, column: 1 },
    claimSources,
  };
}

/** Whether a rule holds in a state. */
export function isTrue({ verify: { now, limits } }: Planning, rule: Rule, state: State): boolean {
  return holds(rule.expression, { state, before: null, request: null, response: null, now, fresh: null, limits }) === true;
}

/** The path as a plan; null where the goal depends on what the server chooses. */
export async function prove(
  { contract, initial, goal, avoid, credentials, verify: options }: Planning,
  path: readonly Edge[],
  number: number,
): Promise<Plan | null> {
  const used = path.some(({ call }) => call.operation.security.length > 0) ? credentials : new Map<string, string>();
  const setting = {
    id: number === 0 ? 'plan' : `plan-${number + 1}`,
    initial,
    goal: goal.text,
    never: avoid?.text ?? null,
    credentials: used,
  };
  const trajectory = pathToTrajectory(path, setting);
  const { value } = await verify(contract, trajectory, options);
  return value?.verdict === 'valid' ? { trajectory, verdict: value } : null;
}
