// Decides the form of a score: counts, and the single misses behind them.

import type { Facts, OperationFacts } from './facts.ts';

/** Right, of those that have a label; for references also what was said without a label. */
export interface Tally {
  readonly right: number;
  readonly labelled: number;
  /** How many were said, right or wrong; for precision. */
  readonly said: number;
}

export interface Miss {
  readonly aspect: string;
  readonly label: string;
  readonly inferred: string;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly evidence: readonly string[];
}

export interface Marks {
  readonly tally: Tally;
  readonly misses: readonly Miss[];
}

/** Operations by method and path, which are unique in a document. */
export function byPlace(facts: Facts): ReadonlyMap<string, OperationFacts> {
  return new Map(facts.operations.map((fact) => [`${fact.method} ${fact.path}`, fact]));
}
