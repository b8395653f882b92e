// On small random contracts: what is proved of two trajectories is so in every state and for every way in which the server can choose, and every
// difference that is shown is found by trying everything.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import { isObject } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { trajectoryValue } from '../../src/contract/print-trajectory.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import type { Pair } from '../../src/explore/equivalence/correspond.ts';
import type { Compared, EquivalenceResult, Finding } from '../../src/explore/equivalence/equivalence-result.ts';
import { equivalent } from '../../src/explore/equivalence/equivalent.ts';
import type { Replay } from '../../src/simulate/replay/replay.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { contractOf } from '../support/contract-builder.ts';
import type { Draws } from '../support/contracts/draws.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { planInitial, planSteps, type StepPlan } from '../support/contracts/runs.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { everyRun } from './all-runs.ts';
import { firstFailure, startsOf } from './brute-force.ts';
import { unordered } from './enumerate.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';
import { shownOutcome } from './playing.ts';

const RUNS = runs(45);
const MOST_RUNS = 30_000;

/** What can come of a trajectory in a state. */
interface Ends {
  readonly accepted: boolean;
  readonly results: ReadonlySet<string>;
  readonly stuck: boolean;
}

class TooMuch extends Error {}

function endsOf(contract: Contract, trajectory: Trajectory, start: State, answering: readonly number[], budget: { left: number }): Ends {
  const results = new Set<string>();
  let accepted = true;
  let stuck = false;
  for (const one of everyRun(contract, trajectory, start, new Map())) {
    budget.left -= 1;
    if (one === null || budget.left < 0) throw new TooMuch();
    stuck ||= one.stuck;
    if (one.stuck) continue;
    const failed = firstFailure(contract, trajectory, start, one.run.steps, { goal: null, never: null }, new Set());
    if (failed === null) results.add(`${textOf(contract, one.run.state)} ${answersOf(one.run, answering)}`);
    else accepted = false;
  }
  return { accepted, results, stuck };
}

function textOf(contract: Contract, state: State): string {
  const value = stateValue(state);
  if (value === null || !isObject(value)) throw new Error('a state is an object');
  return [...value].map(([name, part]) => unordered(part, contract.collections.get(String(name))?.key ?? [])).join(' | ');
}

function answersOf({ steps }: Replay, answering: readonly number[]): string {
  return answering
    .map((index) => {
      const result = steps[index]?.result;
      if (result?.kind !== 'transition') return 'none';
      const { outcome } = result;
      return outcome.kind === 'success' ? `${outcome.status} ${unordered(outcome.body, [])}` : String(outcome.status);
    })
    .join(', ');
}

/** Which differences there are, by trying everything; null where that is too much, or some run does not come to an end. */
function found(contract: Contract, left: Trajectory, right: Trajectory, pairs: readonly Pair[]): ReadonlySet<string> | null {
  const starts = startsOf(contract, left);
  if (starts === null) return null;
  const kinds = new Set<string>();
  const budget = { left: MOST_RUNS };
  try {
    for (const start of starts) {
      const a = endsOf(
        contract,
        left,
        start,
        pairs.map((pair) => pair.left),
        budget,
      );
      const b = endsOf(
        contract,
        right,
        start,
        pairs.map((pair) => pair.right),
        budget,
      );
      if (a.stuck || b.stuck) return null;
      if (a.accepted && !b.accepted) kinds.add('onlyLeft');
      if (b.accepted && !a.accepted) kinds.add('onlyRight');
      if (a.accepted && b.accepted && (a.results.size !== b.results.size || [...a.results].some((end) => !b.results.has(end))))
        kinds.add('results');
      if (a.accepted && b.accepted) kinds.add('compared');
    }
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
  return kinds;
}

function varied(draws: Draws, made: Made, steps: readonly StepPlan[]): readonly StepPlan[] {
  const at = draws.below(steps.length);
  const step = steps[at];
  const next = steps[at + 1];
  if (step === undefined) return steps;
  const [other] = planSteps(draws, made.plan, { steps: 1, mistakes: 0, bindings: 0 });
  return draws.pick<() => readonly StepPlan[]>([
    () => (next === undefined ? steps : steps.with(at, next).with(at + 1, step)),
    () => (next === undefined ? steps : steps.with(at, next).with(at + 1, step)),
    () => steps.toSpliced(at, 1),
    () => steps.toSpliced(at, 0, { ...step, as: 'again' }),
    () => (other === undefined ? steps : steps.with(at, { ...other, as: step.as })),
    () => (other === undefined ? steps : [...steps, { ...other, as: 'other' }]),
  ])();
}

/** Two trajectories of few steps that have much in common; null where a step would refer to one that is not there. */
function planPair(made: Made): readonly [Trajectory, Trajectory] | null {
  const { draws, plan, contract } = made;
  const steps = planSteps(draws, plan, { steps: 3, mistakes: 3, bindings: 15 });
  const initial = draws.pick<Json>(['any', planInitial(draws, plan.state)]);
  const statuses = someRun(draws, contract, trajectoryOf({ id: 'run', initial, steps: steps as unknown as Json }));
  const claimed = steps.map((step, index) =>
    draws.chance(15) || statuses[index] === undefined ? step : { ...step, expect: { status: statuses[index] } },
  );
  const other = varied(draws, made, claimed);
  try {
    return [
      trajectoryOf({ id: 'left', initial, steps: claimed as unknown as Json }),
      trajectoryOf({ id: 'right', initial, steps: other as unknown as Json }),
    ];
  } catch {
    return null;
  }
}

/** The statuses of some run from one of the states in question: what is claimed of all steps can then be met. */
function someRun(draws: Draws, contract: Contract, trajectory: Trajectory): readonly (number | undefined)[] {
  const starts = startsOf(contract, trajectory) ?? [];
  const start = starts[draws.below(Math.max(1, starts.length))];
  const [one] = start === undefined ? [] : everyRun(contract, trajectory, start, new Map());
  return (one?.run.steps ?? []).map(({ result }) =>
    result?.kind === 'transition' && result.outcome.kind !== 'fault' ? result.outcome.status : undefined,
  );
}

function expectRight(result: EquivalenceResult, kinds: ReadonlySet<string>): void {
  const findings: readonly (readonly [string, Finding])[] = [
    ['onlyLeft', result.onlyLeft],
    ['onlyRight', result.onlyRight],
    ['results', result.results],
  ];
  for (const [kind, finding] of findings)
    if (finding.kind !== 'unknown') expect([kind, finding.kind]).toEqual([kind, kinds.has(kind) ? 'found' : 'none']);
  const isVacuous = result.results.kind === 'unknown' && result.results.reason.kind === 'vacuous';
  if (result.verdict === 'equivalent' || isVacuous) expect(kinds.has('compared')).toBe(!isVacuous);
}

async function agreeOnPair(made: Made, tally: Tally): Promise<void> {
  const { contract, draws } = made;
  const planned = planPair(made);
  if (planned === null) return count(tally, 'no pair');
  const [left, right] = planned;
  const compared = draws.pick<Compared>(['responses', 'responses', 'state']);
  await agreeOn({ contract, left, right, compared }, tally);
}

interface Pairing {
  readonly contract: Contract;
  readonly left: Trajectory;
  readonly right: Trajectory;
  readonly compared: Compared;
}

async function agreeOn({ contract, left, right, compared }: Pairing, tally: Tally): Promise<void> {
  const { value } = await equivalent(contract, left, right, { compared, verify: { question: { rlimit: 3_000_000, timeoutMs: 4_000 } } });
  if (value === null) return count(tally, 'not a question');
  const kinds = found(contract, left, right, compared === 'state' ? [] : value.claim.pairs);
  if (kinds === null) return count(tally, 'too much to try');
  try {
    expectRight(value, kinds);
  } catch (error) {
    const shown = [left, right].map((trajectory) => toJson(trajectoryValue(trajectory))).join('\n');
    throw new Error(`${compared}\n${shown}\n${witnessText(value)}\n${error instanceof Error ? (error.stack ?? '') : String(error)}`, {
      cause: error,
    });
  }
  const open = [value.onlyLeft, value.onlyRight, value.results].find((finding) => finding.kind === 'unknown');
  const reason = value.verdict === 'unknown' && open?.kind === 'unknown' ? ` ${open.reason.kind}` : '';
  const truth = kinds.has('results') || kinds.has('onlyLeft') || kinds.has('onlyRight') ? 'different' : 'alike';
  count(tally, `${left.initial.kind}: ${value.verdict}${reason}${value.verdict === 'unknown' ? ` (${truth})` : ''}`);
}

function witnessText({ onlyLeft, onlyRight, results }: EquivalenceResult): string {
  return [onlyLeft, onlyRight, results]
    .map((finding) => {
      if (finding.kind !== 'found') return finding.kind;
      const { initial, left, right } = finding.witness;
      const outcomes = [left, right].map(({ replay }) => replay.steps.map(shownOutcome).join(', '));
      return `${initial === null ? '' : toJson(initial)} ${outcomes.join(' | ')}`;
    })
    .join('\n');
}

test(
  'two trajectories through a small random contract are equivalent, or differ, as trying everything says',
  async () => {
    const tally = await tryLaw('tiny', RUNS, agreeOnPair);
    console.info(Object.fromEntries([...tally].sort()));
    expect(share(tally, 'too much to try')).toBeLessThan(0.6);
  },
  PATIENCE,
);

const FLAGGED = {
  type: 'object',
  required: ['id', 'flag'],
  properties: { id: { type: 'string', enum: ['a', 'b', 'c', 'd'] }, flag: { type: 'boolean' } },
};
const id = [{ name: 'id', in: 'path' as const, required: true, schema: { type: 'string', enum: ['a', 'b', 'c', 'd'] } }];
const there = [{ rule: 'id in items', status: 404 }];

/** Few keys and flags, which the server chooses in some operations. */
const SMALL = contractOf({
  collections: { items: { key: 'id', schema: FLAGGED, initial: [{ id: 'a', flag: true }] } },
  variables: { last: { schema: { type: 'boolean' }, initial: false } },
  invariants: ['items.size() <= 2'],
  operations: {
    add: { preconditions: ['items.size() < 2'], effects: [{ create: 'items', value: "{'flag': false}" }], status: 201 },
    addAny: { preconditions: ['items.size() < 2'], effects: [{ create: 'items', value: '{}' }], status: 201 },
    put: {
      parameters: id,
      preconditions: ['id in items || items.size() < 2'],
      effects: [{ create: 'items', upsert: true, value: "{'id': id, 'flag': true}" }],
    },
    create: {
      parameters: id,
      preconditions: ['items.size() < 2'],
      effects: [{ create: 'items', value: "{'id': id, 'flag': true}" }],
      status: 201,
    },
    toggle: { parameters: id, preconditions: there, effects: [{ update: 'items[id]', set: { flag: '!items[id].flag' } }] },
    remove: { parameters: id, preconditions: there, effects: [{ delete: 'items[id]' }] },
    remember: { parameters: id, preconditions: there, effects: [{ assign: 'last', value: 'items[id].flag' }] },
    read: { parameters: id, preconditions: there, response: 'items[id]', responses: { 200: FLAGGED } },
  },
});

const CALLS: readonly Json[] = [
  ...['add', 'addAny'].map((operationId) => ({ operationId })),
  ...['put', 'create', 'toggle', 'remove', 'remember', 'read'].flatMap((operationId) =>
    ['a', 'b'].map((key) => ({ operationId, params: { id: key } })),
  ),
];

test(
  'short trajectories through a contract with few states are equivalent, or differ, as trying everything says, also where the server chooses',
  async () => {
    const tally: Tally = new Map();
    const call = fc.constantFrom(...CALLS);
    const steps = fc.array(call, { minLength: 1, maxLength: 3 });
    const reordered = steps.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: Math.max(0, list.length - 1) })),
    );
    const pair = fc.oneof({ weight: 3, arbitrary: reordered }, { weight: 1, arbitrary: fc.tuple(steps, steps) });
    const property = fc.asyncProperty(
      pair,
      fc.constantFrom('any', 'any', 'reset'),
      fc.constantFrom<Compared>('responses', 'state'),
      async ([a, b], initial, compared) => {
        const [left, right] = [a, b].map((list) => trajectoryOf({ id: 'made', initial, steps: list as unknown as Json }));
        if (left === undefined || right === undefined) throw new Error('there are two');
        await agreeOn({ contract: SMALL, left, right, compared }, tally);
      },
    );
    await fc.assert(property, { numRuns: runs(80), seed: Number(process.env['AGREEMENT_SEED'] ?? 20_260_101) });
    console.info(Object.fromEntries([...tally].sort()));
    expect(share(tally, 'too much to try')).toBeLessThan(0.2);
  },
  PATIENCE,
);
