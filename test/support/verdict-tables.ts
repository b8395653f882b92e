// What is valid, what is not and why: claims about the small shop, each beside its opposite, whoever the solver is.

import { fromPlain } from '../../src/base/json.ts';
import type { VerifyOptions } from '../../src/verify/options.ts';

export type Plain = Readonly<Record<string, unknown>>;
/** `invalid` alone: several requirements may refuse, and which one a counterexample shows is the solver's choice. */
export type Row = [claim: string, trajectory: Plain, verdict: string, options?: Partial<VerifyOptions>];

export const placing = (quantity: unknown, more: Plain = {}, sku: unknown = 'tea'): Plain => ({
  operationId: 'placeOrder',
  body: { sku, quantity },
  as: 'order',
  ...more,
});
const put = (stock: unknown, more: Plain = {}, sku: unknown = 'tea'): Plain => ({
  operationId: 'putProduct',
  params: { sku },
  body: { price: 2, stock },
  ...more,
});
export const ofOrder = (operationId: string, more: Plain = {}, orderId: unknown = '$steps.order.response.body#/id'): Plain => ({
  operationId,
  params: { orderId },
  ...more,
});
const status = (code: number): Plain => ({ expect: { status: code } });
export const hole = (name: string): Plain => ({ $hole: name });
const order = (more: Plain = {}): Plain => ({ id: 'o1', sku: 'tea', quantity: 2, total: 9, status: 'placed', ...more });
const tea = (stock: number): Plain => ({ sku: 'tea', price: 4.5, stock });

const NOT_ENOUGH = 'there is not enough in stock';
const NO_PRODUCT = 'there is no such product';
const NOT_PLACED = 'only a placed order can be cancelled';
const NO_ORDER = 'order not found';

/** Rows of one subject. */
interface VerdictTable {
  readonly name: string;
  readonly rows: readonly Row[];
}

const tables: VerdictTable[] = [];

export const VERDICT_TABLES: readonly VerdictTable[] = tables;

function table(name: string, rows: readonly Row[]): void {
  tables.push({ name, rows });
}

table('where a trajectory starts', [
  ['reset: the records of the contract are there', { steps: [placing(5)] }, 'valid'],
  ['reset: and no more than these', { steps: [placing(6)] }, `invalid 0: 2xx, 409: ${NOT_ENOUGH}`],
  ['given: other records', { initial: { products: [tea(9)] }, steps: [placing(9)] }, 'valid'],
  ['given: as an object by key', { initial: { products: { tea: tea(9) } }, steps: [placing(9)] }, 'valid'],
  ['given: what is left out is empty, not as at reset', { initial: {}, steps: [placing(1)] }, `invalid 0: 2xx, 404: ${NO_PRODUCT}`],
  ['any: nothing need be there', { initial: 'any', steps: [placing(1)] }, 'invalid'],
  ['any: what is put there is there', { initial: 'any', steps: [put(4), placing(4)] }, 'valid'],
  ['any: and no more than that', { initial: 'any', steps: [put(4), placing(5)] }, `invalid 1: 2xx, 409: ${NOT_ENOUGH}`],
  ['any: invariants hold', { initial: 'any', steps: [], never: 'products.exists(p, products[p].stock < 0)' }, 'valid'],
  ['any: but nothing else does', { initial: 'any', steps: [], never: 'products.exists(p, products[p].stock > 99)' }, 'invalid'],
  [
    'the option takes the place of what the trajectory says',
    { initial: 'reset', steps: [placing(9)] },
    'valid',
    { initial: { kind: 'given', state: fromPlain({ products: [tea(9)] }) ?? null } },
  ],
]);

table('which outcome a step claims', [
  ['a refusal, by its status', { steps: [placing(6, status(409))] }, 'valid'],
  ['another refusal than that', { steps: [placing(6, status(404))] }, `invalid 0: 404, 409: ${NOT_ENOUGH}`],
  [
    'a refusal of what is granted',
    { steps: [placing(1, status(409))] },
    'invalid 0: 409, 201: no requirement refuses the request with 409',
  ],
  ['the status of success', { steps: [placing(1, status(201))] }, 'valid'],
  ['another status of success', { steps: [placing(1, status(200))] }, 'invalid 0: 200, 201: the request succeeds with another status'],
  ['the first requirement that does not hold decides', { steps: [placing(9, status(404), 'milk')] }, 'valid'],
  ['a body outside its schema is refused', { steps: [placing(0, status(400))] }, 'valid'],
  ['a body of another type is refused', { steps: [placing('two')] }, 'invalid'],
  ['a parameter that does not exist is refused', { steps: [put(1, { params: { sku: 'a', colour: 'red' }, ...status(400) })] }, 'valid'],
  ['an operation that does not exist is not found', { steps: [{ operationId: 'order', ...status(404) }] }, 'valid'],
  ['a refusal changes nothing', { steps: [placing(6, status(409)), placing(5, { as: 'next' })] }, 'valid'],
  ['from everywhere, a refusal', { initial: 'any', steps: [put(3), placing(4, status(409))] }, 'valid'],
  ['from everywhere, a refusal that need not be', { initial: 'any', steps: [ofOrder('shipOrder', status(404), 'o1')] }, 'invalid'],
]);

table('which body a step expects', [
  [
    'all of it',
    {
      initial: { products: [tea(3)], orders: [order()] },
      steps: [ofOrder('shipOrder', { expect: { body: order({ status: 'shipped' }) } }, 'o1')],
    },
    'valid',
  ],
  [
    'another one',
    { initial: { products: [tea(3)], orders: [order()] }, steps: [ofOrder('shipOrder', { expect: { body: order() } }, 'o1')] },
    'invalid 0: body, another body: the body is not the expected one',
  ],
  [
    'with parts of earlier answers in it',
    { steps: [placing(2), ofOrder('shipOrder', { expect: { body: order({ id: '$steps.order.response.body#/id', status: 'shipped' }) } })] },
    'valid',
  ],
  [
    'with what the server need not choose',
    { steps: [placing(2, { expect: { body: order() } })] },
    'invalid 0: body, another body: the body is not the expected one',
  ],
]);

const recorded = (body: unknown): Plain => ({ response: { status: 201, ...(body === undefined ? {} : { body }) } });
table('what a recorded response says', [
  ['what the contract allows', { steps: [placing(2, recorded(order()))] }, 'valid'],
  [
    'what it does not',
    { steps: [placing(2, recorded(order({ total: 10 })))] },
    'invalid 0: body, another body: the recorded body is not one that the contract allows',
  ],
  [
    'less than there is',
    { steps: [placing(2, recorded({ id: 'o1' }))] },
    "invalid 0: body, another body: the recorded body is not one that the contract allows: response.body.sku: 'sku' is missing",
  ],
  ['its status alone', { steps: [placing(2, recorded(undefined))] }, 'valid'],
  [
    'a status that cannot be',
    { steps: [placing(2, { response: { status: 409 } })] },
    'invalid 0: 409, 201: no requirement refuses the request with 409',
  ],
  ['a refusal', { steps: [placing(6, { response: { status: 409, body: { error: 'any' } } })] }, 'valid'],
  [
    'which value the server chose, so that later steps may name it',
    { steps: [placing(2, recorded(order())), ofOrder('shipOrder', {}, 'o1')], goal: "orders['o1'].status == 'shipped'" },
    'valid',
  ],
  ['without it they may not', { steps: [placing(2), ofOrder('shipOrder', {}, 'o1')] }, `invalid 1: 2xx, 404: ${NO_ORDER}`],
  [
    'the same value twice, where it must be a fresh one',
    { steps: [placing(2, recorded(order())), placing(2, { ...recorded(order()), as: 'second' })] },
    'invalid 1: body, another body: the recorded body is not one that the contract allows',
  ],
  ['from everywhere, what is possible somewhere', { initial: 'any', steps: [placing(2, recorded(order({ total: 7 })), 'x')] }, 'invalid'],
]);

table('what holes stand for', [
  ['exists: a value that makes it hold', { steps: [placing(hole('q'))], goal: 'orders.exists(o, orders[o].total == 13.5)' }, 'valid'],
  ['exists: none does', { steps: [placing(hole('q'))], goal: 'orders.exists(o, orders[o].total == 13.6)' }, 'invalid: no filling'],
  [
    'exists: one value in all its places',
    { steps: [placing(hole('q')), placing(hole('q'), { as: 'next' })], goal: "products['tea'].stock == 1" },
    'valid',
  ],
  [
    'exists: so it cannot come to an odd number',
    { steps: [placing(hole('q')), placing(hole('q'), { as: 'next' })], goal: "products['tea'].stock == 2" },
    'invalid: no filling',
  ],
  ['forall: what the schema allows', { steps: [put(hole('n'))] }, 'valid', { holes: 'forall' }],
  [
    'forall: and what it does not allow is not meant',
    { steps: [placing(hole('q'), status(409))] },
    'invalid 0: 409, 201: no requirement refuses the request with 409',
    { holes: 'forall' },
  ],
  [
    'forall: one value that will not do refutes',
    { steps: [placing(hole('q'))] },
    `invalid 0: 2xx, 409: ${NOT_ENOUGH}`,
    { holes: 'forall' },
  ],
  [
    'forall: every value does',
    { steps: [put(hole('n'), {}, hole('sku')), placing(1, {}, hole('sku'))] },
    `invalid 1: 2xx, 409: ${NOT_ENOUGH}`,
    { holes: 'forall' },
  ],
  [
    'forall, from everywhere',
    { initial: 'any', steps: [put(7, {}, hole('sku')), placing(7, {}, hole('sku'))] },
    'valid',
    { holes: 'forall' },
  ],
]);

table('what is claimed about states', [
  ['goal: it holds at the end', { steps: [placing(2)], goal: "products['tea'].stock == 3" }, 'valid'],
  [
    'goal: it does not',
    { steps: [placing(2)], goal: "products['tea'].stock == 5" },
    'invalid at the end: goal, not reached: the goal does not hold in the last state',
  ],
  [
    'goal: an error is no truth',
    { steps: [], goal: "products['milk'].stock == 5" },
    'invalid at the end: goal, not reached: the goal does not hold in the last state',
  ],
  [
    'goal: whatever the server chooses',
    { steps: [placing(2)], goal: "!('o1' in orders)" },
    'invalid at the end: goal, not reached: the goal does not hold in the last state',
  ],
  ['never: it holds nowhere', { steps: [placing(2), placing(3, { as: 'next' })], never: "products['tea'].stock > 5" }, 'valid'],
  [
    'never: it holds on the way',
    { steps: [placing(2), ofOrder('cancelOrder')], never: "products['tea'].stock == 3" },
    'invalid 0: never, it holds: this leads to a state that must never be reached',
  ],
  [
    'never: it holds at the start',
    { steps: [placing(2)], never: "products['tea'].stock == 5" },
    'invalid at the end: never, it holds: the initial state is one that must never be reached',
  ],
  ['frame: unchanged', { steps: [placing(2)], frame: ['orders'] }, "invalid at the end: unchanged, changed: 'orders' must end as it began"],
  ['frame: changed and changed back', { steps: [placing(2), ofOrder('cancelOrder')], frame: ['products'] }, 'valid'],
  [
    'frame, from everywhere',
    { initial: 'any', steps: [ofOrder('shipOrder', status(404), 'o1')], frame: ['orders', 'products'] },
    'invalid',
  ],
  [
    'after cancelling, cancelling is refused',
    { steps: [placing(2), ofOrder('cancelOrder'), ofOrder('cancelOrder', status(409))] },
    'valid',
  ],
  [
    'after shipping, cancelling is refused',
    { steps: [placing(2), ofOrder('shipOrder'), ofOrder('cancelOrder')] },
    `invalid 2: 2xx, 409: ${NOT_PLACED}`,
  ],
]);
