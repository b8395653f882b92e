// Claims about hostile documents and values: the answer is a contract, a verdict, or a diagnostic that names the limit, and it comes soon.

import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { judged, told } from '../../support/judging.ts';
import { contractOf, load, takes, type World } from '../../support/language.ts';

afterAll(disposeDefaultSolver);

/** Time of the processor, whatever else the machine does: what blows up takes hours. */
const SOON_MICROSECONDS = 30_000_000;
/** Time on the clock, for what waits for another thread. */
const WAIT_MS = 60_000;

const times = (n: number, text: string): string => text.repeat(n);
const many = <T>(n: number, make: (i: number) => T): readonly T[] => Array.from({ length: n }, (_, i) => make(i));
const nested = (depth: number, leaf: unknown, wrap: (inner: unknown) => unknown): unknown =>
  many(depth, (i) => i).reduce<unknown>((inner) => wrap(inner), leaf);
const named = (n: number, schema: (next: string, i: number) => unknown): Record<string, unknown> =>
  Object.fromEntries([
    ...many(n, (i) => [`C${i}`, schema(`#/components/schemas/C${i + 1}`, i)]),
    [`C${n}`, { type: 'object', properties: { a: {} } }],
  ]);
const withRule = (rule: string): World => ({ operations: { op: { 'x-preconditions': [rule] } } });
const withVariable = (schemas: Record<string, unknown>, rule = "v.a == 'x'"): World => ({
  schemas,
  variables: { v: { schema: { $ref: '#/components/schemas/C0' }, initial: {} } },
  operations: { op: { 'x-preconditions': [rule] } },
});
const overlay = (...actions: object[]): string => JSON.stringify({ overlay: '1.1.0', info: { title: 'o', version: '1' }, actions });

type Row = readonly [claim: string, world: World | string, codes: readonly string[], overlays?: readonly string[]];

describe('a document', () => {
  const rows: readonly Row[] = [
    ['with 3,000 signs in a row', withRule(`1${times(3_000, ' + 1')} == 1`), ['rule-too-large']],
    ['with 3,000 alternatives', withRule(`false${times(3_000, ' || true')}`), []],
    ['with a list of 15,000 elements in a rule', withRule(`1 in [${many(15_000, String).join(',')}]`), []],
    [
      'with a value of 100,000 elements',
      { variables: { v: { schema: {} } }, operations: { op: { 'x-effects': [{ assign: 'v', value: many(100_000, () => '1') }] } } },
      ['bad-rule'],
    ],
    ['with 10,000 lists inside each other', `${times(10_000, '[')}${times(10_000, ']')}`, ['too-deep']],
    ['with 10,000 objects inside each other', `${times(10_000, '{"a":')}1${times(10_000, '}')}`, ['too-deep']],
    [
      'with 2,000 operations',
      { operations: Object.fromEntries(many(2_000, (i) => [`op${i}`, { 'x-preconditions': ['now == now'] }])) },
      [],
    ],
    ['with 5,000 schemas that refer to the next', withVariable(named(5_000, (next) => ({ $ref: next }))), ['too-deep']],
    ['with 5,000 schemas that are all of the next', withVariable(named(5_000, (next) => ({ allOf: [{ $ref: next }] }))), ['too-deep']],
    [
      'with schemas that skip every too long chain',
      withVariable(named(3_000, (next, i) => ({ anyOf: [{ $ref: next }, { $ref: `#/components/schemas/C${Math.min(3_000, i + 2)}` }] }))),
      ['too-deep'],
    ],
    ['with schemas that double', withVariable(named(40, (next) => ({ allOf: [{ $ref: next }, { $ref: next }] }))), []],
    [
      'with more combinations of alternatives than anyone can list',
      withVariable(
        { C0: { allOf: many(30, (i) => ({ anyOf: many(2, (j) => ({ type: 'object', properties: { [`p${i}_${j}`]: {} } })) })) } },
        'has(v.p3_1)',
      ),
      [],
    ],
    [
      'with definitions that double',
      {
        root: { 'x-definitions': Object.fromEntries(many(30, (i) => [`d${i}(x)`, i === 0 ? 'x' : `d${i - 1}(x) && d${i - 1}(x)`])) },
        ...withRule('d5(true)'),
      },
      ['unchecked-definitions'],
    ],
    [
      'with many rules that expand much',
      {
        root: { 'x-definitions': Object.fromEntries(many(13, (i) => [`d${i}(x)`, i === 0 ? 'x' : `d${i - 1}(x) && d${i - 1}(x)`])) },
        operations: { op: { 'x-preconditions': many(200, (i) => `d12(${i} == ${i})`) } },
      },
      ['rule-too-large'],
    ],
    [
      'with definitions that are too many calls deep',
      {
        root: { 'x-definitions': Object.fromEntries(many(50, (i) => [`d${i}(x)`, i === 0 ? 'x' : `d${i - 1}(x)`])) },
        ...withRule('d49(true)'),
      },
      ['rule-too-large'],
    ],
    ['with a regular expression of 60,000 characters', withRule(`'a'.matches('${times(10_000, '(a|b)*')}')`), ['bad-literal']],
    ['with repetitions of repetitions', withRule("'a'.matches('((a{1,1000}){1,1000}){1,1000}')"), ['bad-literal']],
    ['with a query of 3,000 segments', {}, ['overlay-limit'], [overlay({ target: `$${times(3_000, '[?(@.a==1)]')}`, update: {} })]],
    [
      'with a query that looks everywhere, of everywhere',
      { operations: Object.fromEntries(many(500, (i) => [`op${i}`, {}])) },
      ['overlay-limit'],
      [overlay({ target: '$..[?count($..*) > 1]', update: {} })],
    ],
  ];
  it.each(rows.map((row) => [row[0], row] as const))('%s ends soon', (_claim, [, world, codes, overlays]) => {
    const started = process.cpuUsage();
    expect([...new Set(load(world, overlays).codes)]).toEqual(codes);
    expect(process.cpuUsage(started).user).toBeLessThan(SOON_MICROSECONDS);
  });
});

describe('a value', () => {
  const integers = many(50_000, (i) => i);
  it.each<readonly [claim: string, world: World['operations'], body: unknown, verdict: string]>([
    [
      'of 50,000 elements',
      {
        op: { ...takes({ type: 'array' }), 'x-preconditions': ['request.body.distinct().size() == 50000 && request.body.sort()[0] == 0'] },
      },
      integers,
      'valid',
    ],
    ['of 50,000 objects that must differ', { op: takes({ type: 'array', uniqueItems: true }) }, integers.map((i) => ({ i })), 'valid'],
    [
      'of many elements, each looked for in all',
      { op: { ...takes({}), 'x-preconditions': ['request.body.all(x, x in request.body)'] } },
      integers,
      'unknown: size-limit',
    ],
    [
      'nested beyond what validation follows',
      { op: takes({ $ref: '#/components/schemas/Nest' }) },
      nested(400, [], (inner) => [inner]),
      'unknown: size-limit',
    ],
    [
      'that a fold nests without end',
      { op: { ...takes({}), 'x-preconditions': ['lists.range(100000).fold(acc, dyn([]), x, dyn([acc])) == [1]'] } },
      1,
      'unknown: size-limit',
    ],
    [
      'that a fold nests and an effect stores',
      { op: { ...takes({}), 'x-effects': [{ assign: 'v', value: "lists.range(5000).fold(acc, dyn({}), x, dyn({'a': acc}))" }] } },
      1,
      'unknown: size-limit',
    ],
    [
      'that doubles at every step',
      { op: { ...takes({}), 'x-preconditions': ["lists.range(99).fold(acc, 'ab', x, acc + acc) == ''"] } },
      1,
      'unknown: size-limit',
    ],
    [
      'that squares at every step',
      { op: { ...takes({}), 'x-preconditions': ['lists.range(99).fold(acc, 3, x, acc * acc) == 3'] } },
      1,
      'unknown: size-limit',
    ],
    [
      'for which a pattern backtracks',
      { op: takes({ type: 'string', pattern: '^(a+)+$' }) },
      `${times(50_000, 'a')}b`,
      'invalid 0: 2xx, 400: request.body: must match ^(a+)+$',
    ],
    [
      'for which a rule would need the cube of its size',
      {
        op: {
          ...takes({}),
          'x-preconditions': ['lists.range(400).all(a, lists.range(400).all(b, lists.range(400).all(c, a + b + c >= 0)))'],
        },
      },
      1,
      'unknown: size-limit',
    ],
  ])(
    '%s is judged soon',
    async (_claim, operations, body, verdict) => {
      const contract = contractOf({
        schemas: { Nest: { type: 'array', items: { $ref: '#/components/schemas/Nest' } } },
        variables: { v: { schema: {} } },
        operations: operations ?? {},
      });
      const limits = { ...DEFAULT_LIMITS, maxEvaluationSteps: 300_000 };
      expect(told(await judged(contract, { steps: [{ operationId: 'op', body }] }, { limits }))).toBe(verdict);
    },
    WAIT_MS,
  );
});
