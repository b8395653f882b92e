// Decides what calls in a few made-up legal states show: most of what is possible shows there, and need not be asked of the solver.

import type { Limits } from '../../base/limits.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import { isNoChoice } from '../../simulate/choose/chooser.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';
import { isLegal } from '../../simulate/legality.ts';
import { conforms } from '../../simulate/schema/conforms.ts';
import { type State, stateValue } from '../../simulate/state.ts';
import { step } from '../../simulate/step.ts';
import { completeState } from '../../verify/complete-state.ts';
import { type Argument, type Call, requestOf } from '../call.ts';
import { callsOf } from '../calls.ts';
import { searchChooser } from '../search-chooser.ts';
import type { Checking } from './checking.ts';
import { withLinks } from './links.ts';
import { statesFor } from './looked-up.ts';
import type { LegalWitness } from './one-step.ts';
import { type OutcomeKey, outcomeKey } from './outcome-key.ts';

/** Records of each collection in the states that are made up. */
const SIZES: readonly number[] = [0, 1, 2];
/** Combinations of arguments that are tried where not all can be. */
const MOST_OPEN = 12;
/** Calls of one operation in one state. */
const MOST_CALLS = 60;
/** Of these, those of which one argument after the other is changed. */
const MOST_CHANGED = 4;
const SEEDS: readonly number[] = [0, 1];

/** Legal states without records, and with some in each collection; none where what is made up does not satisfy the invariants. */
export function madeUpStates({ contract, links, verify }: Checking): readonly State[] {
  const legal = withLinks(contract, links);
  return SIZES.flatMap((size, i) => {
    const sizes = new Map([...contract.collections.keys()].map((name) => [name, size]));
    const made = completeState(legal, new Map(), verify.seed + i, sizes);
    if ('reason' in made) return [];
    return isLegal(legal, made.state, { now: verify.now, limits: verify.limits }) === null ? [made.state] : [];
  });
}

/** The first call of each way in which some call of the operation ends, from the states or from where runs start. */
export function probe(checking: Checking, operation: Operation, states: readonly State[]): ReadonlyMap<OutcomeKey, LegalWitness> {
  const found = new Map<OutcomeKey, LegalWitness>();
  const start = checking.sightings.visited[0]?.state;
  const attempt = (state: State, call: Call): void => {
    const ended = run(checking, state, call, true);
    if (ended === null || found.has(ended.key)) return;
    found.set(ended.key, { state: stateValue(state), lead: [], call, next: run(checking, state, call, false)?.next ?? null });
  };
  for (const state of [...(start ? [start] : []), ...states]) for (const call of callsIn(checking, operation, state)) attempt(state, call);
  const legal = withLinks(checking.contract, checking.links);
  const [empty] = states;
  for (const call of empty ? anyCalls(checking, operation) : [])
    for (const state of empty ? statesFor(legal, call, empty, checking) : []) attempt(state, call);
  return found;
}

/** Calls that a search would try, some of them with one argument changed, and some with arguments that have nothing to do with the state. */
function callsIn(checking: Checking, operation: Operation, state: State): readonly Call[] {
  const { contract, verify } = checking;
  const { calls } = callsOf(contract, operation, state, { seed: verify.seed, mostOpen: MOST_OPEN, withFaults: true });
  const anyhow = anyCalls(checking, operation);
  const [other] = anyhow;
  const changed = calls.slice(0, MOST_CHANGED).flatMap((call) =>
    call.args.flatMap((argument, i): readonly Call[] => {
      const instead = other?.args.find(({ in: part, name }) => part === argument.in && name === argument.name);
      return instead === undefined ? [] : [{ operation, args: call.args.with(i, instead) }];
    }),
  );
  return [...calls.slice(0, MOST_CALLS), ...anyhow, ...changed];
}

function anyCalls({ contract, verify }: Checking, operation: Operation): readonly Call[] {
  const calls = SEEDS.flatMap((more) => anyCall(contract, operation, verify.seed + more) ?? []);
  return calls.filter((call) => fits(contract, call, verify.limits));
}

/** A call with some value of its schema for each argument that is required, and for every other seed a body; null where none is found. */
function anyCall(contract: Contract, operation: Operation, seed: number): Call | null {
  const chooser = seededChooser(contract, seed, 0);
  const { body } = operation;
  const required = [
    ...operation.parameters.filter((parameter) => parameter.required),
    ...(body?.required || (body !== null && seed % 2 === 0) ? [{ in: 'body' as const, name: '', schema: body.schema }] : []),
  ];
  const args: Argument[] = [];
  for (const { in: part, name, schema } of required) {
    const value = chooser({ place: `${part} ${name}`, schema, direction: 'request', taken: null });
    if (isNoChoice(value)) return null;
    args.push({ in: part, name, value });
  }
  return { operation, args };
}

function fits(contract: Contract, { operation, args }: Call, limits: Limits): boolean {
  return args.every(({ in: part, name, value }) => {
    const schema =
      part === 'body' ? operation.body?.schema : operation.parameters.find((one) => one.in === part && one.name === name)?.schema;
    return schema !== undefined && conforms(contract.schemas, schema, value, 'request', limits) === null;
  });
}

/** How the call ends, and the state that it leads to, invariants aside where these are not looked at; null where that cannot be told. */
function run(
  { contract, verify, credentials }: Checking,
  state: State,
  call: Call,
  withInvariants: boolean,
): { readonly key: OutcomeKey; readonly next: LegalWitness['next'] } | null {
  const { seed, now, limits } = verify;
  const options = { chooser: searchChooser(contract, state, call, seed), now, invariantsHold: true, limits };
  const judging = withInvariants ? contract : { ...contract, invariants: [] };
  const transition = step(judging, state, requestOf(call, credentials), options);
  if (transition.kind === 'undecided') return null;
  const next = transition.outcome.kind === 'success' ? stateValue(transition.state) : null;
  return { key: outcomeKey(transition.outcome), next };
}
