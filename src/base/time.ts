// Decides how instants and durations are read and printed: RFC 3339 timestamps, CEL durations, ISO 8601 durations.

import type { Duration, Timestamp } from './value.ts';

export const NANOS_PER_SECOND = 1_000_000_000n;
const NANOS_PER_MS = 1_000_000n;
const MS_PER_SECOND = 1000n;

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999999Z, the range of CEL's timestamps, in nanoseconds since 1970. */
export const MIN_TIMESTAMP_NANOS: bigint = -62_135_596_800n * NANOS_PER_SECOND;
export const MAX_TIMESTAMP_NANOS: bigint = 253_402_300_800n * NANOS_PER_SECOND - 1n;

/** The clock at reset, unless another is given: 2026-01-01T00:00:00Z. */
export const DEFAULT_NOW: Timestamp = { kind: 'timestamp', nanos: 1_767_225_600n * NANOS_PER_SECOND };

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})\d*)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** The timestamp of that many nanoseconds since 1970, or null outside the range. */
export function timestamp(nanos: bigint): Timestamp | null {
  return nanos >= MIN_TIMESTAMP_NANOS && nanos <= MAX_TIMESTAMP_NANOS ? { kind: 'timestamp', nanos } : null;
}

/** The duration of that many nanoseconds. */
export function duration(nanos: bigint): Duration {
  return { kind: 'duration', nanos };
}

/** The instant of RFC 3339 text, or null. A leap second is read as the second after; digits past nanoseconds are cut off. */
export function parseTimestamp(text: string): Timestamp | null {
  const match = RFC_3339.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] =
    match;
  const days = daysSinceEpoch(Number(year), Number(month), Number(day));
  if (days === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(zoneHour) > 23 || Number(zoneMinute) > 59) return null;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1);
  const seconds = BigInt(days) * 86_400n + BigInt(Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second));
  return timestamp(seconds * NANOS_PER_SECOND + BigInt(fraction.padEnd(9, '0')));
}

function daysSinceEpoch(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return Math.floor(date.getTime() / 86_400_000);
}

/** RFC 3339 in UTC with as many fractional digits as needed (none, 3, 6 or 9). */
export function printTimestamp({ nanos }: Timestamp): string {
  const fraction = modulo(nanos, NANOS_PER_SECOND);
  const seconds = (nanos - fraction) / NANOS_PER_SECOND;
  const whole = new Date(Number(seconds * MS_PER_SECOND)).toISOString().slice(0, 19);
  return `${whole}${printFraction(fraction)}Z`;
}

function printFraction(nanos: bigint): string {
  if (nanos === 0n) return '';
  const digits = nanos.toString().padStart(9, '0');
  if (nanos % NANOS_PER_MS === 0n) return `.${digits.slice(0, 3)}`;
  return nanos % 1000n === 0n ? `.${digits.slice(0, 6)}` : `.${digits}`;
}

function modulo(a: bigint, b: bigint): bigint {
  return ((a % b) + b) % b;
}

const UNIT_NANOS: Readonly<Record<string, bigint>> = {
  h: 3600n * NANOS_PER_SECOND,
  m: 60n * NANOS_PER_SECOND,
  s: NANOS_PER_SECOND,
  ms: NANOS_PER_MS,
  us: 1000n,
  µs: 1000n,
  ns: 1n,
};

/** Characters of a duration; reading its numbers takes quadratic time. */
const MAX_DURATION_LENGTH = 256;

/**
 * The duration of CEL text such as `1h30m`, `-1.5s`, `250ms`, `0`; null if it is none, or has more than 256 characters. Of each number, parts of
 * a nanosecond are cut off.
 */
export function parseDuration(text: string): Duration | null {
  if (text.length > MAX_DURATION_LENGTH) return null;
  const match = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:h|ms|m|s|us|µs|ns))+$/.exec(text);
  if (!match) return /^[+-]?0$/.test(text) ? duration(0n) : null;
  let total = 0n;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)/g)) {
    const [whole = '', fraction = ''] = amount.split('.');
    const scale = 10n ** BigInt(fraction.length);
    total += (BigInt(`${whole}${fraction}` || '0') * (UNIT_NANOS[unit] ?? 0n)) / scale;
  }
  return duration(match[1] === '-' ? -total : total);
}

/** CEL's text of a duration: seconds in decimals, such as `5400s` or `-0.25s`. */
export function printDuration({ nanos }: Duration): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = (size % NANOS_PER_SECOND).toString().padStart(9, '0').replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / NANOS_PER_SECOND}${fraction === '' ? '' : `.${fraction}`}s`;
}

/** `PT90.5S`: the ISO 8601 text of so many nanoseconds, exactly. */
export function isoDuration(nanos: bigint): string {
  return `PT${printDuration({ kind: 'duration', nanos }).toUpperCase()}`;
}

const ISO_DURATION = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?)$/;

/**
 * Nanoseconds of an ISO 8601 duration of weeks, or of days, hours, minutes and seconds; null for others (months and years have no fixed length)
 * and for more than 256 characters.
 */
export function parseIsoDuration(text: string): bigint | null {
  if (text.length > MAX_DURATION_LENGTH) return null;
  const match = ISO_DURATION.exec(text);
  if (!match || text === 'P') return null;
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const total = ((BigInt(weeks) * 7n + BigInt(days)) * 24n + BigInt(hours)) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return total * NANOS_PER_SECOND + BigInt(fraction.padEnd(9, '0'));
}
