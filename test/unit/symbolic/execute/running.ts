// Runs trajectories through the symbolic interpreter alone, and reads states and cases under an assignment of the unknowns.

import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import type { Timestamp } from '../../../../src/base/value.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import type { InitialState, Step, Template, Trajectory } from '../../../../src/contract/trajectory.ts';
import { createContext } from '../../../../src/symbolic/create-context.ts';
import { executeStep } from '../../../../src/symbolic/execute.ts';
import { createExecution, type Execution } from '../../../../src/symbolic/execution.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { initialState } from '../../../../src/symbolic/initial/initial.ts';
import { holeSchemas } from '../../../../src/symbolic/request/holes.ts';
import { formRequest } from '../../../../src/symbolic/request/request.ts';
import { type Ending, settle } from '../../../../src/symbolic/settle.ts';
import type { SymbolicState } from '../../../../src/symbolic/state.ts';
import type { Performed, Transition } from '../../../../src/symbolic/transition.ts';
import { plain } from './building.ts';

export const NOW: Timestamp = { kind: 'timestamp', nanos: 1_767_225_600_000_000_000n };

export interface Ran {
  readonly execution: Execution;
  readonly start: SymbolicState;
  readonly steps: readonly Performed[];
  /** The state after each step, as the next one saw it. */
  readonly states: readonly SymbolicState[];
}

export interface LooseStep {
  readonly op: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** `{ $hole: name }` is a hole, `{ $ref: [step, from, ...pointer] }` a reference; everything else is a value. */
function template(value: unknown): Template {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(template) };
  if (typeof value !== 'object' || value === null) return { kind: 'value', value: plain(value) };
  const entries = new Map(Object.entries(value));
  const hole: unknown = entries.get('$hole');
  if (typeof hole === 'string') return { kind: 'hole', name: hole };
  const reference: unknown = entries.get('$ref');
  if (Array.isArray(reference)) {
    const [step, from, ...pointer] = reference as [number, Extract<Template, { kind: 'reference' }>['from'], ...string[]];
    return { kind: 'reference', step, from, pointer, text: `step ${step}` };
  }
  return { kind: 'object', entries: new Map([...entries].map(([name, entry]) => [name, template(entry)])) };
}

export function trajectory(initial: InitialState, steps: readonly LooseStep[]): Trajectory {
  const made = steps.map(
    ({ op, params = {}, body }): Step => ({
      operationId: op,
      params: new Map(Object.entries(params).map(([name, value]) => [name, template(value)])),
      body: body === undefined ? undefined : template(body),
      expect: null,
      response: null,
      as: null,
      advanceNanos: 0n,
      credentials: new Map(),
    }),
  );
  const claimSources = { goal: null, never: null, frame: null };
  return { id: 'test', initial, steps: made, goal: null, never: null, frame: [], credentials: new Map(), source: null, claimSources };
}

export const given = (state: unknown): InitialState => ({ kind: 'given', state: plain(state) });

/** Executes every step. `endings`: how each is taken to have ended, `open` unless said otherwise. */
export function run(
  contract: Contract,
  initial: InitialState,
  loose: readonly LooseStep[],
  endings: readonly Ending[] = [],
  maxTerms: number = DEFAULT_LIMITS.maxTerms,
): Ran {
  const context = createContext({
    factory: createFactory({ ...DEFAULT_LIMITS, maxTerms }),
    schemas: contract.schemas,
    limits: DEFAULT_LIMITS,
  });
  const path = trajectory(initial, loose);
  const execution = createExecution(context, contract, holeSchemas(contract, path));
  const start = initialState(execution, initial, NOW);
  if (start.value === null) throw new Error(start.diagnostics.map((d) => d.message).join('; '));
  const steps: Performed[] = [];
  const states: SymbolicState[] = [];
  let state = start.value;
  for (const index of path.steps.keys()) {
    const request = formRequest(execution, path, index, steps);
    if (request === null) throw new Error('no such operation');
    const transition = executeStep(execution, state, request, { step: index, now: NOW });
    steps.push({ request, transition });
    state = settle(context, transition, endings[index] ?? 'open');
    states.push(state);
  }
  return { execution, start: start.value, steps, states };
}

/** The one step of a run. */
export function only(ran: Ran): Transition {
  const [step] = ran.steps;
  if (step === undefined) throw new Error('there is no step');
  return step.transition;
}

/** How a step certainly ends: `success`, or kind, status and cause; null if that is open. */
export function certainEnd({ cases }: Transition): string | null {
  const [one] = cases;
  if (cases.length !== 1 || one === undefined) return null;
  return endOf(one);
}

export function endOf({ kind, status, cause }: Transition['cases'][number]): string {
  const shown = status.kind === 'constant' ? String(status.value) : '?';
  return cause === null ? `${kind} ${shown}` : `${kind} ${shown} ${cause.kind} ${cause.id}`;
}
