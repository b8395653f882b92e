// Decides the meaning of syntax: every node of a parsed rule becomes a typed expression, or a complaint.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { ofBigInt, ofDouble, parseNumber } from '../../base/number.ts';
import type { Num, Value } from '../../base/value.ts';
import type { Expression } from '../expression.ts';
import { BOOLEAN, BYTES, INTEGER, listOf, NULL, NUMBER, STRING, type Type } from '../type.ts';
import { unionOf } from '../types.ts';
import { lowerIndex, lowerMember } from './access.ts';
import { lowerCall } from './calls.ts';
import { factsOf, joinFacts, narrow } from './facts.ts';
import { broken, complain, countNode, type Here, identifierOf, literal, type Lowering } from './lowering.ts';
import { lowerMacro, requireBoolean } from './macros.ts';
import { resolveCall } from './resolve.ts';
import { lowerName, rootOfSelection } from './roots.ts';
import { expressionKey } from '../print.ts';

/** The typed expression that a node of the syntax tree means here. */
export function lower(lowering: Lowering, node: Expr, here: Here): Expression {
  const original = lowering.parsed.original(node);
  if (!countNode(lowering, lowering.parsed.offset(original))) return broken(0);
  const expression = lowerNode(lowering, original, here);
  const facts = here.facts.size === 0 ? undefined : here.facts.get(expressionKey(expression));
  return facts ? { ...expression, type: narrow(lowering.scope.types, expression.type, facts) } : expression;
}

function lowerNode(lowering: Lowering, node: Expr, here: Here): Expression {
  const offset = lowering.parsed.offset(node);
  const { exprKind } = node;
  switch (exprKind.case) {
    case 'constExpr':
      return lowerConstant(lowering, node, offset);
    case 'identExpr':
      return lowerName(lowering, exprKind.value.name, here, offset);
    case 'selectExpr':
      return lowerSelection(lowering, node, here, offset);
    case 'listExpr': {
      if (exprKind.value.optionalIndices.length > 0) return unsupported(lowering, offset, 'optional elements (`?`) in lists');
      const items = exprKind.value.elements.map((item) => lower(lowering, item, here));
      return { kind: 'list', items, type: listOf(unionOf(items.map((item) => item.type))), offset };
    }
    case 'structExpr':
      return lowerObject(lowering, node, here, offset);
    case 'callExpr':
      return lowerOperation(lowering, node, here, offset);
    default:
      return unsupported(lowering, offset, 'this construct');
  }
}

function unsupported(lowering: Lowering, offset: number, what: string): Expression {
  complain(lowering, offset, 'unsupported-cel', `${what} is not part of the rule language`);
  return broken(offset);
}

function lowerConstant(lowering: Lowering, node: Expr, offset: number): Expression {
  if (node.exprKind.case !== 'constExpr') return broken(offset);
  const { constantKind } = node.exprKind.value;
  switch (constantKind.case) {
    case 'int64Value':
    case 'uint64Value':
      return literal(ofBigInt(constantKind.value), offset, INTEGER);
    case 'doubleValue':
      return literal(decimalAt(lowering.text, offset, constantKind.value) ?? 0, offset, NUMBER);
    case 'boolValue':
      return literal(constantKind.value, offset, BOOLEAN);
    case 'stringValue':
      return literal(constantKind.value, offset);
    case 'bytesValue': {
      const value: Value = { kind: 'bytes', bytes: constantKind.value };
      return literal(value, offset, BYTES);
    }
    case 'nullValue':
      return literal(null, offset, NULL);
    default:
      return unsupported(lowering, offset, 'this literal');
  }
}

// The parser gives doubles; the text has the number itself.
function decimalAt(text: string, offset: number, parsed: number): Num | null {
  const match = /^\s*-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text.slice(offset));
  const exact = match ? parseNumber(match[0].trim()) : null;
  return exact ?? ofDouble(parsed);
}

function lowerSelection(lowering: Lowering, node: Expr, here: Here, offset: number, isTest = false): Expression {
  if (node.exprKind.case !== 'selectExpr') return broken(offset);
  const { operand, field } = node.exprKind.value;
  const testOnly = isTest || node.exprKind.value.testOnly;
  if (!operand) return broken(offset);
  if (!testOnly) {
    const root = rootOfSelection(lowering, identifierOf(operand), field, here, offset);
    if (root) return root;
  }
  const of = lower(lowering, operand, here);
  return lowerMember(lowering, of, field, testOnly, offset);
}

function lowerObject(lowering: Lowering, node: Expr, here: Here, offset: number): Expression {
  if (node.exprKind.case !== 'structExpr') return broken(offset);
  const { messageName, entries } = node.exprKind.value;
  if (messageName !== '') return unsupported(lowering, offset, `constructing the message '${messageName}'`);
  const lowered = entries.flatMap((entry) => {
    if (entry.keyKind.case !== 'mapKey' || !entry.value) return [];
    if (entry.optionalEntry) unsupported(lowering, offset, 'an optional entry (`?`) in an object');
    return [{ key: lower(lowering, entry.keyKind.value, here), value: lower(lowering, entry.value, here) }];
  });
  const names = lowered.map(({ key }) => (key.kind === 'literal' && typeof key.value === 'string' ? key.value : null));
  const type: Type = names.every((name) => name !== null)
    ? { kind: 'object', fields: new Map(lowered.map(({ value }, i) => [names[i] ?? '', { type: value.type, required: true }] as const)), rest: null }
    : { kind: 'map', key: unionOf(lowered.map(({ key }) => plainKey(key.type))), value: unionOf(lowered.map(({ value }) => value.type)) };
  return { kind: 'object', entries: lowered, type, offset };
}

function plainKey(type: Type): Type {
  return type.kind === 'string' ? STRING : type;
}

function lowerOperation(lowering: Lowering, node: Expr, here: Here, offset: number): Expression {
  const macro = lowerMacro(lower, lowering, node, here);
  if (macro) return macro;
  if (node.exprKind.case !== 'callExpr') return broken(offset);
  const { function: name, args, target } = node.exprKind.value;
  const [a, b, c] = args;
  // Inside another macro the parser keeps `has(x.f)` as it was written.
  if (name === 'has' && !target && a?.exprKind.case === 'selectExpr' && !b) return lowerSelection(lowering, a, here, offset, true);
  if (target) return lowerCall(lower, lowering, node, here);
  if ((name === '_&&_' || name === '_||_') && a && b) return lowerJunction(lowering, name === '_&&_' ? 'and' : 'or', a, b, here, offset);
  if (name === '_?_:_' && a && b && c) return lowerConditional(lowering, [a, b, c], here, offset);
  if (name === '_[_]' && a && b) return lowerIndex(lowering, lower(lowering, a, here), lower(lowering, b, here), offset);
  if (name.includes('?') || name.startsWith('_[?')) return unsupported(lowering, offset, 'optional access (`?`)');
  if (/^\W|^_|^@/.test(name)) return resolveCall(lowering, name, args.map((arg) => lower(lowering, arg, here)), offset) ?? broken(offset);
  return lowerCall(lower, lowering, node, here);
}

function lowerJunction(lowering: Lowering, kind: 'and' | 'or', a: Expr, b: Expr, here: Here, offset: number): Expression {
  const left = lower(lowering, a, here);
  requireBoolean(lowering, left, `a side of ${kind === 'and' ? '&&' : '||'}`);
  const facts = joinFacts(here.facts, factsOf(left, kind === 'and'));
  const right = lower(lowering, b, { ...here, facts });
  requireBoolean(lowering, right, `a side of ${kind === 'and' ? '&&' : '||'}`);
  return { kind, left, right, type: BOOLEAN, offset };
}

function lowerConditional(lowering: Lowering, [test, then, otherwise]: readonly [Expr, Expr, Expr], here: Here, offset: number): Expression {
  const condition = lower(lowering, test, here);
  requireBoolean(lowering, condition, 'the condition of ? :');
  const yes = lower(lowering, then, { ...here, facts: joinFacts(here.facts, factsOf(condition)) });
  const no = lower(lowering, otherwise, { ...here, facts: joinFacts(here.facts, factsOf(condition, false)) });
  return { kind: 'conditional', test: condition, then: yes, else: no, type: unionOf([yes.type, no.type]), offset };
}
