// Decides how promises of which nothing more need be said read: those of one kind that are proved in one way in one line, with the operations that make them.

import type { CheckItem } from '../explore/check/check-result.ts';
import { howText } from './check-scope.ts';
import type { Style } from './style.ts';

/** Operations that are named in a line. */
const MOST_NAMED = 6;

const PROMISES: Readonly<Record<string, string>> = {
  effect: 'effects have a value and do not clash',
  response: 'answers have a value',
  record: 'records stay within their schemas',
  postcondition: 'postconditions follow',
};

/** Promises of operations that are proved. */
export function renderPromises(items: readonly CheckItem[], style: Style): readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const { claim, operationId, requirement, verdict } of items) {
    if (claim !== 'kept' || operationId === null || requirement === null || verdict.kind !== 'proved') continue;
    const head = `${PROMISES[requirement.kind] ?? requirement.kind}|${howText(verdict)}`;
    groups.set(head, (groups.get(head) ?? new Set()).add(operationId));
  }
  return [...groups].map(([head, operations]) => {
    const [what = '', how = ''] = head.split('|');
    const named = [...operations].slice(0, MOST_NAMED);
    const more = operations.size > named.length ? ` and ${operations.size - named.length} more` : '';
    return `${style.good('proved  ')}  ${what}  ${style.dim(`in ${named.join(', ')}${more}; ${how}`)}`;
  });
}
