// Decides the verdict on a promise that no run has broken, from what one step, induction and running show.

import { clockBounds } from '../../verify/clock.ts';
import type { Bound, UnknownReason } from '../../verify/verdict.ts';
import type { CheckVerdict } from './check-result.ts';
import type { Checking } from './checking.ts';
import type { LegalWitness, Possibility } from './one-step.ts';
import type { OperationReport } from './operation-report.ts';
import type { OutcomeKey } from './outcome-key.ts';
import type { OpenEnding, Proof, Strengthening } from './strengthen.ts';

/** What lemmas and induction over several states show of one way of ending; nulls where they were not needed, or show nothing. */
export interface Beyond {
  readonly proof: Proof | null;
  readonly witness: LegalWitness | null;
}

/** A report, and what goes beyond one step from any legal state. */
export interface Judged extends OperationReport {
  readonly beyond: (key: OutcomeKey) => Beyond;
}

/** What is known of a promise in one operation. */
export interface Ruled {
  readonly plain: Possibility;
  readonly beyond: Beyond;
}

/** The faults that no run showed and one step from any legal state does not exclude, unless running decides them and no more is asked for. */
export function openEndings({ sightings, options }: Checking, reports: readonly OperationReport[]): readonly OpenEnding[] {
  const isAsked = options.induction !== null || options.lemmas.length > 0;
  if (!isAsked && isExhaustive(sightings)) return [];
  const seen = new Set([...sightings.seen.values()].map(({ key }) => key));
  return reports.flatMap(({ operation, endings, possibility }) =>
    endings
      .filter(({ kind, key }) => kind === 'fault' && !seen.has(key) && possibility(key).kind !== 'impossible')
      .map(({ key }) => ({ operation, key })),
  );
}

export function beyondOf({ operation }: OperationReport, { proofs, witnesses }: Strengthening): Judged['beyond'] {
  const find = <T>(of: ReadonlyMap<OpenEnding, T>, key: OutcomeKey): T | null =>
    [...of].find(([ending]) => ending.operation === operation && ending.key === key)?.[1] ?? null;
  return (key) => ({ proof: find(proofs, key), witness: find(witnesses, key) });
}

/** The verdict on a promise, from every operation that could break it. */
export function keptVerdict({ contract, sightings }: Checking, ruled: readonly Ruled[]): CheckVerdict {
  const open = ruled.filter(({ plain, beyond }) => plain.kind !== 'impossible' && beyond.proof === null);
  if (open.length === 0) return inductionVerdict(ruled);
  const { coverage } = sightings;
  if (isExhaustive(sightings)) return { kind: 'proved', method: 'exhaustion', bounds: clockBounds(contract), witness: null };
  const induction = open.map(witnessOf).find((witness) => witness !== null) ?? null;
  if (isComplete(sightings) && coverage.depth > 0) return { kind: 'bounded', steps: coverage.depth, induction };
  const undecided = open.flatMap(({ plain }) => (plain.kind === 'unknown' ? [plain.reason] : []))[0];
  return { kind: 'unknown', reason: induction === null && undecided ? undecided : NOT_INDUCTIVE, induction };
}

/** The one from the most states in a row. */
function witnessOf({ plain, beyond }: Ruled): LegalWitness | null {
  return beyond.witness ?? (plain.kind === 'possible' ? plain.witness : null);
}

function inductionVerdict(ruled: readonly Ruled[]): CheckVerdict {
  const proofs = ruled.flatMap(({ beyond }) => (beyond.proof === null ? [] : [beyond.proof]));
  const plain = ruled.flatMap((one) => (one.plain.kind === 'impossible' ? one.plain.bounds : []));
  const bounds = distinctBounds([...plain, ...proofs.flatMap((proof) => proof.bounds)]);
  const lemmas = [...new Set(proofs.flatMap((proof) => proof.lemmas.map(({ rule }) => rule.text)))];
  const k = Math.max(1, ...proofs.map((proof) => proof.k));
  return { kind: 'proved', method: 'induction', bounds, witness: null, k, ...(lemmas.length > 0 ? { lemmas } : {}) };
}

function distinctBounds(bounds: readonly Bound[]): readonly Bound[] {
  return [...new Map(bounds.map((bound) => [bound.what, bound])).values()];
}

/** Whether running tried every call in all the states it came to. */
function isComplete({ coverage, isServerFree }: Checking['sightings']): boolean {
  return coverage.open.length === 0 && coverage.undecided.length === 0 && !isServerFree;
}

function isExhaustive(sightings: Checking['sightings']): boolean {
  return isComplete(sightings) && sightings.coverage.end === 'all';
}

const NOT_INDUCTIVE: UnknownReason = {
  kind: 'rounds',
  message: 'it can be broken in a legal state, and whether that state is within reach is open',
  constructs: [],
};
