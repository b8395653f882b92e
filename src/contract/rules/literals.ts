// Decides which values literals are, and which types objects have that are written out.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { ofBigInt, ofDouble, parseNumber } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Expression, ObjectEntry } from '../expression.ts';
import { BOOLEAN, BYTES, type Field, INTEGER, NULL, NUMBER, STRING, type Type } from '../type.ts';
import { membersOf, showType, unionOf } from '../types.ts';
import { broken, complain, type Lowering, literal } from './lowering.ts';

/** The literal that a constant is; null for a kind of constant that is none here. */
export function lowerConstant(lowering: Lowering, node: Expr): Expression | null {
  const offset = lowering.parsed.offset(node);
  const constant = node.exprKind.case === 'constExpr' ? node.exprKind.value.constantKind : null;
  switch (constant?.case) {
    case 'int64Value':
    case 'uint64Value':
      return literal(ofBigInt(constant.value), offset, INTEGER);
    case 'doubleValue': {
      const exact = decimalAt(lowering.parsed.textAt(node), constant.value);
      if (exact !== null) return literal(exact, offset, NUMBER);
      complain(lowering, offset, 'number-too-long', 'the number has too many digits');
      return broken(offset);
    }
    case 'boolValue':
      return literal(constant.value, offset, BOOLEAN);
    case 'stringValue':
      return literal(constant.value, offset);
    case 'bytesValue':
      return literal({ kind: 'bytes', bytes: constant.value }, offset, BYTES);
    case 'nullValue':
      return literal(null, offset, NULL);
    default:
      return null;
  }
}

// The parser gives doubles; the text has the number itself.
function decimalAt(text: string, parsed: number): Num | null {
  const written = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text)?.[0];
  return written === undefined || Number(written) !== parsed ? ofDouble(parsed) : parseNumber(written);
}

/** The type of an object literal: with its properties if their names are written out, a map otherwise. */
export function typeOfObject(lowering: Lowering, entries: readonly ObjectEntry[]): Type {
  const fields = new Map<string, Field>();
  for (const { key, value } of entries) {
    checkKey(lowering, key);
    if (key.kind !== 'literal' || typeof key.value !== 'string') continue;
    if (fields.has(key.value)) complain(lowering, key.offset, 'duplicate-key', `the key '${key.value}' stands here twice`);
    fields.set(key.value, { type: value.type, required: true });
  }
  if (fields.size === entries.length) return { kind: 'object', fields, rest: null };
  const keys = entries.map(({ key }) => (key.type.kind === 'string' ? STRING : key.type));
  return { kind: 'map', key: unionOf(keys), value: unionOf(entries.map(({ value }) => value.type)) };
}

const KEY_KINDS = new Set<Type['kind']>(['string', 'integer', 'number', 'boolean', 'dyn', 'never']);

function checkKey(lowering: Lowering, key: Expression): void {
  if (membersOf(lowering.scope.types, key.type).some((member) => KEY_KINDS.has(member.kind))) return;
  complain(lowering, key.offset, 'key-type', `the key of an object is a string, an integer or a boolean, not ${showType(key.type)}`);
}
