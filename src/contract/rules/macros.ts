// Decides what the macros mean: quantifiers, maps, filters, folds and local bindings.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Binding, Expression } from '../expression.ts';
import { BOOLEAN, DYN, INTEGER, listOf, type Type } from '../type.ts';
import { familyOf, membersOf, showType, unionOf } from '../types.ts';
import { factsOf, joinFacts } from './facts.ts';
import { bind, broken, complain, type Here, identifierOf, KEY_TYPE, type Lower, type Lowering } from './lowering.ts';
import { elementOf, keyOf, valueOf } from './result-types.ts';

/** Names of macros with the number of arguments they take (without the receiver). */
const MACROS: Readonly<Record<string, readonly number[]>> = {
  all: [2, 3],
  exists: [2, 3],
  exists_one: [2, 3],
  existsOne: [2, 3],
  map: [2, 3],
  filter: [2],
  count: [2],
  first: [2],
  sortBy: [2],
  fold: [4],
  transformList: [3, 4],
  transformMap: [3, 4],
  transformMapEntry: [3, 4],
};

interface MacroCall {
  readonly name: string;
  readonly over: Expression;
  readonly args: readonly Expr[];
  readonly here: Here;
  readonly offset: number;
}

/** The macro that a call is, lowered; null if it is none. */
export function lowerMacro(lower: Lower, lowering: Lowering, node: Expr, here: Here): Expression | null {
  if (node.exprKind.case !== 'callExpr') return null;
  const { target, args, function: name } = node.exprKind.value;
  const offset = lowering.parsed.offset(node);
  if (identifierOf(target) === 'cel' && name === 'bind') return lowerBind(lower, lowering, args, here, offset);
  if (!target || !MACROS[name]?.includes(args.length)) return null;
  const over = lower(lowering, target, here);
  checkIterable(lowering, over, name);
  const macro: MacroCall = { name, over, args, here, offset };
  if (name === 'fold') return lowerFold(lower, lowering, macro);
  if (name === 'all' || name === 'exists' || name === 'exists_one' || name === 'existsOne') return lowerQuantifier(lower, lowering, macro);
  return lowerCollect(lower, lowering, macro);
}

function lowerBind(lower: Lower, lowering: Lowering, args: readonly Expr[], here: Here, offset: number): Expression {
  const [first, second, third] = args;
  const name = identifierOf(first);
  if (name === null || !second || !third || args.length !== 3) {
    complain(lowering, offset, 'bad-macro', 'cel.bind takes a name, a value and an expression');
    return broken(offset);
  }
  const value = lower(lowering, second, here);
  const bound = bind(here, name, value.type);
  const body = lower(lowering, third, bound.here);
  return { kind: 'let', slot: bound.slot, name, value, body, type: body.type, offset };
}

function checkIterable(lowering: Lowering, over: Expression, name: string): void {
  const members = membersOf(lowering.scope.types, over.type);
  if (members.some((m) => ['list', 'object', 'dyn', 'never'].includes(familyOf(m)))) return;
  complain(lowering, over.offset, 'not-iterable', `'${name}' walks a list, an object or a collection, not ${showType(over.type)}`);
}

interface Bound {
  readonly binding: Binding;
  readonly here: Here;
  /** Type of what a filter keeps: elements of a list, keys of a map. */
  readonly kept: Type;
}

/** Binds what the macro walks, from the first one or two arguments. */
function bindElements(lowering: Lowering, macro: MacroCall, variables: 1 | 2): Bound | null {
  const { types } = lowering.scope;
  const [first, second] = macro.args.map(identifierOf);
  const members = membersOf(types, macro.over.type).filter((m) => m.kind !== 'null');
  const isMap = members.every((m) => familyOf(m) === 'object');
  const isList = members.every((m) => familyOf(m) === 'list' || m.kind === 'never');
  const kept = isMap ? keyOf(types, macro.over.type) : isList ? elementOf(types, macro.over.type) : DYN;
  const inside: Here = { ...macro.here, repeated: true };
  if (variables === 1 && typeof first === 'string') {
    const bound = bind(inside, first, kept);
    return { binding: { kind: 'single', slot: bound.slot, name: first }, here: bound.here, kept };
  }
  if (variables === 2 && typeof first === 'string' && typeof second === 'string') {
    const key = bind(inside, first, isMap ? kept : isList ? INTEGER : DYN);
    const value = bind(key.here, second, isMap ? valueOf(types, macro.over.type) : kept);
    return { binding: { kind: 'pair', key: key.slot, keyName: first, value: value.slot, valueName: second }, here: value.here, kept };
  }
  complain(lowering, macro.offset, 'bad-macro', `'${macro.name}' needs a plain name to bind`);
  return null;
}

function lowerQuantifier(lower: Lower, lowering: Lowering, macro: MacroCall): Expression {
  const bound = bindElements(lowering, macro, macro.args.length === 3 ? 2 : 1);
  const last = macro.args.at(-1);
  if (!bound || !last) return broken(macro.offset);
  const body = lower(lowering, last, bound.here);
  requireBoolean(lowering, body, `the rule of '${macro.name}'`);
  const quantifier = macro.name === 'all' || macro.name === 'exists' ? macro.name : 'existsOne';
  return { kind: 'quantify', quantifier, over: macro.over, binding: bound.binding, body, type: BOOLEAN, offset: macro.offset };
}

/** Complains unless the expression may be a boolean. */
export function requireBoolean(lowering: Lowering, expression: Expression, what: string): void {
  const members = membersOf(lowering.scope.types, expression.type);
  if (members.some((m) => m.kind === 'boolean' || m.kind === 'dyn' || m.kind === 'never')) return;
  complain(lowering, expression.offset, 'not-boolean', `${what} must be true or false, and this is ${showType(expression.type)}`);
}

function lowerCollect(lower: Lower, lowering: Lowering, macro: MacroCall): Expression {
  const twoVariables = macro.name.startsWith('transform');
  const bound = bindElements(lowering, macro, twoVariables ? 2 : 1);
  if (!bound) return broken(macro.offset);
  const rest = macro.args.slice(twoVariables ? 2 : 1);
  const isRule = macro.name === 'filter' || macro.name === 'count' || macro.name === 'first';
  const [whereNode, bodyNode] = isRule ? [rest[0], undefined] : rest.length === 2 ? rest : [undefined, rest[0]];
  const where = whereNode ? lower(lowering, whereNode, bound.here) : null;
  if (where) requireBoolean(lowering, where, `the rule of '${macro.name}'`);
  const facts = where ? joinFacts(bound.here.facts, factsOf(where)) : bound.here.facts;
  const body = bodyNode ? lower(lowering, bodyNode, { ...bound.here, facts }) : null;
  const kind = collectName(macro.name);
  const type = collectType(lowering, kind, bound.kept, body?.type ?? DYN);
  return { kind: 'collect', macro: kind, over: macro.over, binding: bound.binding, where, body, type, offset: macro.offset };
}

function collectName(name: string): (Expression & { kind: 'collect' })['macro'] {
  switch (name) {
    case 'filter':
    case 'count':
    case 'first':
    case 'sortBy':
    case 'transformMap':
    case 'transformMapEntry':
      return name;
    default:
      return 'map';
  }
}

function collectType(lowering: Lowering, macro: (Expression & { kind: 'collect' })['macro'], kept: Type, body: Type): Type {
  switch (macro) {
    case 'filter':
    case 'sortBy':
      return listOf(kept);
    case 'map':
      return listOf(body);
    case 'count':
      return INTEGER;
    case 'first':
      return kept;
    case 'transformMap':
      return { kind: 'map', key: KEY_TYPE, value: body };
    case 'transformMapEntry':
      return { kind: 'map', key: KEY_TYPE, value: valueOf(lowering.scope.types, body) };
  }
}

// The accumulator's type is the join of what it starts as and what the body makes of it; two rounds reach it or it is unknown.
function lowerFold(lower: Lower, lowering: Lowering, macro: MacroCall): Expression {
  const [accumulatorNode, initialNode, elementNode, bodyNode] = macro.args;
  const name = identifierOf(accumulatorNode);
  if (name === null || !initialNode || !bodyNode || !elementNode) {
    complain(lowering, macro.offset, 'bad-macro', 'fold takes a name, an initial value, a name and an expression');
    return broken(macro.offset);
  }
  const initial = lower(lowering, initialNode, macro.here);
  let type = widened(initial.type);
  for (let round = 0; ; round += 1) {
    const accumulator = bind(macro.here, name, type);
    const bound = bindElements(lowering, { ...macro, args: [elementNode], here: accumulator.here }, 1);
    if (!bound) return broken(macro.offset);
    const complaints = lowering.diagnostics.length;
    const body = lower(lowering, bodyNode, bound.here);
    const joined = unionOf([type, widened(body.type)]);
    const stable = JSON.stringify(joined, replaceMaps) === JSON.stringify(type, replaceMaps);
    if (stable || round === 2) {
      return { kind: 'fold', over: macro.over, accumulator: accumulator.slot, accumulatorName: name, initial, binding: bound.binding, body, type, offset: macro.offset };
    }
    lowering.diagnostics.length = complaints;
    type = round === 1 ? DYN : joined;
  }
}

function replaceMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

// A literal's type says which string it is; an accumulator that starts there will be others.
function widened(type: Type): Type {
  return type.kind === 'string' && type.literal !== undefined ? { kind: 'string' } : type;
}
