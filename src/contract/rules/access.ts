// Decides what reading a property or an element is, and whether the types allow it.

import type { Expression } from '../expression.ts';
import { printExpression } from '../print.ts';
import { BOOLEAN, DYN, type Field, INTEGER, NUMBER, STRING, type Type } from '../type.ts';
import { familyOf, fieldOf, membersOf, nonNull, overlap, showType, unionOf } from '../types.ts';
import { broken, complain, complainName, type Lowering } from './lowering.ts';
import type { Span } from './parse.ts';

/** `of.name`, or `has(of.name)`. The name stands at `span`. */
export function lowerMember(lowering: Lowering, of: Expression, name: string, test: boolean, offset: number, span: Span): Expression {
  const type = propertyType(lowering, of, name, test, span);
  if (type === null) return broken(offset);
  return test ? { kind: 'has', of, name, type: BOOLEAN, offset } : { kind: 'member', of, name, type, offset };
}

/** The type of the property, or null after a complaint. */
function propertyType(lowering: Lowering, of: Expression, name: string, test: boolean, span: Span): Type | null {
  const members = nonNull(lowering.scope.types, of.type);
  const found = members.map((member) => propertyOfOne(member, name));
  const fields = found.filter((field) => field !== null);
  if (fields.length === 0) {
    complainUnknown(lowering, of, name, span);
    return null;
  }
  const missing = members.filter((_, i) => found[i] === null);
  if (!test && missing.length > 0) {
    const hint = `test it first, with has(${printExpression(of)}.${name}) or by the property that tells the alternatives apart`;
    const message = `not every alternative has the property '${name}': ${missing.map(showType).join(', ')} has not`;
    complain(lowering, span, 'field-of-some', message, { hint });
    return null;
  }
  if (!test) remark(lowering, of, name, fields, span);
  else checkNull(lowering, of, span);
  return unionOf(fields.map((field) => field.type));
}

function complainUnknown(lowering: Lowering, of: Expression, name: string, span: Span): void {
  const members = nonNull(lowering.scope.types, of.type);
  const known = members.flatMap((m) => (m.kind === 'object' ? [...m.fields.keys()] : []));
  complainName(lowering, span, 'unknown-field', `${showType(of.type)} has no property '${name}'`, name, known);
}

/** A property that every object may have (a map's), as one that need not be there but is no surprise either. */
function propertyOfOne(type: Type, name: string): Field | null {
  switch (type.kind) {
    case 'dyn':
    case 'never':
      return { type: DYN, required: true };
    case 'object':
      return fieldOf(type, name);
    case 'map':
      return { type: type.value, required: true };
    case 'collection':
      return type.key.kind === 'string' || type.key.kind === 'dyn' ? { type: type.record, required: true } : null;
    default:
      return null;
  }
}

// Whoever reads these means them to be there; where they are not, the rule does not hold, and it is good to know.
function remark(lowering: Lowering, of: Expression, name: string, fields: readonly Field[], span: Span): void {
  checkNull(lowering, of, span);
  const [collection] = nonNull(lowering.scope.types, of.type);
  if (collection?.kind === 'collection') {
    const message = `'${collection.name}' is a collection: this is its record with the key '${name}'`;
    complain(lowering, span, 'record-by-name', message, { hint: `if so, write ${collection.name}['${name}']`, severity: 'warning' });
  }
  if (fields.every((field) => field.required)) return;
  const hint = `test it first, with has(${printExpression(of)}.${name})`;
  const message = `'${name}' may be absent, and then this is an error`;
  complain(lowering, span, 'unguarded-optional', message, { hint, severity: 'note' });
}

/** Remarks that a value which an operation does not take null for may be null. */
export function checkNull(lowering: Lowering, value: Expression, at: number | Span): void {
  const members = membersOf(lowering.scope.types, value.type);
  if (members.length < 2 || !members.some((member) => member.kind === 'null')) return;
  const shown = printExpression(value);
  const more = { hint: `test it first, with ${shown} != null`, severity: 'warning' } as const;
  complain(lowering, at, 'nullable-operand', `${shown} may be null, and then this is an error`, more);
}

/** `of[key]`. */
export function lowerIndex(lowering: Lowering, of: Expression, key: Expression, offset: number): Expression {
  if (key.kind === 'literal' && typeof key.value === 'string' && nonNull(lowering.scope.types, of.type).every((m) => m.kind === 'object')) {
    const type = propertyType(lowering, of, key.value, false, { offset: key.offset, length: key.value.length + 2 });
    return type === null ? broken(offset) : { kind: 'index', of, key, type, offset };
  }
  const types = nonNull(lowering.scope.types, of.type)
    .map((member) => elementOfOne(lowering, member, key))
    .filter((type) => type !== null);
  if (types.length === 0) {
    complainIndex(lowering, of, key, offset);
    return broken(offset);
  }
  checkNull(lowering, of, offset);
  return { kind: 'index', of, key, type: unionOf(types), offset };
}

function elementOfOne(lowering: Lowering, type: Type, key: Expression): Type | null {
  const keyIs = (wanted: Type): boolean => overlap(lowering.scope.types, key.type, wanted);
  switch (type.kind) {
    case 'dyn':
    case 'never':
      return DYN;
    case 'list':
      return keyIs(NUMBER) ? type.element : null;
    case 'tuple':
      return keyIs(INTEGER) ? tupleItem(type.items, key) : null;
    case 'map':
      return keyIs(type.key) ? type.value : null;
    case 'collection':
      return keyIs(type.key) ? type.record : null;
    case 'object':
      return keyIs(STRING) ? propertyAt(type, key) : null;
    default:
      return null;
  }
}

function tupleItem(items: readonly Type[], key: Expression): Type | null {
  if (key.kind === 'literal' && typeof key.value === 'number') return items[key.value] ?? null;
  return unionOf(items);
}

function propertyAt(type: Type & { kind: 'object' }, key: Expression): Type | null {
  if (key.kind === 'literal' && typeof key.value === 'string') return fieldOf(type, key.value)?.type ?? null;
  return unionOf([...[...type.fields.values()].map((f) => f.type), ...(type.rest ? [type.rest] : [])]);
}

function complainIndex(lowering: Lowering, of: Expression, key: Expression, offset: number): void {
  const members = membersOf(lowering.scope.types, of.type);
  const collection = members.find((m) => m.kind === 'collection');
  if (collection?.kind === 'collection') {
    complain(lowering, key.offset, 'key-type', `keys of ${collection.name} are ${showType(collection.key)}, not ${showType(key.type)}`);
    return;
  }
  const [tuple] = members;
  if (tuple?.kind === 'tuple' && key.kind === 'literal' && typeof key.value === 'number') {
    complain(lowering, key.offset, 'not-indexable', `${showType(tuple)} has ${tuple.items.length} elements, from 0`);
    return;
  }
  const why = members.some((m) => ['list', 'object'].includes(familyOf(m))) ? ` by ${showType(key.type)}` : '';
  complain(lowering, offset, 'not-indexable', `${showType(of.type)} cannot be indexed${why}`);
}
