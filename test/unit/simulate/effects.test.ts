// Claims about effects: what they write, which keys they make, and when they are a fault.

import { describe, expect, it } from 'vitest';
import { DEFAULT_NOW } from '../../../src/base/time.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { scriptedChooser } from '../../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../../src/simulate/choose/seeded.ts';
import { step } from '../../../src/simulate/step.ts';
import { contractOf, type PlainEffect, requestOf } from '../../support/contract-builder.ts';
import { effects, ORDER, order, run, SHOP, START, shop, startOf } from './shop.ts';

describe('create', () => {
  const items = "'items': []";
  it('adds a record at the end, under the key in its value', () => {
    const result = run(shop(effects({ create: 'orders', value: `{'id': 'o3', 'status': 'pending', ${items}}` })));
    expect((result.state['orders'] as { id: string }[]).map(({ id }) => id)).toEqual(['o1', 'o2', 'o3']);
    expect(result.writes).toEqual(['orders ["o3"] {"id":"o3","status":"pending","items":[]}']);
  });
  it('is refused where the key exists', () => {
    expect(run(shop(effects({ create: 'orders', value: `{'id': 'o1', 'status': 'pending', ${items}}` }))).outcome).toBe(
      'refused 409 conflict op/effects/0',
    );
  });
  it('replaces the record in its place with upsert', () => {
    const result = run(shop(effects({ create: 'orders', value: `{'id': 'o1', 'status': 'shipped', ${items}}`, upsert: true })));
    expect((result.state['orders'] as unknown[])[0]).toEqual({ id: 'o1', status: 'shipped', items: [] });
  });
  it('generates the key and the required fields that are left out, and no optional ones', () => {
    const result = run(shop(effects({ create: 'orders', value: '{}' })), {}, { 'create#0.key': 'new', 'create#0.status': 'shipped' });
    expect(order(result, 'new')).toEqual({ id: 'new', status: 'shipped', items: result.choices['create#0.items'] });
    expect(Object.keys(result.choices).sort()).toEqual(['create#0.items', 'create#0.key', 'create#0.status']);
  });
  it('does not accept a choice outside the schema, nor a key in use', () => {
    const contract = shop(effects({ create: 'orders', value: '{}' }));
    expect(run(contract, {}, { 'create#0.status': 'lost' }).outcome).toBe('undecided choice-refused');
    expect(run(contract, {}, { 'create#0.key': 'o1' }).outcome).toBe('undecided choice-refused');
  });
  it('takes the key from `key`, and is a fault where the value has another', () => {
    const good = run(shop(effects({ create: 'orders', value: `{'status': 'pending', ${items}}`, key: "'k'" })));
    expect(order(good, 'k')).toMatchObject({ id: 'k' });
    const bad = run(shop(effects({ create: 'orders', value: `{'id': 'j', 'status': 'pending', ${items}}`, key: "'k'" })));
    expect(bad.outcome).toBe('fault 500 effect op/effects/0');
  });
  it('knows composite keys, and generates the parts that are missing', () => {
    const given = run(shop(effects({ create: 'seats', value: "{'row': 1, 'col': 'a'}" })));
    expect(given.outcome).toBe('refused 409 conflict op/effects/0');
    const partly = run(shop(effects({ create: 'seats', value: "{'col': 'a'}" })), {}, { 'create#0.row': 2 });
    expect(partly.state['seats']).toContainEqual({ row: 2, col: 'a' });
    expect(run(shop(effects({ create: 'seats', value: "{'col': 'a'}" })), {}, { 'create#0.row': 1 }).outcome).toBe(
      'undecided choice-refused',
    );
    const byKey = run(shop(effects({ create: 'seats', value: '{}', key: "key(5, 'b')" })));
    expect(byKey.state['seats']).toContainEqual({ row: 5, col: 'b' });
  });
  it('writes timestamps as text', () => {
    const result = run(shop(effects({ create: 'orders', value: `{'id': 'o3', 'status': 'pending', ${items}, 'at': now}` })));
    expect(order(result, 'o3')).toMatchObject({ at: '2026-01-01T00:00:00Z' });
  });
  it('is a fault for a record outside its schema, with the state that was attempted', () => {
    const contract = shop(effects({ create: 'orders', value: `{'id': 'o3', 'status': 'pending', 'items': [], 'total': -1.0}` }));
    const result = step(contract, startOf(contract), requestOf('op'), { chooser: seededChooser(contract, 1, 0), now: DEFAULT_NOW });
    expect(result).toMatchObject({
      outcome: { kind: 'fault', cause: { kind: 'record', id: 'schema/orders', rule: "orders['o3'].total: minimum" } },
    });
    expect(result.kind === 'transition' && result.attempted?.state.collections.get('orders')?.entries.size).toBe(3);
  });
  it('is skipped where `when` is false, and a fault where it has no value', () => {
    expect(run(shop(effects({ create: 'orders', value: '{}', when: "'x' in orders" }))).writes).toEqual([]);
    expect(run(shop(effects({ create: 'orders', value: '{}', when: "orders['x'].status == 'pending'" }))).outcome).toBe(
      'fault 500 effect op/effects/0',
    );
  });
});

describe('fresh keys', () => {
  it('are new, different from each other, and the same wherever one occurrence is read', () => {
    const contract = shop(
      effects(
        { create: 'users', value: "cel.bind(k, fresh(users), {'id': k, 'vip': k == k})" },
        { create: 'users', value: "{'id': fresh(users)}" },
      ),
    );
    const result = run(contract);
    const ids = (result.state['users'] as { id: string }[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(Object.keys(result.choices).sort()).toEqual(['fresh#0', 'fresh#1']);
  });
  it('may not be chosen twice in one step, nor equal a key created on purpose', () => {
    const two = shop(effects({ create: 'users', value: "{'id': fresh(users)}" }, { create: 'users', value: "{'id': fresh(users)}" }));
    expect(run(two, {}, { 'fresh#0': 'k', 'fresh#1': 'k' }).outcome).toBe('undecided no-choice');
    const mixed = shop(effects({ create: 'users', value: "{'id': 'k'}" }, { create: 'users', value: '{}' }));
    expect(run(mixed, {}, { 'create#1.key': 'k' }).outcome).toBe('undecided choice-refused');
  });
  it('never come back after a record was deleted', () => {
    const contract = contractOf({
      ...SHOP,
      operations: { drop: effects({ delete: "users['u1']" }), make: effects({ create: 'users', value: "{'id': fresh(users)}" }) },
    });
    const chooser = scriptedChooser(new Map([['fresh#0', 'u1']]), seededChooser(contract, 1, 0));
    const dropped = step(contract, startOf(contract), requestOf('drop'), { chooser, now: DEFAULT_NOW });
    if (dropped.kind !== 'transition') throw new Error('undecided');
    expect(dropped.outcome.kind).toBe('success');
    expect(step(contract, dropped.state, requestOf('make'), { chooser, now: DEFAULT_NOW })).toMatchObject({ kind: 'undecided' });
  });
  it('make way for keys that the same request creates on purpose', () => {
    const contract = shop({
      ...effects({ create: 'users', value: '{}' }, { create: 'users', value: "{'id': request.body}" }),
      body: { type: 'string' },
    });
    const generated = run(contract, { body: 'zzz' }).choices['create#0.key'];
    const again = run(contract, { body: generated });
    expect(again.outcome).toBe('success 200');
    expect(again.choices['create#0.key']).not.toBe(generated);
  });
  it('cannot be had from a schema that has no value left', () => {
    const contract = contractOf({
      collections: { bits: { schema: { type: 'object', required: ['id'], properties: { id: { enum: ['a', 'b'] } } }, key: 'id' } },
      operations: { op: effects({ create: 'bits', value: '{}' }) },
    });
    expect(run(contract, {}, {}, { bits: [{ id: 'a' }] }).state['bits']).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(run(contract, {}, {}, { bits: [{ id: 'a' }, { id: 'b' }] }).outcome).toBe('undecided no-choice');
  });
});

describe('update', () => {
  it('sets fields, nested paths and list elements, and adds optional fields and entries', () => {
    const result = run(
      shop(effects({ update: "orders['o1']", set: { status: "'shipped'", 'items[0].price': '9.5', note: 'null', "tags['z']": '3' } })),
    );
    expect(order(result, 'o1')).toMatchObject({
      status: 'shipped',
      note: null,
      items: [{ sku: 'a', price: 9.5 }, { sku: 'b' }],
      tags: { x: 1, y: 2, z: 3 },
    });
    expect(result.writes).toHaveLength(4);
  });
  it('reads the state before in every expression', () => {
    const result = run(
      shop(
        effects(
          { update: "orders['o1']", set: { status: "orders['o2'].status" } },
          { update: "orders['o2']", set: { status: "orders['o1'].status" } },
        ),
      ),
    );
    expect([order(result, 'o1'), order(result, 'o2')]).toMatchObject([{ status: 'shipped' }, { status: 'pending' }]);
  });
  it('merges by RFC 7396', () => {
    const result = run(shop(effects({ update: "orders['o1']", merge: "{'total': null, 'note': 'n', 'tags': {'x': null}}" })));
    expect(order(result, 'o1')).toEqual({
      id: 'o1',
      status: 'pending',
      items: START.orders[0]?.items,
      tags: { y: 2 },
      user: 'u1',
      note: 'n',
    });
  });
  it('replaces, and adds a missing property but no record and no element', () => {
    expect(order(run(shop(effects({ update: "orders['o2'].note", replace: "'hi'" }))), 'o2')).toMatchObject({ note: 'hi' });
    expect(run(shop(effects({ update: "orders['zz']", replace: '{}' }))).outcome).toBe('fault 500 effect op/effects/0');
    expect(run(shop(effects({ update: "orders['o2'].items[0]", replace: '{}' }))).outcome).toBe('fault 500 effect op/effects/0');
  });
  it('is a fault where the place does not exist', () => {
    for (const effect of [
      { update: "orders['zz']", set: { status: "'shipped'" } },
      { update: "orders['o2'].tags", set: { x: '1' } },
      { update: "orders['o2'].tags", merge: '{}' },
      { update: "orders['o1'].items[5]", set: { price: '1.0' } },
      { delete: "orders['o2'].note" },
      { delete: "orders['zz']" },
    ]) {
      expect(run(shop(effects(effect))).outcome, JSON.stringify(effect)).toBe('fault 500 effect op/effects/0');
    }
  });
  it('must not change the key of a record', () => {
    expect(run(shop(effects({ update: "orders['o1']", set: { id: "'o9'" } }))).outcome).toBe('fault 500 record schema/orders');
  });
  it('is a fault for what is no JSON: keys that are not texts, bytes, types', () => {
    for (const value of ["{1: 'a'}", "b'x'", 'type(1)', "[b'x']"]) {
      expect(run(shop(effects({ assign: 'anything', value }))).outcome, value).toBe('fault 500 effect op/effects/0');
    }
    expect(run(shop(effects({ assign: 'anything', value: "[duration('90s'), {'at': now}]" }))).state['anything']).toEqual([
      '90s',
      { at: '2026-01-01T00:00:00Z' },
    ]);
  });
  it('assigns variables', () => expect(run(shop(effects({ assign: 'count', value: 'count + 1' }))).state['count']).toBe(1));
});

describe('delete', () => {
  it('removes records, properties, entries and elements', () => {
    expect(order(run(shop(effects({ delete: "orders['o1']" }))), 'o1')).toBeUndefined();
    expect(order(run(shop(effects({ delete: "orders['o1'].total" }))), 'o1')).not.toHaveProperty('total');
    expect(order(run(shop(effects({ delete: "orders['o1'].tags['x']" }))), 'o1')).toMatchObject({ tags: { y: 2 } });
    expect(order(run(shop(effects({ delete: "orders['o1'].items[0]" }))), 'o1')).toMatchObject({ items: [{ sku: 'b' }] });
  });
  it('of two elements of one list means their positions before', () => {
    const result = run(shop(effects({ delete: "orders['o1'].items[0]" }, { update: "orders['o1'].items[1]", set: { price: '7.0' } })));
    expect(order(result, 'o1')).toMatchObject({ items: [{ sku: 'b', price: 7 }] });
  });
});

describe('forEach', () => {
  it('changes the records where the rule is true', () => {
    const result = run(shop(effects({ forEach: 'orders', where: "record.status == 'pending'", set: { note: 'key' } })));
    expect(result.writes).toEqual(['orders ["o1","note"] "o1"']);
  });
  it('walks maps and lists', () => {
    expect(order(run(shop(effects({ forEach: "orders['o1'].tags", replace: 'record + 10' }))), 'o1')).toMatchObject({
      tags: { x: 11, y: 12 },
    });
    expect(order(run(shop(effects({ forEach: "orders['o1'].items", set: { price: 'double(key)' } }))), 'o1')).toMatchObject({
      items: [{ price: 0 }, { price: 1 }],
    });
  });
  it('deletes', () =>
    expect(run(shop(effects({ forEach: 'orders', where: "record.status == 'shipped'", delete: true }))).writes).toEqual([
      'orders ["o2"] removed',
    ]));
  it('is a fault where the rule has no value for an element', () => {
    expect(run(shop(effects({ forEach: 'orders', where: 'record.total > 1.0', delete: true }))).outcome).toBe(
      'fault 500 effect op/effects/0',
    );
  });
});

describe('two effects', () => {
  it('may write different places of one record', () => {
    const result = run(
      shop(effects({ update: "orders['o1']", set: { note: "'n'" } }, { update: "orders['o1'].items[0]", set: { price: '5.0' } })),
    );
    expect(order(result, 'o1')).toMatchObject({ note: 'n', items: [{ price: 5 }, { price: 2 }] });
  });
  it('must not write one place, or one inside the other, whatever the values', () => {
    const pairs: readonly (readonly [PlainEffect, PlainEffect])[] = [
      [
        { update: "orders['o1']", set: { note: "'n'" } },
        { update: "orders['o1']", set: { note: "'n'" } },
      ],
      [
        { update: "orders['o1'].items", replace: '[]' },
        { update: "orders['o1'].items[0]", set: { price: '5.0' } },
      ],
      [
        { update: "orders['o1'].items[0]", set: { price: '5.0' } },
        { update: "orders['o1']", merge: '{}' },
      ],
      [{ delete: "orders['o1']" }, { update: "orders['o1']", set: { note: "'n'" } }],
      [
        { assign: 'count', value: '1' },
        { assign: 'count', value: '1' },
      ],
    ];
    for (const pair of pairs) expect(run(shop(effects(...pair))).outcome, JSON.stringify(pair)).toBe('fault 500 effect op/effects/1');
  });
  it('are decided by the first problem in their order', () => {
    const conflicting = { create: 'users', value: "{'id': 'u1'}" };
    const faulty = { delete: "users['zz']" };
    expect(run(shop(effects(conflicting, faulty))).outcome).toBe('refused 409 conflict op/effects/0');
    expect(run(shop(effects(faulty, conflicting))).outcome).toBe('fault 500 effect op/effects/0');
  });
});

describe('deleting what is referred to', () => {
  const withReferences = (onDelete: 'restrict' | 'cascade' | 'ignore'): Contract =>
    shop(effects({ delete: "users['u1']" }), {
      collections: {
        ...SHOP.collections,
        orders: { schema: ORDER, key: 'id', references: { user: { collection: 'users', onDelete } } },
        notes: {
          schema: {
            type: 'object',
            required: ['id'],
            properties: { id: { type: 'integer' }, orders: { type: 'array', items: { type: 'string' } } },
          },
          key: 'id',
          references: { orders: { collection: 'orders', onDelete: 'cascade' } },
        },
      },
    });
  const start = { ...START, notes: [{ id: 1, orders: ['o1', 'o2'] }, { id: 2, orders: ['o2'] }, { id: 3 }] };

  it('is left alone by default', () => expect(run(withReferences('ignore'), {}, {}, start).writes).toEqual(['users ["u1"] removed']));
  it('is refused under restrict', () =>
    expect(run(withReferences('restrict'), {}, {}, start).outcome).toBe('refused 409 reference references/orders/user'));
  it('takes referring records along under cascade, transitively, also from lists of keys', () => {
    const { writes, state } = run(withReferences('cascade'), {}, {}, start);
    expect(writes).toEqual(['users ["u1"] removed', 'orders ["o1"] removed', 'notes [1] removed']);
    expect(state['notes']).toEqual([{ id: 2, orders: ['o2'] }, { id: 3 }]);
  });
  it('is not refused if the referring record goes in the same step', () => {
    const contract = withReferences('restrict');
    const both = { ...contract, operations: shop(effects({ delete: "users['u1']" }, { delete: "orders['o1']" })).operations };
    expect(run(both, {}, {}, start).outcome).toBe('success 200');
  });
});
