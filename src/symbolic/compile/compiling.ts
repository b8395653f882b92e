// Decides what the parts of the compiler share.

import type { Expression, Root } from '../../contract/expression.ts';
import type { Context } from '../context.ts';
import type { Result } from '../value.ts';

/** What an expression sees of the world. */
export interface Frame {
  /** The value of a root; an error where there is none here. */
  root(root: Root): Result;
  /** Values of local variables by slot. The compiler writes them. */
  readonly locals: Result[];
  /** The key that `fresh(collection)` gives at that place of the operation. */
  fresh(collection: string, ordinal: number): Result;
}

/** One compilation. */
export interface Compiling {
  readonly context: Context;
  readonly frame: Frame;
  compile(expression: Expression): Result;
  /** Counts elements that a macro visits. */
  spend(count: number): void;
  /** The same compilation in sight of another world. */
  within(frame: Frame): Compiling;
}

/** An expression of one kind. */
export type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;
