// Support: random values of every kind, weighted toward those that meet: small numbers, short texts, shared keys.

import fc from 'fast-check';
import { ratio } from '../../src/base/number.ts';
import type { Num, ObjectKey, Value } from '../../src/base/value.ts';
import type { ParameterKind } from '../../src/contract/operators.ts';

const integer: fc.Arbitrary<Num> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -3, max: 6 }) },
  fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
);

const fraction: fc.Arbitrary<Num> = fc
  .tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom(2n, 3n, 4n, 5n, 8n, 100n))
  .map(([n, d]) => ratio(BigInt(n), d));

const number: fc.Arbitrary<Num> = fc.oneof({ weight: 2, arbitrary: integer }, fraction);

const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', ',', '1'), maxLength: 5 }) },
  fc.string({ unit: fc.constantFrom('a', '😀', 'é', '"', '\\', '\n', '\u00a0'), maxLength: 4 }),
  fc.constantFrom(
    '',
    'true',
    'false',
    '1',
    '-2.50',
    '12.5.',
    '2026-01-01T00:00:00Z',
    '1h30m',
    '3600s',
    '2*(3+4)',
    '-2**2',
    '1/0',
    'a+',
    '[',
    'getHours',
    'getFullYear',
    '+02:00',
    'Europe/Paris',
  ),
);

const timestamp: fc.Arbitrary<Value> = fc
  .bigInt({ min: -62_135_596_800n, max: 253_402_300_799n })
  .map((s) => ({ kind: 'timestamp', nanos: s * 1_000_000_000n + 5_000_000n }));
const duration: fc.Arbitrary<Value> = fc
  .bigInt({ min: -5_000_000n, max: 5_000_000n })
  .map((s) => ({ kind: 'duration', nanos: s * 1_000_000_000n - 1_500_000n }));
const bytes: fc.Arbitrary<Value> = fc.uint8Array({ maxLength: 3 }).map((b) => ({ kind: 'bytes', bytes: b }));
const type: fc.Arbitrary<Value> = fc.constantFrom('int', 'string').map((name) => ({ kind: 'type', name }));

const jsonScalar: fc.Arbitrary<Value> = fc.oneof(fc.constant(null), fc.boolean(), number, text);
const scalar: fc.Arbitrary<Value> = fc.oneof({ weight: 6, arbitrary: jsonScalar }, timestamp, duration, bytes, type);

const key: fc.Arbitrary<ObjectKey> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<ObjectKey>('a', 'b', 'c') },
  fc.boolean(),
  fc.integer({ min: 0, max: 2 }),
);

function objectOf(of: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.uniqueArray(fc.tuple(key, of), { maxLength: 3, selector: ([k]) => k }).map((entries) => new Map(entries));
}

function listOf(of: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof(fc.array(of, { maxLength: 4 }), fc.array(number, { maxLength: 4 }), fc.array(text, { maxLength: 4 }));
}

const nested: fc.Arbitrary<Value> = fc.oneof({ weight: 3, arbitrary: scalar }, listOf(scalar), objectOf(scalar));

/** Any value, two levels deep. */
export const anyValue: fc.Arbitrary<Value> = fc.oneof({ weight: 4, arbitrary: scalar }, listOf(nested), objectOf(nested));

/** JSON values only. */
export const jsonValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: jsonScalar },
  fc.array(jsonScalar, { maxLength: 3 }),
  stringKeyed(jsonScalar),
  stringKeyed(fc.array(jsonScalar, { maxLength: 2 })),
);

function stringKeyed(of: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), of), { maxLength: 3, selector: ([k]) => k })
    .map((entries) => new Map<ObjectKey, Value>(entries));
}

/** Arguments of an operator's parameter: mostly of its kind. */
export function argumentOf(kind: ParameterKind): fc.Arbitrary<Value> {
  const own: Readonly<Record<ParameterKind, fc.Arbitrary<Value>>> = {
    any: anyValue,
    boolean: fc.boolean(),
    number,
    integer,
    string: text,
    bytes,
    list: listOf(nested),
    map: objectOf(nested),
    time: fc.oneof(timestamp, duration),
  };
  return fc.oneof({ weight: 12, arbitrary: own[kind] }, { weight: 1, arbitrary: anyValue });
}
