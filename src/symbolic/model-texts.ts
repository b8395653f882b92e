// Decides which text stands for one that a model takes for a date-time although it is none: a solver does not know RFC 3339.

import { numeratorOf } from '../base/number.ts';
import { NANOS_PER_SECOND, parseTimestamp, printTimestamp, timestamp } from '../base/time.ts';
import type { Timestamp } from '../base/value.ts';
import type { Context } from './context.ts';
import type { Interpreter } from './interpret.ts';
import type { Model } from './model.ts';
import { claimedInstant } from './time-terms.ts';

/** Texts of one instant that differ, for texts of a model that differ. */
const SPELLINGS: readonly ((text: string) => string)[] = ['Z', 'z', '+00:00', '-00:00'].flatMap((zone) =>
  ['T', 't'].map((separator) => (text: string) => text.replace('T', separator).replace('Z', zone)),
);

/** Where the model does not say which instant a text denotes, one that nobody else is likely to mean: midnights from 1971-03-05 on. */
const FIRST_FREE_DAY = 428n;
const DAY_NANOS = 86_400n * NANOS_PER_SECOND;

/** A function from the texts of a model to the texts meant: equal ones for equal ones. */
export function createDateTimes(context: Context, model: Model, interpret: Interpreter): (text: string) => string {
  const meant = new Map<string, string>();
  const spelled = new Map<bigint, number>();
  return (text) => {
    const before = meant.get(text);
    if (before !== undefined) return before;
    const instant = parseTimestamp(text) === null ? claimed(context, model, interpret, text, BigInt(meant.size)) : null;
    const after = instant === null ? text : spell(instant, spelled);
    meant.set(text, after);
    return after;
  };
}

/** The instant of a text that the model takes for a date-time; null where it does not. */
function claimed(context: Context, model: Model, interpret: Interpreter, text: string, count: bigint): Timestamp | null {
  const { isDateTime, nanos } = claimedInstant(context, context.factory.text(text));
  if (interpret(isDateTime) !== true) return null;
  const value = nanos.kind === 'apply' ? model.valueOf(nanos.name, [text], nanos.sort) : null;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return timestamp((FIRST_FREE_DAY + count) * DAY_NANOS);
  return timestamp(numeratorOf(value));
}

function spell(instant: Timestamp, spelled: Map<bigint, number>): string {
  const spelling = spelled.get(instant.nanos) ?? 0;
  spelled.set(instant.nanos, spelling + 1);
  const text = printTimestamp(instant);
  return SPELLINGS[Math.min(spelling, SPELLINGS.length - 1)]?.(text) ?? text;
}
