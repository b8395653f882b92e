// Decides what reading a property or an element is, and whether the types allow it.

import type { Expression } from '../expression.ts';
import { BOOLEAN, DYN, type Type } from '../type.ts';
import { familyOf, fieldOf, membersOf, overlap, showType, unionOf } from '../types.ts';
import { broken, complain, complainName, type Lowering } from './lowering.ts';

/** `of.name`, or `has(of.name)`. */
export function lowerMember(lowering: Lowering, of: Expression, name: string, test: boolean, offset: number): Expression {
  const type = memberType(lowering, of, name, test, offset);
  if (type === null) return broken(offset);
  return test ? { kind: 'has', of, name, type: BOOLEAN, offset } : { kind: 'member', of, name, type, offset };
}

/** The type of the property, or null after a complaint. */
function memberType(lowering: Lowering, of: Expression, name: string, test: boolean, offset: number): Type | null {
  const members = membersOf(lowering.scope.types, of.type).filter((m) => m.kind !== 'null');
  const found = members.map((m) => memberOfOne(m, name));
  const missing = members.filter((_, i) => found[i] === null);
  if (missing.length === 0 || (test && missing.length < members.length)) return unionOf(found.filter((t) => t !== null));
  const known = members.flatMap((m) => (m.kind === 'object' ? [...m.fields.keys()] : []));
  if (missing.length === members.length) {
    const what = members.length === 0 ? 'null' : showType(of.type);
    complainName(lowering, offset, 'unknown-field', `${what} has no property '${name}'`, name, known);
    return null;
  }
  const hint = `test it first, with has(….${name}) or by the property that tells the alternatives apart`;
  complain(lowering, offset, 'field-of-some', `not every alternative has the property '${name}': ${missing.map(showType).join(', ')} has not`, hint);
  return null;
}

function memberOfOne(type: Type, name: string): Type | null {
  switch (type.kind) {
    case 'dyn':
    case 'never':
      return DYN;
    case 'object':
      return fieldOf(type, name)?.type ?? null;
    case 'map':
      return type.value;
    case 'collection':
      return type.key.kind === 'string' ? type.record : null;
    default:
      return null;
  }
}

/** `of[key]`. */
export function lowerIndex(lowering: Lowering, of: Expression, key: Expression, offset: number): Expression {
  const members = membersOf(lowering.scope.types, of.type).filter((m) => m.kind !== 'null');
  const found = members.map((m) => elementOfOne(lowering, m, key));
  const types = found.filter((t) => t !== null);
  if (types.length === 0) {
    complainIndex(lowering, of, key, offset);
    return broken(offset);
  }
  return { kind: 'index', of, key, type: unionOf(types), offset };
}

function elementOfOne(lowering: Lowering, type: Type, key: Expression): Type | null {
  const { types } = lowering.scope;
  const keyIs = (wanted: Type): boolean => overlap(types, key.type, wanted);
  switch (type.kind) {
    case 'dyn':
    case 'never':
      return DYN;
    case 'list':
      return keyIs({ kind: 'number' }) ? type.element : null;
    case 'tuple':
      return keyIs({ kind: 'number' }) ? tupleItem(type.items, key) : null;
    case 'map':
      return keyIs(type.key) ? type.value : null;
    case 'collection':
      return keyIs(type.key) ? type.record : null;
    case 'object':
      return keyIs({ kind: 'string' }) ? propertyAt(type, key) : null;
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
    complain(lowering, offset, 'key-type', `keys of ${collection.name} are ${showType(collection.key)}, not ${showType(key.type)}`);
  } else if (members.some((m) => m.kind === 'object') && key.kind === 'literal' && typeof key.value === 'string') {
    const known = members.flatMap((m) => (m.kind === 'object' ? [...m.fields.keys()] : []));
    complainName(lowering, offset, 'unknown-field', `${showType(of.type)} has no property '${key.value}'`, key.value, known);
  } else {
    const why = members.some((m) => ['list', 'object'].includes(familyOf(m))) ? ` by ${showType(key.type)}` : '';
    complain(lowering, offset, 'not-indexable', `${showType(of.type)} cannot be indexed${why}`);
  }
}
