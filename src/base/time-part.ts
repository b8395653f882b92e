// Decides the calendar: which year, day or hour an instant has in a time zone, under the names of CEL's accessors.

import { NANOS_PER_SECOND } from './time.ts';
import type { Duration, Timestamp } from './value.ts';

const FIXED_OFFSET = /^([+-]?)([01]?\d|2[0-3]):([0-5]\d)$/;
const MS_PER_DAY = 86_400_000;

/**
 * Part `name` (`getFullYear`, `getMonth` from 0, `getDate` from 1, `getDayOfMonth` from 0, `getDayOfWeek` from 0 = Sunday, `getDayOfYear` from 0,
 * `getHours`, `getMinutes`, `getSeconds`, `getMilliseconds`) of a timestamp in a zone (IANA name or `+hh:mm`; empty is UTC), or
 * of a duration (whole hours, minutes, seconds; milliseconds of the second). Null for an unknown part or zone.
 */
export function timePart(value: Timestamp | Duration, name: string, zone: string): number | null {
  if (value.kind === 'duration') return durationPart(value.nanos, name);
  const local = localMs(value.nanos, zone === '' ? 'UTC' : zone);
  return local === null ? null : datePart(new Date(local), name);
}

function durationPart(nanos: bigint, name: string): number | null {
  switch (name) {
    case 'getHours':
      return Number(nanos / (3600n * NANOS_PER_SECOND));
    case 'getMinutes':
      return Number(nanos / (60n * NANOS_PER_SECOND));
    case 'getSeconds':
      return Number(nanos / NANOS_PER_SECOND);
    case 'getMilliseconds':
      return Number((nanos % NANOS_PER_SECOND) / 1_000_000n);
    default:
      return null;
  }
}

function datePart(date: Date, name: string): number | null {
  switch (name) {
    case 'getFullYear':
      return date.getUTCFullYear();
    case 'getMonth':
      return date.getUTCMonth();
    case 'getDate':
      return date.getUTCDate();
    case 'getDayOfMonth':
      return date.getUTCDate() - 1;
    case 'getDayOfWeek':
      return date.getUTCDay();
    case 'getDayOfYear':
      return dayOfYear(date);
    case 'getHours':
      return date.getUTCHours();
    case 'getMinutes':
      return date.getUTCMinutes();
    case 'getSeconds':
      return date.getUTCSeconds();
    case 'getMilliseconds':
      return date.getUTCMilliseconds();
    default:
      return null;
  }
}

function dayOfYear(date: Date): number {
  const start = new Date(date.getTime());
  start.setUTCMonth(0, 1);
  return Math.floor((date.getTime() - start.getTime()) / MS_PER_DAY);
}

/** Milliseconds that read as the local time when taken for UTC. */
function localMs(nanos: bigint, zone: string): number | null {
  const ms = Number((nanos - (((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n);
  const fixed = FIXED_OFFSET.exec(zone);
  if (fixed) return ms + (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  if (zone === 'UTC') return ms;
  const offset = zoneOffset(ms, zone);
  return offset === null ? null : ms + offset;
}

function zoneOffset(ms: number, zone: string): number | null {
  const format = zoneFormat(zone);
  if (!format) return null;
  const part = new Map(format.formatToParts(new Date(ms)).map(({ type, value }) => [type, Number(value)]));
  const at = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
  const wall = new Date(0);
  wall.setUTCFullYear(at('year'), at('month') - 1, at('day'));
  wall.setUTCHours(at('hour'), at('minute'), at('second'));
  return wall.getTime() - Math.floor(ms / 1000) * 1000;
}

const MAX_ZONES = 1000;
const formats = new Map<string, Intl.DateTimeFormat | null>();

// Making a format takes a thousand times as long as using it.
function zoneFormat(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  if (formats.size >= MAX_ZONES) formats.clear();
  formats.set(zone, made);
  return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  const numeric = 'numeric';
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  } catch {
    return null; // Intl answers an unknown zone with a RangeError.
  }
}
