// Decides the form of a rule after parsing and type-checking: the small language that both interpreters read.

import type { Value } from '../base/value.ts';
import type { OperatorName } from './operators.ts';
import type { Type } from './type.ts';

/** Index of a local variable in the evaluation frame. Binders are numbered by nesting depth, so a frame is a small array. */
export type Slot = number;

interface Typed {
  readonly type: Type;
  /** Offset of the node in the rule's text, in UTF-16 units. */
  readonly offset: number;
}

/**
 * An expression. Evaluating one gives a value or an error; errors travel like values and are absorbed only by
 * `and`/`or` with a deciding other side, by a `conditional` that does not take the branch, and by quantifiers.
 */
export type Expression =
  | (Typed & { readonly kind: 'literal'; readonly value: Value })
  | (Typed & { readonly kind: 'local'; readonly slot: Slot; readonly name: string })
  | (Typed & { readonly kind: 'root'; readonly root: Root })
  /** `of.name`: a property of an object; an error if it is absent. */
  | (Typed & { readonly kind: 'member'; readonly of: Expression; readonly name: string })
  /** `of[key]`: an element of a list (from 0), an entry of an object, a record of a collection; an error if there is none. */
  | (Typed & { readonly kind: 'index'; readonly of: Expression; readonly key: Expression })
  /** `has(of.name)`: whether the property is present; null counts as present. An error if `of` is not an object. */
  | (Typed & { readonly kind: 'has'; readonly of: Expression; readonly name: string })
  | (Typed & { readonly kind: 'and'; readonly left: Expression; readonly right: Expression })
  | (Typed & { readonly kind: 'or'; readonly left: Expression; readonly right: Expression })
  | (Typed & { readonly kind: 'conditional'; readonly test: Expression; readonly then: Expression; readonly else: Expression })
  /** A strict operator of the table: an error in any argument is the result (the first, from the left). */
  | (Typed & { readonly kind: 'call'; readonly operator: OperatorName; readonly args: readonly Expression[] })
  /**
   * An overloaded operator whose arguments have no static type: the first candidate whose parameter kinds fit the values
   * (`OPERATORS[...].parameters`), an error if none does.
   */
  | (Typed & { readonly kind: 'dispatch'; readonly candidates: readonly OperatorName[]; readonly args: readonly Expression[] })
  | (Typed & { readonly kind: 'list'; readonly items: readonly Expression[] })
  /** `{'k': v}`; equal keys are an error. */
  | (Typed & { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] })
  /** `cel.bind(name, value, body)`: the body with the value for the name. An error in `value` counts only where it is used. */
  | (Typed & { readonly kind: 'let'; readonly slot: Slot; readonly name: string; readonly value: Expression; readonly body: Expression })
  /** A call of an `x-definitions` entry: its parameters are bound like `let`. */
  | (Typed & {
      readonly kind: 'definition';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly slots: readonly Slot[];
      readonly body: Expression;
    })
  | (Typed & Quantify)
  | (Typed & Collect)
  | (Typed & Fold)
  /**
   * `fresh(c)`: a key of the collection that no record has or had. `ordinal` numbers the occurrences within one operation,
   * and two occurrences differ. A `fresh` inside a macro's body is refused at load.
   */
  | (Typed & { readonly kind: 'fresh'; readonly collection: string; readonly ordinal: number });

export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/**
 * What a macro binds while it walks. `single`: the element of a list, or the key of an object or collection.
 * `pair`: index and element of a list, or key and value of an object or collection.
 */
export type Binding =
  | { readonly kind: 'single'; readonly slot: Slot; readonly name: string }
  | { readonly kind: 'pair'; readonly key: Slot; readonly keyName: string; readonly value: Slot; readonly valueName: string };

/**
 * `all`: false if the body is false for one element, else an error if it is one for some, else true.
 * `exists`: the dual. `existsOne`: whether it is true for exactly one; an error in any body is the result.
 */
export interface Quantify {
  readonly kind: 'quantify';
  readonly quantifier: 'all' | 'exists' | 'existsOne';
  readonly over: Expression;
  readonly binding: Binding;
  readonly body: Expression;
}

/**
 * What the element-wise macros share: walk `over`, keep the elements where `where` is true (an error in it is the result), and make of them
 * `filter` the list of elements (keys, of an object), or for `pair` bindings the same;
 * `map` the list of `body`; `transformMap` the object from key to `body`, `transformMapEntry` the union of the objects `body`;
 * `count` their number; `first` the first element (key, of an object), an error if there is none;
 * `sortBy` the elements ordered by `body`, stable.
 * An error in a `body` is the result.
 */
export interface Collect {
  readonly kind: 'collect';
  readonly macro: 'filter' | 'map' | 'transformMap' | 'transformMapEntry' | 'count' | 'first' | 'sortBy';
  readonly over: Expression;
  readonly binding: Binding;
  readonly where: Expression | null;
  readonly body: Expression | null;
}

/** `over.fold(acc, initial, x, body)`: body with acc the value so far, starting at `initial`; an error in a body is the result. */
export interface Fold {
  readonly kind: 'fold';
  readonly over: Expression;
  readonly accumulator: Slot;
  readonly accumulatorName: string;
  readonly initial: Expression;
  readonly binding: Binding;
  readonly body: Expression;
}

/** Where an expression touches the world. `before` is only available after a step (postconditions, responses). */
export type Root =
  | { readonly kind: 'collection'; readonly name: string; readonly state: 'current' | 'before' }
  | { readonly kind: 'variable'; readonly name: string; readonly state: 'current' | 'before' }
  /** An object of the decoded parameters of one place, or the body. Absent optional parameters are absent properties. */
  | { readonly kind: 'request'; readonly part: RequestPart }
  /** `has(request.body)`: whether the request has a body, a boolean. */
  | { readonly kind: 'sent'; readonly part: 'body' }
  /** `record`, where the body is made: the record that the operation created, else the one that it updated; absent if it did neither. */
  | { readonly kind: 'response'; readonly part: 'status' | 'body' | 'record' }
  /** The logical clock, a timestamp. */
  | { readonly kind: 'now' };

export type RequestPart = 'path' | 'query' | 'header' | 'cookie' | 'body';
