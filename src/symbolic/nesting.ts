// Decides whether a symbolic value is nested too deep to go on with. Only a fold can nest without end, so only a fold asks.

import { DEFAULT_LIMITS } from '../base/limits.ts';
import { nestingOf } from '../base/nesting.ts';
import { LimitReached } from './limit-reached.ts';
import type { Symbolic } from './value.ts';

/** Throws `LimitReached` for a value with more than `maxDepth` lists and objects inside each other. Asked anew, it looks at new parts only. */
export function checkNesting(value: Symbolic): void {
  if (nestingOfSymbolic(value) > DEFAULT_LIMITS.maxDepth)
    throw new LimitReached('maxDepth', DEFAULT_LIMITS.maxDepth, 'levels of a nested value');
}

const known = new WeakMap<Symbolic, number>();

function nestingOfSymbolic(value: Symbolic): number {
  if (value.kind === 'known') return nestingOf(value.value);
  const parts = partsOf(value);
  if (parts === null) return 0;
  const seen = known.get(value);
  if (seen !== undefined) return seen;
  let deepest = 0;
  for (const part of parts) deepest = Math.max(deepest, nestingOfSymbolic(part));
  const nesting = value.kind === 'union' ? deepest : deepest + 1;
  known.set(value, nesting);
  return nesting;
}

/** Null for what is no list, object or union of such. What is unknown has a schema of its own, which ends. */
function partsOf(value: Symbolic): readonly Symbolic[] | null {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'sparse':
      return value.slots.map((slot) => slot.value);
    case 'union':
      return value.alternatives.map((alternative) => alternative.value);
    case 'map':
      return [...(value.base === null ? [] : [value.base]), ...value.log.flatMap((write) => write.value ?? [])];
    case 'layers':
      return [value.base, ...value.layers.flatMap((layer) => layer.value ?? [])];
    case 'known':
    case 'scalar':
    case 'free':
    case 'collection':
      return null;
  }
}
