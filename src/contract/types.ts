// Decides how static types relate: what they resolve to, how they join, which values they can share.

import { DYN, type Field, NEVER, type ObjectType, type Type, type TypeScope } from './type.ts';

const MAX_UNION = 24;
const MAX_DEPTH = 24;

/** The type with references followed and the unions in it flat; never a `ref`. */
export function resolveType(scope: TypeScope, type: Type): Type {
  let current = type;
  for (let i = 0; i < MAX_DEPTH && current.kind === 'ref'; i += 1) current = scope.resolve(current.ref);
  if (current.kind === 'ref') return DYN;
  return current.kind === 'union' ? unionOf(membersOf(scope, current)) : current;
}

/** The alternatives of a type, references followed, nested unions opened; one for a type that is no union. */
export function membersOf(scope: TypeScope, type: Type, depth = 0): readonly Type[] {
  if (depth > MAX_DEPTH) return [DYN];
  if (type.kind === 'ref') return membersOf(scope, scope.resolve(type.ref), depth + 1);
  return type.kind === 'union' ? type.members.flatMap((m) => membersOf(scope, m, depth + 1)) : [type];
}

/** The union of types, without repetitions; `never` vanishes, `dyn` swallows all. */
export function unionOf(types: readonly Type[]): Type {
  const members: Type[] = [];
  for (const type of types.flatMap((t) => (t.kind === 'union' ? t.members : [t]))) {
    if (type.kind === 'dyn') return DYN;
    if (type.kind !== 'never' && !members.some((m) => sameType(m, type))) members.push(type);
  }
  const numbers = members.some((m) => m.kind === 'number') ? members.filter((m) => m.kind !== 'integer') : members;
  const plain = numbers.some((m) => m.kind === 'string' && m.literal === undefined && m.format === undefined)
    ? numbers.filter((m) => m.kind !== 'string' || m.literal === undefined)
    : numbers;
  const [only] = plain;
  if (plain.length === 0) return NEVER;
  if (plain.length === 1 && only) return only;
  return plain.length > MAX_UNION ? DYN : { kind: 'union', members: plain };
}

/** Whether two types are written the same. Types are small: recursion goes through `ref`. */
export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'string':
      return b.kind === 'string' && a.format === b.format && a.literal === b.literal;
    case 'list':
      return b.kind === 'list' && sameType(a.element, b.element);
    case 'tuple':
      return b.kind === 'tuple' && a.items.length === b.items.length && a.items.every((t, i) => sameType(t, b.items[i] ?? NEVER));
    case 'map':
      return b.kind === 'map' && sameType(a.key, b.key) && sameType(a.value, b.value);
    case 'object':
      return b.kind === 'object' && sameObject(a, b);
    case 'union':
      return b.kind === 'union' && a.members.length === b.members.length && a.members.every((t, i) => sameType(t, b.members[i] ?? NEVER));
    case 'ref':
      return b.kind === 'ref' && a.ref === b.ref;
    case 'collection':
      return b.kind === 'collection' && a.name === b.name;
    default:
      return true;
  }
}

function sameObject(a: ObjectType, b: ObjectType): boolean {
  if (a.fields.size !== b.fields.size || (a.rest === null) !== (b.rest === null)) return false;
  if (a.rest && b.rest && !sameType(a.rest, b.rest)) return false;
  return [...a.fields].every(([name, field]) => {
    const other = b.fields.get(name);
    return other !== undefined && other.required === field.required && sameType(other.type, field.type);
  });
}

/** Whether some value can be of both types. Errs on the side of yes. */
export function overlap(scope: TypeScope, a: Type, b: Type, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  const left = membersOf(scope, a);
  const right = membersOf(scope, b);
  return left.some((x) => right.some((y) => overlapOne(scope, x, y, depth)));
}

function overlapOne(scope: TypeScope, a: Type, b: Type, depth: number): boolean {
  if (a.kind === 'dyn' || b.kind === 'dyn') return true;
  if (a.kind === 'never' || b.kind === 'never') return true;
  if (a.kind === 'string' && b.kind === 'string') return a.literal === undefined || b.literal === undefined || a.literal === b.literal;
  const kinds = [familyOf(a), familyOf(b)];
  if (kinds[0] !== kinds[1]) return isTimeText(a, b) || isTimeText(b, a);
  if (a.kind === 'list' && b.kind === 'list') return a.element.kind === 'never' || b.element.kind === 'never' || overlap(scope, a.element, b.element, depth + 1);
  return true;
}

function isTimeText(text: Type, time: Type): boolean {
  return text.kind === 'string' && text.format === 'date-time' && time.kind === 'timestamp';
}

/** The name under which types are compared in messages and overloads: integers are numbers, tuples lists, maps and collections objects. */
export function familyOf(type: Type): string {
  switch (type.kind) {
    case 'integer':
      return 'number';
    case 'tuple':
      return 'list';
    case 'map':
    case 'collection':
      return 'object';
    default:
      return type.kind;
  }
}

/** A type as people read it: `list of string`, `Order`, `'pending' or 'paid'`. */
export function showType(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.literal === undefined ? (type.format ? `string (${type.format})` : 'string') : `'${type.literal}'`;
    case 'list':
      return `list of ${showType(type.element)}`;
    case 'tuple':
      return `[${type.items.map(showType).join(', ')}]`;
    case 'map':
      return `map from ${showType(type.key)} to ${showType(type.value)}`;
    case 'object':
      return type.name ?? `object with ${[...type.fields.keys()].slice(0, 6).join(', ') || 'no properties'}`;
    case 'union':
      return type.members.map(showType).join(' or ');
    case 'ref':
      return type.ref.split('/').at(-1) ?? type.ref;
    case 'collection':
      return `collection ${type.name}`;
    case 'dyn':
      return 'unknown type';
    default:
      return type.kind;
  }
}

/** The field of an object type that reading `name` gives, or null if there is none. */
export function fieldOf(type: ObjectType, name: string): Field | null {
  return type.fields.get(name) ?? (type.rest ? { type: type.rest, required: false } : null);
}
