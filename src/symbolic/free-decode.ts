// Decides what a symbolic value is under a model. Of unknown values it knows the parts that were read; the others are left to the caller.

import { numeratorOf } from '../base/number.ts';
import { isNumber, isObject, type ObjectKey, type Value } from '../base/value.ts';
import type { Context } from './context.ts';
import { type Complete, decodeFree } from './free/decode.ts';
import { createInterpreter, type Interpreter } from './interpret.ts';
import type { Model } from './model.ts';
import { createDateTimes } from './model-texts.ts';
import type { ScalarKind, Symbolic } from './value.ts';

export type { Complete } from './free/decode.ts';

/** What decoding shares. */
interface Decoding {
  readonly context: Context;
  readonly model: Model;
  readonly interpret: Interpreter;
  readonly complete: Complete;
  decode(value: Symbolic): Value | undefined;
}

/** The value under the model; undefined where the model does not say, or says what cannot be. */
export function decodeSymbolic(context: Context, model: Model, value: Symbolic, complete: Complete): Value | undefined {
  const interpret = createInterpreter(model);
  const dateTimes = createDateTimes(context, model, interpret);
  const decoding: Decoding = {
    context,
    model,
    interpret,
    complete,
    decode: (part) => decode(decoding, dateTimes, part),
  };
  return decoding.decode(value);
}

function decode(decoding: Decoding, dateTimes: (text: string) => string, value: Symbolic): Value | undefined {
  const { interpret } = decoding;
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'scalar':
      return scalarOf(value.scalar, interpret(value.term), dateTimes);
    case 'list':
      return allOf(value.items.map(decoding.decode));
    case 'sparse':
      return allOf(value.slots.filter((slot) => interpret(slot.guard) === true).map((slot) => decoding.decode(slot.value)));
    case 'union': {
      const chosen = value.alternatives.find((alternative) => interpret(alternative.guard) === true);
      return chosen === undefined ? undefined : decoding.decode(chosen.value);
    }
    case 'map':
      return decodeMap(decoding, value);
    case 'layers':
      return decodeLayers(decoding, value);
    case 'free':
      return decodeFree(decoding, value);
    case 'collection':
      return undefined;
  }
}

function scalarOf(kind: ScalarKind, value: ReturnType<Interpreter>, dateTimes: (text: string) => string): Value | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return dateTimes(value);
  if ((kind === 'timestamp' || kind === 'duration') && typeof value !== 'boolean' && isNumber(value))
    return { kind, nanos: numeratorOf(value) };
  return value;
}

function allOf(values: readonly (Value | undefined)[]): Value | undefined {
  const found = values.filter((value) => value !== undefined);
  return found.length === values.length ? found : undefined;
}

function decodeMap(decoding: Decoding, map: Extract<Symbolic, { kind: 'map' }>): Value | undefined {
  const base = map.base === null ? new Map<ObjectKey, Value>() : decoding.decode(map.base);
  if (base === undefined || !isObject(base)) return undefined;
  const entries = new Map<ObjectKey, Value>(base);
  for (const { guard, key, value } of map.log) {
    if (decoding.interpret(guard) !== true) continue;
    const name = decoding.decode(key);
    const written = value === null ? null : decoding.decode(value);
    if (written === undefined || (typeof name !== 'string' && typeof name !== 'number' && typeof name !== 'boolean')) return undefined;
    if (value === null) entries.delete(name);
    else entries.set(name, written);
  }
  return entries;
}

function decodeLayers(decoding: Decoding, layered: Extract<Symbolic, { kind: 'layers' }>): Value | undefined {
  let object = decoding.decode(layered.base);
  for (const { guard, property, value } of layered.layers) {
    if (decoding.interpret(guard) !== true) continue;
    const written = value === null ? undefined : decoding.decode(value);
    if (property === null) object = written;
    else if (object !== undefined && isObject(object)) object = withProperty(object, property, written);
  }
  return object;
}

function withProperty(object: ReadonlyMap<ObjectKey, Value>, name: string, value: Value | undefined): Value {
  const written = new Map(object);
  if (value === undefined) written.delete(name);
  else written.set(name, value);
  return written;
}
