// Decides which values are tried for a part of a request in a state, in which order: where the schema or a rule lists them, these; else what the state, the rules and the schema suggest.

import { equalValues } from '../../base/equality.ts';
import { ceiling, compareNumbers, floor } from '../../base/number.ts';
import type { Random } from '../../base/random.ts';
import { isList, type Num, type ObjectKey, type Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import { type Given, isPlainObject } from '../../explore/domain.ts';
import { NOTHING_GIVEN } from '../../explore/given.ts';
import type { PartText, Reads } from '../../explore/reads.ts';
import { enumerate } from '../../simulate/choose/enumerate.ts';
import { generate } from '../../simulate/choose/generate.ts';
import { plainRealism, type Realism } from '../../simulate/choose/realism.ts';
import { entriesOf } from '../../simulate/records.ts';
import { conforms } from '../../simulate/schema/conforms.ts';
import type { State } from '../../simulate/state.ts';
import type { Near } from './near.ts';
import { scalarsOf } from './state-values.ts';

/** What values depend on besides the schema. */
export interface ValueContext {
  readonly contract: Contract;
  readonly state: State;
  readonly reads: Reads;
  /** Whether the part may decide how the operation ends. */
  readonly isDecisive: (part: PartText) => boolean;
  readonly given: (part: PartText) => Given;
  readonly near: Near;
  /** Whether values near by are taken wherever there are any, so that all parts of the request match one record. */
  readonly isCoherent: boolean;
  readonly realism: Realism;
  readonly random: Random;
  /** Whether values that some rule refuses are wanted as well as others. */
  readonly isContrary: boolean;
}

/** Values drawn where there is no list of them. */
const DRAWS = 3;
/** Values drawn beside a list, where values that are not in it are wanted too. */
const CONTRARY_DRAWS = 2;
/** Attempts to make a value that fits its schema. */
const ATTEMPTS = 12;
/** Values from the state that one draw looks at. */
const LOOKS = 12;
const MAX_DEPTH = 6;
/** Elements by which a list may be longer than it must be. */
const MAX_EXTRA = 3;
/** Of ten draws where a rule decides by the part: those below these copy a value near by, any value of the state, or are from the bounds and literals of rules. */
const NEAR = 7;
const FROM_STATE = 8;
const FROM_RULES = 9;
/** Of those near by, the share that is as near as can be, whatever the others are. */
const NEAREST = 0.6;

/** Values to try, one after the other; all fit the schema. Ends where there are no more, or enough were made up. */
export function* valuesFor(context: ValueContext, schema: Schema, part: PartText, hint: string): Generator<Value, void, undefined> {
  const listed = listOf(context, schema, part);
  const isFit = fits(context, schema);
  const draws = listed === null ? DRAWS : context.isContrary ? CONTRARY_DRAWS : 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const value = drawValue(context, schema, part, hint, 0);
    if (value !== undefined) yield value;
    // Half of what is drawn where contrary values are wanted is contrary: the other half is in the list.
    if (listed !== null && context.random.next() < 0.5) break;
  }
  if (listed === null) return;
  if (context.isCoherent) yield* nearest(context, listed, hint);
  for (const value of shuffled(listed, context.random)) if (isFit(value)) yield value;
}

/** Listed values that are near by. */
function* nearest({ near, random }: ValueContext, listed: readonly Value[], hint: string): Generator<Value, void, undefined> {
  const [layer = []] = near(hint);
  for (const value of shuffled(layer.slice(0, LOOKS), random)) if (listed.some((one) => equalValues(one, value))) yield value;
}

function fits({ contract }: ValueContext, schema: Schema): (value: Value) => boolean {
  return (value) => conforms(contract.schemas, schema, value, 'request') === null;
}

/** Among which the value must be for the rules to pass, or all that the schema allows; null if neither is known. */
function listOf(context: ValueContext, schema: Schema, part: PartText): readonly Value[] | null {
  const { contract, state, reads } = context;
  const live = reads.keys.get(part);
  const records = live && contract.collections.has(live.collection) ? state.collections.get(live.collection) : undefined;
  if (live !== undefined && records !== undefined) {
    const keys = entriesOf(records).map(({ key }) => key);
    const { component } = live;
    return component === null ? keys : [...new Set(keys.map((key) => (isList(key) ? key[component] : undefined)))].filter(isThere);
  }
  if (reads.isRead(part)) {
    const { values } = context.given(part);
    if (values !== null) return values;
  }
  return enumerate(contract.schemas, schema);
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** One value that fits, or undefined if none was found. */
function drawValue(context: ValueContext, schema: Schema, part: PartText, hint: string, depth: number): Value | undefined {
  const { contract, random } = context;
  const isFit = fits(context, schema);
  if (depth > 0) {
    const listed = listOf(context, schema, part);
    if (listed !== null && !(context.isContrary && random.next() < 0.5)) return pickFitting(listed, random, isFit);
  }
  if (context.isDecisive(part)) {
    const composed = depth < MAX_DEPTH ? drawComposite(context, schema, part, hint, depth) : undefined;
    if (composed !== undefined && isFit(composed)) return composed;
    const suggested = composed === undefined ? suggestion(context, schema, part, hint) : undefined;
    if (suggested !== undefined && isFit(suggested)) return suggested;
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const rich = attempt < ATTEMPTS / 2;
    const value = generate({ schemas: contract.schemas, random, realism: rich ? context.realism : plainRealism, rich }, schema, hint);
    if (value !== undefined && isFit(value)) return value;
  }
  return undefined;
}

/** A value that the rules or the state suggest; undefined to have one made from the schema. */
function suggestion(context: ValueContext, schema: Schema, part: PartText, hint: string): Value | undefined {
  const { random, reads, state, near } = context;
  const die = context.isCoherent ? 0 : random.integer(0, 9);
  const isFit = fits(context, schema);
  if (die < NEAR) {
    const layers = near(hint);
    const distance = context.isCoherent || random.next() < NEAREST ? 0 : random.integer(0, Math.max(0, layers.length - 1));
    if (layers.length > 0) return pickFitting(layers[distance] ?? [], random, isFit);
  }
  if (die >= NEAR && die < FROM_STATE) return pickFitting(scalarsOf(state), random, isFit);
  if (context.isCoherent || die >= FROM_RULES) return undefined;
  // Where nothing is near, rules have their say instead.
  const number = between(schema, context.given(part), random, context.isContrary);
  return number ?? pickFitting(reads.literals, random, isFit);
}

function drawComposite(context: ValueContext, schema: Schema, part: PartText, hint: string, depth: number): Value | undefined {
  const target = schema.ref === undefined ? undefined : context.contract.schemas.get(schema.ref);
  if (target !== undefined && Object.keys(schema).every((keyword) => keyword === 'ref' || keyword === 'source'))
    return drawComposite(context, target, part, hint, depth + 1);
  if (isPlainObject(schema)) return drawObject(context, schema, part, depth);
  return schema.types?.length === 1 && schema.types[0] === 'array' && schema.items !== undefined
    ? drawList(context, schema, schema.items, part, hint, depth)
    : undefined;
}

function drawObject(context: ValueContext, schema: Schema, part: PartText, depth: number): Value | undefined {
  const object = new Map<ObjectKey, Value>();
  for (const [name, property] of schema.properties ?? []) {
    const isRequired = schema.required?.includes(name) === true;
    if (property.readOnly === true || (!isRequired && context.random.next() < 0.5)) continue;
    const value = drawValue(context, property, `${part}.${name}`, name, depth + 1);
    if (value !== undefined) object.set(name, value);
    else if (isRequired) return undefined;
  }
  return object;
}

function drawList(context: ValueContext, schema: Schema, items: Schema, part: PartText, hint: string, depth: number): Value | undefined {
  // What rules say of the length need not be heeded where they are to refuse.
  const { low, high } = context.isContrary && context.random.next() < 0.5 ? NOTHING_GIVEN : context.given(`${part}#`);
  const least = Math.max(schema.minItems ?? 0, typeof low === 'number' ? Math.ceil(low) : 0);
  const most = Math.min(schema.maxItems ?? least + MAX_EXTRA, typeof high === 'number' ? Math.floor(high) : least + MAX_EXTRA);
  if (least > most) return undefined;
  const longest = Math.min(most, least + MAX_EXTRA);
  // An empty list says little, and is drawn now and then.
  const shortest = least === 0 && longest > 0 && context.random.integer(0, 7) > 0 ? 1 : least;
  const length = context.random.integer(shortest, longest);
  const list: Value[] = [];
  for (let i = 0; i < length; i += 1) {
    const item = drawValue({ ...context, reads: allRead(context.reads) }, items, `${part}[]`, hint, depth + 1);
    if (item === undefined) return undefined;
    list.push(item);
  }
  return list;
}

function allRead({ literals }: Reads): Reads {
  return { isRead: () => true, keys: NO_KEYS, literals };
}

const NO_KEYS: Reads['keys'] = new Map();

/** An integer within the bounds of rules and schema, both ends now and then; with contrary values, also just outside. */
function between(schema: Schema, { low, high }: Given, random: Random, isContrary: boolean): Value | undefined {
  if (schema.types?.some((type) => type === 'integer' || type === 'number') !== true) return undefined;
  const ends = { low: closest([low, schema.minimum], 1), high: closest([high, schema.maximum], -1) };
  if (ends.low === null && ends.high === null) return undefined;
  const first = ends.low === null ? null : ceiling(ends.low);
  const last = ends.high === null ? null : floor(ends.high);
  const margin = isContrary ? 1 : 0;
  if (typeof first !== 'number') return typeof last === 'number' ? last + margin : undefined;
  if (typeof last !== 'number') return first + random.integer(-margin, 10);
  if (last < first) return undefined;
  const die = random.integer(0, 3);
  if (die === 0) return first - margin;
  return die === 1 ? last + margin : random.integer(first, Math.min(last, Number.MAX_SAFE_INTEGER));
}

function closest(bounds: readonly (Num | null | undefined)[], sign: 1 | -1): Num | null {
  return bounds.reduce<Num | null>((end, bound) => {
    if (bound === null || bound === undefined) return end;
    return end === null || compareNumbers(bound, end) * sign > 0 ? bound : end;
  }, null);
}

/** A random one of those that fit; looks at a few only. */
function pickFitting(values: readonly Value[], random: Random, isFit: (value: Value) => boolean): Value | undefined {
  for (let look = 0; look < LOOKS && values.length > 0; look += 1) {
    const value = values[random.integer(0, values.length - 1)];
    if (value !== undefined && isFit(value)) return value;
  }
  return undefined;
}

/** All in a random order, made as far as it is asked for (Fisher and Yates, from the front, with the swaps kept apart from the list). */
function* shuffled<T>(values: readonly T[], random: Random): Generator<T, void, undefined> {
  const moved = new Map<number, T>();
  for (let at = 0; at < values.length; at += 1) {
    const from = random.integer(at, values.length - 1);
    const value = moved.get(from) ?? values[from];
    const here = moved.get(at) ?? values[at];
    if (here !== undefined) moved.set(from, here);
    if (value !== undefined) yield value;
  }
}
