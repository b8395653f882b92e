// Decides what the variables of a macro stand for while it walks.

import type { Binding } from '../../contract/expression.ts';
import { kindOfAlternative } from '../kinds.ts';
import { ok } from '../normal.ts';
import type { Symbolic } from '../value.ts';
import type { Compiling } from './compiling.ts';

/** An element of what is walked over, which is no union: for lists the key is the index. */
export interface Element {
  readonly key: Symbolic;
  readonly value: Symbolic;
}

/** Binds the variables: `single` to the element of a list or the key of an object or collection, `pair` to key and value. */
export function bind({ context, frame }: Compiling, binding: Binding, over: Symbolic, element: Element): void {
  if (binding.kind === 'single') {
    frame.locals[binding.slot] = ok(context, elementOf(over, element));
    return;
  }
  frame.locals[binding.key] = ok(context, element.key);
  frame.locals[binding.value] = ok(context, element.value);
}

/** What walking gives one by one: the elements of a list, the keys of an object or collection. */
export function elementOf(over: Symbolic, element: Element): Symbolic {
  return kindOfAlternative(over) === 'list' ? element.value : element.key;
}
