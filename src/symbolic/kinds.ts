// Decides of which kind a symbolic value is, and what it is as a value of a given kind.

import { kindOf, type ValueKind } from '../base/value.ts';
import type { Context } from './context.ts';
import { alternativesOf, type ScalarClass, scalarClass, termOf } from './merge.ts';
import type { Term } from './term.ts';
import type { Alternative, Result, Symbolic } from './value.ts';

/** The kind of a value that is no union. A collection is an object, as rules see it. */
export function kindOfAlternative(value: Symbolic): ValueKind {
  switch (value.kind) {
    case 'known':
      return kindOf(value.value);
    case 'scalar':
      return value.scalar === 'integer' ? 'number' : value.scalar;
    case 'list':
    case 'sparse':
      return 'list';
    case 'map':
    case 'layers':
    case 'collection':
      return 'object';
    case 'free':
      return value.schema.types?.[0] === 'array' ? 'list' : 'object';
    case 'union':
      throw new Error('a union has no kind of its own');
  }
}

/** Whether the value is of the kind. */
export function kindTerm(context: Context, value: Symbolic, kind: ValueKind): Term {
  const { factory } = context;
  if (value.kind !== 'union') return factory.bool(kindOfAlternative(value) === kind);
  return factory.or(value.alternatives.filter((a) => kindOfAlternative(a.value) === kind).map((a) => a.guard));
}

/** Whether the value is an object (or a collection). */
export function isObjectTerm(context: Context, value: Symbolic): Term {
  return kindTerm(context, value, 'object');
}

/** A term that is the value wherever `error` does not hold. */
export interface Part {
  readonly term: Term;
  readonly error: Term;
}

/** The value as a boolean; an error where it is none. */
export function asBoolean(context: Context, value: Symbolic): Part {
  return asScalar(context, value, 'boolean');
}

/** The value as a number, of sort int or real; an error where it is none. */
export function asNumber(context: Context, value: Symbolic): Part {
  return asScalar(context, value, 'number');
}

/** The value as a string; an error where it is none. */
export function asText(context: Context, value: Symbolic): Part {
  return asScalar(context, value, 'string');
}

/** The value as a number without fraction, of sort int; an error where it is none. */
export function asInteger(context: Context, value: Symbolic): Part {
  const { factory } = context;
  const { term, error } = asNumber(context, value);
  if (term.sort === 'int') return { term, error };
  const floor = factory.floor(term);
  return { term: floor, error: factory.or([error, factory.not(factory.equal(factory.toReal(floor), term))]) };
}

function asScalar(context: Context, value: Symbolic, kind: ScalarClass): Part {
  const { factory } = context;
  if (value.kind !== 'union') {
    if (scalarClass(value) === kind) return { term: termOf(context, value), error: factory.false };
    return { term: defaultTerm(context, kind), error: factory.true };
  }
  // A union has one alternative of each class of scalars at most.
  const found = value.alternatives.find((a) => scalarClass(a.value) === kind);
  if (found === undefined) return { term: defaultTerm(context, kind), error: factory.true };
  return { term: termOf(context, found.value), error: factory.not(found.guard) };
}

function defaultTerm(context: Context, kind: ScalarClass): Term {
  const { factory } = context;
  if (kind === 'boolean') return factory.false;
  return kind === 'string' ? factory.text('') : factory.int(0);
}

/** The alternatives of the kinds that the test accepts, and an error where the value is another. */
export interface Narrowed {
  readonly alternatives: readonly Alternative[];
  readonly error: Term;
}

export function narrow(context: Context, value: Symbolic, accepts: (kind: ValueKind) => boolean): Narrowed {
  const { factory } = context;
  const alternatives = alternativesOf(context, value).filter((a) => accepts(kindOfAlternative(a.value)));
  return {
    alternatives,
    error: value.kind === 'union' || alternatives.length === 0 ? factory.not(factory.or(alternatives.map((a) => a.guard))) : factory.false,
  };
}

/** Whether the result is exactly true: no error, a boolean, and true. */
export function isTrue(context: Context, result: Result): Term {
  return isTruth(context, result, true);
}

/** Whether the result is exactly false. */
export function isFalse(context: Context, result: Result): Term {
  return isTruth(context, result, false);
}

function isTruth(context: Context, result: Result, truth: boolean): Term {
  const { factory } = context;
  if (result.error === factory.true) return factory.false;
  if (result.value.kind === 'known' && result.error === factory.false) return factory.bool(result.value.value === truth);
  const { term, error } = asBoolean(context, result.value);
  return factory.and([factory.not(result.error), factory.not(error), truth ? term : factory.not(term)]);
}

/** Whether the result is an error or no boolean: neither true nor false. */
export function isUndecided(context: Context, result: Result): Term {
  if (result.value.kind === 'known' && result.error === context.factory.false)
    return context.factory.bool(typeof result.value.value !== 'boolean');
  return context.factory.or([result.error, asBoolean(context, result.value).error]);
}
