// Laws of instants, spans of time and the calendar.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  duration,
  MAX_TIMESTAMP_NANOS,
  MIN_TIMESTAMP_NANOS,
  parseDuration,
  parseIsoDuration,
  parseTimestamp,
  printDuration,
  printTimestamp,
  timestamp,
} from '../../../src/base/time.ts';
import { timePart } from '../../../src/base/time-part.ts';
import type { Timestamp } from '../../../src/base/value.ts';

const at = (text: string): Timestamp => {
  const instant = parseTimestamp(text);
  if (!instant) throw new Error(`not a timestamp: ${text}`);
  return instant;
};

describe('timestamps', () => {
  it('survive printing and parsing, over the whole range', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: MIN_TIMESTAMP_NANOS, max: MAX_TIMESTAMP_NANOS }), (nanos) => {
        expect(parseTimestamp(printTimestamp({ kind: 'timestamp', nanos }))).toEqual({ kind: 'timestamp', nanos });
      }),
    );
  });

  it.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2026-01-01t02:30:00+02:30', '2026-01-01T00:00:00Z'],
    ['2025-12-31T19:00:00.120-05:00', '2026-01-01T00:00:00.120Z'],
    ['2024-02-29T12:00:00.000000001z', '2024-02-29T12:00:00.000000001Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999999Z'],
  ])('%s is the instant %s', (text, canonical) => {
    expect(printTimestamp(at(text))).toBe(canonical);
  });

  it.each([
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00.Z',
    '0001-01-01T00:00:00+00:01',
    '0000-12-31T23:59:59Z',
    '9999-12-31T23:59:59-00:01',
    ' 2026-01-01T00:00:00Z',
  ])('%s is none', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  it('end at the bounds of their range', () => {
    expect(timestamp(MAX_TIMESTAMP_NANOS + 1n)).toBeNull();
    expect(timestamp(MIN_TIMESTAMP_NANOS - 1n)).toBeNull();
  });
});

describe('durations', () => {
  it('survive printing and parsing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (nanos) => {
        expect(parseDuration(printDuration(duration(nanos)))).toEqual(duration(nanos));
      }),
    );
  });

  it.each([
    ['1h30m', '5400s'],
    ['-1.5s', '-1.5s'],
    ['+250ms', '0.25s'],
    ['1us1ns', '0.000001001s'],
    ['2µs', '0.000002s'],
    ['.5h', '1800s'],
    ['1.s', '1s'],
    ['0', '0s'],
    ['1.9ns', '0.000000001s'],
  ])('%s is %s', (text, canonical) => {
    const parsed = parseDuration(text);
    expect(parsed && printDuration(parsed)).toBe(canonical);
  });

  it.each(['', 's', '1', '1d', '1h 1m', '1h-1m', '.s', '1m1', '1'.repeat(300).concat('s')])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('ISO 8601 durations', () => {
  it.each([
    ['PT1S', 1_000_000_000n],
    ['P1DT2H3M4.5S', 93_784_500_000_000n],
    ['P2W', 1_209_600_000_000_000n],
    ['PT0S', 0n],
  ])('%s is %s ns', (text, nanos) => {
    expect(parseIsoDuration(text)).toBe(nanos);
  });

  it.each(['P', 'PT', 'P1M', 'P1Y', 'P1DT', 'PT1.5H', 'P1W2D', '-PT1S', 'pt1s', 'PT1M1H'])('%s has no fixed length or is none', (text) => {
    expect(parseIsoDuration(text)).toBeNull();
  });
});

describe('the calendar', () => {
  const instant = at('2024-02-29T23:59:59.123456789Z');

  it.each([
    ['getFullYear', '', 2024],
    ['getMonth', '', 1],
    ['getDate', '', 29],
    ['getDayOfMonth', '', 28],
    ['getDayOfWeek', '', 4],
    ['getDayOfYear', '', 59],
    ['getHours', '', 23],
    ['getMinutes', '', 59],
    ['getSeconds', '', 59],
    ['getMilliseconds', '', 123],
    ['getDate', '+00:01', 1],
    ['getMonth', '00:01', 2],
    ['getHours', '-08:00', 15],
    ['getHours', 'America/New_York', 18],
    ['getDate', 'Asia/Tokyo', 1],
    ['getMinutes', 'Asia/Kolkata', 29],
  ])('%s in zone "%s" is %i', (name, zone, part) => {
    expect(timePart(instant, name, zone)).toBe(part);
  });

  it('holds before 1970 and in daylight saving time', () => {
    expect(timePart(at('1969-12-31T23:59:59.5Z'), 'getMilliseconds', '')).toBe(500);
    expect(timePart(at('1969-12-31T23:59:59.5Z'), 'getFullYear', '')).toBe(1969);
    expect(timePart(at('2024-07-01T00:00:00Z'), 'getHours', 'America/New_York')).toBe(20);
    expect(timePart(at('0001-01-01T00:00:00Z'), 'getDayOfYear', 'UTC')).toBe(0);
  });

  it('agrees with the platform on every instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => {
          const value: Timestamp = { kind: 'timestamp', nanos: BigInt(date.getTime()) * 1_000_000n };
          expect([
            timePart(value, 'getFullYear', ''),
            timePart(value, 'getMonth', 'UTC'),
            timePart(value, 'getDayOfWeek', '+00:00'),
          ]).toEqual([date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDay()]);
        },
      ),
    );
  });

  it('counts spans of time as a whole', () => {
    const span = duration(-5_400_250_000_000n);
    expect(['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'].map((name) => timePart(span, name, ''))).toEqual([
      -1, -90, -5400, -250,
    ]);
    expect(timePart(span, 'getFullYear', '')).toBeNull();
  });

  it('knows no other zones and parts', () => {
    for (const zone of ['Mars/Olympus', '+24:00', '+01:60', '+1', 'x']) expect(timePart(instant, 'getHours', zone)).toBeNull();
    expect(timePart(instant, 'getCentury', '')).toBeNull();
  });
});
