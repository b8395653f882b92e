// A shop whose operations are put together at random: every kind of effect, place and rule that the two interpreters have to agree on.

import fc from 'fast-check';
import type { Contract, Requirement } from '../../src/contract/contract.ts';
import type { Expression } from '../../src/contract/expression.ts';
import type { Schema } from '../../src/contract/schema.ts';
import {
  all,
  and,
  assign,
  body,
  call,
  coll,
  contract,
  create,
  exists,
  forEach,
  fresh,
  has,
  index,
  integer,
  invariant,
  type LooseEffect,
  type LooseOperation,
  list,
  lit,
  local,
  member,
  merge,
  object,
  or,
  pathParam,
  place,
  postcondition,
  precondition,
  record,
  remove,
  replace,
  set,
  text,
  variable,
} from '../unit/symbolic/execute/building.ts';

const METHOD = object({ balance: integer, kind: text }, ['balance']);
const ITEM = object({ sku: text, n: integer });
const USER: Schema = {
  types: ['object'],
  properties: new Map<string, Schema>([
    ['id', text],
    ['name', { types: ['string'], maxLength: 3 }],
    ['level', integer],
    ['methods', { types: ['object'], additionalProperties: METHOD }],
    ['tags', { types: ['array'], items: text }],
  ]),
  required: ['id', 'name', 'methods', 'tags'],
};
const ORDER: Schema = object(
  {
    id: text,
    user: { types: ['string', 'null'] },
    total: { types: ['integer'], maximum: 50 },
    note: text,
    items: { types: ['array'], items: ITEM },
  },
  ['id', 'user', 'total', 'note', 'items'],
);
const LINK: Schema = object({ a: text, b: text, w: integer });

export const KEYS = ['k1', 'k2', 'k3'] as const;
const key = fc.constantFrom(...KEYS);
const small = fc.integer({ min: -1, max: 9 });

const users = coll('users');
const orders = coll('orders');
const p = pathParam('p');
const q = pathParam('q');
const n = body('n');
const user = index(users, p);

const texts: readonly Expression[] = [p, q, member(user, 'name'), lit('k1')];
const numbers: readonly Expression[] = [
  n,
  lit(1),
  call('add', n, variable('counter')),
  member(user, 'level'),
  member(index(orders, q), 'total'),
  call('mapSize', orders),
];
const conditions: readonly Expression[] = [
  call('inMap', p, users),
  call('less', variable('counter'), lit(5)),
  call('greater', n, lit(3)),
  has(user, 'level'),
  call('equal', p, q),
  exists(orders, 0, call('equal', member(index(orders, local(0)), 'user'), p)),
  all(orders, 0, call('less', member(index(orders, local(0)), 'total'), lit(40))),
  and(call('inMap', q, orders), call('less', member(index(orders, q), 'total'), n)),
  or(call('less', n, lit(2)), call('inList', q, member(user, 'tags'))),
];
const someText = fc.constantFrom(...texts);
const someNumber = fc.constantFrom(...numbers);
const condition = fc.constantFrom(...conditions);
const when = fc.option(condition, { nil: undefined, freq: 3 });

const orderValue: fc.Arbitrary<Expression> = fc
  .record({
    id: fc.option(fc.constantFrom(p, q, fresh('orders', 0)), { nil: null }),
    user: fc.constantFrom(p, q, lit(null)),
    total: someNumber,
    note: fc.boolean(),
  })
  .map(({ id, user: owner, total, note }) =>
    record({
      ...(id === null ? {} : { id }),
      user: owner,
      total,
      items: list(record({ sku: q, n }), record({ sku: lit('s'), n: lit(2) })),
      ...(note ? { note: p } : {}),
    }),
  );

const effect: fc.Arbitrary<LooseEffect> = fc.oneof(
  fc
    .record({ value: orderValue, upsert: fc.boolean(), when })
    .map(({ value, upsert, when: w }) => create('orders', value, { upsert, ...(w === undefined ? {} : { when: w }) })),
  fc.tuple(someText, someNumber).map(([a, w]) => create('links', record({ a, b: q, w }))),
  fc.tuple(someText, someNumber).map(([a, w]) => create('links', record({ w }), { key: list(a, p) })),
  fc.tuple(fc.constantFrom(p, q), someText, when).map(([at, name, w]) => set(place('users', at), { name }, w)),
  fc.tuple(fc.constantFrom(p, q), someNumber, when).map(([at, level, w]) => set(place('users', at), { level }, w)),
  fc.tuple(someNumber, when).map(([balance, w]) => set(place('users', p, 'methods', q), { balance }, w)),
  someNumber.map((balance) => replace(place('users', p, 'methods', q), record({ balance }))),
  fc.constantFrom(lit(null), n, lit('text')).map((kind) => merge(place('users', p, 'methods', q), record({ kind }))),
  fc.tuple(fc.constantFrom(lit(0), n), someNumber).map(([i, value]) => set(place('orders', q, 'items', i), { n: value })),
  fc
    .constantFrom(
      place('users', p),
      place('orders', q),
      place('links', list(p, q)),
      place('users', q, 'level'),
      place('users', p, 'methods', q),
      place('orders', q, 'items', lit(0)),
      place('orders', q, 'items', n),
      place('users', p, 'name'),
    )
    .map(remove),
  condition.map((where) => forEach(place('orders'), where, { kind: 'set', fields: { note: lit('all') } })),
  fc.constantFrom(n, lit(20)).map((bound) => forEach(place('orders'), call('less', member(local(1), 'total'), bound), null)),
  someNumber.map((add) =>
    forEach(place('users', p, 'methods'), null, { kind: 'set', fields: { balance: call('add', member(local(1), 'balance'), add) } }),
  ),
  fc.constantFrom(n, lit(2)).map((bound) => forEach(place('orders', q, 'items'), call('less', member(local(1), 'n'), bound), null)),
  someNumber.map((value) => assign('counter', value)),
);

const responses: readonly (Expression | undefined)[] = [
  undefined,
  index(orders, q),
  variable('counter'),
  record({ before: call('mapSize', coll('orders', 'before')), after: call('mapSize', orders) }),
  call('keys', users),
  member(index(coll('users', 'before'), p), 'methods'),
];

const operation: fc.Arbitrary<LooseOperation> = fc
  .record({
    preconditions: fc.array(condition, { maxLength: 1 }),
    effects: fc.array(effect, { minLength: 1, maxLength: 3 }),
    response: fc.constantFrom(...responses),
    promise: fc.boolean(),
  })
  .map(({ preconditions, effects, response, promise }) => ({
    parameters: { p: text, q: text },
    body: object({ n: integer }),
    preconditions: preconditions.map((expression, i) => precondition(`op/preconditions/${i}`, expression, 404)),
    effects,
    ...(response === undefined ? {} : { response }),
    postconditions: promise ? [postcondition('op/postconditions/0', call('greaterOrEqual', variable('counter'), lit(0)))] : [],
  }));

const INVARIANTS: readonly Requirement[] = [
  invariant('counter', call('less', variable('counter'), lit(12))),
  invariant(
    'level',
    all(users, 0, or(call('not', has(index(users, local(0)), 'level')), call('less', member(index(users, local(0)), 'level'), lit(9)))),
  ),
  invariant(
    'balance',
    all(
      users,
      0,
      all(
        member(index(users, local(0)), 'methods'),
        1,
        call('greaterOrEqual', member(index(member(index(users, local(0)), 'methods'), local(1)), 'balance'), lit(0)),
      ),
    ),
  ),
];

export const shop: fc.Arbitrary<Contract> = fc
  .record({
    operations: fc.array(operation, { minLength: 1, maxLength: 2 }),
    onDelete: fc.constantFrom('restrict', 'cascade', 'ignore'),
    invariants: fc.subarray([...INVARIANTS]),
  })
  .map(({ operations, onDelete, invariants }) =>
    contract({
      collections: {
        users: { schema: USER, key: 'id' },
        orders: { schema: ORDER, key: 'id', references: { user: ['users', onDelete] } },
        links: { schema: LINK, key: ['a', 'b'], references: { a: ['users', 'cascade'], b: ['orders', 'restrict'] } },
      },
      variables: { counter: { schema: integer, initial: 0 } },
      invariants,
      operations: Object.fromEntries(operations.map((loose, i) => [`op${i}`, loose])),
    }),
  );

const userRecord = fc.record({
  name: key,
  level: fc.option(small, { nil: undefined }),
  methods: fc.dictionary(key, fc.record({ balance: fc.nat({ max: 9 }) }), { maxKeys: 2, noNullPrototype: true }),
  tags: fc.array(key, { maxLength: 2 }),
});
const orderRecord = fc.record({
  user: fc.option(key, { nil: null }),
  total: fc.integer({ min: 0, max: 50 }),
  note: key,
  items: fc.array(fc.record({ sku: key, n: small }), { maxLength: 3 }),
});

function keyed<T extends object>(records: Readonly<Record<string, T>>): unknown[] {
  return Object.entries(records).map(([id, rest]) =>
    Object.fromEntries([['id', id], ...Object.entries(rest).filter(([, value]) => value !== undefined)]),
  );
}

/** Legal or not: both interpreters take a state as it is. */
export const state: fc.Arbitrary<unknown> = fc.record({
  users: fc.dictionary(key, userRecord, { noNullPrototype: true }).map(keyed),
  orders: fc.dictionary(key, orderRecord, { noNullPrototype: true }).map(keyed),
  links: fc.uniqueArray(fc.record({ a: key, b: key, w: small }), { selector: (link) => `${link.a} ${link.b}`, maxLength: 2 }),
  counter: small,
});

export interface Sent {
  readonly op: string;
  readonly p: string;
  readonly q: string;
  readonly n: number;
}

export function requests(operations: number): fc.Arbitrary<readonly Sent[]> {
  const one = fc.record({ op: fc.integer({ min: 0, max: operations - 1 }).map((i) => `op${i}`), p: key, q: key, n: small });
  return fc.array(one, { minLength: 1, maxLength: 3 });
}
