// Decides the operators on instants and durations, which are integers of nanoseconds where they are not known.

import { isInteger, MAX_NUMBER_DIGITS, numeratorOf, ofBigInt } from '../../base/number.ts';
import { duration, NANOS_PER_SECOND, parseDuration, parseTimestamp, timestamp } from '../../base/time.ts';
import { timePart } from '../../base/time-part.ts';
import { type Duration, isNumber, type Timestamp, type Value } from '../../base/value.ts';
import { byCases } from '../cases.ts';
import type { Context } from '../context.ts';
import { asInteger, kindOfAlternative } from '../kinds.ts';
import { LimitReached } from '../limit-reached.ts';
import { choose, termOf } from '../merge.ts';
import { NULL_VALUE, numberValue, ok, scalar } from '../normal.ts';
import type { Term } from '../term.ts';
import { inRange, instantOfText, isTimestampText } from '../time-terms.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import { byKind } from './by-kind.ts';
import { type CompileOperator, define } from './define.ts';
import { partTerm } from './time-parts.ts';

export const compileTimestampOf: CompileOperator = define(
  ['any'],
  (a) => timestampKnown(a),
  (context, a) => {
    const { factory } = context;
    return byKind(context, a, {
      timestamp: (_, value) => ok(context, value),
      string: (_, value) => {
        const text = termOf(context, value);
        return { value: scalar('timestamp', instantOfText(context, text)), error: factory.not(isTimestampText(context, text)) };
      },
      number: (_, value) => {
        const { term, error } = asInteger(context, value);
        const nanos = factory.multiply(term, factory.int(Number(NANOS_PER_SECOND)));
        return { value: scalar('timestamp', nanos), error: factory.or([error, factory.not(inRange(context, nanos))]) };
      },
    });
  },
);

function timestampKnown(a: Value): Timestamp | undefined {
  if (typeof a === 'string') return parseTimestamp(a) ?? undefined;
  if (a === null) return undefined;
  if (isNumber(a)) return isInteger(a) ? (timestamp(numeratorOf(a) * NANOS_PER_SECOND) ?? undefined) : undefined;
  return typeof a === 'object' && 'kind' in a && a.kind === 'timestamp' ? a : undefined;
}

export const compileDurationOf: CompileOperator = define(
  ['any'],
  (a) => durationKnown(a),
  (context, a) => {
    const { factory } = context;
    return byKind(context, a, {
      duration: (_, value) => ok(context, value),
      string: (_, value) => {
        const text = termOf(context, value);
        const nanos = byCases(context, text, (part) => {
          if (part.kind !== 'constant') return context.opaque('duration that an unknown text is', 'int', [part]);
          return factory.int(ofBigInt(parseDuration(String(part.value))?.nanos ?? 0n));
        });
        const fails = byCases(context, text, (part) => {
          if (part.kind !== 'constant') return context.opaque('whether an unknown text is no duration', 'bool', [part]);
          return factory.bool(parseDuration(String(part.value)) === null);
        });
        return { value: scalar('duration', nanos), error: fails };
      },
    });
  },
);

function durationKnown(a: Value): Duration | undefined {
  if (typeof a === 'string') return parseDuration(a) ?? undefined;
  return a !== null && typeof a === 'object' && 'kind' in a && a.kind === 'duration' ? a : undefined;
}

const MAX_NANOS = 10n ** BigInt(MAX_NUMBER_DIGITS);

function span(nanos: bigint): Duration {
  if (nanos > MAX_NANOS || -nanos > MAX_NANOS) throw new LimitReached('maxValueSize', MAX_NUMBER_DIGITS, 'digits of a duration');
  return duration(nanos);
}

export const compileAddTime: CompileOperator = define(
  ['time', 'time'],
  (a, b): Value | undefined => {
    if (a.kind === 'timestamp' && b.kind === 'timestamp') return undefined;
    return a.kind === 'duration' && b.kind === 'duration' ? span(a.nanos + b.nanos) : (timestamp(a.nanos + b.nanos) ?? undefined);
  },
  (context, a, b) =>
    overTimes(context, a, b, (x, y, both) => {
      if (x === 'timestamp' && y === 'timestamp') return null;
      return { kind: x === y ? 'duration' : 'timestamp', nanos: context.factory.add(both[0], both[1]) };
    }),
);

export const compileSubtractTime: CompileOperator = define(
  ['time', 'time'],
  (a, b): Value | undefined => {
    if (a.kind === b.kind) return span(a.nanos - b.nanos);
    return a.kind === 'timestamp' ? (timestamp(a.nanos - b.nanos) ?? undefined) : undefined;
  },
  (context, a, b) =>
    overTimes(context, a, b, (x, y, both) => {
      if (x === 'duration' && y === 'timestamp') return null;
      return { kind: x === y ? 'duration' : 'timestamp', nanos: context.factory.subtract(both[0], both[1]) };
    }),
);

type TimeKind = 'timestamp' | 'duration';

function timeKindOf(value: Symbolic): TimeKind {
  return kindOfAlternative(value) === 'timestamp' ? 'timestamp' : 'duration';
}

/** An operator on the kinds and nanoseconds of two times; null for an error. A timestamp outside the range is one too. */
function overTimes(
  context: Context,
  a: readonly Alternative[],
  b: readonly Alternative[],
  of: (x: TimeKind, y: TimeKind, nanos: readonly [Term, Term]) => { readonly kind: TimeKind; readonly nanos: Term } | null,
): Result {
  const { factory } = context;
  const values: Alternative[] = [];
  const errors: Term[] = [];
  for (const x of a) {
    for (const y of b) {
      const guard = factory.and([x.guard, y.guard]);
      const made = of(timeKindOf(x.value), timeKindOf(y.value), [termOf(context, x.value), termOf(context, y.value)]);
      if (made === null) errors.push(guard);
      else {
        if (made.kind === 'timestamp') errors.push(factory.and([guard, factory.not(inRange(context, made.nanos))]));
        values.push({ guard, value: timeValue(context, made.kind, made.nanos) });
      }
    }
  }
  return { value: choose(context, values), error: factory.or(errors) };
}

/** A constant outside the range is no timestamp. */
function timeValue(context: Context, kind: TimeKind, nanos: Term): Symbolic {
  return kind === 'timestamp' && inRange(context, nanos) === context.factory.false ? NULL_VALUE : scalar(kind, nanos);
}

export const compileTimePart: CompileOperator = define(
  ['time', 'string', 'string'],
  (a, part, zone) => timePart(a, part, zone) ?? undefined,
  (context, times, part, zone) => {
    const { factory } = context;
    const parts = times.map(({ guard, value }) => ({ guard, ...partTerm(context, timeKindOf(value), termOf(context, value), part, zone) }));
    const values = parts.map(({ guard, term }) => ({ guard, value: numberValue(term) }));
    return { value: choose(context, values), error: factory.or(parts.map(({ guard, error }) => factory.and([guard, error]))) };
  },
);
