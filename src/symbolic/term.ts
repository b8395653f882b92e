// Decides what a term is: many-sorted first-order logic as plain data, shared (hash-consed), so that equal terms are the same object.

import type { Num } from '../base/value.ts';
import type { Regex } from './regex.ts';

/** `int` is ℤ, `real` is ℚ. Timestamps and durations are `int` nanoseconds. */
export type Sort = 'bool' | 'int' | 'real' | 'string';

/**
 * A term. Make terms with `factory.ts` only: it folds constants, normalises and shares them, so `===` is
 * syntactic equality. `id` numbers terms in order of creation (children before parents).
 */
export type Term =
  | { readonly id: number; readonly kind: 'constant'; readonly sort: 'bool'; readonly value: boolean }
  | { readonly id: number; readonly kind: 'constant'; readonly sort: 'int' | 'real'; readonly value: Num }
  | { readonly id: number; readonly kind: 'constant'; readonly sort: 'string'; readonly value: string }
  /** An uninterpreted function applied to arguments; without arguments, an unknown constant. */
  | { readonly id: number; readonly kind: 'apply'; readonly sort: Sort; readonly name: string; readonly args: readonly Term[] }
  /** A variable of an enclosing quantifier. Names are unique within a factory. */
  | { readonly id: number; readonly kind: 'bound'; readonly sort: Sort; readonly name: string }
  | {
      readonly id: number;
      readonly kind: 'operation';
      readonly sort: Sort;
      readonly operator: TermOperator;
      readonly args: readonly Term[];
    }
  | { readonly id: number; readonly kind: 'inRegex'; readonly sort: 'bool'; readonly text: Term; readonly regex: Regex }
  | {
      readonly id: number;
      readonly kind: 'quantifier';
      readonly sort: 'bool';
      readonly quantifier: 'forall' | 'exists';
      readonly variables: readonly BoundVariable[];
      readonly body: Term;
    };

export type BoundVariable = Term & { readonly kind: 'bound' };

/**
 * Interpreted operators, all of them total: `divide` and `quotient` by zero are 0, `remainder` by zero is the dividend, strings outside
 * of a string are empty. Guard them where that is not what is meant. `and`, `or`, `add`, `multiply` and `concat` take any number of
 * arguments from 2 on. `quotient` and `remainder` truncate toward zero (unlike SMT-LIB's `div` and `mod`).
 * `floor` is real to int. String positions count code points.
 */
export type TermOperator =
  | 'not'
  | 'and'
  | 'or'
  | 'ite'
  | 'equal'
  | 'less'
  | 'lessOrEqual'
  | 'add'
  | 'multiply'
  | 'negate'
  | 'divide'
  | 'quotient'
  | 'remainder'
  | 'toReal'
  | 'floor'
  | 'concat'
  | 'length'
  | 'contains'
  | 'prefixOf'
  | 'suffixOf'
  | 'at'
  | 'substring'
  | 'indexOf'
  | 'replaceFirst'
  | 'replaceAll'
  | 'textLess'
  | 'textLessOrEqual';
