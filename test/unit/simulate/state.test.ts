// Claims about states: reading them, keys and their order, snapshots, and when one is legal.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../../../src/base/equality.ts';
import { toJson } from '../../../src/base/json.ts';
import { ratio } from '../../../src/base/number.ts';
import type { Value } from '../../../src/base/value.ts';
import { keyText } from '../../../src/simulate/key.ts';
import { isLegal } from '../../../src/simulate/legality.ts';
import { stateOf } from '../../../src/simulate/read-state.ts';
import { changeRecords, entriesOf, hadKey, hasKey, NO_RECORDS, recordAt, recordsOf, recordsSize } from '../../../src/simulate/records.ts';
import { initialState, stateValue } from '../../../src/simulate/state.ts';
import { contractOf, type PlainContract } from '../../support/contract-builder.ts';
import { valueOf } from '../../support/schema-builder.ts';

const USER = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, boss: { type: ['integer', 'null'] }, age: { type: 'integer' } },
};
const PLAIN: PlainContract = {
  collections: {
    users: { schema: USER, key: 'id', references: { boss: { collection: 'users' } }, initial: [{ id: 1 }] },
    seats: {
      schema: { type: 'object', properties: { row: { type: 'integer' }, col: { type: 'string' } } },
      key: ['row', 'col'],
      parent: { collection: 'users', property: 'row' },
    },
  },
  variables: { session: { schema: { type: ['string', 'null'] }, initial: 's' } },
  invariants: ['users.all(u, !has(users[u].age) || users[u].age >= 0)'],
};
const contract = contractOf(PLAIN);

const codes = (plain: unknown): readonly string[] => stateOf(contract, valueOf(plain)).diagnostics.map(({ code }) => code);
const round = (plain: unknown): unknown => {
  const { value } = stateOf(contract, valueOf(plain));
  return value === null ? null : JSON.parse(toJson(stateValue(value)));
};

describe('reading a state', () => {
  it('takes lists and objects of records alike', () => {
    const expected = { users: [{ id: 2 }, { id: 1 }], seats: [], session: 's' };
    expect(round({ users: [{ id: 2 }, { id: 1 }] })).toEqual(expected);
    expect(round({ users: { '2': { id: 2 }, '1': { id: 1 } } })).toEqual({ ...expected, users: [{ id: 1 }, { id: 2 }] });
  });
  it('fills in what is missing: no records, initial values', () => expect(round({})).toEqual({ users: [], seats: [], session: 's' }));
  it('keeps a variable that is given as null', () => expect(round({ session: null })).toMatchObject({ session: null }));
  it('names composite keys by their JSON', () =>
    expect(round({ seats: { '[1,"a"]': { row: 1, col: 'a' } } })).toMatchObject({ seats: [{ row: 1, col: 'a' }] }));
  it('complains about names, keys and shapes', () => {
    expect(codes({ user: [] })).toEqual(['unknown-collection']);
    expect(codes({ users: [{ id: 1 }, { id: 1.0 }] })).toEqual(['duplicate-key']);
    expect(codes({ users: [{ name: 'x' }, 5] })).toEqual(['missing-key', 'missing-key']);
    expect(codes({ users: { '2': { id: 1 } } })).toEqual(['key-mismatch']);
    expect(codes({ users: 5 })).toEqual(['state-shape']);
    expect(codes([])).toEqual(['state-shape']);
  });
  it('does not drown in complaints', () => expect(codes({ users: Array.from({ length: 500 }, () => ({})) })).toHaveLength(11));
  it('suggests a name', () => expect(stateOf(contract, valueOf({ user: [] })).diagnostics[0]?.hint).toBe("did you mean 'users'?"));
});

describe('the state at reset', () => {
  it('holds the initial records', () => expect(recordsSize(initialState(contract).value?.collections.get('users') ?? NO_RECORDS)).toBe(1));
  it('is refused with two records of one key', () => {
    const users = { schema: USER, key: 'id', initial: [{ id: 1 }, { id: 1 }] };
    expect(initialState(contractOf({ collections: { users } })).diagnostics).toMatchObject([{ code: 'duplicate-key' }]);
  });
});

describe('a legal state', () => {
  const cause = (plain: unknown, options = {}): unknown => {
    const { value } = stateOf(contract, valueOf(plain));
    const illegal = value === null ? null : isLegal(contract, value, options);
    return illegal?.kind === 'illegal' ? `${illegal.cause.kind} ${illegal.cause.id}` : illegal;
  };
  it('fits schemas, references, parents and invariants', () =>
    expect(
      cause({
        users: [
          { id: 1, boss: 2, age: 5 },
          { id: 2, boss: null },
        ],
        seats: [{ row: 1, col: 'a' }],
      }),
    ).toBeNull());
  it('has no record outside its schema', () => expect(cause({ users: [{ id: 1, age: 'x' }] })).toBe('record schema/users'));
  it('has no variable outside its schema', () => expect(cause({ session: 5 })).toBe('record schema/session'));
  it('has no reference into nothing, unless references do not matter', () => {
    expect(cause({ users: [{ id: 1, boss: 7 }] })).toBe('reference references/users/boss');
    expect(cause({ users: [{ id: 1, boss: 7 }] }, { references: false })).toBeNull();
  });
  it('has no parent that is missing', () => expect(cause({ seats: [{ row: 7, col: 'a' }] })).toBe('reference references/seats/row'));
  it('satisfies the invariants', () => expect(cause({ users: [{ id: 1, age: -1 }] })).toBe('invariant invariants/0'));
});

const scalar = fc.oneof(
  fc.string(),
  fc.integer({ min: -3, max: 3 }),
  fc.constant(null),
  fc.boolean(),
  fc.constantFrom('', '\u0000', '\u0000s1:a', 'n', 't'),
);
const value: fc.Arbitrary<Value> = fc.letrec<{ v: Value }>((tie) => ({
  v: fc.oneof(
    { maxDepth: 3 },
    scalar as fc.Arbitrary<Value>,
    fc.constantFrom<Value>(ratio(1n, 2n), ratio(1n, 3n)),
    fc.array(tie('v'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), tie('v')), { maxLength: 3 }).map((entries) => new Map(entries)),
  ),
})).v;

describe('the text of a key', () => {
  it('is equal exactly for equal values', () => {
    fc.assert(
      fc.property(value, value, (a, b) => (keyText(a) === keyText(b)) === equalValues(a, b)),
      { numRuns: 3000 },
    );
  });
  it('does not depend on the order of an object', () => {
    expect(keyText(valueOf({ a: 1, b: 2 }))).toBe(keyText(valueOf({ b: 2, a: 1 })));
  });
});

type Action = { readonly key: number; readonly record: number | undefined };
const actions = fc.array(fc.record({ key: fc.integer({ min: 0, max: 8 }), record: fc.option(fc.nat(9), { nil: undefined }) }), {
  maxLength: 60,
});

describe('records', () => {
  it('behave like a map in insertion order, and old versions stay as they were', () => {
    fc.assert(
      fc.property(actions, (list: readonly Action[]) => {
        let records = recordsOf([]);
        const model = new Map<number, number>();
        const had = new Set<number>();
        const versions: [typeof records, string][] = [];
        for (const { key, record } of list) {
          records = changeRecords(records, [{ key, record }]);
          if (record === undefined) model.delete(key);
          else model.set(key, record);
          if (record !== undefined) had.add(key);
          versions.push([records, JSON.stringify([...model])]);
          expect(recordAt(records, key)).toBe(model.get(key));
          expect(hasKey(records, key)).toBe(model.has(key));
        }
        for (const [version, text] of versions) expect(JSON.stringify(entriesOf(version).map((e) => [e.key, e.record]))).toBe(text);
        for (const key of had) expect(hadKey(records, key)).toBe(true);
      }),
    );
  });
});
