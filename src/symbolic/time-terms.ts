// Decides how instants and their texts hang together where they are not known: as two functions of which one undoes the other.

import { numeratorOf, ofBigInt } from '../base/number.ts';
import { MAX_TIMESTAMP_NANOS, MIN_TIMESTAMP_NANOS, parseTimestamp, printDuration, printTimestamp } from '../base/time.ts';
import { byCases } from './cases.ts';
import type { Context } from './context.ts';
import type { Term } from './term.ts';
import { subtermsOf } from './terms/children.ts';

const IS_TEXT = 'whether a text is a date-time';
const INSTANT_OF = 'instant of a date-time text';
const TEXT_OF = 'date-time text of an instant';
const DURATION_TEXT = 'text of a duration';

/** Whether a text is RFC 3339. */
export function isTimestampText(context: Context, text: Term): Term {
  const { factory } = context;
  return byCases(context, text, (part) => {
    if (part.kind === 'constant') return factory.bool(parseTimestamp(String(part.value)) !== null);
    return context.opaque(IS_TEXT, 'bool', [part]);
  });
}

/** Nanoseconds of the instant that a text denotes; meaningless where it denotes none. */
export function instantOfText(context: Context, text: Term): Term {
  const { factory } = context;
  return byCases(context, text, (part) => {
    if (part.kind === 'constant') return factory.int(ofBigInt(parseTimestamp(String(part.value))?.nanos ?? 0n));
    const instant = context.opaque(INSTANT_OF, 'int', [part]);
    context.assume(factory.implies(isTimestampText(context, part), inRange(context, instant)));
    return instant;
  });
}

/** Which of the texts in the terms are date-times, and of which instants, where the terms ask that of some text: a solver might take any for one. */
export function knownDateTimes(context: Context, terms: readonly Term[]): readonly Term[] {
  const { factory } = context;
  if (![...context.constructs.values()].includes(IS_TEXT) || !context.constructsIn(terms).includes(IS_TEXT)) return [];
  const parts = subtermsOf(terms);
  return parts.flatMap((part) => {
    if (part.kind !== 'constant' || typeof part.value !== 'string') return [];
    const { isDateTime, nanos } = claimedInstant(context, part);
    const instant = parseTimestamp(part.value);
    return instant === null ? [factory.not(isDateTime)] : [isDateTime, factory.equal(nanos, factory.int(ofBigInt(instant.nanos)))];
  });
}

/** What a model has to say of a text: whether it takes it for a date-time, and for which instant. */
export function claimedInstant(context: Context, text: Term): { readonly isDateTime: Term; readonly nanos: Term } {
  return { isDateTime: context.opaque(IS_TEXT, 'bool', [text]), nanos: context.opaque(INSTANT_OF, 'int', [text]) };
}

/** RFC 3339 text of an instant in nanoseconds. */
export function textOfInstant(context: Context, nanos: Term): Term {
  const { factory } = context;
  return byCases(context, nanos, (part) => {
    if (part.kind === 'constant' && isInRange(nanosOf(part)))
      return factory.text(printTimestamp({ kind: 'timestamp', nanos: nanosOf(part) }));
    const text = context.opaque(TEXT_OF, 'string', [part]);
    const undone = factory.and([isTimestampText(context, text), factory.equal(context.opaque(INSTANT_OF, 'int', [text]), part)]);
    context.assume(factory.implies(inRange(context, part), undone));
    return text;
  });
}

/** CEL's text of a duration in nanoseconds. */
export function textOfDuration(context: Context, nanos: Term): Term {
  return byCases(context, nanos, (part) => {
    if (part.kind === 'constant') return context.factory.text(printDuration({ kind: 'duration', nanos: nanosOf(part) }));
    return context.opaque(DURATION_TEXT, 'string', [part]);
  });
}

/** Whether nanoseconds since 1970 are within the range of timestamps. */
export function inRange(context: Context, nanos: Term): Term {
  const { factory } = context;
  return factory.and([
    factory.lessOrEqual(factory.int(ofBigInt(MIN_TIMESTAMP_NANOS)), nanos),
    factory.lessOrEqual(nanos, factory.int(ofBigInt(MAX_TIMESTAMP_NANOS))),
  ]);
}

function isInRange(nanos: bigint): boolean {
  return nanos >= MIN_TIMESTAMP_NANOS && nanos <= MAX_TIMESTAMP_NANOS;
}

function nanosOf(term: Term): bigint {
  if (term.kind !== 'constant' || typeof term.value === 'boolean' || typeof term.value === 'string') throw new Error('no constant number');
  return numeratorOf(term.value);
}
