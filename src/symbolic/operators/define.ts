// Decides how an operator meets its arguments: on known ones it computes, on others it makes terms, and an argument of another kind is an error.

import { isInteger } from '../../base/number.ts';
import {
  type Bytes,
  type Duration,
  isList,
  isNumber,
  isObject,
  type ListValue,
  type Num,
  type ObjectValue,
  type Timestamp,
  type Value,
} from '../../base/value.ts';
import type { ParameterKind } from '../../contract/operators.ts';
import type { Context } from '../context.ts';
import { asBoolean, asInteger, asNumber, asText, narrow } from '../kinds.ts';
import { failed, known, ok } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import { checkSize } from './bounds.ts';

/** The meaning of an operator. The arguments carry no errors; collections may stand for maps. */
export type CompileOperator = (context: Context, args: readonly Symbolic[]) => Result;

/** What a known argument of a kind is. */
export interface KnownOf {
  readonly any: Value;
  readonly boolean: boolean;
  readonly number: Num;
  readonly integer: Num;
  readonly string: string;
  readonly bytes: Bytes;
  readonly list: ListValue;
  readonly map: ObjectValue;
  readonly time: Timestamp | Duration;
}

/** What another argument of a kind is: a term (an integer's of sort int), or its alternatives of that kind. */
export interface SymbolicOf {
  readonly any: Symbolic;
  readonly boolean: Term;
  readonly number: Term;
  readonly integer: Term;
  readonly string: Term;
  readonly bytes: readonly Alternative[];
  readonly list: readonly Alternative[];
  readonly map: readonly Alternative[];
  readonly time: readonly Alternative[];
}

type Knowns<K extends readonly ParameterKind[]> = { readonly [I in keyof K]: KnownOf[K[I]] };
type Symbolics<K extends readonly ParameterKind[]> = { readonly [I in keyof K]: SymbolicOf[K[I]] };

/**
 * An operator. `onKnown` computes, undefined for an error; `onSymbolic` gives a value and where that is an error, apart from
 * arguments of the wrong kind. The two agree.
 */
export function define<const K extends readonly ParameterKind[]>(
  parameters: K,
  onKnown: (...args: Knowns<K>) => Value | undefined,
  onSymbolic: (context: Context, ...args: Symbolics<K>) => Result,
): CompileOperator {
  return (context, args) => {
    const values = knownValues(args);
    if (values !== null) {
      if (!parameters.every((kind, i) => isOfKind(kind, values[i] ?? null))) return failed(context);
      const value = onKnown(...(values as unknown as Knowns<K>));
      if (value === undefined) return failed(context);
      if (typeof value === 'string' || Array.isArray(value)) checkSize(value.length, context.limits.maxValueSize);
      return ok(context, known(value));
    }
    const errors: Term[] = [];
    const parts = parameters.map((kind, i) => partOf(context, kind, args[i] ?? known(null), errors));
    const mismatch = context.factory.or(errors);
    if (mismatch === context.factory.true) return failed(context);
    const { value, error } = onSymbolic(context, ...(parts as unknown as Symbolics<K>));
    return { value, error: context.factory.or([mismatch, error]) };
  };
}

function knownValues(args: readonly Symbolic[]): readonly Value[] | null {
  const values: Value[] = [];
  for (const arg of args) {
    if (arg.kind !== 'known') return null;
    values.push(arg.value);
  }
  return values;
}

function isOfKind(kind: ParameterKind, value: Value): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'boolean':
    case 'string':
      return typeof value === kind;
    case 'number':
      return value !== null && isNumber(value);
    case 'integer':
      return value !== null && isNumber(value) && isInteger(value);
    case 'list':
      return isList(value);
    case 'map':
      return isObject(value);
    case 'bytes':
    case 'time':
      return (
        value !== null &&
        typeof value === 'object' &&
        'kind' in value &&
        (kind === 'bytes' ? value.kind === 'bytes' : value.kind === 'timestamp' || value.kind === 'duration')
      );
  }
}

function partOf(context: Context, kind: ParameterKind, value: Symbolic, errors: Term[]): SymbolicOf[ParameterKind] {
  const scalar = { boolean: asBoolean, number: asNumber, integer: asInteger, string: asText };
  switch (kind) {
    case 'any':
      return value;
    case 'boolean':
    case 'number':
    case 'integer':
    case 'string': {
      const { term, error } = scalar[kind](context, value);
      errors.push(error);
      return term;
    }
    case 'list':
    case 'map':
    case 'bytes':
    case 'time': {
      const { alternatives, error } = narrow(context, value, KINDS[kind]);
      errors.push(error);
      return alternatives;
    }
  }
}

const KINDS = {
  list: (kind: string): boolean => kind === 'list',
  map: (kind: string): boolean => kind === 'object',
  bytes: (kind: string): boolean => kind === 'bytes',
  time: (kind: string): boolean => kind === 'timestamp' || kind === 'duration',
} as const;
