// Decides which values a search tries for a part of a request in a state, and whether these are all that can matter.

import { equalValues } from '../base/equality.ts';
import { toJson } from '../base/json.ts';
import { isList, isNumber, isObject, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { JsonType, Schema } from '../contract/schema.ts';
import { isNoChoice } from '../simulate/choose/chooser.ts';
import { enumerate } from '../simulate/choose/enumerate.ts';
import { fakerRealism } from '../simulate/choose/faker-text.ts';
import { seededChooser } from '../simulate/choose/seeded.ts';
import { entriesOf } from '../simulate/records.ts';
import { conforms } from '../simulate/schema/conforms.ts';
import type { State } from '../simulate/state.ts';
import { combinations, type Factor } from './product.ts';
import type { PartText, Reads } from './reads.ts';

/** Values to try. `open` names the parts for which there are others that might matter; empty: these are all. */
export interface Domain {
  readonly values: readonly Value[];
  readonly open: readonly PartText[];
}

/** What a domain depends on besides the schema. */
export interface DomainContext {
  readonly contract: Contract;
  readonly state: State;
  readonly reads: Reads;
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
/** Elements of a list of which all are tried, together. */
const MAX_ITEMS = 3;
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
  if (listed !== null) return { values: listed, open: [] };
  const target = schema.ref === undefined ? undefined : context.contract.schemas.get(schema.ref);
  if (target !== undefined && depth < MAX_DEPTH) return candidates(context, target, part, depth + 1);
  if (isPlainObject(schema) && depth < MAX_DEPTH) return objects(context, schema, part, depth);
  if (isPlainList(schema) && schema.items !== undefined && depth < MAX_DEPTH) return lists(context, schema, schema.items, part, depth);
  const values = [...context.reads.literals, ...madeUp(context, schema, part), ...fromState(context.state)];
  return {
    values: distinct(values).filter((value) => conforms(context.contract.schemas, schema, value, 'request') === null),
    open: [part],
  };
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
function isPlainObject(schema: Schema): boolean {
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
  const open: PartText[] = isClosed(schema) || !isReadWhole(context, part) ? [] : [part];
  const names: string[] = [];
  const factors: Factor<Value | undefined>[] = [];
  for (const [name, property] of schema.properties ?? []) {
    const below = `${part}.${name}`;
    if (property.readOnly === true) open.push(below);
    const isRequired = schema.required?.includes(name) === true;
    if (!isRequired && !context.reads.isRead(below)) continue;
    const inner = candidates(context, property, below, depth + 1);
    open.push(...inner.open);
    names.push(name);
    factors.push({ choices: isRequired ? inner.values : [undefined, ...inner.values], isOpen: inner.open.length > 0 });
  }
  const { tuples, isCut } = combinations(factors, { all: MAX_VALUES, open: context.mostOpen });
  const values = tuples.map((tuple) => new Map(names.flatMap((name, i) => (tuple[i] === undefined ? [] : [[name, tuple[i]] as const]))));
  return { values, open: isCut ? [...open, part] : open };
}

function isClosed({ additionalProperties, unevaluatedProperties }: Schema): boolean {
  const isNever = (schema: Schema | undefined): boolean => schema?.not !== undefined && Object.keys(schema.not).length === 0;
  return isNever(additionalProperties) || isNever(unevaluatedProperties);
}

/** Whether undeclared properties of an object can matter: it is used as a whole. */
function isReadWhole({ reads }: DomainContext, part: PartText): boolean {
  return reads.isRead(`${part}.${UNDECLARED}`);
}

/** No name of a property in any document. */
const UNDECLARED = '\u0000';

/** All lists of few elements. */
function lists(context: DomainContext, schema: Schema, items: Schema, part: PartText, depth: number): Domain {
  const reads: Reads = { ...ALL_READ, literals: context.reads.literals };
  const inner = candidates({ ...context, reads }, items, `${part}[]`, depth + 1);
  const most = Math.min(schema.maxItems ?? MAX_ITEMS, MAX_ITEMS);
  const item: Factor<Value> = { choices: inner.values, isOpen: inner.open.length > 0 };
  const lengths = Array.from({ length: most + 1 }, (_, length) => length).filter((length) => length >= (schema.minItems ?? 0));
  const all = lengths.map((length) =>
    combinations(
      Array.from({ length }, () => item),
      { all: MAX_LISTS, open: context.mostOpen },
    ),
  );
  const isAll = !item.isOpen && (schema.maxItems ?? Number.POSITIVE_INFINITY) <= MAX_ITEMS && all.every(({ isCut }) => !isCut);
  return { values: all.flatMap(({ tuples }) => tuples), open: isAll ? [] : [part] };
}

const ALL_READ: Reads = { isRead: () => true, keys: new Map(), literals: [] };

/** A realistic value, and a plain one. */
function madeUp({ contract, seed }: DomainContext, schema: Schema, part: PartText): readonly Value[] {
  const chooser = seededChooser(contract, seed, BEFORE_THE_FIRST_STEP, fakerRealism);
  const value = chooser({ place: part, schema, direction: 'request', taken: null });
  return isNoChoice(value) ? [] : [value];
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
