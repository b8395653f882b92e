// Decides how the results of many documents add up: per group and side of the split.

import type { Document } from './documents.ts';
import type { Miss, Tally } from './marks.ts';
import type { Counts } from './measure.ts';
import type { OverlayResult } from './overlays.ts';
import type { Result } from './pool.ts';

export interface Totals {
  documents: number;
  refused: number;
  /** Exceptions, documents over the time limit, and processes that died. */
  readonly failures: string[];
  readonly times: number[];
  megabytes: number;
  readonly counts: { operations: number; collections: number; parameters: number; produced: number; ambient: number };
  readonly kinds: Map<string, number>;
  readonly tallies: Map<string, { right: number; labelled: number; said: number }>;
  readonly matrix: Map<string, Map<string, number>>;
  readonly excluded: Map<string, number>;
  readonly misses: (Miss & { readonly document: string })[];
  readonly refusals: string[];
  readonly overlays: { loads: number; refused: number; readonly fails: string[]; lines: number; loadMs: number };
}

export function emptyTotals(): Totals {
  return {
    documents: 0,
    refused: 0,
    failures: [],
    times: [],
    megabytes: 0,
    counts: { operations: 0, collections: 0, parameters: 0, produced: 0, ambient: 0 },
    kinds: new Map(),
    tallies: new Map(),
    matrix: new Map(),
    excluded: new Map(),
    misses: [],
    refusals: [],
    overlays: { loads: 0, refused: 0, fails: [], lines: 0, loadMs: 0 },
  };
}

export function addResult(totals: Totals, document: Document, result: Result): void {
  totals.documents += 1;
  if (result.kind !== 'done') {
    totals.failures.push(`${document.name}: ${failureOf(result)}`);
    return;
  }
  totals.times.push(result.ms);
  totals.megabytes = Math.max(totals.megabytes, result.megabytes);
  if (result.overlay !== null) addOverlay(totals, document, result.overlay);
  else if (result.counts === null) {
    totals.refused += 1;
    totals.refusals.push(`${document.name}: ${result.errors.join('; ')}`);
  } else addCounts(totals, result.counts);
  if (result.score === null) return;
  for (const [aspect, tally] of Object.entries(result.score.tallies)) addTally(totals.tallies, aspect, tally);
  for (const [label, row] of Object.entries(result.score.matrix)) {
    const sums = entry(totals.matrix, label, () => new Map<string, number>());
    for (const [kind, count] of Object.entries(row)) sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  for (const [reason, count] of Object.entries(result.score.excluded))
    totals.excluded.set(reason, (totals.excluded.get(reason) ?? 0) + count);
  totals.misses.push(...result.score.misses.map((miss) => ({ ...miss, document: document.name })));
}

function failureOf(result: Exclude<Result, { kind: 'done' }>): string {
  switch (result.kind) {
    case 'thrown':
      return `exception: ${result.message}`;
    case 'late':
      return `not done in ${result.ms} ms`;
    case 'died':
      return `process ended: ${result.status}`;
  }
}

function addOverlay({ overlays }: Totals, document: Document, { kind, lines, loadMs, errors }: OverlayResult): void {
  overlays.lines += lines;
  overlays.loadMs += loadMs;
  if (kind === 'fails') overlays.fails.push(`${document.name}: ${errors.join('; ')}`);
  else overlays[kind] += 1;
}

function addCounts(totals: Totals, { kinds, ...counts }: Counts): void {
  const { counts: sums } = totals;
  sums.operations += counts.operations;
  sums.collections += counts.collections;
  sums.parameters += counts.parameters;
  sums.produced += counts.produced;
  sums.ambient += counts.ambient;
  for (const [kind, count] of Object.entries(kinds)) totals.kinds.set(kind, (totals.kinds.get(kind) ?? 0) + count);
}

export function addTally(tallies: Totals['tallies'], aspect: string, { right, labelled, said }: Tally): void {
  const sum = entry(tallies, aspect, () => ({ right: 0, labelled: 0, said: 0 }));
  sum.right += right;
  sum.labelled += labelled;
  sum.said += said;
}

export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
