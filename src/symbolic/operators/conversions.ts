// Decides how a value of one kind is read as another.

import { floor, isInteger, parseNumber, printNumber, ratio, truncate } from '../../base/number.ts';
import { NANOS_PER_SECOND, printDuration, printTimestamp } from '../../base/time.ts';
import { isNumber, kindOf, type Num, type Value, type ValueKind } from '../../base/value.ts';
import { byCases } from '../cases.ts';
import type { Context } from '../context.ts';
import { kindOfAlternative } from '../kinds.ts';
import { choose, termOf } from '../merge.ts';
import { booleanValue, constantOf, known, numberValue, ok, textValue } from '../normal.ts';
import type { Term } from '../term.ts';
import { isCertainlyDecimal } from '../terms/decimal.ts';
import { textOfDuration, textOfInstant } from '../time-terms.ts';
import { Unsupported } from '../unsupported.ts';
import type { Result, Symbolic } from '../value.ts';
import { byKind, type OfKind } from './by-kind.ts';
import { type CompileOperator, define } from './define.ts';
import { truncateTerm } from './numbers.ts';

/** A conversion of known values as one of an alternative that happens to be known. */
function ifKnown(of: (value: Value) => Value | undefined): OfKind {
  return (context, value) => {
    const converted = value.kind === 'known' ? of(value.value) : undefined;
    return { value: known(converted ?? null), error: context.factory.bool(converted === undefined) };
  };
}

const itself: OfKind = (context, value) => ok(context, value);

/** A function of one term that only known values have, and the values that have none. */
function partial(
  construct: string,
  sort: 'string' | 'int' | 'real',
  of: (value: Value) => Value | undefined,
): (context: Context, arg: Term) => { readonly term: Term; readonly error: Term } {
  return (context, arg) => ({
    term: byCases(context, arg, (part) => {
      if (part.kind !== 'constant') return context.opaque(construct, sort, [part]);
      return constantOf(context, of(part.value) ?? (sort === 'string' ? '' : 0)) ?? part;
    }),
    error: byCases(context, arg, (part) => {
      if (part.kind !== 'constant') return context.opaque(`whether ${construct} fails`, 'bool', [part]);
      return context.factory.bool(of(part.value) === undefined);
    }),
  });
}

export const compileToText: CompileOperator = define(
  ['any'],
  (a) => textKnown(a),
  (context, a) =>
    byKind(context, a, {
      string: itself,
      boolean: (_, value) =>
        ok(context, textValue(context.factory.ite(termOf(context, value), context.factory.text('true'), context.factory.text('false')))),
      number: (_, value) => numberText(context, termOf(context, value)),
      timestamp: (_, value) => ok(context, textValue(textOfInstant(context, termOf(context, value)))),
      duration: (_, value) => ok(context, textValue(textOfDuration(context, termOf(context, value)))),
      bytes: ifKnown(textKnown),
    }),
);

function textKnown(a: Value): string | undefined {
  if (typeof a === 'string') return a;
  if (typeof a === 'boolean') return String(a);
  if (a === null) return undefined;
  if (isNumber(a)) return printNumber(a) ?? undefined;
  if (!('kind' in a)) return undefined;
  if (a.kind === 'timestamp') return printTimestamp(a);
  if (a.kind === 'duration') return printDuration(a);
  return a.kind === 'bytes' ? decodeUtf8(a.bytes) : undefined;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // TextDecoder says by a throw that the bytes are malformed.
  }
}

const printed = partial('text of an unknown number', 'string', textKnown);

/** Every decimal number has a text. */
function numberText(context: Context, x: Term): Result {
  const { term, error } = printed(context, x);
  return { value: textValue(term), error: isCertainlyDecimal(x) ? context.factory.false : error };
}

export const compileToNumber: CompileOperator = define(
  ['any'],
  (a) => (a !== null && isNumber(a) ? a : typeof a === 'string' ? numberOfText(a) : undefined),
  (context, a) => byKind(context, a, { number: itself, string: (_, value) => numberOf(parsed(context, termOf(context, value))) }),
);

function numberOfText(a: Value): Num | undefined {
  return typeof a === 'string' ? (parseNumber(a) ?? undefined) : undefined;
}

const parsed = partial('number that an unknown text is', 'real', numberOfText);

function numberOf({ term, error }: { readonly term: Term; readonly error: Term }): Result {
  return { value: numberValue(term), error };
}

export const compileToInteger: CompileOperator = define(
  ['any'],
  (a) => integerKnown(a),
  (context, a) => {
    const { factory } = context;
    return byKind(context, a, {
      number: (_, value) => ok(context, numberValue(truncateTerm(context, termOf(context, value)))),
      string: (_, value) => numberOf(parsedInteger(context, termOf(context, value))),
      timestamp: (_, value) =>
        ok(context, numberValue(factory.floor(factory.divide(termOf(context, value), factory.int(Number(NANOS_PER_SECOND)))))),
    });
  },
);

const WHOLE = /^[+-]?\d+$/;

function integerOfText(a: Value): Num | undefined {
  return typeof a === 'string' && WHOLE.test(a) ? (parseNumber(a) ?? undefined) : undefined;
}

const parsedInteger = partial('integer that an unknown text is', 'int', integerOfText);

function integerKnown(a: Value): Num | undefined {
  if (typeof a === 'string') return integerOfText(a);
  if (a === null) return undefined;
  if (isNumber(a)) return truncate(a);
  return typeof a === 'object' && 'kind' in a && a.kind === 'timestamp' ? floor(ratio(a.nanos, NANOS_PER_SECOND)) : undefined;
}

const TRUE_TEXTS: readonly string[] = ['true', 'True', 'TRUE', 't', '1'];
const FALSE_TEXTS: readonly string[] = ['false', 'False', 'FALSE', 'f', '0'];

export const compileToBoolean: CompileOperator = define(
  ['any'],
  (a): Value | undefined => {
    if (typeof a === 'boolean') return a;
    if (typeof a !== 'string') return undefined;
    return TRUE_TEXTS.includes(a) || (FALSE_TEXTS.includes(a) ? false : undefined);
  },
  (context, a) =>
    byKind(context, a, {
      boolean: itself,
      string: (_, value) => {
        const { factory } = context;
        const isOne = (texts: readonly string[]): Term =>
          factory.or(texts.map((text) => factory.equal(termOf(context, value), factory.text(text))));
        const yes = isOne(TRUE_TEXTS);
        return { value: booleanValue(yes), error: factory.not(factory.or([yes, isOne(FALSE_TEXTS)])) };
      },
    }),
);

const TYPES: Readonly<Record<ValueKind, string>> = {
  null: 'null_type',
  boolean: 'bool',
  number: 'double',
  string: 'string',
  list: 'list',
  object: 'map',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  bytes: 'bytes',
  type: 'type',
};

const INT: Symbolic = known({ kind: 'type', name: 'int' });

export const compileTypeName: CompileOperator = define(
  ['any'],
  (a) => ({ kind: 'type', name: a !== null && isNumber(a) && isInteger(a) ? 'int' : TYPES[kindOf(a)] }),
  (context, a) => {
    const named: OfKind = (_, value) => ok(context, typeOf(context, value));
    return byKind(context, a, Object.fromEntries(Object.keys(TYPES).map((kind) => [kind, named])));
  },
);

function typeOf(context: Context, value: Symbolic): Symbolic {
  const { factory } = context;
  const kind = kindOfAlternative(value);
  const name = known({ kind: 'type', name: TYPES[kind] });
  if (kind !== 'number') return name;
  const x = termOf(context, value);
  const integral = x.sort === 'int' ? factory.true : factory.equal(factory.toReal(factory.floor(x)), x);
  return choose(context, [
    { guard: integral, value: INT },
    { guard: factory.not(integral), value: name },
  ]);
}

export const compileBytesOf: CompileOperator = define(
  ['string'],
  (a) => ({ kind: 'bytes', bytes: new TextEncoder().encode(a) }),
  () => {
    throw new Unsupported('bytes of an unknown text');
  },
);
