// Decides which values a search tries for a part of a request in a state, and whether these are all that can matter.

import { equalValues } from '../base/equality.ts';
import { toJson } from '../base/json.ts';
import { ceiling, compareNumbers, floor } from '../base/number.ts';
import { isList, isNumber, isObject, type Num, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { JsonType, Schema } from '../contract/schema.ts';
import { isNoChoice } from '../simulate/choose/chooser.ts';
import { enumerate } from '../simulate/choose/enumerate.ts';
import { fakerRealism } from '../simulate/choose/faker-text.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { entriesOf, hasKey } from '../simulate/records.ts';
import { conforms } from '../simulate/schema/conforms.ts';
import type { State } from '../simulate/state.ts';
import { combinations, type Factor } from './product.ts';
import type { PartText, Reads } from './reads.ts';

/** Values to try. `open` names the parts for which there are others that might matter; empty: these are all. */
export interface Domain {
  readonly values: readonly Value[];
  readonly open: readonly PartText[];
}

/** What rules say of a part in a state. */
export interface Given {
  /** Without one of these some rule is not true; null if that is not known. */
  readonly values: readonly Value[] | null;
  /** No number outside passes; null: no bound. */
  readonly low: Num | null;
  readonly high: Num | null;
}

/** What a domain depends on besides the schema. */
export interface DomainContext {
  readonly contract: Contract;
  readonly state: State;
  readonly reads: Reads;
  /** What the rules say of the values of a part; nothing else passes them. */
  readonly given: (part: PartText) => Given;
  readonly seed: number;
  /** Combinations of values that are tried of parts whose values are not all tried. */
  readonly mostOpen: number;
  /** Whether calls that end in a fault of the contract are wanted too, and not only those that may succeed. */
  readonly withFaults: boolean;
}

/** Values of one part; of more only the first are tried. */
const MAX_VALUES = 4_000;
/** Values from the state that are tried where a schema does not list its own. */
const MAX_FROM_STATE = 40;
/** Longest range of integers that is tried in full. */
const MAX_RANGE = 1_000;
/** Elements of a list of which all are tried, together. */
const MAX_ITEMS = 3;
/** Longest list that is tried at all. */
const MAX_LENGTH = 10;
/** Lists of one length. */
const MAX_LISTS = 1_000;
const MAX_DEPTH = 6;
const BEFORE_THE_FIRST_STEP = -1;

/** Values of a part that fit its schema. */
export function domainOf(context: DomainContext, schema: Schema, part: PartText): Domain {
  const domain = candidates(context, schema, part, 0);
  const fits = (value: Value): boolean => conforms(context.contract.schemas, schema, value, 'request') === null;
  const values = distinct(domain.values).filter(fits);
  if (values.length <= MAX_VALUES) return { values, open: domain.open };
  return { values: values.slice(0, MAX_VALUES), open: [...domain.open, part] };
}

function candidates(context: DomainContext, schema: Schema, part: PartText, depth: number): Domain {
  const keys = keysFor(context, part);
  if (keys !== null) return { values: keys, open: [] };
  const listed = enumerate(context.contract.schemas, schema);
  if (!context.reads.isRead(part)) return oneOf(context, schema, part, listed);
  const given = context.given(part);
  const { values } = given;
  // In the order of the schema, whatever the rules say first.
  if (listed !== null && !context.withFaults && values !== null)
    return { values: listed.filter((value) => values.some((one) => equalValues(one, value))), open: [] };
  if (listed !== null) return { values: listed, open: [] };
  if (values !== null) return { values: [...values, ...others(context, schema, part, values)], open: [] };
  return unlisted(context, schema, part, { depth, given });
}

/** What is tried where neither a rule nor the schema lists the values. */
function unlisted(context: DomainContext, schema: Schema, part: PartText, { depth, given }: { depth: number; given: Given }): Domain {
  const target = schema.ref === undefined ? undefined : context.contract.schemas.get(schema.ref);
  if (depth < MAX_DEPTH) {
    if (target !== undefined) return candidates(context, target, part, depth + 1);
    if (isPlainObject(schema)) return objects(context, schema, part, depth);
    if (isPlainList(schema) && schema.items !== undefined) return lists(context, schema, schema.items, part, depth);
    const branches = schema.oneOf ?? schema.anyOf;
    if (branches !== undefined) return alternatives(context, branches, part, depth);
  }
  const range = isOnly(schema, 'integer') ? rangeOf(schema, given, context.withFaults) : null;
  if (range !== null) return { values: range, open: [] };
  const values = [...context.reads.literals, ...madeUp(context, schema, part), ...fromState(context.state)];
  return {
    values: distinct(values).filter((value) => conforms(context.contract.schemas, schema, value, 'request') === null),
    open: [part],
  };
}

/** What any of the alternatives has. */
function alternatives(context: DomainContext, branches: readonly Schema[], part: PartText, depth: number): Domain {
  const domains = branches.map((branch) => candidates(context, branch, part, depth + 1));
  return { values: domains.flatMap(({ values }) => values), open: [...new Set(domains.flatMap(({ open }) => open))] };
}

/** A value that some rule refuses, where refusals are of interest. */
function others(context: DomainContext, schema: Schema, part: PartText, values: readonly Value[]): readonly Value[] {
  if (!context.withFaults) return [];
  const tried = [...madeUp(context, schema, part), ...context.reads.literals, ...fromState(context.state)];
  const fits = (value: Value): boolean => conforms(context.contract.schemas, schema, value, 'request') === null;
  const other = tried.find((value) => fits(value) && !values.some((one) => equalValues(one, value)));
  return other === undefined ? [] : [other];
}

/** All integers between the bounds of schema and rules; with faults, those next to them too. Null if they are not known to be few. */
function rangeOf(schema: Schema, given: Given, withFaults: boolean): readonly Value[] | null {
  const lows = [schema.minimum, schema.exclusiveMinimum, given.low].filter((bound) => bound !== undefined && bound !== null).map(ceiling);
  const highs = [schema.maximum, schema.exclusiveMaximum, given.high].filter((bound) => bound !== undefined && bound !== null).map(floor);
  const low = lows.reduce<Num | undefined>((a, b) => (a === undefined || compareNumbers(b, a) > 0 ? b : a), undefined);
  const high = highs.reduce<Num | undefined>((a, b) => (a === undefined || compareNumbers(b, a) < 0 ? b : a), undefined);
  if (typeof low !== 'number' || typeof high !== 'number' || high - low > MAX_RANGE) return null;
  const margin = withFaults ? 1 : 0;
  return Array.from({ length: Math.max(0, high - low + 1 + 2 * margin) }, (_, i) => low - margin + i);
}

/** The keys of the records of which the part must name one; null if it need not. */
function keysFor({ contract, state, reads, withFaults }: DomainContext, part: PartText): readonly Value[] | null {
  const live = reads.keys.get(part);
  const records = live && contract.collections.has(live.collection) ? state.collections.get(live.collection) : undefined;
  if (live === undefined || records === undefined || (withFaults && !live.isRefused)) return null;
  return entriesOf(records).flatMap(({ key }) => {
    if (live.component === null) return [key];
    const component = isList(key) ? key[live.component] : undefined;
    return component === undefined ? [] : [component];
  });
}

/** Where nothing depends on the value, one stands for all. */
function oneOf(context: DomainContext, schema: Schema, part: PartText, listed: readonly Value[] | null): Domain {
  const fits = (value: Value): boolean => conforms(context.contract.schemas, schema, value, 'request') === null;
  const value = (listed ?? madeUp(context, schema, part)).find(fits);
  if (value !== undefined) return { values: [value], open: [] };
  return { values: [], open: listed === null ? [part] : [] };
}

const OBJECT_KEYWORDS: ReadonlySet<string> = new Set([
  'types',
  'properties',
  'required',
  'additionalProperties',
  'unevaluatedProperties',
  'source',
]);
const LIST_KEYWORDS: ReadonlySet<string> = new Set(['types', 'items', 'minItems', 'maxItems', 'uniqueItems', 'source']);

/** An object that fits if each of its properties does. */
export function isPlainObject(schema: Schema): boolean {
  return isOnly(schema, 'object') && constraints(schema).every((keyword) => OBJECT_KEYWORDS.has(keyword));
}

function isPlainList(schema: Schema): boolean {
  return isOnly(schema, 'array') && constraints(schema).every((keyword) => LIST_KEYWORDS.has(keyword));
}

function isOnly({ types }: Schema, type: JsonType): boolean {
  return types?.length === 1 && types[0] === type;
}

/** Annotations say nothing about which values fit. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['discriminator', 'readOnly', 'writeOnly', 'default', 'examples', 'title', 'description']);

function constraints(schema: Schema): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => (value === undefined || ANNOTATIONS.has(keyword) ? [] : [keyword]));
}

function objects(context: DomainContext, schema: Schema, part: PartText, depth: number): Domain {
  const open = new Set(openParts(context.reads, schema, part));
  const names: string[] = [];
  const factors: Factor<Value | undefined>[] = [];
  for (const { name, property, below, isRequired } of propertiesOf(context.reads, schema, part)) {
    const inner = candidates(context, property, below, depth + 1);
    for (const other of inner.open) open.add(other);
    names.push(name);
    factors.push({ choices: isRequired ? inner.values : [undefined, ...inner.values], isOpen: inner.open.length > 0 });
  }
  const { tuples, isCut } = combinations(factors, { all: MAX_VALUES, open: context.mostOpen });
  const values = tuples.map((tuple) => new Map(names.flatMap((name, i) => (tuple[i] === undefined ? [] : [[name, tuple[i]] as const]))));
  return { values, open: isCut ? [...open, part] : [...open] };
}

/** A property of a plain object that requests have values for: it is required, or a rule reads it. */
export interface Property {
  readonly name: string;
  readonly property: Schema;
  readonly below: PartText;
  readonly isRequired: boolean;
}

export function propertiesOf(reads: Reads, { properties, required }: Schema, part: PartText): readonly Property[] {
  const all = [...(properties ?? [])].map(([name, property]) => {
    return { name, property, below: `${part}.${name}`, isRequired: required?.includes(name) === true };
  });
  return all.filter(({ isRequired, below }) => isRequired || reads.isRead(below));
}

/** What no values of the properties of a plain object say all of: properties that are not declared, those that a request may not send. */
export function openParts(reads: Reads, schema: Schema, part: PartText): readonly PartText[] {
  const unsent = [...(schema.properties ?? [])].flatMap(([name, { readOnly }]) => (readOnly === true ? [`${part}.${name}`] : []));
  return isClosed(schema) || !isReadWhole(reads, part) ? unsent : [part, ...unsent];
}

function isClosed({ additionalProperties, unevaluatedProperties }: Schema): boolean {
  const isNever = (schema: Schema | undefined): boolean => schema?.not !== undefined && Object.keys(schema.not).length === 0;
  return isNever(additionalProperties) || isNever(unevaluatedProperties);
}

/** Whether undeclared properties of an object can matter: it is used as a whole. */
function isReadWhole(reads: Reads, part: PartText): boolean {
  return reads.isRead(`${part}.${UNDECLARED}`);
}

/** No name of a property in any document. */
const UNDECLARED = '\u0000';

/** All lists of few elements. */
function lists(context: DomainContext, schema: Schema, items: Schema, part: PartText, depth: number): Domain {
  const reads: Reads = { ...ALL_READ, literals: context.reads.literals };
  const inner = candidates({ ...context, reads }, items, `${part}[]`, depth + 1);
  const item: Factor<Value> = { choices: inner.values, isOpen: inner.open.length > 0 };
  const { least, most } = lengthsOf(schema, context.given(`${part}#`), item);
  const longest = Math.min(most, item.isOpen ? MAX_ITEMS : longestListed(item.choices.length));
  const lengths = Array.from({ length: Math.max(0, longest - least + 1) }, (_, i) => least + i);
  const all = lengths.map((length) =>
    combinations(
      Array.from({ length }, () => item),
      { all: MAX_LISTS, open: context.mostOpen },
    ),
  );
  const isAll = !item.isOpen && most <= longest && all.every(({ isCut }) => !isCut);
  return { values: all.flatMap(({ tuples }) => tuples), open: isAll ? [] : [part] };
}

/** How long lists may be, by schema and rules. */
function lengthsOf(
  { minItems, maxItems, uniqueItems }: Schema,
  { low, high }: Given,
  item: Factor<Value>,
): { least: number; most: number } {
  const isUnique = uniqueItems === true && !item.isOpen;
  const most = Math.min(
    maxItems ?? Number.POSITIVE_INFINITY,
    isUnique ? item.choices.length : Number.POSITIVE_INFINITY,
    typeof high === 'number' ? Math.floor(high) : Number.POSITIVE_INFINITY,
  );
  return { least: Math.max(minItems ?? 0, typeof low === 'number' ? Math.ceil(low) : 0), most };
}

/** The length up to which all lists of so many different elements are tried. */
function longestListed(choices: number): number {
  let length = choices <= 1 ? MAX_LENGTH : MAX_ITEMS;
  while (length < MAX_LENGTH && choices ** (length + 1) <= MAX_LISTS) length += 1;
  return length;
}

const ALL_READ: Reads = { isRead: () => true, keys: new Map(), literals: [] };

/** A realistic value; where it is the key of a record by now, before it another one, so that there can be a further record. */
function madeUp({ contract, state, seed }: DomainContext, schema: Schema, part: PartText): readonly Value[] {
  const chooser = seededChooser(contract, seed, BEFORE_THE_FIRST_STEP, fakerRealism);
  const choose = (isTaken: (value: Value) => boolean): Value | null => {
    const value = chooser({ place: part, schema, direction: 'request', taken: isTaken });
    return isNoChoice(value) ? null : value;
  };
  const first = choose(() => false);
  if (first === null || !isKey(state, first)) return first === null ? [] : [first];
  const other = choose((value) => isKey(state, value));
  return other === null ? [first] : [other, first];
}

function isKey({ collections }: State, value: Value): boolean {
  return [...collections.values()].some((records) => hasKey(records, value));
}

const inState = new WeakMap<State, readonly Value[]>();

/** Keys, and the scalars of records and variables: what rules compare with. */
function fromState(state: State): readonly Value[] {
  const before = inState.get(state);
  if (before !== undefined) return before;
  const found: Value[] = [0, 1];
  const records = [...state.collections.values()].flatMap((collection) => entriesOf(collection));
  found.push(...records.map(({ key }) => key));
  const pending: Value[] = [...records.map(({ record }) => record), ...state.variables.values()].reverse();
  for (let value = pending.pop(); value !== undefined && found.length < MAX_FROM_STATE * 4; value = pending.pop()) {
    if (isList(value)) pending.push(...value);
    else if (isObject(value)) pending.push(...value.values());
    else if (typeof value === 'string' || isNumber(value)) found.push(value);
  }
  const values = distinct(found).slice(0, MAX_FROM_STATE);
  inState.set(state, values);
  return values;
}

function distinct(values: readonly Value[]): readonly Value[] {
  const byText = new Map<string, Value>();
  for (const value of values) {
    const text = toJson(value);
    const same = byText.get(text);
    if (same === undefined || !equalValues(same, value)) byText.set(text, value);
  }
  return [...byText.values()];
}
