// Decides the static type of an operator's result from the types of its arguments.

import type { OperatorName } from '../operators.ts';
import {
  BOOLEAN,
  BYTES,
  DURATION,
  DYN,
  type Field,
  INTEGER,
  listOf,
  NEVER,
  NUMBER,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
  type TypeScope,
} from '../type.ts';
import { membersOf, nonNull, unionOf } from '../types.ts';

type ResultType = (scope: TypeScope, args: readonly Type[]) => Type;

const boolean: ResultType = () => BOOLEAN;
const integer: ResultType = () => INTEGER;
const number: ResultType = () => NUMBER;
const text: ResultType = () => STRING;
const sameList: ResultType = (scope, [list = DYN]) => listOf(elementOf(scope, list));
const element: ResultType = (scope, [list = DYN]) => elementOf(scope, list);

/** An integer if all arguments are, else a number. */
const numeric: ResultType = (scope, args) => (args.every((arg) => isInteger(scope, arg)) ? INTEGER : NUMBER);

/** Of every operator, in the order of the table. */
export const RESULT_TYPES: Readonly<Record<OperatorName, ResultType>> = {
  not: boolean,
  equal: boolean,
  notEqual: boolean,
  less: boolean,
  lessOrEqual: boolean,
  greater: boolean,
  greaterOrEqual: boolean,
  add: numeric,
  subtract: numeric,
  multiply: numeric,
  divide: number,
  divideInteger: integer,
  remainder: integer,
  negate: numeric,
  absolute: numeric,
  sign: integer,
  floor: integer,
  ceiling: integer,
  truncate: integer,
  round: (scope, [value = NUMBER]) => (isInteger(scope, value) ? INTEGER : NUMBER),
  arithmetic: number,
  concatenate: text,
  contains: boolean,
  startsWith: boolean,
  endsWith: boolean,
  matches: boolean,
  textSize: integer,
  charAt: text,
  textIndexOf: integer,
  textLastIndexOf: integer,
  lowerAscii: text,
  upperAscii: text,
  replace: text,
  split: () => listOf(STRING),
  substring: text,
  trim: text,
  reverseText: text,
  quote: text,
  join: text,
  concatenateLists: (scope, [a = DYN, b = DYN]) => listOf(unionOf([elementOf(scope, a), elementOf(scope, b)])),
  listSize: integer,
  inList: boolean,
  listIndexOf: integer,
  range: () => listOf(INTEGER),
  slice: sameList,
  flatten: () => listOf(DYN),
  distinct: sameList,
  sort: sameList,
  reverseList: sameList,
  sum: (scope, [list = DYN]) => (isInteger(scope, elementOf(scope, list)) ? INTEGER : NUMBER),
  minimum: element,
  maximum: element,
  zip: (scope, [a = DYN, b = DYN]) => listOf({ kind: 'tuple', items: [elementOf(scope, a), elementOf(scope, b)] }),
  mapSize: integer,
  inMap: boolean,
  keys: (scope, [map = DYN]) => listOf(keyOf(scope, map)),
  values: (scope, [map = DYN]) => listOf(valueOf(scope, map)),
  merge: (scope, [a = DYN, b = DYN]) => mergedType(scope, a, b),
  pick: (scope, [a = DYN]) => pickedType(scope, a),
  assign: (scope, [a = DYN, b = DYN]) => assignedType(scope, a, b),
  concatenateBytes: () => BYTES,
  bytesSize: integer,
  bytesOf: () => BYTES,
  toText: text,
  toNumber: number,
  toInteger: integer,
  toBoolean: boolean,
  typeName: () => TYPE,
  timestampOf: () => TIMESTAMP,
  durationOf: () => DURATION,
  addTime: (scope, args) => (args.some((arg) => isTimestamp(scope, arg)) ? TIMESTAMP : DURATION),
  subtractTime: (scope, [a = DYN, b = DYN]) => (isTimestamp(scope, a) && !isTimestamp(scope, b) ? TIMESTAMP : DURATION),
  timePart: integer,
};

/** Whether every value of the type but null is an integer. */
export function isInteger(scope: TypeScope, type: Type): boolean {
  return nonNull(scope, type).every((m) => m.kind === 'integer' || m.kind === 'never');
}

function isTimestamp(scope: TypeScope, type: Type): boolean {
  return membersOf(scope, type).some((m) => m.kind === 'timestamp');
}

/** The type of the elements of a list. */
export function elementOf(scope: TypeScope, type: Type): Type {
  const members = membersOf(scope, type).filter((m) => m.kind !== 'null');
  return unionOf(
    members.map((m) => {
      if (m.kind === 'list') return m.element;
      return m.kind === 'tuple' ? unionOf(m.items) : m.kind === 'never' ? NEVER : DYN;
    }),
  );
}

/** The type of the keys of an object, map or collection. */
export function keyOf(scope: TypeScope, type: Type): Type {
  return unionOf(
    membersOf(scope, type).map((m) => {
      if (m.kind === 'map' || m.kind === 'collection') return m.key;
      return m.kind === 'object' ? STRING : m.kind === 'null' ? NEVER : DYN;
    }),
  );
}

/** The type of the values of an object or map, or of the records of a collection. */
export function valueOf(scope: TypeScope, type: Type): Type {
  return unionOf(
    membersOf(scope, type).map((m) => {
      if (m.kind === 'map') return m.value;
      if (m.kind === 'collection') return m.record;
      if (m.kind === 'object') return unionOf([...[...m.fields.values()].map((f) => f.type), ...(m.rest ? [m.rest] : [])]);
      return m.kind === 'null' ? NEVER : DYN;
    }),
  );
}

/** Any property may be left out. */
function pickedType(scope: TypeScope, object: Type): Type {
  const [a, ...others] = nonNull(scope, object);
  if (others.length > 0 || a === undefined) return DYN;
  if (a.kind === 'object') return { ...a, fields: new Map(Array.from(a.fields, ([name, field]) => [name, { ...field, required: false }])) };
  return a.kind === 'map' ? a : DYN;
}

function assignedType(scope: TypeScope, object: Type, added: Type): Type {
  const [a, ...others] = nonNull(scope, object);
  const [b, ...more] = nonNull(scope, added);
  if (others.length > 0 || more.length > 0 || a?.kind !== 'object' || b?.kind !== 'object' || b.rest !== null) return DYN;
  const fields = new Map(a.fields);
  for (const [name, field] of b.fields) fields.set(name, assignedField(a.fields.get(name), field));
  return { ...a, fields };
}

function assignedField(before: Field | undefined, added: Field): Field {
  if (added.required || before === undefined) return added;
  return { type: unionOf([before.type, added.type]), required: before.required };
}

/**
 * The type of a merge patch applied. What the patch may set to null may be absent afterwards; what is patched by an object is merged with it.
 * Where target or patch are no plain objects, nothing is known.
 */
function mergedType(scope: TypeScope, target: Type, patch: Type): Type {
  const [a, ...others] = membersOf(scope, target);
  const [b, ...more] = membersOf(scope, patch);
  if (others.length > 0 || more.length > 0 || b?.kind !== 'object') return DYN;
  if (a?.kind === 'map') return { ...a, value: unionOf([a.value, withoutNull(scope, valueOf(scope, b))]) };
  if (a?.kind !== 'object') return DYN;
  const fields = new Map(a.fields);
  for (const [name, field] of b.fields) {
    const merged = mergedField(scope, a.fields.get(name), field);
    if (merged) fields.set(name, merged);
    else fields.delete(name);
  }
  return { ...a, fields };
}

function mergedField(scope: TypeScope, before: Field | undefined, patch: Field): Field | null {
  const set = membersOf(scope, patch.type);
  const kept = set.filter((m) => m.kind !== 'null');
  if (kept.length === 0 && (patch.required || !before)) return null;
  const removes = kept.length < set.length;
  const values = kept.map((m) => (m.kind === 'object' || m.kind === 'map' ? mergedType(scope, before?.type ?? DYN, m) : m));
  const types = patch.required ? values : [...values, ...(before ? [before.type] : [])];
  const required = !removes && (patch.required || before?.required === true);
  return { type: unionOf(types), required };
}

function withoutNull(scope: TypeScope, type: Type): Type {
  return unionOf(nonNull(scope, type));
}
