// Decides which state is shown where two trajectories differ: the simplest found from which they differ in the same way.

import { isObject, type Value } from '../../base/value.ts';
import { isLegal } from '../../simulate/legality.ts';
import { stateOf } from '../../simulate/read-state.ts';
import { simplify } from '../../verify/simplify.ts';
import type { PairQuestion, PairRun } from './pair-run.ts';
import { type Difference, proposedIn, type Scenario } from './witness.ts';

/** Pairs of runs that making a state simpler may take. */
const MAX_PAIRS = 300;

/** Only states are tried in which the server has nothing to choose that would matter: what is shown needs no solver then. */
export function simplest(
  question: PairQuestion,
  lanes: Pick<PairRun, 'left' | 'right'>,
  scenario: Scenario,
  found: Difference,
): Difference {
  if (scenario.initial === null) return found;
  let best = found;
  const passes = (initial: Value): boolean => {
    const tried = startingIn(question, scenario, initial);
    const proposed = tried && proposedIn(question, lanes, tried);
    if (proposed === null || typeof proposed === 'string' || !proposed.isForced || !isAlike(proposed.difference, found)) return false;
    best = proposed.difference;
    return true;
  };
  simplify(scenario.initial, passes, MAX_PAIRS);
  return best;
}

function startingIn({ contract, options }: PairQuestion, scenario: Scenario, initial: Value): Scenario | null {
  // A variable that is left out has its initial value, but a reader would not know.
  if (initial === null || !isObject(initial) || [...contract.variables.keys()].some((name) => !initial.has(name))) return null;
  const { value: state } = stateOf(contract, initial);
  if (state === null || isLegal(contract, state, { now: options.now, limits: options.limits }) !== null) return null;
  return { ...scenario, state, initial, left: [], right: [] };
}

function isAlike(a: Difference, b: Difference): boolean {
  return a.kind === b.kind && a.witness.left.failed === b.witness.left.failed && a.witness.right.failed === b.witness.right.failed;
}
