// On every contract of a family with references: what model checking proves is so in every state within reach, found by trying all requests.

import { expect, it } from 'vitest';
import { isObject, type Value } from '../../src/base/value.ts';
import type { Reference } from '../../src/contract/contract.ts';
import { check } from '../../src/explore/check/check.ts';
import { entriesOf, NO_RECORDS } from '../../src/simulate/records.ts';
import { initialState } from '../../src/simulate/state.ts';
import { contractOf, type PlainOperation } from '../support/contract-builder.ts';
import type { PlainSchema } from '../support/schema-builder.ts';
import { endingsIn, statesWithin } from './within-reach.ts';

const BOOK = { type: 'string', enum: ['a', 'b'] };
const book = { name: 'book', in: 'query', required: true, schema: BOOK } as const;
const ONLY = { type: 'string', enum: ['x'] };

interface Member {
  readonly onDelete: Reference['onDelete'];
  readonly lendLooks: boolean;
  readonly dropLooks: boolean;
  readonly isMoved: boolean;
}

const FAMILY: readonly Member[] = (['ignore', 'restrict', 'cascade'] as const).flatMap((onDelete) =>
  [true, false].flatMap((lendLooks) =>
    [true, false].flatMap((dropLooks) => [true, false].map((isMoved) => ({ onDelete, lendLooks, dropLooks, isMoved }))),
  ),
);

function operationsOf({ lendLooks, dropLooks, isMoved }: Member): Readonly<Record<string, PlainOperation>> {
  const there = 'request.query.book in books';
  const lend: PlainOperation = {
    parameters: [book],
    preconditions: ["!('x' in loans)", ...(lendLooks ? [there] : [])],
    effects: [{ create: 'loans', value: "{'id': 'x', 'book': request.query.book}" }],
  };
  const move: PlainOperation = {
    parameters: [book],
    preconditions: ["'x' in loans", there],
    effects: [{ update: "loans['x']", set: { book: 'request.query.book' } }],
  };
  return {
    add: {
      parameters: [book],
      preconditions: [`!(${there})`],
      effects: [{ create: 'books', value: "{'id': request.query.book}" }],
    },
    drop: {
      parameters: [book],
      preconditions: [there, ...(dropLooks ? ['loans.all(l, loans[l].book != request.query.book)'] : [])],
      effects: [{ delete: 'books[request.query.book]' }],
    },
    lend,
    ...(isMoved ? { move } : {}),
    audit: { effects: [{ assign: 'ok', value: 'ok && loans.all(l, loans[l].book in books)' }] },
  };
}

function fieldOf(record: Value, name: string): Value | undefined {
  return isObject(record) ? record.get(name) : undefined;
}

it.each(FAMILY)('onDelete $onDelete, lend looks: $lendLooks, drop looks: $dropLooks, moved: $isMoved', async (member) => {
  const record = (properties: Readonly<Record<string, PlainSchema>>): PlainSchema => ({
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties,
  });
  const contract = contractOf({
    collections: {
      books: { key: 'id', schema: record({ id: BOOK }) },
      loans: {
        key: 'id',
        schema: record({ id: ONLY, book: BOOK }),
        references: { book: { collection: 'books', onDelete: member.onDelete } },
      },
    },
    variables: { ok: { schema: { type: 'boolean' }, initial: true } },
    invariants: ['ok'],
    operations: operationsOf(member),
  });
  const start = initialState(contract).value;
  const near = start && statesWithin(contract, start);
  const reached = near && endingsIn(contract, near);
  if (near === null || reached === null) throw new Error('too much to try');
  const isBroken = reached.has('null fault invariant invariants/0');
  const isDangling = near.some((state) => {
    const of = (name: string): readonly Value[] => entriesOf(state.collections.get(name) ?? NO_RECORDS).map(({ record }) => record);
    const ids = of('books').map((one) => fieldOf(one, 'id'));
    return of('loans').some((one) => !ids.includes(fieldOf(one, 'book')));
  });
  for (const maxCalls of [0, 5_000]) {
    const { value } = await check(contract, { maxCalls, induction: 2 });
    const verdictOf = (claim: string, kind: string): string | undefined =>
      value?.items.find((item) => item.claim === claim && item.requirement?.kind === kind)?.verdict.kind;
    const expected = (isSo: boolean): readonly string[] => (isSo ? ['violated', ...(maxCalls === 0 ? ['unknown'] : [])] : ['proved']);
    expect(expected(isBroken)).toContain(verdictOf('kept', 'invariant'));
    expect(expected(isDangling)).toContain(verdictOf('refers', 'reference'));
  }
});
