// Decides what a function call means: operators of the table, definitions, `fresh`, `key`, `dyn`.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Expression } from '../expression.ts';
import type { OperatorName } from '../operators.ts';
import { DYN, listOf } from '../type.ts';
import { familyOf, membersOf, nonNull, unionOf } from '../types.ts';
import { lowerUntil, withDefaults } from './defaults.ts';
import { lowerDefinition } from './definitions.ts';
import { broken, complain, complainName, type Here, identifierOf, type Lower, type Lowering, literal } from './lowering.ts';
import { macroNames } from './macros.ts';
import type { Span } from './parse.ts';
import { call, isOperatorName, operatorSpellings, resolveCall } from './resolve.ts';
import { elementOf } from './result-types.ts';
import { lowerHasParameter } from './roots.ts';
import { instantsOf, sortedInstants } from './timestamps.ts';

const NAMESPACES = new Set(['math', 'strings', 'lists', 'cel']);
const TIME_PARTS = new Set([
  'getFullYear',
  'getMonth',
  'getDayOfMonth',
  'getDate',
  'getDayOfWeek',
  'getDayOfYear',
  'getHours',
  'getMinutes',
  'getSeconds',
  'getMilliseconds',
]);

/** A call, and where its name stands. */
interface Call {
  readonly name: string;
  readonly nodes: readonly Expr[];
  readonly here: Here;
  readonly offset: number;
  readonly span: Span;
}

/** Lowers a call that is no macro. */
export function lowerCall(lower: Lower, lowering: Lowering, node: Expr, here: Here): Expression {
  if (node.exprKind.case !== 'callExpr') return broken(0);
  const { target, args, function: name } = node.exprKind.value;
  const place = { here, offset: lowering.parsed.offset(node), span: lowering.parsed.name(node) };
  const space = identifierOf(target);
  if (space !== null && NAMESPACES.has(space) && !here.locals.some((l) => l.name === space)) {
    return lowerNamed(lower, lowering, { name: `${space}.${name}`, nodes: args, ...place });
  }
  return lowerNamed(lower, lowering, { name, nodes: target ? [target, ...args] : args, ...place });
}

function lowerNamed(lower: Lower, lowering: Lowering, { name, nodes, here, offset, span }: Call): Expression {
  if (name === 'fresh') return lowerFresh(lowering, nodes, here, span);
  if (name === 'has') return lowerHas(lowering, nodes, here, span);
  const definition = lowering.scope.definitions.get(name);
  if (!definition && !isFunction(name)) return unknownFunction(lowering, name, span);
  const [text, position] = nodes;
  if (!definition && (name === 'substring' || name === 'lastIndexOf') && text && position && nodes.length === 2) {
    return lowerUntil(lower, lowering, name, [text, position], here, { offset, span });
  }
  const args = nodes.map((node) => lower(lowering, node, here));
  if (definition) return lowerDefinition(lower, lowering, definition, args, here, offset);
  return special(lowering, name, args, here, offset) ?? operatorCall(lowering, name, args, offset, span);
}

/** Functions that are no operators by themselves. */
const SPECIAL = new Set(['fresh', 'has', 'key', 'dyn', 'min', 'max', 'math.least', 'math.greatest']);

function isFunction(name: string): boolean {
  return SPECIAL.has(name) || isOperatorName(name);
}

function unknownFunction(lowering: Lowering, name: string, span: Span): Expression {
  const known = [...SPECIAL, ...operatorSpellings(), ...macroNames(), ...lowering.scope.definitions.keys()];
  complainName(lowering, span, 'unknown-function', `there is no function '${name}'`, name, known);
  return broken(span.offset);
}

function operatorCall(lowering: Lowering, name: string, args: readonly Expression[], offset: number, span: Span): Expression {
  return resolveCall(lowering, name, withDefaults(lowering, name, args, offset), offset, span) ?? broken(offset);
}

/** What is spelled like a function and is no plain operator; null for others. */
function special(lowering: Lowering, name: string, args: readonly Expression[], here: Here, offset: number): Expression | null {
  const [only] = args;
  if (name === 'key') return { kind: 'list', items: args, type: { kind: 'tuple', items: args.map((arg) => arg.type) }, offset };
  if (name === 'dyn' && only && args.length === 1) return { ...only, type: DYN };
  if (name === 'bytes' && only?.type.kind === 'bytes' && args.length === 1) return only;
  if (name === 'math.least' || name === 'min') return extreme(lowering, 'minimum', args, here, offset);
  if (name === 'math.greatest' || name === 'max') return extreme(lowering, 'maximum', args, here, offset);
  if (name === 'sort' && only && args.length === 1) return sortedInstants(lowering, only, here, offset);
  if (name === 'flatten' && only && args.length === 1) return flattened(lowering, only, offset);
  return TIME_PARTS.has(name) ? timePart(lowering, name, args, offset) : null;
}

/** The least or greatest of several arguments, or of a list. */
function extreme(lowering: Lowering, operator: OperatorName, args: readonly Expression[], here: Here, offset: number): Expression | null {
  const { types } = lowering.scope;
  const [only] = args;
  if (!only) return null;
  const isList = args.length === 1 && membersOf(types, only.type).some((m) => ['list', 'dyn', 'never'].includes(familyOf(m)));
  const element = unionOf(args.map((arg) => arg.type));
  const list: Expression = isList ? only : { kind: 'list', items: args, type: listOf(element), offset };
  return call(lowering, operator, [instantsOf(types, list, here)], offset);
}

function flattened(lowering: Lowering, list: Expression, offset: number): Expression | null {
  const { types } = lowering.scope;
  const made = resolveCall(lowering, 'flatten', [list, literal(1, offset)], offset) ?? broken(offset);
  const elements = nonNull(types, elementOf(types, list.type));
  if (made.kind !== 'call' || elements.some((m) => m.kind === 'dyn')) return made;
  const inner = elements.map((m) => (familyOf(m) === 'list' ? elementOf(types, m) : m));
  return { ...made, type: listOf(unionOf(inner)) };
}

function timePart(lowering: Lowering, name: string, [time, zone, more]: readonly Expression[], offset: number): Expression | null {
  if (!time || more) return null;
  return resolveCall(lowering, name, [time, literal(name, offset), zone ?? literal('', offset)], offset) ?? broken(offset);
}

// has(x.name) is a macro and never comes here.
function lowerHas(lowering: Lowering, [node, more]: readonly Expr[], here: Here, span: Span): Expression {
  const name = more ? null : identifierOf(node);
  const parameter = node && name !== null ? lowerHasParameter(lowering, name, here, lowering.parsed.name(node)) : null;
  if (parameter) return parameter;
  const isIndex = node?.exprKind.case === 'callExpr' && node.exprKind.value.function === '_[_]';
  const hint = isIndex ? "for a key, write 'key' in x" : undefined;
  complain(lowering, span, 'bad-macro', 'has takes a property, has(x.name), or the name of a parameter', { hint });
  return broken(span.offset);
}

/** `fresh(c)`, `fresh('c')` or `fresh(state.c)`. */
function lowerFresh(lowering: Lowering, nodes: readonly Expr[], here: Here, span: Span): Expression {
  const { offset } = span;
  const collection = nodes.length === 1 ? collectionNamed(nodes[0]) : null;
  const known = collection === null ? undefined : lowering.scope.collections.get(collection);
  const counter = lowering.scope.fresh;
  if (!counter) complain(lowering, span, 'fresh-outside-effects', 'fresh(c) may stand in effects and responses only');
  else if (here.repeated) {
    complain(lowering, span, 'fresh-in-macro', 'fresh(c) may not stand in the body of a macro: it would be one key for all elements');
  } else if (!known || collection === null) {
    const message = 'fresh takes the name of a collection';
    complainName(lowering, span, 'unknown-collection', message, collection ?? '', lowering.scope.collections.keys());
  } else {
    counter.next += 1;
    return { kind: 'fresh', collection, ordinal: counter.next - 1, type: known.keyType, offset };
  }
  return broken(offset);
}

function collectionNamed(node: Expr | undefined): string | null {
  const { exprKind } = node ?? {};
  if (exprKind?.case === 'constExpr') return exprKind.value.constantKind.case === 'stringValue' ? exprKind.value.constantKind.value : null;
  if (exprKind?.case === 'selectExpr') return identifierOf(exprKind.value.operand) === 'state' ? exprKind.value.field : null;
  return identifierOf(node);
}
