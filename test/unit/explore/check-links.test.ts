// What model checking says of references and parents: which can dangle, with a run, and that no proof assumes of a legal state what operations do not keep.

import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { check } from '../../../src/explore/check/check.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type PlainCollection, type PlainOperation } from '../../support/contract-builder.ts';

afterAll(disposeDefaultSolver);

const id = { name: 'id', in: 'query', required: true, schema: { type: 'string' } } as const;
const book = { name: 'book', in: 'query', required: true, schema: { type: 'string' } } as const;
const books: PlainCollection = {
  key: 'id',
  schema: { type: 'object', required: ['id'], additionalProperties: false, properties: { id: { type: 'string' } } },
};

function loans(type: object, more: Partial<PlainCollection>, isRequired = true): PlainCollection {
  return {
    key: 'id',
    schema: {
      type: 'object',
      required: isRequired ? ['id', 'book'] : ['id'],
      additionalProperties: false,
      properties: { id: { type: 'string' }, book: type },
    },
    ...more,
  };
}

const ADD: PlainOperation = {
  parameters: [id],
  preconditions: ['!(request.query.id in books)'],
  effects: [{ create: 'books', value: "{'id': request.query.id}" }],
};
const DROP: PlainOperation = {
  parameters: [id],
  preconditions: ['request.query.id in books'],
  effects: [{ delete: 'books[request.query.id]' }],
};
const DROP_FREE: PlainOperation = {
  ...DROP,
  preconditions: ['request.query.id in books', 'loans.all(l, loans[l].book != request.query.id)'],
};

function lend(value: string, ...preconditions: readonly string[]): PlainOperation {
  return {
    parameters: [id, book],
    preconditions: ['!(request.query.id in loans)', ...preconditions],
    effects: [{ create: 'loans', value }],
  };
}

const LEND = lend("{'id': request.query.id, 'book': request.query.book}", 'request.query.book in books');
const AUDIT: PlainOperation = { effects: [{ assign: 'ok', value: 'ok && loans.all(l, loans[l].book in books)' }] };

function library(of: PlainCollection, operations: Readonly<Record<string, PlainOperation>>, isAudited = false): Contract {
  return contractOf({
    collections: { books, loans: of },
    variables: isAudited ? { ok: { schema: { type: 'boolean' }, initial: true } } : {},
    invariants: isAudited ? ['ok'] : [],
    operations,
  });
}

/** `claim rule: verdict method, steps of the run`, for the claims asked about. */
async function told(contract: Contract, claim: string, maxSteps = 4): Promise<readonly string[]> {
  const { value } = await check(contract, { maxCalls: 1_500, maxSteps });
  return (value?.items ?? [])
    .filter((item) => item.claim === claim && (claim !== 'kept' || item.requirement?.kind === 'invariant'))
    .map(({ requirement, verdict }) => {
      const how = verdict.kind === 'proved' ? ` by ${verdict.method}` : '';
      const run = verdict.kind === 'violated' ? ` after ${verdict.run?.trajectory.steps.length}` : '';
      return `${requirement?.rule}: ${verdict.kind}${how}${run}`;
    });
}

const TEXT = { type: 'string' };
const to = (onDelete?: 'restrict' | 'cascade'): Partial<PlainCollection> => ({
  references: { book: { collection: 'books', ...(onDelete ? { onDelete } : {}) } },
});

describe('a reference', () => {
  it.each([
    ['dangles after a delete that ignores it', library(loans(TEXT, to()), { ADD, LEND, DROP }), 'violated after 3'],
    ['is kept by a delete that is refused', library(loans(TEXT, to('restrict')), { ADD, LEND, DROP }), 'proved by induction'],
    ['is kept by a delete that cascades', library(loans(TEXT, to('cascade')), { ADD, LEND, DROP }), 'proved by induction'],
    ['is kept by a precondition of the delete', library(loans(TEXT, to()), { ADD, LEND, DROP_FREE }), 'proved by induction'],
    [
      'dangles where a create does not look',
      library(loans(TEXT, to('restrict')), { ADD, LEND: lend("{'id': request.query.id, 'book': request.query.book}") }),
      'violated after 1',
    ],
    [
      'may be null',
      library(loans({ type: ['string', 'null'] }, to('restrict')), { LEND: lend("{'id': request.query.id, 'book': null}") }),
      'proved by induction',
    ],
    ['may be absent', library(loans(TEXT, to('restrict'), false), { LEND: lend("{'id': request.query.id}") }), 'proved by induction'],
    [
      'may be a list, of which each element counts',
      library(loans({ type: 'array', items: TEXT }, to('restrict')), {
        LEND: lend("{'id': request.query.id, 'book': [request.query.book]}", 'request.query.book in books'),
      }),
      'proved by induction',
    ],
    [
      'dangles where one element of a list does',
      library(loans({ type: 'array', items: TEXT }, to('restrict')), {
        ADD,
        LEND: lend("{'id': request.query.id, 'book': [request.query.book]}"),
      }),
      'violated after 1',
    ],
  ])('%s', async (_, contract, expected) => {
    expect(await told(contract, 'refers')).toEqual([`loans.book refers to books: ${expected}`]);
  });

  it('of a type too open for a rule is not claimed to lead anywhere', async () => {
    const contract = library(loans({}, to('restrict')), { ADD, LEND, DROP });
    expect(await told(contract, 'refers', 0)).toEqual(['loans.book refers to books: unknown']);
  });
});

it('a parent is judged like a reference', async () => {
  const child = loans(TEXT, { parent: { collection: 'books', property: 'book' } });
  expect(await told(library(child, { ADD, LEND, DROP }), 'refers')).toEqual(['loans.book refers to books: violated after 3']);
  expect(await told(library(child, { ADD, LEND }), 'refers')).toEqual(['loans.book refers to books: proved by induction']);
});

describe('an invariant that depends on a reference', () => {
  it('is not proved where the reference can dangle, however short the runs', async () => {
    const contract = library(loans(TEXT, to()), { ADD, LEND, DROP, AUDIT }, true);
    expect(await told(contract, 'kept', 4)).toEqual(['ok: violated after 4']);
    // A wrong proof would say `proved by induction`.
    expect(await told(contract, 'kept', 1)).not.toEqual(['ok: proved by induction']);
  });

  it('is proved where no operation lets it dangle', async () => {
    const contract = library(loans(TEXT, to('restrict')), { ADD, LEND, DROP, AUDIT }, true);
    expect(await told(contract, 'kept', 1)).toEqual(['ok: proved by induction']);
  });
});
