// Decides what a refuted filling of holes teaches about the others, so that the search for one that does need not try them all.

import { add, compareNumbers, multiply, subtract } from '../base/number.ts';
import { isNumber, type Value } from '../base/value.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { equals } from '../symbolic/claims/claims.ts';
import { anotherExecution } from '../symbolic/execution.ts';
import type { Factory } from '../symbolic/factory.ts';
import { asNumber } from '../symbolic/kinds.ts';
import { numberConstant } from '../symbolic/normal.ts';
import type { Term } from '../symbolic/term.ts';
import type { Obligation } from './obligation.ts';
import type { Question } from './question.ts';
import { type Run, runSymbolically } from './run.ts';

type Filling = ReadonlyMap<string, Value>;

/** Any other filling. */
export function otherThan(run: Run, holes: Filling): Term {
  const { context, holes: symbolic } = run.execution;
  const same = [...symbolic].map(([name, hole]) => equals(context, hole, holes.get(name)));
  return context.factory.not(context.factory.and(same));
}

/**
 * A filling must do in the initial state that refuted another one, too: so one state excludes all that it refutes. `number` tells
 * lessons apart.
 */
export function lesson(question: Question, run: Run, number: number, state: Value | null): readonly Term[] {
  const { trajectory, claims, options } = question;
  if (state === null) return [];
  const execution = anotherExecution(run.execution, number, trajectory.steps.length);
  const initial: InitialState = { kind: 'given', state };
  const { obligations } = runSymbolically(execution, { ...trajectory, initial }, claims, options);
  // Whatever the server chooses in that state, the claims must hold; it is enough to say that they do for some choices, made anew here.
  return consequences(run.execution.context.factory, obligations);
}

/** Where a filling does not lead to what was recorded, nothing more is claimed of this state: another one may lead there. */
function consequences(factory: Factory, obligations: readonly Obligation[]): readonly Term[] {
  let recorded = factory.true;
  const learnt: Term[] = [];
  for (const { quantifier, claim } of obligations) {
    if (quantifier === 'may') recorded = factory.and([recorded, claim]);
    else learnt.push(factory.implies(recorded, claim));
  }
  return learnt;
}

/** How much further than the last step a leap goes. */
const LEAP = 2;

/**
 * Where the last two fillings differ in numbers: fillings that are further on in the same direction, by a growing distance. The ends of a range
 * are reached in few rounds so. Null where there is no direction. It is a preference, not a consequence.
 */
export function leap(run: Run, tried: readonly Filling[]): Term | null {
  const { context, holes } = run.execution;
  const { factory } = context;
  const [last, before] = [tried.at(-1), tried.at(-2)];
  if (!last || !before) return null;
  const further = [...holes].flatMap(([name, hole]) => {
    const [from = null, to = null] = [before.get(name), last.get(name)];
    if (!isNumber(from) || !isNumber(to) || compareNumbers(from, to) === 0) return [];
    const { term, error } = asNumber(context, hole);
    const far = numberConstant(context, add(to, multiply(subtract(to, from), LEAP)));
    return [factory.not(error), compareNumbers(from, to) < 0 ? factory.lessOrEqual(far, term) : factory.lessOrEqual(term, far)];
  });
  return further.length === 0 ? null : factory.and(further);
}
