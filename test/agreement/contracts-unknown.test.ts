// On random contracts a step from an unknown state, with an unknown request, ends as it does concretely once both are said to be the concrete ones.

import { expect, test } from 'vitest';
import type { Value } from '../../src/base/value.ts';
import { isLegal } from '../../src/simulate/legality.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { type State, stateValue } from '../../src/simulate/state.ts';
import { presenceName } from '../../src/symbolic/collection/base.ts';
import { keyScalars, keyTerms } from '../../src/symbolic/collection/key-terms.ts';
import { collectionSize } from '../../src/symbolic/collection/read.ts';
import type { Execution } from '../../src/symbolic/execution.ts';
import { LimitReached } from '../../src/symbolic/limit-reached.ts';
import { known } from '../../src/symbolic/normal.ts';
import { collectionOf, type SymbolicState } from '../../src/symbolic/state.ts';
import type { Sort, Term } from '../../src/symbolic/term.ts';
import type { ScalarKind } from '../../src/symbolic/value.ts';
import { defaultSolver } from '../../src/verify/default-solver.ts';
import { Prover } from '../../src/verify/prover.ts';
import type { ContractPlan } from '../support/contracts/contract.ts';
import type { Draws } from '../support/contracts/draws.ts';
import { keyPart } from '../support/contracts/plan.ts';
import { trajectoryOf, valueOfJson } from '../support/contracts/read.ts';
import { holesFor, planInitial, planSteps } from '../support/contracts/runs.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { count, type Made, PATIENCE, runs, type Tally, tryLaw } from './made.ts';
import {
  isUndecided,
  keyIn,
  type Played,
  type PlayedStep,
  play,
  recordsIn,
  sameChoices,
  sameHoles,
  sameOutcome,
  sameState,
  shownCase,
  shownOutcome,
} from './playing.ts';

const RUNS = runs(25);
const ATTEMPTS = 8;

/** Of the steps, so many may be left open by the solver: quantifiers, texts, products. */
const MOST_OPEN = 0.35;

async function agreeOnUnknown({ plan, contract, draws }: Made, tally: Tally): Promise<void> {
  const start = legalState(plan, draws, (json) => {
    const state = stateOf(contract, valueOfJson(json)).value;
    return state !== null && isLegal(contract, state) === null ? state : null;
  });
  if (start === null) return count(tally, 'no legal state');
  const steps = planSteps(draws, plan, { steps: 2, mistakes: 5, bindings: 3 });
  const { open, values } = holesFor(draws, plan, steps);
  const trajectory = trajectoryOf({ initial: 'any', steps: open as unknown as Json });
  const holes = new Map(Object.entries(values).map(([name, value]) => [name, valueOfJson(value)]));
  let played: Played;
  try {
    played = play({ contract, trajectory, start, symbolicStart: { kind: 'any' }, holes });
  } catch (error) {
    if (error instanceof LimitReached) return count(tally, 'limit');
    throw error;
  }
  if (isUndecided(played)) return count(tally, 'undecided');
  const prover = new Prover(played.execution, await defaultSolver(), {
    limits: { rlimit: 2_000_000, timeoutMs: 3_000 },
    effort: 'matching',
    claims: played.steps.flatMap(({ performed }) => performed?.transition.cases.map(({ condition }) => condition) ?? []),
    record: null,
  });
  try {
    const keys = universeOf(plan, played.steps);
    for (const fact of [
      sameState(played.execution, played.start, stateValue(start), keys),
      ...noOthers(played.execution, played.start, start),
      ...sameHoles(played, holes),
      ...sameChoices(played),
    ]) {
      prover.assume(fact);
    }
    for (const step of played.steps) {
      if (step.performed !== null) count(tally, decideStep(played, step, prover, keys));
    }
  } catch (error) {
    throw new Error(`${JSON.stringify({ steps: open, values })}\n${String(error)}\n${JSON.stringify([...played.execution.holes.keys()])}`, {
      cause: error,
    });
  } finally {
    prover.close();
  }
}

function legalState(plan: ContractPlan, draws: Draws, legal: (json: Json) => State | null): State | null {
  for (let i = 0; i < ATTEMPTS; i += 1) {
    const state = legal(planInitial(draws, plan.state));
    if (state !== null) return state;
  }
  return null;
}

/** Never may what is so be impossible; that nothing else is possible is found out, or left open for a reason. */
function decideStep(
  { execution, ...played }: Played,
  step: PlayedStep,
  prover: Prover,
  keys: ReadonlyMap<string, readonly Value[]>,
): string {
  const { context } = execution;
  const claim = context.factory.and([
    sameOutcome({ execution, ...played }, step),
    sameState(execution, step.after, stateValue(step.concrete.state), keys),
  ]);
  const possible = prover.ask('what is so', [claim]);
  if (possible.kind === 'unsat') throw new Error(`what is so is called impossible: ${impossible({ execution, ...played }, step, prover)}`);
  const other = prover.ask('anything else', [context.factory.not(claim)]);
  if (other.kind === 'unsat') return 'agree';
  const constructs = context.constructsIn([claim, ...context.facts]);
  if (constructs.length > 0) return `open: ${constructs[0] ?? ''}`;
  return other.kind === 'unknown' ? 'open' : 'not proved';
}

/** Which part of it: that there is such a run, its outcome, or its state. */
function impossible(played: Played, step: PlayedStep, prover: Prover): string {
  if (prover.ask('some run', []).kind === 'unsat') return `any run before ${shownOutcome(step.concrete)}`;
  const isOutcome = prover.ask('the outcome', [sameOutcome(played, step)]).kind === 'unsat';
  const cases = step.performed?.transition.cases.filter(({ condition }) => prover.ask('a case', [condition]).kind !== 'unsat') ?? [];
  return `${isOutcome ? 'the outcome' : 'the state after'} ${shownOutcome(step.concrete)}, possible are ${cases.map(shownCase).join(', ')}`;
}

/** All keys that the contract's own rules and the run may speak of. */
function universeOf({ state }: ContractPlan, steps: readonly PlayedStep[]): ReadonlyMap<string, readonly Value[]> {
  return new Map(
    state.collections.map((collection) => {
      const parts = collection.key.map((_, i) => keyPart(collection, i).values);
      const made = parts.reduce<readonly (readonly Value[])[]>(
        (all, values) => all.flatMap((k) => values.map((value) => [...k, value])),
        [[]],
      );
      const seen = steps.flatMap(({ concrete }) =>
        recordsIn(stateValue(concrete.state), collection.name).map((r) => keyIn(r, collection.key)),
      );
      return [collection.name, [...made.map((key) => (key.length === 1 ? (key[0] ?? null) : key)), ...seen]] as const;
    }),
  );
}

const SORTS: Readonly<Record<ScalarKind, Sort>> = {
  boolean: 'bool',
  integer: 'int',
  number: 'real',
  string: 'string',
  timestamp: 'int',
  duration: 'int',
};

/** That the collections have no other records than these. */
function noOthers({ context, contract }: Execution, symbolic: SymbolicState, state: State): readonly Term[] {
  const { factory } = context;
  return [...contract.collections.values()].flatMap((collection) => {
    const keys = recordsIn(stateValue(state), collection.name).map((record) =>
      keyTerms(context, collection, known(keyIn(record, collection.key))),
    );
    const hints = keyScalars(context, collection).map((kind, i) => ({ name: `k${i}`, sort: SORTS[kind] }));
    const only = context.quantify('forall', hints, (variables) => ({
      range: factory.apply(presenceName(collection), 'bool', variables),
      holds: factory.or(keys.map((key) => factory.and(variables.map((variable, i) => factory.equal(variable, key?.terms[i] ?? variable))))),
    }));
    return [only, factory.equal(collectionSize(collectionOf(symbolic, collection.name)), factory.int(keys.length))];
  });
}

test(
  'what happens concretely is possible from an unknown state, and once that state is known, nothing else is',
  async () => {
    const tally = await tryLaw('rich', RUNS, agreeOnUnknown);
    console.info(Object.fromEntries([...tally].sort()));
    const of = (test: RegExp): number => [...tally].filter(([what]) => test.test(what)).reduce((sum, [, n]) => sum + n, 0);
    const [agree, open] = [of(/^agree/), of(/^(open|not proved)/)];
    console.info(`left open: ${((100 * open) / (agree + open)).toFixed(1)} % of ${agree + open} steps`);
    // What is left open is so for a named reason.
    expect(tally.get('not proved') ?? 0).toBe(0);
    expect(open / (agree + open)).toBeLessThan(MOST_OPEN);
  },
  PATIENCE,
);
