// Decides how two objects become one: field by field where their fields are the same, else as one base with the writes of both under guards.

import { isObject } from '../base/value.ts';
import type { Context } from './context.ts';
import { known, objectValue } from './normal.ts';
import type { Term } from './term.ts';
import type { MapWrite, Symbolic, SymbolicMap } from './value.ts';

/** Objects with more fields than this are not merged field by field. */
const MAX_MERGED_FIELDS = 16;

type Ite = (context: Context, guard: Term, a: Symbolic, b: Symbolic) => Symbolic;

/** `a` where the guard holds, else `b`; null if one is no object, or nothing is gained by merging them. */
export function mergeMaps(context: Context, guard: Term, a: Symbolic, b: Symbolic, ite: Ite): Symbolic | null {
  const left = asMap(a);
  const right = asMap(b);
  if (left === null || right === null) return null;
  if (sameBase(left, right)) return mergeLogs(context, guard, left, right);
  const fields = plainFields(context, left);
  const others = fields === null ? null : plainFields(context, right);
  if (fields === null || others === null || !sameKeys(fields, others)) return null;
  const merged = [...fields].map(([key, value]) => [key, ite(context, guard, value, others.get(key) ?? value)] as const);
  return objectValue(merged, context);
}

/** A value as a base and a log; null for what is no object, or not of that form. */
export function asMap(value: Symbolic): SymbolicMap | null {
  if (value.kind === 'map') return value;
  if (value.kind === 'known' && isObject(value.value)) return { kind: 'map', base: value, log: [] };
  if (value.kind === 'free' && value.schema.types?.[0] === 'object') return { kind: 'map', base: value, log: [] };
  return null;
}

function sameBase(a: SymbolicMap, b: SymbolicMap): boolean {
  if (a.base === b.base) return a.base !== null || startsAlike(a, b);
  return a.base?.kind === 'known' && b.base?.kind === 'known' && a.base.value === b.base.value;
}

// Two object literals have no base; they share one only if one grew out of the other.
function startsAlike(a: SymbolicMap, b: SymbolicMap): boolean {
  return a.log.length > 0 && a.log[0] === b.log[0];
}

function mergeLogs(context: Context, guard: Term, a: SymbolicMap, b: SymbolicMap): Symbolic {
  const { factory } = context;
  let common = 0;
  while (common < a.log.length && a.log[common] === b.log[common]) common += 1;
  const under = (condition: Term, log: readonly MapWrite[]): readonly MapWrite[] =>
    log.slice(common).map((write) => ({ ...write, guard: factory.and([condition, write.guard]) }));
  const log = [...a.log.slice(0, common), ...under(guard, a.log), ...under(factory.not(guard), b.log)];
  return { kind: 'map', base: a.base, log: log.filter((write) => write.guard !== factory.false) };
}

type Fields = ReadonlyMap<string | number | boolean, Symbolic>;

/** The fields of an object that are certainly there, if these are all and few; null else. */
function plainFields(context: Context, map: SymbolicMap): Fields | null {
  const fields = new Map<string | number | boolean, Symbolic>();
  if (map.base !== null) {
    if (map.base.kind !== 'known' || !isObject(map.base.value) || map.base.value.size > MAX_MERGED_FIELDS) return null;
    for (const [key, value] of map.base.value) fields.set(key, known(value));
  }
  if (map.log.length > MAX_MERGED_FIELDS) return null;
  for (const write of map.log) {
    if (write.guard !== context.factory.true || write.key.kind !== 'known' || write.value === null) return null;
    const key = write.key.value;
    if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'boolean') return null;
    fields.set(key, write.value);
  }
  return fields;
}

function sameKeys(a: Fields, b: Fields): boolean {
  const others = [...b.keys()];
  return a.size === b.size && [...a.keys()].every((key, i) => key === others[i]);
}
