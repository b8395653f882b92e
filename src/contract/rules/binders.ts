// Decides what a macro binds while it walks a list, an object or a collection.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Binding, Expression } from '../expression.ts';
import { BOOLEAN, DYN, INTEGER, type Type } from '../type.ts';
import { familyOf, membersOf, nonNull, overlap, showType } from '../types.ts';
import { checkNull } from './access.ts';
import { bind, complain, type Here, identifierOf, type Lowering } from './lowering.ts';
import { elementOf, keyOf, valueOf } from './result-types.ts';
import { widened } from './widen.ts';

/** The call of a macro, its receiver lowered. */
export interface MacroCall {
  readonly name: string;
  readonly over: Expression;
  readonly args: readonly Expr[];
  readonly here: Here;
  readonly offset: number;
}

export interface Bound {
  readonly binding: Binding;
  /** Inside the macro: with the new locals. */
  readonly here: Here;
  /** Type of what a filter keeps: elements of a list, keys of a map. */
  readonly kept: Type;
  /** Type of what an entry is known by: the index of a list, the key of a map. */
  readonly key: Type;
}

/** Complains unless the macro can walk its receiver. */
export function checkIterable(lowering: Lowering, over: Expression, name: string): void {
  const members = membersOf(lowering.scope.types, over.type);
  if (members.some((m) => ['list', 'object', 'dyn', 'never'].includes(familyOf(m)))) checkNull(lowering, over, over.offset);
  else complain(lowering, over.offset, 'not-iterable', `'${name}' walks a list, an object or a collection, not ${showType(over.type)}`);
}

/** Binds what the macro walks to the names that its first one or two arguments are; null after a complaint. */
export function bindElements(lowering: Lowering, macro: MacroCall, variables: 1 | 2): Bound | null {
  const { types } = lowering.scope;
  const type = macro.over.kind === 'list' ? widened(macro.over.type) : macro.over.type;
  const members = nonNull(types, type);
  const isMap = members.every((m) => familyOf(m) === 'object');
  const isList = members.every((m) => familyOf(m) === 'list' || m.kind === 'never');
  const kept = isMap ? keyOf(types, type) : isList ? elementOf(types, type) : DYN;
  const key = isMap ? kept : isList ? INTEGER : DYN;
  const inside: Here = { ...macro.here, repeated: true };
  const [first, second] = macro.args.map(identifierOf);
  if (variables === 1 && typeof first === 'string') {
    const bound = bind(inside, first, kept);
    return { binding: { kind: 'single', slot: bound.slot, name: first }, here: bound.here, kept, key };
  }
  if (variables === 2 && typeof first === 'string' && typeof second === 'string' && first !== second) {
    const outer = bind(inside, first, key);
    const inner = bind(outer.here, second, isMap ? valueOf(types, type) : kept);
    const binding: Binding = { kind: 'pair', key: outer.slot, keyName: first, value: inner.slot, valueName: second };
    return { binding, here: inner.here, kept, key };
  }
  const wanted = variables === 1 ? 'a plain name to bind' : 'two different plain names to bind';
  complain(lowering, macro.offset, 'bad-macro', `'${macro.name}' needs ${wanted}`);
  return null;
}

/** Complains unless the expression may be a boolean. */
export function requireBoolean(lowering: Lowering, expression: Expression, what: string): void {
  if (overlap(lowering.scope.types, expression.type, BOOLEAN)) checkNull(lowering, expression, expression.offset);
  else complain(lowering, expression.offset, 'not-boolean', `${what} must be true or false, and this is ${showType(expression.type)}`);
}
