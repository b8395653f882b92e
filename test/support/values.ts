// Support for tests of symbolic values: contexts, and values under models.

import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { printNumber } from '../../src/base/number.ts';
import { isList, isNumber, isObject, type Value } from '../../src/base/value.ts';
import type { Schemas } from '../../src/contract/schema.ts';
import type { Context, QuantifierMode } from '../../src/symbolic/context.ts';
import { createContext } from '../../src/symbolic/create-context.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import { decodeSymbolic } from '../../src/symbolic/free-decode.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import type { Model } from '../../src/symbolic/model.ts';
import type { Result } from '../../src/symbolic/value.ts';

export function newContext(schemas: Schemas = new Map(), quantifiers: QuantifierMode = 'exact'): Context {
  return createContext({ factory: createFactory(DEFAULT_LIMITS), schemas, limits: DEFAULT_LIMITS, quantifiers });
}

/** What stands for an error where results are compared. */
export const ERROR = 'ERROR';

/** What a result is under a model: a value, or an error; undefined where the model does not decide it. */
export function resultUnder(context: Context, result: Result, model: Model): Value | typeof ERROR | undefined {
  const error = interpretTerm(result.error, model);
  if (error === null) return undefined;
  return error === true ? ERROR : decodeSymbolic(context, model, result.value, () => undefined);
}

/** Whether all facts that can be decided under the model hold. */
export function brokenFacts(context: Context, model: Model): readonly unknown[] {
  return context.facts.filter((fact) => interpretTerm(fact, model) === false);
}

/** Text of a value in which everything that matters can be seen, the order of keys included. */
export function show(value: Value | undefined): string {
  if (value === undefined) return 'undefined';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumber(value)) return printNumber(value) ?? JSON.stringify(value, (_, x: unknown) => (typeof x === 'bigint' ? String(x) : x));
  if (isList(value)) return `[${value.map(show).join(', ')}]`;
  if (isObject(value)) return `{${[...value].map(([key, of]) => `${JSON.stringify(key)}: ${show(of)}`).join(', ')}}`;
  if (value.kind === 'timestamp' || value.kind === 'duration') return `${value.kind} ${value.nanos}`;
  return value.kind === 'bytes' ? `bytes ${value.bytes.join(' ')}` : `type ${value.name}`;
}
