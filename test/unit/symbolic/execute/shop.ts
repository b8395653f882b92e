// A small shop for these tests: orders with a status, payments that refer to them, and a counter.

import type { Contract } from '../../../../src/contract/contract.ts';
import {
  all,
  assign,
  body,
  call,
  coll,
  contract,
  create,
  fresh,
  index,
  invariant,
  type LooseContract,
  type LooseOperation,
  lit,
  local,
  member,
  number,
  object,
  pathParam,
  place,
  precondition,
  record,
  remove,
  set,
  text,
  variable,
} from './building.ts';

const orders = coll('orders');
const id = pathParam('id');
const order = index(orders, id);

const OPERATIONS: Readonly<Record<string, LooseOperation>> = {
  placeOrder: {
    body: object({ total: number }),
    effects: [create('orders', record({ status: lit('pending'), total: body('total') }))],
    response: lit('placed'),
  },
  nameOrder: {
    parameters: { id: text },
    effects: [create('orders', record({ id, status: lit('pending'), total: lit(1) }))],
    response: order,
  },
  freshOrder: {
    effects: [create('orders', record({ id: fresh('orders', 0), status: lit('pending'), total: lit(1) }))],
    response: record({ id: fresh('orders', 0) }),
  },
  payOrder: {
    parameters: { id: text },
    preconditions: [
      precondition('payOrder/preconditions/0', call('inMap', id, orders), 404),
      precondition('payOrder/preconditions/1', call('equal', member(order, 'status'), lit('pending'))),
    ],
    effects: [set(place('orders', id), { status: lit('paid') })],
    response: order,
  },
  cancelOrder: {
    parameters: { id: text },
    preconditions: [precondition('cancelOrder/preconditions/0', call('equal', member(order, 'status'), lit('pending')))],
    effects: [remove(place('orders', id))],
  },
  discount: {
    parameters: { id: text },
    body: object({ by: number }),
    preconditions: [precondition('discount/preconditions/0', call('inMap', id, orders), 404)],
    effects: [set(place('orders', id), { total: call('subtract', member(order, 'total'), body('by')) })],
  },
  count: { effects: [assign('counter', call('add', variable('counter'), lit(1)))], response: variable('counter') },
  clash: {
    parameters: { id: text },
    effects: [set(place('orders', id), { total: lit(1) }), set(place('orders', body('other')), { total: lit(2) })],
    body: object({ other: text }),
  },
};

const LOOSE: LooseContract = {
  collections: {
    orders: {
      schema: object({ id: text, status: { types: ['string'], enum: ['pending', 'paid'] }, total: number, note: text }, [
        'id',
        'status',
        'total',
      ]),
      key: 'id',
      initial: [
        { id: 'o1', status: 'pending', total: 5 },
        { id: 'o2', status: 'paid', total: 7, note: 'gift' },
      ],
    },
  },
  variables: { counter: { schema: { types: ['integer'], maximum: 2 }, initial: 0 } },
  invariants: [invariant('total', all(orders, 0, call('greaterOrEqual', member(index(orders, local(0)), 'total'), lit(0))))],
  operations: OPERATIONS,
};

export const SHOP: Contract = contract(LOOSE);
