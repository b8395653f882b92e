// Decides how static types relate: what they resolve to, how they join, which values they can share.

import { DYN, type Field, NEVER, type ObjectType, OPAQUE, STRING, type Type, type TypeScope } from './type.ts';

/** Alternatives of one union; beyond, string literals become `string`, and then the type unknown. */
const MAX_UNION = 100;
const MAX_DEPTH = 24;

/** The alternatives of a type, references followed, nested unions opened; one for a type that is no union. */
export function membersOf(scope: TypeScope, type: Type): readonly Type[] {
  if (type.kind !== 'ref' && type.kind !== 'union') return [type];
  const members: Type[] = [];
  collectMembers(scope, type, new Set(), members);
  // A schema that is nothing but a reference to itself admits anything.
  return members.length === 0 ? [DYN] : members;
}

// A reference met again adds nothing: `U = U or X` is `X`.
function collectMembers(scope: TypeScope, type: Type, seen: Set<string>, members: Type[]): void {
  if (type.kind === 'ref') {
    if (seen.has(type.ref)) return;
    seen.add(type.ref);
    collectMembers(scope, scope.resolve(type.ref), seen, members);
  } else if (type.kind === 'union') {
    for (const member of type.members) collectMembers(scope, member, seen, members);
  } else members.push(type);
}

/** The alternatives of a type other than null. */
export function nonNull(scope: TypeScope, type: Type): readonly Type[] {
  return membersOf(scope, type).filter((member) => member.kind !== 'null');
}

/** The union of types, without repetitions; `never` vanishes, `dyn` swallows all. */
export function unionOf(types: readonly Type[]): Type {
  const members: Type[] = [];
  for (const type of types.flatMap((t) => (t.kind === 'union' ? t.members : [t]))) {
    if (type.kind === 'dyn') return type;
    if (type.kind !== 'never' && !members.some((m) => sameType(m, type))) members.push(type);
  }
  const plain = withoutSpecial(members);
  const [only] = plain;
  if (plain.length === 0) return NEVER;
  if (plain.length === 1 && only) return only;
  return plain.length > MAX_UNION ? collapsed(plain) : { kind: 'union', members: plain };
}

/** Integers are numbers, and literals and formats are strings: the wider one says it all. */
function withoutSpecial(members: readonly Type[]): readonly Type[] {
  const hasNumber = members.some((m) => m.kind === 'number');
  const hasText = members.some((m) => m.kind === 'string' && m.literal === undefined && m.format === undefined);
  if (!hasNumber && !hasText) return members;
  return members.filter((m) => {
    if (m.kind === 'integer') return !hasNumber;
    return m.kind !== 'string' || !hasText || (m.literal === undefined && m.format === undefined);
  });
}

function collapsed(members: readonly Type[]): Type {
  const others = members.filter((m) => m.kind !== 'string' || m.literal === undefined);
  return others.length === members.length || others.length >= MAX_UNION ? OPAQUE : unionOf([...others, STRING]);
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

/** Whether some value can be of both types. Errs on the side of yes, but lists of what never fits do not overlap (though both may be empty). */
export function overlap(scope: TypeScope, a: Type, b: Type): boolean {
  return overlapAny({ scope, depth: 0, asked: new Map() }, a, b);
}

/** A question under way. `asked` are the pairs that led to it: met again, they depend on nothing else, so they do. */
interface Overlapping {
  readonly scope: TypeScope;
  readonly depth: number;
  readonly asked: Map<Type, Set<Type>>;
}

function overlapAny(question: Overlapping, a: Type, b: Type): boolean {
  if (a === b || question.depth > MAX_DEPTH) return true;
  const pairs = question.asked.get(a) ?? new Set();
  if (pairs.has(b)) return true;
  question.asked.set(a, pairs.add(b));
  const right = membersOf(question.scope, b);
  const deeper = { ...question, depth: question.depth + 1 };
  return membersOf(question.scope, a).some((x) => right.some((y) => overlapOne(deeper, x, y)));
}

function overlapOne(question: Overlapping, a: Type, b: Type): boolean {
  if (a.kind === 'dyn' || b.kind === 'dyn' || a.kind === 'never' || b.kind === 'never') return true;
  if (a.kind === 'string' && b.kind === 'string') return a.literal === undefined || b.literal === undefined || a.literal === b.literal;
  if (familyOf(a) !== familyOf(b)) return isTimeText(a, b) || isTimeText(b, a);
  if (a.kind === 'list' && b.kind === 'list') return overlapAny(question, a.element, b.element);
  if (a.kind === 'tuple' || b.kind === 'tuple') return overlapItems(question, a, b);
  return a.kind !== 'object' || b.kind !== 'object' || overlapObjects(question, a, b);
}

function overlapItems(question: Overlapping, a: Type, b: Type): boolean {
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    return a.items.length === b.items.length && a.items.every((item, i) => overlapAny(question, item, b.items[i] ?? DYN));
  }
  const [tuple, list] = a.kind === 'tuple' ? [a, b] : [b, a];
  return tuple.kind !== 'tuple' || list.kind !== 'list' || tuple.items.every((item) => overlapAny(question, item, list.element));
}

// A property that one side does not list may still be there: most schemas are open without saying so.
function overlapObjects(question: Overlapping, a: ObjectType, b: ObjectType): boolean {
  return [...a.fields].every(([name, field]) => {
    const other = b.fields.get(name);
    if (other === undefined || !(field.required && other.required)) return true;
    return overlapAny(question, field.type, other.type);
  });
}

/** Whether a type is that of JSON text which is read as a timestamp. */
export function isTimestampText(type: Type): boolean {
  return type.kind === 'string' && type.format === 'date-time';
}

function isTimeText(text: Type, time: Type): boolean {
  return isTimestampText(text) && time.kind === 'timestamp';
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
