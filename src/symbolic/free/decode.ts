// Decides what an unknown value is under a model: the parts that were read as the model has them, the required others as completed.

import { equalNumbers } from '../../base/number.ts';
import { isNumber, type ObjectKey, type Value } from '../../base/value.ts';
import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import type { Interpreter } from '../interpret.ts';
import type { Model, ModelValue } from '../model.ts';
import { itemSchema, listedNames, propertyShape } from '../schema/shape.ts';
import { structureOf } from '../schema/structure.ts';
import { witnessName } from '../skolem.ts';
import type { Term } from '../term.ts';
import { subtermsOf } from '../terms/children.ts';
import type { Free, FreeStep, Symbolic } from '../value.ts';
import { lengthOfFree } from './facts.ts';
import { directionOf } from './leaf.ts';
import { freeItem } from './list.ts';
import { placeOf, showPlace } from './name.ts';
import { freeProperty } from './object.ts';
import type { Part } from './parts.ts';

/** A value for a part that nothing read; undefined if there is none to give. */
export type Complete = (schema: Schema, path: string) => Value | undefined;

/** What decoding unknown values needs. */
interface DecodingFree {
  readonly context: Context;
  readonly model: Model;
  readonly interpret: Interpreter;
  readonly complete: Complete;
  decode(value: Symbolic): Value | undefined;
}

/** A list of more elements than this is not spelled out. */
const MAX_DECODED_LENGTH = 10_000;

/** The object or list under the model; undefined where it cannot be told. */
export function decodeFree(decoding: DecodingFree, free: Free): Value | undefined {
  return free.schema.types?.[0] === 'array' ? decodeList(decoding, free) : decodeObject(decoding, free);
}

/** The parts that were read of the value, in whatever way its keys were written then. */
function partsOf({ context, interpret }: DecodingFree, free: Free): readonly Part[] {
  const own = argumentsOf(interpret, placeOf(free).args);
  return context.parts
    .at(free)
    .filter((part) => part.parent.schema === free.schema && sameArguments(own, argumentsOf(interpret, placeOf(part.parent).args)));
}

/**
 * Reads of the value what was read of it under a quantifier: at the witness that a model has for the variable, something is as it is because
 * the claim that it exists was asserted.
 */
function readAtWitnesses(decoding: DecodingFree, free: Free): void {
  const { context, interpret } = decoding;
  const own = argumentsOf(interpret, placeOf(free).args);
  for (const { parent, step } of [...context.parts.at(free)]) {
    if (step.kind === 'property') continue;
    const [at, ...args] = [step.kind === 'entry' ? step.key : step.index, ...placeOf(parent).args].map((term) => atWitness(decoding, term));
    if (at === null || at === undefined || !sameArguments(own, args)) continue;
    if (step.kind === 'entry' && typeof at === 'string') freeProperty(context, free, at);
    if (step.kind === 'item' && typeof at === 'number') freeItem(context, free, context.factory.int(at));
  }
}

/** The value of the term where every variable is its witness; null if the model has none. */
function atWitness({ context, model, interpret }: DecodingFree, term: Term): ModelValue | null {
  if (!context.isOpen(term)) return interpret(term);
  const variables = subtermsOf([term]).filter((part) => part.kind === 'bound');
  if (variables.some((variable) => model.valueOf(witnessName(variable), [], variable.sort) === null)) return null;
  const { factory } = context;
  const witnesses = new Map<Term, Term>(variables.map((variable) => [variable, factory.apply(witnessName(variable), variable.sort)]));
  return interpret(factory.substitute(term, witnesses));
}

function argumentsOf(interpret: Interpreter, args: readonly Term[]): readonly (ModelValue | null)[] {
  return args.map(interpret);
}

function sameArguments(a: readonly (ModelValue | null)[], b: readonly (ModelValue | null)[]): boolean {
  return a.length === b.length && a.every((x, i) => x !== null && sameValue(x, b[i] ?? null));
}

function sameValue(a: ModelValue, b: ModelValue | null): boolean {
  if (a === b) return true;
  return b !== null && typeof a === 'object' && typeof b === 'object' && isNumber(a) && isNumber(b) && equalNumbers(a, b);
}

/** The value of a part, completed where the model leaves it open. */
function decodePart(decoding: DecodingFree, free: Free, step: FreeStep, value: Symbolic, schema: Schema): Value | undefined {
  if (isLeftOpen(decoding, value)) return complete(decoding, free, step, schema) ?? decoding.decode(value);
  return decoding.decode(value);
}

function isLeftOpen({ model, interpret }: DecodingFree, value: Symbolic): boolean {
  if (value.kind !== 'scalar' || value.term.kind !== 'apply') return false;
  const args = value.term.args.map(interpret).filter((arg) => arg !== null);
  return args.length === value.term.args.length && model.valueOf(value.term.name, args, value.term.sort) === null;
}

function complete(decoding: DecodingFree, free: Free, step: FreeStep, schema: Schema): Value | undefined {
  return decoding.complete(schema, showPlace({ ...free, path: [...free.path, step] }));
}

function decodeObject(decoding: DecodingFree, free: Free): Value | undefined {
  const { context, interpret } = decoding;
  readAtWitnesses(decoding, free);
  const structure = structureOf(context.schemas, free.schema);
  const shapeOf = (name: string): ReturnType<typeof propertyShape> =>
    propertyShape(context.schemas, structure, name, directionOf(free.origin));
  const read = new Map<string, Part>();
  for (const part of partsOf(decoding, free)) {
    const name = part.step.kind === 'property' ? part.step.name : part.step.kind === 'entry' ? interpret(part.step.key) : null;
    if (typeof name === 'string' && !(part.step.kind === 'entry' && listedNames(structure).has(name))) read.set(name, part);
  }
  const entries = new Map<ObjectKey, Value>();
  for (const name of new Set([...listedNames(structure), ...read.keys()])) {
    const { schema, required } = shapeOf(name);
    const part = read.get(name);
    if (part === undefined && !required) continue;
    if (part !== undefined && interpret(part.present) !== true) continue;
    const step: FreeStep = part?.step ?? { kind: 'property', name };
    const value = part === undefined ? complete(decoding, free, step, schema) : decodePart(decoding, free, step, part.value, schema);
    if (value === undefined) return undefined;
    entries.set(name, value);
  }
  return inOrder(decoding, free, entries);
}

/** The entries in the order that the model gives them, where a rule walked over them. */
function inOrder({ context, interpret }: DecodingFree, free: Free, entries: ReadonlyMap<ObjectKey, Value>): Value {
  const { factory } = context;
  const { name, args } = placeOf(free);
  const keys = [...entries.keys()].map((_, i) => interpret(factory.apply(`${name}:order`, 'string', [...args, factory.int(i)])));
  if (new Set(keys).size !== entries.size || !keys.every((key) => typeof key === 'string' && entries.has(key))) return entries;
  const ordered = new Map<ObjectKey, Value>();
  for (const key of keys) if (typeof key === 'string') ordered.set(key, entries.get(key) ?? null);
  return ordered;
}

/** Elements past which a list is not read just to be told. */
const MAX_RELATED_ITEMS = 64;

/** Elements that depend on each other cannot be completed one by one: they are read, so that what relates them is assumed from now on. */
function readIfRelated({ context }: DecodingFree, free: Free, length: number): void {
  const areRelated = structureOf(context.schemas, free.schema).conjuncts.some(({ uniqueItems }) => uniqueItems === true);
  if (!areRelated || length > MAX_RELATED_ITEMS) return;
  for (let i = 0; i < length; i += 1) freeItem(context, free, context.factory.int(i));
}

function decodeList(decoding: DecodingFree, free: Free): Value | undefined {
  const { context, interpret } = decoding;
  const length = interpret(lengthOfFree(context, free));
  if (typeof length !== 'number' || length < 0 || length > MAX_DECODED_LENGTH) return undefined;
  readAtWitnesses(decoding, free);
  readIfRelated(decoding, free, length);
  const parts = partsOf(decoding, free);
  const items: Value[] = [];
  for (let i = 0; i < length; i += 1) {
    const part = parts.find(({ step }) => step.kind === 'item' && interpret(step.index) === i);
    const step: FreeStep = part?.step ?? { kind: 'item', index: context.factory.int(i) };
    const schema = itemSchema(structureOf(context.schemas, free.schema), i);
    const item = part === undefined ? complete(decoding, free, step, schema) : decodePart(decoding, free, step, part.value, schema);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}
