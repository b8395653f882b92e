// On small random contracts the verdicts of `verify` are what trying everything finds, and every counterexample replays.

import { expect, test } from 'vitest';
import { toJson, toPlain } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { compileStateRule } from '../../src/contract/rules/state-rule.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { scriptedChooser } from '../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { type Replay, type ReplayedStep, replay } from '../../src/simulate/replay/replay.ts';
import { initialState, type State } from '../../src/simulate/state.ts';
import type { Counterexample, Failure, HoleMode, Verdict } from '../../src/verify/verdict.ts';
import { verify } from '../../src/verify/verify.ts';
import type { Draws } from '../support/contracts/draws.ts';
import { trajectoryOf, valueOfJson } from '../support/contracts/read.ts';
import { expression } from '../support/contracts/rules.ts';
import { planInitial, planSteps, withHoles } from '../support/contracts/runs.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { stateSight } from '../support/contracts/sight.ts';
import { claimsOf, type Found, firstFailure, isTrue, startsOf, tryEverything } from './brute-force.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';
import { shownOutcome } from './playing.ts';

const RUNS = runs(100);

/** Of the verdicts that could be checked, so many may be `unknown`. */
const MOST_UNKNOWN = 0.2;

/** A claim that, mostly, one run at least meets. */
function planClaim({ plan, contract, draws }: Made): Json {
  const steps = planSteps(draws, plan, { steps: 2, mistakes: 4, bindings: 4 });
  const initial = draws.pick<Json>(['any', planInitial(draws, plan.state), 'any', 'reset']);
  const ran = someRun(contract, trajectoryOf({ initial, steps: steps as unknown as Json }));
  const claimed = withHoles(draws, plan, steps).map((step, i): Json => ({ ...(step as object), ...expectationOf(draws, ran?.steps[i]) }));
  const sight = stateSight(draws, plan.state);
  const rule = (wanted: boolean): string => {
    const text = expression(sight, 'boolean', 2);
    const { rule: compiled } = compileStateRule(text, contract, { file: 'claim', line: 1, column: 1 });
    // A test for null where null is excluded is refused as a comparison that never holds.
    if (compiled === null) return String(wanted);
    const is = ran !== null && isTrue(compiled, ran.state);
    return is === wanted || draws.chance(25) ? text : `!(${text})`;
  };
  return {
    id: 'made',
    initial,
    steps: claimed,
    ...(draws.chance(30) ? { goal: rule(true) } : {}),
    ...(draws.chance(15) ? { never: rule(false) } : {}),
    ...(draws.chance(15) ? { frame: [plan.state.collections[0]?.name ?? ''] } : {}),
  };
}

function someRun(contract: Contract, trajectory: Trajectory): Replay | null {
  const [start] = startsOf(contract, trajectory)?.toReversed() ?? [];
  return start === undefined
    ? null
    : replay(contract, trajectory, { initial: start, holes: new Map(), chooser: (step) => seededChooser(contract, 5, step) });
}

/** What happened in that run is expected, or recorded; sometimes something else. */
function expectationOf(draws: Draws, ran: ReplayedStep | undefined): Readonly<Record<string, Json>> {
  const outcome = ran?.result?.kind === 'transition' ? ran.result.outcome : null;
  const status = draws.chance(15) || outcome === null ? draws.pick([200, 404, 409, 400]) : outcome.status;
  const body = outcome?.kind === 'success' && outcome.body !== undefined ? { body: toPlain(outcome.body) as Json } : {};
  return draws.pick<Readonly<Record<string, Json>>>([
    { expect: { status } },
    status >= 300 ? { expect: { status } } : {},
    { response: { status, ...body } },
    { expect: { status, ...body } },
  ]);
}

async function agreeOnVerdict(made: Made, tally: Tally): Promise<void> {
  const { contract, draws } = made;
  const json = planClaim(made);
  const trajectory = trajectoryOf(json);
  const holes: HoleMode = draws.pick(['forall', 'exists']);
  try {
    const found = tryEverything(contract, trajectory);
    if (found === null) return count(tally, 'too much to try');
    const { value, diagnostics } = await verify(contract, trajectory, { holes, question: { rlimit: 3_000_000, timeoutMs: 4_000 } });
    if (value === null) return count(tally, `not a question: ${diagnostics.map(({ code }) => code).join(' ')}`);
    expectVerdict(contract, trajectory, value, found, holes);
    const hasHoles = /\$hole/.test(JSON.stringify(json));
    count(
      tally,
      `${value.verdict}${value.unknown === null ? '' : `: ${value.unknown.kind}`}${hasHoles && holes === 'exists' ? ', exists' : ''}`,
    );
  } catch (error) {
    throw new Error(`${holes}: ${JSON.stringify(json)}\n${error instanceof Error ? (error.stack ?? '') : String(error)}`, { cause: error });
  }
}

function expectVerdict(contract: Contract, trajectory: Trajectory, verdict: Verdict, found: Found, holes: HoleMode): void {
  if (verdict.verdict === 'unknown') return;
  const truth = holes === 'forall' ? found.forall : found.exists;
  // To a step that does not end, no filling of holes is said to help.
  if (found.stuck && holes === 'exists' && verdict.verdict === 'invalid' && verdict.counterexample === null) return;
  expect([verdict.verdict, found]).toEqual([truth ? 'valid' : 'invalid', found]);
  const { counterexample, failure } = verdict;
  if (counterexample === null || failure === null) return;
  expectReplay(contract, trajectory, counterexample, failure);
  if (holes === 'forall' && failure.step !== null) expect(failure.step).toBe(found.first);
}

/** The counterexample is a run of the contract, and the requirement that it is said to fail fails there. */
function expectReplay(
  contract: Contract,
  trajectory: Trajectory,
  { initial, holes, choices, responses }: Counterexample,
  failure: Failure,
): void {
  const start = startOf(contract, trajectory, initial);
  expect(isLegal(contract, start)).toBe(null);
  const chosen = (step: number): ReadonlyMap<string, Value> =>
    new Map(choices.filter(([at]) => at === step).map(([, place, value]) => [place, value] as const));
  const { steps } = replay(contract, trajectory, {
    initial: start,
    holes: new Map([...holes].map(([name, value]) => [String(name), value] as const)),
    chooser: (step) => scriptedChooser(chosen(step), seededChooser(contract, 3, step)),
  });
  const last = failure.step ?? steps.length - 1;
  const outcomes = steps.slice(0, last + 1).flatMap(({ result }) => (result?.kind === 'transition' ? [result.outcome] : []));
  expect(outcomes.map((outcome) => [outcome.kind, outcome.status])).toEqual(responses.map((outcome) => [outcome.kind, outcome.status]));
  if (failure.step !== null && failure.requirement.kind !== 'recorded-response') {
    expect(firstFailure(contract, trajectory, start, steps, claimsOf(contract, trajectory), new Set())).toBe(failure.step);
  }
  const failing = failure.step === null ? undefined : steps[failure.step];
  if (failing?.result?.kind !== 'transition' || failing.result.outcome.kind === 'success') return;
  if (['never', 'expectation', 'recorded-response'].includes(failure.requirement.kind)) return;
  const { kind, id } = failure.requirement;
  expect(shownOutcome(failing).split(' ').slice(2).join(' ')).toBe(`${kind} ${id}`);
}

function startOf(contract: Contract, { initial }: Trajectory, counterexample: Value | null): State {
  const given = counterexample ?? (initial.kind === 'given' ? initial.state : null);
  const start = given === null ? initialState(contract).value : stateOf(contract, given).value;
  if (start === null) throw new Error(`no state: ${toJson(given ?? valueOfJson('reset'))}`);
  return start;
}

test(
  'no verdict on a small random contract is wrong, and few are unknown',
  async () => {
    const tally = await tryLaw('tiny', RUNS, agreeOnVerdict);
    console.info(Object.fromEntries([...tally].sort()));
    const unknown = [...tally]
      .filter(([what]) => what.startsWith('unknown') && !what.includes('vacuous'))
      .reduce((sum, [, n]) => sum + n, 0);
    const known = [...tally].filter(([what]) => /^(valid|invalid)/.test(what)).reduce((sum, [, n]) => sum + n, 0);
    console.info(`unknown: ${((100 * unknown) / (unknown + known)).toFixed(1)} % of ${unknown + known} verdicts`);
    expect(unknown / (unknown + known)).toBeLessThan(MOST_UNKNOWN);
    expect(share(tally, 'too much to try')).toBeLessThan(0.5);
  },
  PATIENCE,
);
