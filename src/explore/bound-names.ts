// Decides how the bounds of a proof about free calls are told: an argument by the operation that takes it, not by the unknown that stands for it.

import type { Bound } from '../verify/verdict.ts';

/** The unknown for an argument, as free steps name it: the step, the form, the operation, the part of the request with the parameter, and what is below. */
const ARGUMENT = /hole call \d+ \d+ (.+?) (path|query|header|cookie|body)\.(\S*)/u;
/** What the server chooses at a place of a step. */
const CHOICE = /choice \d+ (\S+)/u;

/** Each bound once. */
export function namedBounds(bounds: readonly Bound[]): readonly Bound[] {
  const named = bounds.map(({ what, size }) => ({
    what: what.replace(ARGUMENT, argumentName).replace(CHOICE, 'choice of the server $1'),
    size,
  }));
  return [...new Map(named.map((bound) => [`${bound.what} ${bound.size}`, bound])).values()];
}

function argumentName(_: string, operationId: string, part: string, below: string): string {
  // The body has no name of its own: what is below it follows the dot.
  return `${part === 'body' ? `body${below}` : `${part}.${below}`} of ${operationId}`;
}
