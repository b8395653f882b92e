// Decides how two objects become one: field by field where their fields are the same, else as one base with the writes of both under guards.

import { isObject } from '../base/value.ts';
import type { Context } from './context.ts';
import { directionOf } from './free/leaf.ts';
import { known, objectValue } from './normal.ts';
import { propertyShape } from './schema/shape.ts';
import { structureOf } from './schema/structure.ts';
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
  if (sameBase(left, right)) return mergeLogs(context, guard, left, right, ite);
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

function mergeLogs(context: Context, guard: Term, a: SymbolicMap, b: SymbolicMap, ite: Ite): Symbolic {
  const { factory } = context;
  let common = 0;
  while (common < a.log.length && a.log[common] === b.log[common]) common += 1;
  const left = netWrites(context, a, common, ite);
  const right = left === null ? null : netWrites(context, b, common, ite);
  const isShort = left !== null && right !== null && agreeOnOrder(context, a.base, left, right);
  const log = isShort ? oneByOne(context, guard, left, right, ite) : oneAfterTheOther(context, guard, a, b, common);
  return { kind: 'map', base: a.base, log: [...a.log.slice(0, common), ...log.filter((write) => write.guard !== factory.false)] };
}

/** The writes of both, under guards: what cannot be said in fewer words, and grows with each merge. */
function oneAfterTheOther(context: Context, guard: Term, a: SymbolicMap, b: SymbolicMap, common: number): readonly MapWrite[] {
  const { factory } = context;
  const under = (condition: Term, log: readonly MapWrite[]): readonly MapWrite[] =>
    log.slice(common).map((write) => ({ ...write, guard: factory.and([condition, write.guard]) }));
  return [...under(guard, a.log), ...under(factory.not(guard), b.log)];
}

/** What is written to a property altogether: `value` where `guard` holds, nothing elsewhere. */
interface NetWrite {
  readonly guard: Term;
  readonly value: Symbolic;
  /** Whether it is one write of the log. */
  readonly single: boolean;
}

/** By name of the property, in the order of the first writes. */
type NetWrites = ReadonlyMap<string, NetWrite>;

/** What the writes from `start` on do to each property; null where one of them removes something, or its key is not known. */
function netWrites(context: Context, map: SymbolicMap, start: number, ite: Ite): NetWrites | null {
  const net = new Map<string, NetWrite>();
  for (const { guard, key, value } of map.log.slice(start)) {
    if (value === null || key.kind !== 'known' || typeof key.value !== 'string') return null;
    const before = net.get(key.value);
    if (before === undefined) net.set(key.value, { guard, value, single: true });
    else {
      const either = context.factory.or([before.guard, guard]);
      net.set(key.value, { guard: either, value: ite(context, guard, value, before.value), single: false });
    }
  }
  return net;
}

/** Whether the properties that the writes add come in the order of `oneByOne`, whichever writes happen. Those of the base keep their places. */
function agreeOnOrder(context: Context, base: SymbolicMap['base'], a: NetWrites, b: NetWrites): boolean {
  const isAdded = (name: string): boolean => !hasAnyway(context, base, name);
  const all = [...new Set([...a.keys(), ...b.keys()])].filter(isAdded);
  if (all.length <= 1) return true;
  if ([a, b].some((net) => [...net].some(([name, { single }]) => !single && isAdded(name)))) return false;
  const ofB = [...b.keys()].filter(isAdded);
  return all.filter((name) => b.has(name)).every((name, i) => name === ofB[i]);
}

/** Whether the base certainly has the property, wherever there is a base. */
function hasAnyway({ schemas }: Context, base: SymbolicMap['base'], name: string): boolean {
  if (base === null) return false;
  if (base.kind === 'known') return isObject(base.value) && base.value.has(name);
  return propertyShape(schemas, structureOf(schemas, base.schema), name, directionOf(base.origin)).required;
}

/** One write for each property: merging again and again makes no more of them than there are properties. */
function oneByOne(context: Context, guard: Term, a: NetWrites, b: NetWrites, ite: Ite): readonly MapWrite[] {
  const { factory } = context;
  return [...new Set([...a.keys(), ...b.keys()])].map((name): MapWrite => {
    const x = a.get(name);
    const y = b.get(name);
    const key = known(name);
    if (x !== undefined && y !== undefined)
      return { guard: factory.ite(guard, x.guard, y.guard), key, value: ite(context, guard, x.value, y.value) };
    const here = x === undefined ? factory.and([factory.not(guard), y?.guard ?? factory.false]) : factory.and([guard, x.guard]);
    return { guard: here, key, value: (x ?? y)?.value ?? null };
  });
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
