// Claims that both interpreters compute the same from known arguments, operator by operator, errors included.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../../src/base/equality.ts';
import { toJson } from '../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { ratio } from '../../src/base/number.ts';
import { duration, parseTimestamp } from '../../src/base/time.ts';
import type { Value } from '../../src/base/value.ts';
import { OPERATORS, type OperatorName, type ParameterKind } from '../../src/contract/operators.ts';
import { EvaluationError } from '../../src/simulate/evaluation-error.ts';
import { evaluateOperators } from '../../src/simulate/operators/table.ts';
import { createContext } from '../../src/symbolic/create-context.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import { LimitReached } from '../../src/symbolic/limit-reached.ts';
import { known } from '../../src/symbolic/normal.ts';
import { compileOperators } from '../../src/symbolic/operators/table.ts';
import type { Result } from '../../src/symbolic/value.ts';

const integer = fc.oneof(
  fc.integer({ min: -4, max: 6 }),
  fc.constantFrom<Value>(9007199254740991, { kind: 'number', numerator: 2n ** 70n, denominator: 1n }),
);
const number = fc.oneof(
  integer,
  fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 8 })).map(([n, d]): Value => ratio(BigInt(n), BigInt(d))),
);
const plainText = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc
    .array(fc.constantFrom('a', 'b', '😀', '\ud83d', '\ude00', ' ', '\u0085', '"', '\\', '\n', 'É'), { maxLength: 5 })
    .map((parts) => parts.join('')),
);
const sum = fc
  .array(fc.constantFrom('1', '2', '0', '.5', '3.', '007', '1.50', '+', '-', '*', '/', '//', '**', '(', ')', ' '), { maxLength: 7 })
  .map((parts) => parts.join(''));
const text = fc.oneof(
  plainText,
  sum,
  fc.constantFrom(
    'true',
    'T',
    't',
    '0',
    '12',
    '-7',
    '+5',
    '1e3',
    '1.0',
    '2026-01-02T03:04:05Z',
    '2026-02-30T00:00:00Z',
    '1h30m',
    '-0.5s',
    '0',
    'a+',
    '(',
    '^b',
    '+02:00',
    'Europe/Berlin',
    'getHours',
    'getDayOfWeek',
    'getMilliseconds',
  ),
);
const time = fc.oneof(
  fc.constantFrom<Value>(
    parseTimestamp('2026-01-02T03:04:05.678Z'),
    parseTimestamp('0001-01-01T00:00:00Z'),
    parseTimestamp('1969-12-31T23:59:59.5Z'),
  ),
  fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((nanos): Value => duration(nanos)),
);
const bytes = fc.uint8Array({ maxLength: 3 }).map((b): Value => ({ kind: 'bytes', bytes: b }));
const scalar: fc.Arbitrary<Value> = fc.oneof(fc.constant(null), fc.boolean(), number, text, time);
const list = fc.oneof(
  fc.array(number, { maxLength: 4 }),
  fc.array(text, { maxLength: 3 }),
  fc.array(scalar, { maxLength: 4 }),
  fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 3 }),
);
const map = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.oneof(scalar, list)), { maxLength: 3 })
  .map((entries): Value => new Map<string, Value>(entries));
const any: fc.Arbitrary<Value> = fc.oneof(scalar, bytes, list, map);

const ARGUMENTS: Readonly<Record<ParameterKind, fc.Arbitrary<Value>>> = {
  any,
  boolean: fc.boolean(),
  number,
  integer,
  string: text,
  bytes,
  list,
  map,
  time,
};
/** One in ten arguments is of whatever kind. */
const argument = (kind: ParameterKind): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: ARGUMENTS[kind] }, { weight: 1, arbitrary: any });

const RUNS_PER_OPERATOR = 150;

describe('on known arguments both interpreters agree about', () => {
  for (const [name, { parameters }] of Object.entries(OPERATORS)) {
    it(name, () => {
      const factory = createFactory(DEFAULT_LIMITS);
      const context = createContext({ factory, schemas: new Map(), limits: DEFAULT_LIMITS });
      fc.assert(
        fc.property(fc.tuple(...parameters.map(argument)), (args) => {
          const concrete = evaluateOperators[name as OperatorName](args);
          const compile = (): Result => compileOperators[name as OperatorName](context, args.map(known));
          if (concrete instanceof EvaluationError && concrete.code === 'limit') {
            expect(compile).toThrow(LimitReached);
            return;
          }
          const symbolic = compile();
          const shown = `${name}(${args.map(toJson).join(', ')})`;
          if (concrete instanceof EvaluationError) {
            expect(symbolic.error === factory.true, `${shown} is ${concrete.code}`).toBe(true);
            return;
          }
          expect(symbolic.error === factory.false, `${shown} is ${toJson(concrete)}`).toBe(true);
          expect(symbolic.value.kind === 'known' && equalValues(symbolic.value.value, concrete), `${shown} is ${toJson(concrete)}`).toBe(
            true,
          );
        }),
        { numRuns: RUNS_PER_OPERATOR },
      );
    });
  }
});
