// Decides how the comparison of two trajectories is written as JSON (format: `schemas/equivalent.schema.json`).

import { toJson } from '../../base/json.ts';
import type { ObjectKey, Value } from '../../base/value.ts';
import { outcomeValue, solverValue, unknownValue } from '../../verify/json.ts';
import { outcomeAt } from './compare-runs.ts';
import type { EquivalenceResult, Finding, PairWitness, PlaceDifference, WitnessRun } from './equivalence-result.ts';

/** One line of JSON with the properties always in the same order. */
export function equivalenceToJson(result: EquivalenceResult): string {
  return toJson(equivalenceValue(result));
}

function equivalenceValue({ left, right, verdict, claim, onlyLeft, onlyRight, results, solver }: EquivalenceResult): Value {
  return object({
    left,
    right,
    verdict,
    claim: object({
      initial: claim.initial,
      compared: claim.compared,
      pairs: claim.pairs.map((pair) => [pair.left, pair.right]),
      links: claim.links,
      bound: claim.bound === null ? null : claim.bound.map(({ what, size }) => object({ what, size })),
    }),
    onlyLeft: findingValue(onlyLeft),
    onlyRight: findingValue(onlyRight),
    results: findingValue(results),
    solver: solverValue(solver),
  });
}

function findingValue(finding: Finding): Value {
  switch (finding.kind) {
    case 'none':
      return object({ finding: finding.kind });
    case 'found':
      return object({ finding: finding.kind, witness: witnessValue(finding.witness) });
    case 'unknown':
      return object({ finding: finding.kind, reason: unknownValue(finding.reason) });
  }
}

function witnessValue({ initial, holes, left, right, differences }: PairWitness): Value {
  return object({ initial, holes, left: runValue(left), right: runValue(right), differences: differences.map(differenceValue) });
}

function runValue({ replay, failed }: WitnessRun): Value {
  const responses = replay.steps.map(({ index }) => outcomeAt(replay, index));
  const choices = replay.steps.flatMap(({ index, result }) =>
    result?.kind === 'transition' ? [...result.choices].map(([place, value]) => object({ step: index, place, value })) : [],
  );
  return object({ failed, responses: responses.map((outcome) => outcome && outcomeValue(outcome)), choices });
}

/** A side on which there is nothing is left out. */
function differenceValue({ place, left, right }: PlaceDifference): Value {
  return object({ place, ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) });
}

function object(entries: Readonly<Record<string, Value>>): Value {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
