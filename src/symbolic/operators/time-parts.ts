// Decides the parts of an unknown instant or duration: clock and weekday by arithmetic, what the calendar has by an unknown function.

import { NANOS_PER_SECOND } from '../../base/time.ts';
import { timePart } from '../../base/time-part.ts';
import type { Num } from '../../base/value.ts';
import { byCases } from '../cases.ts';
import type { Context } from '../context.ts';
import type { Term } from '../term.ts';

export interface PartTerm {
  readonly term: Term;
  readonly error: Term;
}

const SECOND = Number(NANOS_PER_SECOND);
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MS = 1_000_000;

/** For a timestamp in UTC: the unit in nanoseconds, and after how many it starts again. */
const CLOCK: Readonly<Record<string, readonly [unit: number, cycle: number]>> = {
  getHours: [HOUR, 24],
  getMinutes: [MINUTE, 60],
  getSeconds: [SECOND, 60],
  getMilliseconds: [MS, 1000],
};

const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  getFullYear: [1, 9999],
  getMonth: [0, 11],
  getDate: [1, 31],
  getDayOfMonth: [0, 30],
  getDayOfWeek: [0, 6],
  getDayOfYear: [0, 365],
  getHours: [0, 23],
  getMinutes: [0, 59],
  getSeconds: [0, 59],
  getMilliseconds: [0, 999],
};

/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Part `part` of a time in a zone; an error for a part or zone that it has not. */
export function partTerm(context: Context, kind: 'timestamp' | 'duration', nanos: Term, part: Term, zone: Term): PartTerm {
  const { factory } = context;
  if (part.kind !== 'constant' || (kind === 'timestamp' && zone.kind !== 'constant')) {
    const args = kind === 'timestamp' ? [nanos, part, zone] : [nanos, part];
    return {
      term: context.opaque('time part of an unknown name or zone', 'int', args),
      error: context.opaque('whether there is such a time part', 'bool', args),
    };
  }
  const name = String(part.value);
  const where = zone.kind === 'constant' ? String(zone.value) : '';
  const exists = timePart({ kind, nanos: 0n }, name, where) !== null;
  if (!exists) return { term: factory.int(0), error: factory.true };
  const term = byCases(context, nanos, (at) => {
    if (at.kind === 'constant' && typeof at.value !== 'boolean' && typeof at.value !== 'string')
      return knownPart(context, kind, at.value, name, where);
    return kind === 'duration' ? durationPart(context, at, name) : instantPart(context, at, name, where);
  });
  return { term, error: factory.false };
}

function knownPart(context: Context, kind: 'timestamp' | 'duration', nanos: Num, name: string, zone: string): Term {
  const at = typeof nanos === 'number' ? BigInt(nanos) : nanos.numerator;
  return context.factory.int(timePart({ kind, nanos: at }, name, zone) ?? 0);
}

/** Whole hours, minutes or seconds toward zero; milliseconds of the second. */
function durationPart(context: Context, nanos: Term, name: string): Term {
  const { factory } = context;
  const unit = CLOCK[name]?.[0] ?? 1;
  return factory.quotient(name === 'getMilliseconds' ? factory.remainder(nanos, factory.int(SECOND)) : nanos, factory.int(unit));
}

function instantPart(context: Context, nanos: Term, name: string, zone: string): Term {
  const clock = CLOCK[name];
  if (zone === '' || zone === 'UTC') {
    if (clock !== undefined) return modulo(context, wholeUnits(context, nanos, clock[0]), clock[1]);
    if (name === 'getDayOfWeek')
      return modulo(context, context.factory.add(wholeUnits(context, nanos, DAY), context.factory.int(EPOCH_WEEKDAY)), 7);
  }
  const { factory } = context;
  const term = context.opaque(`${name} of an unknown instant`, 'int', [nanos], `zone ${zone}`);
  const [least, most] = RANGES[name] ?? [0, 0];
  context.assume(factory.and([factory.lessOrEqual(factory.int(least), term), factory.lessOrEqual(term, factory.int(most))]));
  return term;
}

function wholeUnits({ factory }: Context, nanos: Term, unit: number): Term {
  return factory.floor(factory.divide(nanos, factory.int(unit)));
}

/** The remainder that is never negative. */
function modulo({ factory }: Context, a: Term, by: number): Term {
  const rounds = factory.floor(factory.divide(a, factory.int(by)));
  return factory.subtract(a, factory.multiply(rounds, factory.int(by)));
}
