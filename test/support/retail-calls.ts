// Decides which calls the retail tools are tried with: realistic ones, drawn near the state, and mutations of them.

import { type Random, randomAt } from '../../src/base/random.ts';
import { RETAIL_TOOLS, type RetailDatabase } from './retail-oracle.ts';

/** A call of a tool. */
export interface RetailCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const NOWHERE = ['no-such-id', '', '#W0000000', '__proto__'];

function pick<T>(random: Random, from: readonly T[]): T | undefined {
  return from[random.integer(0, from.length - 1)];
}

/** The call number `index` of a sequence, near the present state of the database; mostly about `focus`, an order id. */
export function retailCall(seed: number, index: number, db: RetailDatabase, focus: string): RetailCall {
  const random = randomAt(seed, 'call', index);
  const name = pick(random, [...RETAIL_TOOLS.keys(), ...WRITES, ...WRITES]) ?? 'get_order_details';
  const args: Record<string, unknown> = {};
  const orderId = random.next() < 0.9 ? focus : (pick(random, [...Object.keys(db.orders), ...NOWHERE]) ?? '');
  for (const arg of RETAIL_TOOLS.get(name) ?? []) args[arg] = argument(random, arg, db, orderId);
  if (Array.isArray(args['item_ids']) && Array.isArray(args['new_item_ids']))
    args['new_item_ids'] = replacements(random, db, orderId, args['item_ids']);
  return { name, args: mutated(random, args) };
}

const WRITES = [
  'cancel_pending_order',
  'modify_pending_order_payment',
  'modify_pending_order_items',
  'modify_pending_order_address',
  'exchange_delivered_order_items',
  'return_delivered_order_items',
];

function argument(random: Random, name: string, db: RetailDatabase, orderId: string): unknown {
  const order = Object.hasOwn(db.orders, orderId) ? db.orders[orderId] : undefined;
  const user = order && db.users[order.user_id];
  switch (name) {
    case 'order_id':
      return orderId;
    case 'user_id':
      return random.next() < 0.9 ? (order?.user_id ?? '') : pick(random, NOWHERE);
    case 'payment_method_id':
      return random.next() < 0.9 ? pick(random, Object.keys(user?.payment_methods ?? {})) : pick(random, ['gift_card_0', ...NOWHERE]);
    case 'reason':
      return pick(random, ['no longer needed', 'no longer needed', 'ordered by mistake', 'changed my mind']);
    case 'item_ids':
      return pickedItems(random, order?.items.map((item) => item.item_id) ?? []);
    case 'new_item_ids':
      return [];
    case 'item_id':
    case 'product_id':
      return pick(random, [...(order?.items.map((item) => (name === 'item_id' ? item.item_id : item.product_id)) ?? []), ...NOWHERE]);
    case 'email':
      return random.next() < 0.5 ? user?.email.toUpperCase() : user?.email;
    case 'first_name':
      return random.next() < 0.8 ? user?.name.first_name.toLowerCase() : 'Nobody';
    case 'last_name':
      return user?.name.last_name.toUpperCase();
    case 'zip':
      return random.next() < 0.8 ? user?.address.zip : '00000';
    default:
      return pick(random, ['1 Main Street', '', 'Apt 2', 'Denver', 'USA', 'CO']);
  }
}

function pickedItems(random: Random, ids: readonly string[]): readonly string[] {
  const picked = ids.filter(() => random.next() < 0.5);
  if (random.next() < 0.15 && picked[0] !== undefined) picked.push(picked[0]);
  return random.next() < 0.05 ? [...picked, 'no-such-item'] : picked;
}

function replacements(random: Random, db: RetailDatabase, orderId: string, old: readonly unknown[]): readonly string[] {
  const order = Object.hasOwn(db.orders, orderId) ? db.orders[orderId] : undefined;
  const news = old.map((id) => {
    const product = order?.items.find((item) => item.item_id === id)?.product_id ?? '';
    const variants = Object.values(db.products[product]?.variants ?? {});
    const available = random.next() < 0.85 ? variants.filter((v) => v.available) : variants;
    const cheap = random.next() < 0.3 ? [...available].sort((a, b) => a.price - b.price).slice(0, 1) : available;
    return random.next() < 0.05 ? String(id) : (pick(random, cheap)?.item_id ?? 'no-such-variant');
  });
  return random.next() < 0.05 ? news.slice(1) : news;
}

function mutated(random: Random, args: Record<string, unknown>): Record<string, unknown> {
  const roll = random.next();
  const name = pick(random, Object.keys(args));
  if (roll > 0.06 || name === undefined) return args;
  if (roll < 0.02) return { ...args, extra: 'argument' };
  const { [name]: _dropped, ...rest } = args;
  return roll < 0.04 ? rest : { ...rest, [name]: 7 };
}
