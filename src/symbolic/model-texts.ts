// Decides which text stands for one that a model takes for a date-time although it is none: a solver does not know RFC 3339.

import { numeratorOf } from '../base/number.ts';
import { parseTimestamp, printTimestamp, timestamp } from '../base/time.ts';
import type { Context } from './context.ts';
import type { Interpreter } from './interpret.ts';
import { claimedInstant } from './time-terms.ts';

/** Texts of one instant that differ, for texts of a model that differ. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace('Z', '+00:00'),
  (text) => text.replace('Z', 'z'),
  (text) => text.replace('T', 't'),
];

/** A function from the texts of a model to the texts meant: equal ones for equal ones. */
export function createDateTimes(context: Context, interpret: Interpreter): (text: string) => string {
  const meant = new Map<string, string>();
  const taken = new Map<bigint, number>();
  return (text) => {
    const before = meant.get(text);
    if (before !== undefined) return before;
    const after = meantBy(context, interpret, text, taken);
    meant.set(text, after);
    return after;
  };
}

function meantBy(context: Context, interpret: Interpreter, text: string, taken: Map<bigint, number>): string {
  if (parseTimestamp(text) !== null) return text;
  const { isDateTime, nanos } = claimedInstant(context, context.factory.text(text));
  const value = interpret(nanos);
  if (interpret(isDateTime) !== true || value === null || typeof value === 'boolean' || typeof value === 'string') return text;
  const instant = timestamp(numeratorOf(value));
  if (instant === null) return text;
  const spelling = taken.get(instant.nanos) ?? 0;
  taken.set(instant.nanos, spelling + 1);
  return SPELLINGS[Math.min(spelling, SPELLINGS.length - 1)]?.(printTimestamp(instant)) ?? text;
}
