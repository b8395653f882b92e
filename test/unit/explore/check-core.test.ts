// Why an operation can never succeed, or a precondition never refuse: the requirements that rule it out, and none that does not.

import { afterAll, expect, it } from 'vitest';
import { check } from '../../../src/explore/check/check.ts';
import type { CheckItem } from '../../../src/explore/check/check-result.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type PlainCollection, type PlainContract, type PlainOperation } from '../../support/contract-builder.ts';
import type { PlainSchema } from '../../support/schema-builder.ts';

afterAll(disposeDefaultSolver);

const id = { name: 'id', in: 'query', required: true, schema: { type: 'string' } } as const;
const a = { name: 'a', in: 'query', required: true, schema: { type: 'integer', maximum: 5 } } as const;
const copies = 'books[request.query.id].copies';
const there = 'request.query.id in books';

async function itemFor(operation: PlainOperation, claim: CheckItem['claim'], index: number, more: PlainContract = {}): Promise<CheckItem> {
  const contract = contractOf({
    collections: {
      books: {
        key: 'id',
        schema: {
          type: 'object',
          required: ['id', 'copies'],
          additionalProperties: false,
          properties: { id: { type: 'string' }, copies: { type: 'integer', minimum: 0 } },
        },
        initial: [{ id: 'x', copies: 3 }],
      },
    },
    operations: { act: operation },
    ...more,
  });
  const { value } = await check(contract, { maxCalls: 50 });
  const item = value?.items.filter((one) => one.claim === claim)[index];
  if (item === undefined) throw new Error('no such item');
  return item;
}

/** Rules of the core, and of the faults that happen instead. */
function told({ verdict }: CheckItem): object | string {
  if (verdict.kind !== 'violated') return verdict.kind;
  return {
    core: verdict.core?.causes.map(({ kind, rule }) => `${kind} ${rule}`),
    ...(verdict.instead ? { instead: verdict.instead.map(({ kind }) => kind) } : {}),
  };
}

const NO_EFFECT: PlainOperation = { parameters: [id, a] };

it.each([
  [
    'three preconditions that clash, a fourth that has no part in it left out',
    { ...NO_EFFECT, preconditions: [there, `${copies} > request.query.a`, 'request.query.a > 3', `${copies} < 4`] },
    { core: [`precondition ${copies} > request.query.a`, 'precondition request.query.a > 3', `precondition ${copies} < 4`] },
  ],
  [
    'one that no request within its schema meets',
    { ...NO_EFFECT, preconditions: [there, 'request.query.a > 7'] },
    { core: ['precondition request.query.a > 7'] },
  ],
  [
    'effects that always leave the schema',
    { ...NO_EFFECT, preconditions: [there], effects: [{ update: 'books[request.query.id]', set: { copies: '0 - 1' } }] },
    { core: [], instead: ['record'] },
  ],
  [
    'a postcondition that never follows',
    {
      ...NO_EFFECT,
      preconditions: [there],
      effects: [{ update: 'books[request.query.id]', set: { copies: `${copies} + 1` } }],
      postconditions: [`${copies} == old.${copies}`],
    },
    { core: [`postcondition ${copies} == old.${copies}`], instead: ['postcondition'] },
  ],
])('an operation that can never succeed: %s', async (_, operation, expected) => {
  expect(told(await itemFor(operation, 'can-succeed', 0))).toEqual(expected);
});

it.each([
  ['what the schema says already', [there, `${copies} >= 0`], 1, { core: [`precondition ${there}`] }],
  [
    'what an invariant says already',
    [there, `${copies} < 200`],
    1,
    { core: [`precondition ${there}`, 'invariant books.all(b, books[b].copies < 100)'] },
  ],
  ['what is always true', ['request.query.a < 6', there], 0, { core: [] }],
])('a precondition that never refuses: %s', async (_, preconditions, index, expected) => {
  const invariants = ['books.all(b, books[b].copies < 100)'];
  expect(told(await itemFor({ ...NO_EFFECT, preconditions }, 'can-decide', index, { invariants }))).toEqual(expected);
});

it('names the fault that calls end in where no call changes anything', async () => {
  const effects = [{ update: "books['x']", set: { copies: '0 - 1' } }];
  const { verdict, requirement } = await itemFor({ effects }, 'can-go-on', 0);
  expect([verdict.kind, requirement?.kind]).toEqual(['violated', 'record']);
});

it('does not know what a key of several types can be, and says so', async () => {
  const things: PlainCollection = { key: 'id', schema: { type: 'object', properties: { id: { type: ['string', 'integer'] } } } };
  const contract = contractOf({ collections: { things }, operations: { act: { preconditions: ['things.size() < 3'] } } });
  const { value } = await check(contract, { maxCalls: 0 });
  expect(value?.items.map(({ verdict }) => verdict.kind)).toEqual(['proved', 'unknown']);
});

it('knows what a key is where all alternatives of a record agree', async () => {
  const record = (kind: string): PlainSchema => ({
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', enum: [kind, `${kind}s`] } },
  });
  const things: PlainCollection = { key: 'id', schema: { anyOf: [record('cat'), record('dog')] } };
  const contract = contractOf({ collections: { things }, operations: { act: { preconditions: ['things.size() < 3'] } } });
  const { value } = await check(contract, { maxCalls: 0 });
  expect(value?.items.map(({ verdict }) => verdict.kind)).toEqual(['proved', 'proved']);
});

it('says nothing of states without a way on where no operation changes anything', async () => {
  const contract = contractOf({ operations: { look: {} } });
  expect((await check(contract)).value?.items.map(({ claim }) => claim)).toEqual(['can-succeed']);
});
