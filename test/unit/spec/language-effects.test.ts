// Sections 2 to 4 of the contract language where a known state answers: what preconditions and effects lead to, in both interpreters.

import { afterAll, describe, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { expectStory, type Story, type World } from '../../support/language.ts';
import { base, effects, one } from '../../support/language-shop.ts';

afterAll(disposeDefaultSolver);

type Row = readonly [claim: string, operations: NonNullable<World['operations']>, story: Story];

describe.each<readonly [sentence: string, rows: readonly Row[]]>([
  [
    '3: preconditions decide in order',
    [
      [
        'the first that is not true gives the status',
        {
          op: {
            'x-preconditions': [
              { rule: "'c' in orders", status: 404 },
              { rule: 'false', status: 403 },
            ],
          },
        },
        { calls: one('op', 404) },
      ],
      ['an error is not true', { op: { 'x-preconditions': [{ rule: "orders['c'].total > 0", status: 422 }] } }, { calls: one('op', 422) }],
      ['a bare string, 409 by default', { op: { 'x-preconditions': ['false'] } }, { calls: one('op', 409) }],
      ['x-requires and x-ensures', { op: { 'x-requires': ['true'], 'x-ensures': ['false'] } }, { calls: one('op', 500) }],
    ],
  ],
  [
    '3: effects are simultaneous and read the state before',
    [
      [
        'a swap',
        { op: effects({ update: 'orders.a', set: { total: 'orders.b.total' } }, { update: 'orders.b', set: { total: 'orders.a.total' } }) },
        { calls: one('op', 200), goal: 'orders.a.total == 2 && orders.b.total == 1' },
      ],
      [
        'set leaves the other properties',
        { op: effects({ update: 'orders.a', set: { total: '9', 'address.zip': "'1'" } }) },
        { calls: one('op', 500) },
      ],
      [
        'set of an absent property',
        { op: effects({ update: 'orders.a', set: { address: "{'zip': '1'}" } }) },
        { calls: one('op', 200), goal: "orders.a.address == {'zip': '1'} && orders.a.total == 1 && !has(orders.a.status)" },
      ],
      [
        'merge is a JSON Merge Patch',
        { op: effects({ update: "orders['b']", merge: "{'status': null, 'address': {'city': 'x'}}" }) },
        { calls: one('op', 200), goal: "!has(orders.b.status) && orders.b.address.city == 'x' && orders.b.total == 2" },
      ],
      [
        'replace writes the whole',
        { op: effects({ update: 'orders.b', replace: "{'id': 'b', 'user': 'u', 'total': 7}" }) },
        { calls: one('op', 200), goal: "orders.b == {'id': 'b', 'user': 'u', 'total': 7}" },
      ],
      ['delete', { op: effects({ delete: 'orders.a' }) }, { calls: one('op', 200), goal: "!('a' in orders) && 'b' in orders" }],
      ['delete of a property', { op: effects({ delete: 'orders.b.status' }) }, { calls: one('op', 200), goal: '!has(orders.b.status)' }],
      ['delete of what is not there', { op: effects({ delete: 'orders.c' }) }, { calls: one('op', 500) }],
      [
        'forEach binds key and record',
        { op: effects({ forEach: 'orders', where: "record.user == 'u' && key != 'a'", set: { total: 'record.total + 1' } }) },
        { calls: one('op', 200), goal: 'orders.a.total == 1 && orders.b.total == 3' },
      ],
      [
        'forEach deletes',
        { op: effects({ forEach: 'orders', where: "key == 'a'", delete: true }) },
        { calls: one('op', 200), goal: "orders.map(k, k) == ['b']" },
      ],
      [
        'forEach over a list below a record',
        { op: effects({ forEach: 'orders.a.items', where: 'key == 1', set: { price: 'record.price * 2' } }) },
        { calls: one('op', 200), goal: 'orders.a.items.map(i, i.price) == [1, 4]' },
      ],
      [
        'assign',
        { op: effects({ assign: 'count', value: 'count + 1' }) },
        { calls: [...one('op', 200), ...one('op', 200)], goal: 'count == 2' },
      ],
      [
        'when',
        { op: effects({ assign: 'count', value: '3', when: "'c' in orders" }, { assign: 'note', value: "'x'", when: 'count == 0' }) },
        { calls: one('op', 200), goal: "count == 0 && note == 'x'" },
      ],
      ['a when that is an error', { op: effects({ assign: 'count', value: '3', when: 'orders.c.total > 1' }) }, { calls: one('op', 500) }],
    ],
  ],
  [
    '3: create',
    [
      [
        'an existing key is a 409',
        { op: effects({ create: 'orders', value: "{'id': 'a', 'user': 'u', 'total': 1}" }) },
        { calls: one('op', 409) },
      ],
      [
        'unless upsert',
        { op: effects({ create: 'orders', value: "{'id': 'a', 'user': 'u', 'total': 8}", upsert: true }) },
        { calls: one('op', 200), goal: 'orders.a.total == 8 && !has(orders.a.items) && orders.map(k, k) == ["a", "b"]' },
      ],
      [
        'the key property equals the key',
        { op: effects({ create: 'orders', key: "'k'", value: "{'user': 'u', 'total': 1}" }) },
        { calls: one('op', 200), goal: "orders.k.id == 'k'" },
      ],
      [
        'a composite key',
        { op: effects({ create: 'lines', key: "key('b', 2)", value: "{'q': 4}" }) },
        { calls: one('op', 200), goal: "lines[key('b', 2)] == {'o': 'b', 'n': 2, 'q': 4}" },
      ],
      [
        'fresh differs from every key',
        { op: effects({ create: 'orders', value: "{'id': fresh(orders), 'user': 'u', 'total': 1}" }) },
        { calls: [...one('op', 200), ...one('op', 200)], goal: 'orders.size() == 4' },
      ],
      [
        'two fresh in one step differ',
        {
          op: {
            ...effects(
              { create: 'orders', value: "{'id': fresh('orders'), 'user': 'u', 'total': 1}" },
              { create: 'orders', value: "{'id': fresh(orders), 'user': 'u', 'total': 1}" },
            ),
          },
        },
        { calls: one('op', 200), goal: 'orders.size() == 4' },
      ],
      [
        'required properties that are left out are chosen, optional ones absent',
        { op: effects({ create: 'orders', value: "{'user': 'u'}" }) },
        { calls: one('op', 200), goal: 'orders.all(o, has(orders[o].total)) && orders.count(o, has(orders[o].status)) == 1' },
      ],
      [
        'a record outside its schema is a fault',
        {
          op: effects({
            create: 'orders',
            value: "{'id': 'c', 'user': 'u', 'total': 1, 'status': string(count).substring(0, 0) == '' ? 'x' : 'y', 'items': [{}]}",
          }),
        },
        { calls: one('op', 500) },
      ],
      [
        'after a delete, past keys stay past',
        {
          del: effects({ forEach: 'orders', delete: true }),
          op: effects({ create: 'orders', value: "{'id': fresh(orders), 'user': 'u', 'total': 1}" }),
        },
        { calls: [...one('del', 200), ...one('op', 200)], goal: "!('a' in orders) && !('b' in orders)" },
      ],
    ],
  ],
  [
    '4: a place is a path into state',
    [
      [
        'through maps',
        { op: effects({ update: "users['u'].pay['card']", set: { balance: 'users.u.pay.card.balance - 1' } }) },
        { calls: one('op', 200), goal: 'users.u.pay.card.balance == 4 && users.u.pay.gift.balance == 1' },
      ],
      [
        'through list indices',
        { op: effects({ update: 'orders.a.items[1].price', replace: '5' }) },
        { calls: one('op', 200), goal: 'orders.a.items == [{"price": 1}, {"price": 5}]' },
      ],
      [
        'two effects on different places of one record',
        { op: effects({ update: 'users.u.pay.card', set: { balance: '0' } }, { update: 'users.u.pay.gift', set: { balance: '0' } }) },
        { calls: one('op', 200), goal: 'users.u.pay.all(p, users.u.pay[p].balance == 0)' },
      ],
      [
        'set with a path below',
        { op: effects({ update: 'users.u', set: { 'pay.card.balance': '7', "pay['gift'].balance": '8' } }) },
        { calls: one('op', 200), goal: 'users.u.pay.card.balance == 7 && users.u.pay.gift.balance == 8' },
      ],
      ['an index outside the list', { op: effects({ update: 'orders.a.items[2]', set: { price: '5' } }) }, { calls: one('op', 500) }],
      [
        'an entry of a map that is not there',
        { op: effects({ update: "users.u.pay['new']", replace: "{'balance': 3}" }) },
        { calls: one('op', 200), goal: 'users.u.pay.new.balance == 3' },
      ],
    ],
  ],
])('%s', (_sentence, rows) => {
  it.each(rows)('%s', (_claim, operations, story) =>
    expectStory(
      { ...base, operations, root: { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } } } },
      story,
    ),
  );
});
