// Sections 2, 3, 5 and 6 of the contract language where states and choices are not known, and what deleting, layers and overlays mean.

import { afterAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../../src/spec/load.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { judged, told } from '../../support/judging.ts';
import { answers, contractOf, documentOf, expectStory, takes, verdictOn, type World } from '../../support/language.ts';
import { base, effects, one, REF } from '../../support/language-shop.ts';

afterAll(disposeDefaultSolver);

type Plain = Readonly<Record<string, unknown>>;
/** A part of the verdict's line. */
type Row = readonly [claim: string, world: World, trajectory: Plain, verdict: string];

const KEY = { operationId: 'op', parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] };
const onOrder = (more: Plain): World['operations'] => ({ 'POST /orders/{id}': { ...KEY, ...more } });
const call = (more: Plain = {}): Plain => ({ operationId: 'op', ...more });
const any = (goal: string, operations: World['operations'] = {}, steps: readonly Plain[] = []): readonly [World, Plain] => [
  { operations: operations ?? {} },
  { initial: 'any', steps, goal },
];
const create = (value: string): Plain => effects({ create: 'orders', value });

describe.each<readonly [sentence: string, rows: readonly Row[]]>([
  [
    'ruling 9: any state is every finite state that fits schemas and keys, references, parents and invariants',
    [
      [
        'records fit their schemas',
        ...any('users.all(u, users[u].pay.all(p, users[u].pay[p].balance == users[u].pay[p].balance))'),
        'valid',
      ],
      ['keys are those of the records', ...any('orders.all(o, orders[o].id == o)'), 'valid'],
      ['keys of several parts too', ...any('lines.all(k, lines[k].o == k[0] && lines[k].n == k[1])'), 'valid'],
      ['what is referenced exists', ...any('orders.all(o, orders[o].user in users)'), 'valid'],
      ['nothing else does', ...any('users.all(u, users[u].pay.all(p, users[u].pay[p].balance >= 0))'), 'invalid'],
      ['collections may be empty', ...any('orders.size() > 0'), 'invalid'],
      ['integers keep the bounds of their schema', ...any('count <= 3'), 'valid'],
      [
        'invariants hold',
        { root: { 'x-invariants': ['users.all(u, users[u].pay.all(p, users[u].pay[p].balance >= 0))'] } },
        any('!users.exists(u, users[u].pay.exists(p, users[u].pay[p].balance < 0))')[1],
        'valid',
      ],
    ],
  ],
  [
    '2: the order of an unknown state is unknown',
    [
      [
        'which record is first cannot be proved',
        {
          operations: {
            op: {
              'x-response': { body: 'orders.map(o, o)' },
              'x-preconditions': ["'a' in orders && 'b' in orders"],
              'x-postconditions': ["response.body[0] != 'b'"],
            },
          },
        },
        { initial: 'any', steps: [call()] },
        '',
      ],
    ],
  ],
  [
    '3: what the contract leaves open is universally quantified',
    [
      [
        'a key that the server issues is new',
        { operations: { op: { ...create("{'id': fresh(orders), 'user': 'u', 'total': 1}"), ...answers(REF) } } },
        { steps: [call({ as: 'x' }), call({ as: 'y' })], goal: 'orders.size() == 4' },
        'valid',
      ],
      [
        'but nobody knows which',
        { operations: { op: { ...create("{'user': 'u', 'total': 1}") } } },
        { steps: [call()], goal: "!('k' in orders)" },
        'invalid',
      ],
      [
        'a required field that is left out may be anything its schema admits',
        { operations: { op: { ...create("{'id': 'c', 'user': 'u'}") } } },
        { steps: [call()], goal: 'orders["c"].total >= 0' },
        'invalid',
      ],
      [
        'and no more',
        { operations: { op: { ...create("{'id': 'c', 'user': 'u'}") } } },
        { steps: [call()], goal: 'orders["c"].total == orders["c"].total * 1' },
        'valid',
      ],
      [
        'a response that no rule gives',
        { operations: { op: { ...answers({ type: 'integer', minimum: 3 }), 'x-postconditions': ['response.body >= 3'] } } },
        { steps: [call()] },
        'valid',
      ],
      [
        'is not more than its schema',
        { operations: { op: { ...answers({ type: 'integer', minimum: 3 }), 'x-postconditions': ['response.body > 3'] } } },
        { steps: [call()] },
        'invalid',
      ],
      [
        'past keys are not issued again',
        { operations: { del: effects({ delete: "orders['a']" }), op: create("{'id': fresh(orders), 'user': 'u', 'total': 1}") } },
        { steps: [call({ operationId: 'del' }), call()], goal: "!('a' in orders)" },
        'valid',
      ],
    ],
  ],
  [
    'ruling 10: holes',
    [
      [
        'exist',
        { operations: onOrder({ 'x-preconditions': ['id in orders && orders[id].total > 1'] }) ?? {} },
        { steps: [call({ params: { id: { $hole: 'id' } } })] },
        'valid',
      ],
      [
        'one filling for all initial states',
        { operations: onOrder({ 'x-preconditions': ['id in orders'] }) ?? {} },
        { initial: 'any', steps: [call({ params: { id: { $hole: 'id' } } })] },
        'invalid',
      ],
    ],
  ],
])('%s', (_sentence, rows) => {
  it.each(rows)('%s', async (_claim, world, trajectory, verdict) => {
    const found = await verdictOn({ ...base, ...world }, trajectory);
    if (verdict === '') expect(found).not.toBe('valid');
    else if (verdict === 'valid') expect(found).toBe('valid');
    else expect(found).toContain(verdict);
  });
});

describe('ruling 14: a pattern without faithful meaning', () => {
  it.each<readonly [claim: string, pattern: string, body: unknown, construct: string]>([
    ['looks behind', '(?<=a)b', 'ab', 'lookbehind'],
    ['refers back', '^(a+)\\1$', 'aa', 'back-reference'],
    ['looks behind into what is not known', '(?<=a)b', { $hole: 'x' }, 'lookbehind'],
  ])('%s', async (_claim, pattern, body, construct) => {
    const contract = contractOf({ operations: { op: takes({ type: 'string', pattern }) } });
    const verdict = await judged(contract, { steps: [call({ body })] });
    expect([verdict.verdict, verdict.unknown?.kind]).toEqual(['unknown', 'unsupported']);
    expect(verdict.unknown?.message).toContain(construct);
  });
});

describe('ruling 8: deleting what is referenced', () => {
  const world = (onDelete?: string): World => ({
    ...base,
    collections: {
      ...base.collections,
      orders: {
        schema: REF,
        key: 'id',
        references: { user: onDelete === undefined ? 'users' : { collection: 'users', onDelete } },
        initial: [{ id: 'a', user: 'u', total: 1 }],
      },
    },
    operations: { op: effects({ delete: "users['u']" }) },
  });
  it.each<readonly [claim: string, onDelete: string | undefined, status: number, goal: string]>([
    ['restrict refuses', 'restrict', 409, "'u' in users && 'a' in orders"],
    ['cascade deletes too', 'cascade', 200, "!('u' in users) && !('a' in orders)"],
    ['ignore lets it dangle', 'ignore', 200, "!('u' in users) && 'a' in orders"],
    ['the short form ignores', undefined, 200, "!('u' in users) && 'a' in orders"],
  ])('%s', (_claim, onDelete, status, goal) => expectStory(world(onDelete), { calls: one('op', status), goal }));
});

describe('5: layers', () => {
  const overlay = (layer: string, rule: string): string =>
    JSON.stringify({
      overlay: '1.0.0',
      info: { title: 'o', version: '1', ...(layer === 'inferred' ? { 'x-layer': 'inferred' } : {}) },
      actions: [{ target: '$.paths.*.post', update: { 'x-preconditions': [{ rule, message: layer }] } }],
    });
  const files = new Map(
    [
      ['api.json', documentOf({ ...base, operations: { op: takes({ type: 'integer' }) } })],
      ['1.json', overlay('declared', 'request.body > 1')],
      ['2.json', overlay('inferred', 'request.body > 2')],
    ].map(([name, text]) => [name, new TextEncoder().encode(text)] as const),
  );
  const judge = async (layers: readonly ('schema' | 'declared' | 'inferred')[], body: unknown): Promise<string> => {
    const { value } = loadContract({
      document: 'api.json',
      overlays: ['1.json', '2.json'],
      read: (path) => files.get(path) ?? null,
      layers,
    });
    if (value === null) throw new Error('does not load');
    const verdict = await judged(value, { steps: [call({ body })] });
    return `${told(verdict)} ${verdict.failure?.requirement.layer ?? ''}`;
  };
  it('every requirement knows its layer, in the order of the overlays', async () => {
    expect(await judge(['schema', 'declared', 'inferred'], 'x')).toContain('400');
    expect(await judge(['schema', 'declared', 'inferred'], 1)).toBe('invalid 0: 2xx, 409: declared declared');
    expect(await judge(['schema', 'declared', 'inferred'], 2)).toBe('invalid 0: 2xx, 409: inferred inferred');
  });
  it('a layer can be left out', async () => {
    expect(await judge(['schema', 'declared'], 2)).toBe('valid ');
    expect(await judge(['schema'], 1)).toBe('valid ');
  });
});

describe('ruling 12: overlays', () => {
  const overlay = (version: string, ...actions: Plain[]): string =>
    JSON.stringify({ overlay: version, info: { title: 'o', version: '1' }, actions });
  const two: World = { ...base, operations: { op: { 'x-preconditions': ['1 == 1'] }, other: { 'x-preconditions': ['2 == 2'] } } };
  const rules = (overlays: readonly string[]): unknown =>
    [...contractOf(two, overlays).operations.values()].map(({ preconditions }) =>
      preconditions.map(({ rule }) => [rule.text, rule.source.file]),
    );
  const OWN = [[['1 == 1', 'api.json']], [['2 == 2', 'api.json']]] as const;
  it.each<readonly [claim: string, overlays: readonly string[], rules: unknown]>([
    [
      'arrays append, at every place that a target selects',
      [overlay('1.0.0', { target: '$.paths.*.post', update: { 'x-preconditions': ['3 == 3'] } })],
      OWN.map((own) => [...own, ['3 == 3', '0.overlay.yaml']]),
    ],
    [
      'in the order given',
      [
        overlay('1.0.0', { target: '$.paths["/op"].post', update: { 'x-preconditions': ['3 == 3'] } }),
        overlay('1.0.0', { target: '$.paths["/op"].post["x-preconditions"]', update: '4 == 4' }),
      ],
      [[...OWN[0], ['3 == 3', '0.overlay.yaml'], ['4 == 4', '1.overlay.yaml']], OWN[1]],
    ],
    [
      'what is removed is gone before what comes then',
      [
        overlay(
          '1.0.0',
          { target: '$.paths["/op"].post["x-preconditions"]', remove: true },
          { target: '$.paths["/op"].post', update: { 'x-preconditions': ['5 == 5'] } },
        ),
      ],
      [[['5 == 5', '0.overlay.yaml']], OWN[1]],
    ],
    [
      'one element can be removed',
      [overlay('1.0.0', { target: '$.paths["/op"].post["x-preconditions"][?@ == "1 == 1"]', remove: true })],
      [[], OWN[1]],
    ],
    [
      'copy keeps the places of what it copies',
      [overlay('1.1.0', { target: '$.paths["/op"].post["x-preconditions"]', copy: '$.paths["/other"].post["x-preconditions"]' })],
      [[...OWN[0], ['2 == 2', 'api.json']], OWN[1]],
    ],
  ])('%s', (_claim, overlays, expected) => expect(rules(overlays)).toEqual(expected));
});
