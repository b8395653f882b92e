// Decides how facts compare with labels: what is right, what is wrong, what was left out, per document and as plain counts.

import { handLabels, scoreByHand } from './by-hand.ts';
import { BY_HAND } from './documents.ts';
import type { Facts } from './facts.ts';
import { labelSource } from './labels/sources.ts';
import { labelOf } from './labels/table.ts';
import { byPlace, type Marks, type Miss, type Tally } from './marks.ts';
import { operationsOf, type Plain } from './openapi.ts';
import { scoreReferences } from './references.ts';
import { scoreResources } from './resources.ts';

export interface Score {
  readonly tallies: Readonly<Record<string, Tally>>;
  /** By label and inferred kind: how many, with `!` before the kind where the label does not permit it. */
  readonly matrix: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly excluded: Readonly<Record<string, number>>;
  readonly misses: readonly Miss[];
}

export function scoreDocument(group: string, document: Plain, facts: Facts): Score {
  const hand = handLabels().find((labels) => group === `${BY_HAND}${labels.document}`);
  if (hand) return handScore(scoreByHand(hand, document, facts));
  const kinds = scoreKinds(group, document, facts);
  const aspects = group === 'twilio' ? scoreResources(document, facts) : group === 'stripe' ? scoreReferences(document, facts) : {};
  const tallies = Object.fromEntries(Object.entries(aspects).map(([name, { tally }]) => [name, tally]));
  return {
    ...kinds,
    tallies: { ...kinds.tallies, ...tallies },
    misses: [...kinds.misses, ...Object.values(aspects).flatMap(({ misses }) => misses)],
  };
}

function handScore(aspects: Readonly<Record<string, Marks>>): Score {
  const tallies = Object.fromEntries(Object.entries(aspects).map(([name, { tally }]) => [name, tally]));
  return { tallies, matrix: {}, excluded: {}, misses: Object.values(aspects).flatMap(({ misses }) => misses) };
}

function scoreKinds(group: string, document: Plain, facts: Facts): Score {
  const source = labelSource(group);
  const inferred = byPlace(facts);
  const matrix: Record<string, Record<string, number>> = {};
  const excluded: Record<string, number> = {};
  const misses: Miss[] = [];
  let right = 0;
  let labelled = 0;
  for (const operation of source === null ? [] : operationsOf(document)) {
    const { method, path, operationId } = operation;
    const label = source === null ? null : labelOf(source, operation, document);
    if (label?.kind !== 'label') {
      excluded[label?.reason ?? 'no label'] = (excluded[label?.reason ?? 'no label'] ?? 0) + 1;
      continue;
    }
    const fact = inferred.get(`${method} ${path}`);
    const kind = fact?.kind ?? 'missing';
    const fits = fact !== undefined && label.permits.includes(fact.kind);
    labelled += 1;
    if (fits) right += 1;
    else misses.push({ aspect: 'kinds', label: label.word, inferred: kind, method, path, operationId, evidence: fact?.evidence ?? [] });
    const row = matrix[label.word] ?? {};
    matrix[label.word] = row;
    const cell = fits ? kind : `!${kind}`;
    row[cell] = (row[cell] ?? 0) + 1;
  }
  return { tallies: labelled === 0 ? {} : { kinds: { right, labelled, said: labelled } }, matrix, excluded, misses };
}
