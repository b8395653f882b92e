// Decides what follows from the answers about one direction: proved, different with what shows it, or unknown.

import type { Contract } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import { clockBounds } from '../../verify/clock.ts';
import type { Bound, UnknownReason } from '../../verify/verdict.ts';
import type { OpenPart } from '../open-part.ts';
import type { Difference, Inclusion, OperationComparison, Undecided } from './compare-result.ts';
import type { PairAnswer, PairWitness } from './pair-step.ts';

/** What was asked and answered, and why not all was. */
export interface Answers {
  readonly answers: readonly {
    readonly cause: Cause | null;
    readonly answer: PairAnswer;
    /** What the solver found, as a difference. */
    readonly told: (witness: PairWitness) => Difference;
  }[];
  readonly failed: readonly UnknownReason[];
  readonly untold: readonly OpenPart[];
}

/** `shown` was found by running. */
export function inclusionOf({ answers, failed, untold }: Answers, shown: readonly Difference[], contracts: readonly Contract[]): Inclusion {
  const found = answers.flatMap(({ answer, told }) => (answer.kind === 'possible' ? [told(answer.witness)] : []));
  const differences = [...shown, ...found];
  const undecided = answers.flatMap(({ cause, answer }) => (answer.kind === 'unknown' ? [{ cause, reason: answer.reason }] : []));
  const general = [...failed, ...(untold.length === 0 ? [] : [untoldParts(untold)])];
  const open: readonly Undecided[] = [...undecided, ...general.map((reason) => ({ cause: null, reason }))];
  if (differences.length > 0) return { kind: 'different', differences, open };
  const [first] = open;
  if (first !== undefined) return { kind: 'unknown', reason: first.reason };
  const bounds = answers.flatMap(({ answer }) => (answer.kind === 'impossible' ? answer.bounds : []));
  return { kind: 'proved', bounds: distinct([...bounds, ...contracts.flatMap((contract) => clockBounds(contract))]) };
}

function distinct(bounds: readonly Bound[]): readonly Bound[] {
  return [...new Map(bounds.map((bound) => [bound.what, bound])).values()];
}

function untoldParts(open: readonly OpenPart[]): UnknownReason {
  return {
    kind: 'unsupported',
    message: 'not all that a rule reads of a request was left open: too many optional parts, or a credential',
    constructs: [...new Set(open.map(({ operationId, part }) => `${operationId} ${part}`))],
  };
}

/** What A accepts against what B accepts. */
export function relationOf(kept: Inclusion, covered: Inclusion): OperationComparison['relation'] {
  if (kept.kind === 'unknown' || covered.kind === 'unknown') return 'unknown';
  if (kept.kind === 'proved') return covered.kind === 'proved' ? 'equal' : 'stronger';
  return covered.kind === 'proved' ? 'weaker' : 'incomparable';
}
