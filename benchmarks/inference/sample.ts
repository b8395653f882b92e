// Decides which labels are shown to judge them by eye: some of each group, evenly chosen over all its documents.

import type { Document } from './documents.ts';
import { evenly } from './evenly.ts';
import { labelSource } from './labels/sources.ts';
import { labelOf } from './labels/table.ts';
import { operationsOf, readDocument } from './openapi.ts';
import { entry } from './totals.ts';

/** Lines by group; labels and what they permit, and in their places what is not scored. */
export function sampleLabels(documents: readonly Document[], count: number): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { path, group, name } of documents) {
    const source = labelSource(group);
    if (source === null) continue;
    const plain = readDocument(path);
    for (const operation of operationsOf(plain)) {
      const label = labelOf(source, operation, plain);
      const said = label.kind === 'label' ? `${label.word}: ${label.permits.join(' ')}` : `not scored: ${label.reason}`;
      entry(groups, group, () => []).push(`${said}\n    ${operation.method} ${operation.path} ${operation.operationId ?? ''} [${name}]`);
    }
  }
  return new Map(Array.from(groups, ([group, lines]) => [group, evenly(lines, count)]));
}
