// Decides what is read of an unknown value before it is decoded: the parts that were read of others at the same place, for instance under a
// quantifier, of which it is one instance.

import type { Context } from './context.ts';
import { alternativesOf } from './merge.ts';
import { scalar } from './normal.ts';
import { elementAt, memberOf } from './read.ts';
import type { Free, FreeStep, Symbolic } from './value.ts';

/** Nesting past which parts are left to be completed. */
const MAX_NESTING = 16;

/** Reads of the value, and of its parts, what was read of values at its place. A model has then a say on these parts. */
export function readAlike(context: Context, value: Symbolic, nesting: number = MAX_NESTING): void {
  if (nesting === 0) return;
  for (const alternative of alternativesOf(context, value)) {
    const free = alternative.value.kind === 'map' ? alternative.value.base : alternative.value;
    if (free?.kind !== 'free') continue;
    for (const step of stepsAlike(context, free)) {
      const part = partAt(context, free, step);
      if (part !== null) readAlike(context, part, nesting - 1);
    }
  }
}

function stepsAlike(context: Context, free: Free): readonly FreeStep[] {
  return [...context.parts.at(free)].map((part) => part.step);
}

/** Null for a key or an index that is a variable of a quantifier. */
function partAt(context: Context, free: Free, step: FreeStep): Symbolic | null {
  switch (step.kind) {
    case 'property':
      return memberOf(context, free, step.name).value;
    case 'entry':
      return context.isOpen(step.key) ? null : elementAt(context, free, scalar('string', step.key)).value;
    case 'item':
      return context.isOpen(step.index) ? null : elementAt(context, free, scalar('integer', step.index)).value;
  }
}
