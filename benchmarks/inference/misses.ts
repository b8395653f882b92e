// Decides how misses are shown to whoever tunes: the confusion of labels and kinds, and misses of one sort together with examples.

import type { Miss } from './marks.ts';
import { entry, type Totals } from './totals.ts';

const SORTS = 30;
const EXAMPLES = 4;

export function missesText(group: string, totals: Totals): string {
  const tallies = [...totals.tallies].map(([aspect, { right, labelled, said }]) => `${aspect}: ${right} of ${labelled}, said ${said}`);
  return [
    `# ${group}: ${totals.documents} documents`,
    ...tallies,
    '',
    '## Confusion: label, then kinds (`!` where the label does not permit it)',
    ...confusion(totals),
    '',
    `## The ${SORTS} most frequent sorts of misses`,
    ...sorts(totals),
    '',
    '## Not scored',
    ...descending(totals.excluded)
      .slice(0, 60)
      .map(([reason, count]) => `${count} ${reason}`),
    '',
  ].join('\n');
}

function confusion({ matrix }: Totals): readonly string[] {
  const rows = [...matrix].map(([label, row]) => [label, row, [...row.values()].reduce((a, b) => a + b, 0)] as const);
  return rows
    .sort((a, b) => b[2] - a[2])
    .map(
      ([label, row, total]) =>
        `${label} (${total}): ${descending(row)
          .map(([kind, count]) => `${kind} ${count}`)
          .join(', ')}`,
    );
}

function descending(map: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...map].sort((a, b) => b[1] - a[1]);
}

function sorts({ misses }: Totals): readonly string[] {
  const groups = new Map<string, (Miss & { readonly document: string })[]>();
  for (const miss of misses) entry(groups, sortOf(miss), () => []).push(miss);
  return [...groups]
    .sort((a, b) => b[1].length - a[1].length)
    .slice(0, SORTS)
    .flatMap(([sort, list]) => [`${list.length} × ${sort}`, ...spread(list).flatMap(example)]);
}

/** Static segments at the end of a path are words; what stands before says little of the sort. */
function sortOf({ aspect, label, inferred, method, path }: Miss): string {
  const tail = path
    .split('/')
    .slice(-2)
    .map((segment) => (segment.includes('{') ? '{}' : segment.includes(':') ? 'x:y' : 'x'));
  return `${aspect}: ${label} said to be ${inferred}${method === '' ? '' : ` (${method} …/${tail.join('/')})`}`;
}

/** Examples from different places of the list. */
function spread<T>(list: readonly T[]): readonly T[] {
  const step = Math.max(1, Math.floor(list.length / EXAMPLES));
  return list.filter((_, i) => i % step === 0).slice(0, EXAMPLES);
}

function example({ document, method, path, operationId, evidence }: Miss & { readonly document: string }): readonly string[] {
  return [`    ${method} ${path} ${operationId ?? ''} [${document}]`, ...(evidence.length === 0 ? [] : [`        ${evidence.join('; ')}`])];
}
