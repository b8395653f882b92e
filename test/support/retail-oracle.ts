// Decides what the retail tools do, a second time: plain JSON and whole cents, written from the description of the tools and not from the overlay.

interface Address {
  address1: string;
  address2: string;
  city: string;
  country: string;
  state: string;
  zip: string;
}
interface Variant {
  item_id: string;
  options: Record<string, string>;
  available: boolean;
  price: number;
}
interface Item {
  name: string;
  product_id: string;
  item_id: string;
  price: number;
  options: Record<string, string>;
}
interface Payment {
  transaction_type: string;
  amount: number;
  payment_method_id: string;
}
interface Order {
  order_id: string;
  user_id: string;
  address: Address;
  items: Item[];
  status: string;
  fulfillments: unknown[];
  payment_history: Payment[];
  [optional: string]: unknown;
}
interface Method {
  source: string;
  id: string;
  balance?: number;
}
interface User {
  user_id: string;
  name: { first_name: string; last_name: string };
  address: Address;
  email: string;
  payment_methods: Record<string, Method>;
  orders: string[];
}
/** The database of the benchmark. */
export interface RetailDatabase {
  products: Record<string, { name: string; product_id: string; variants: Record<string, Variant> }>;
  users: Record<string, User>;
  orders: Record<string, Order>;
}

type Args = Readonly<Record<string, unknown>>;
/** What a call answers. A refused call changes nothing. */
export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly message: string };

class Refusal extends Error {}

const TOOLS: Readonly<Record<string, { readonly args: readonly string[]; readonly run: (db: RetailDatabase, args: Args) => unknown }>> = {
  get_order_details: { args: ['order_id'], run: (db, a) => orderOf(db, a) },
  get_user_details: { args: ['user_id'], run: (db, a) => own(db.users, a['user_id']) ?? refuse('User not found') },
  get_product_details: { args: ['product_id'], run: (db, a) => own(db.products, a['product_id']) ?? refuse('Product not found') },
  get_item_details: { args: ['item_id'], run: itemDetails },
  find_user_id_by_email: { args: ['email'], run: (db, a) => userWhere(db, (u) => lower(u.email) === lower(a['email'])) },
  find_user_id_by_name_zip: { args: ['first_name', 'last_name', 'zip'], run: byNameAndZip },
  list_all_product_types: { args: [], run: productTypes },
  cancel_pending_order: { args: ['order_id', 'reason'], run: cancel },
  modify_pending_order_address: { args: ['order_id', 'address1', 'address2', 'city', 'state', 'country', 'zip'], run: orderAddress },
  modify_pending_order_payment: { args: ['order_id', 'payment_method_id'], run: orderPayment },
  modify_pending_order_items: { args: ['order_id', 'item_ids', 'new_item_ids', 'payment_method_id'], run: modifyItems },
  exchange_delivered_order_items: { args: ['order_id', 'item_ids', 'new_item_ids', 'payment_method_id'], run: exchangeItems },
  return_delivered_order_items: { args: ['order_id', 'item_ids', 'payment_method_id'], run: returnItems },
  modify_user_address: { args: ['user_id', 'address1', 'address2', 'city', 'state', 'country', 'zip'], run: userAddress },
  transfer_to_human_agents: { args: ['summary'], run: () => 'Transfer successful' },
};

/** Names of the tools that the oracle knows: all but `calculate`, with their arguments. */
export const RETAIL_TOOLS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(TOOLS).map(([name, tool]) => [name, tool.args]));

/** Calls a tool on a database, which is changed only by success. */
export function callRetailTool(db: RetailDatabase, name: string, args: Args): Answer {
  const tool = TOOLS[name];
  if (!tool) return { ok: false, message: 'schema' };
  const names = Object.keys(args);
  if (names.length !== tool.args.length || !tool.args.every((arg) => wellTyped(arg, args[arg]))) return { ok: false, message: 'schema' };
  try {
    return { ok: true, result: structuredClone(tool.run(db, args)) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    throw error;
  }
}

function wellTyped(name: string, value: unknown): boolean {
  if (name.endsWith('item_ids')) return Array.isArray(value) && value.every((x) => typeof x === 'string');
  return typeof value === 'string';
}

function refuse(message: string): never {
  throw new Refusal(message);
}

function own<T>(map: Record<string, T>, key: unknown): T | undefined {
  return typeof key === 'string' && Object.hasOwn(map, key) ? map[key] : undefined;
}

function lower(value: unknown): string {
  return String(value).toLowerCase();
}

const cents = (amount: number): number => Math.round(amount * 100);

function orderOf(db: RetailDatabase, a: Args): Order {
  return own(db.orders, a['order_id']) ?? refuse('Order not found');
}

function ownerOf(db: RetailDatabase, order: Order): User {
  return own(db.users, order.user_id) ?? refuse('User not found');
}

function methodOf(db: RetailDatabase, order: Order, id: unknown): Method {
  return own(ownerOf(db, order).payment_methods, id) ?? refuse('Payment method not found');
}

function itemDetails(db: RetailDatabase, a: Args): Variant {
  for (const product of Object.values(db.products)) {
    const variant = own(product.variants, a['item_id']);
    if (variant) return variant;
  }
  return refuse('Item not found');
}

function userWhere(db: RetailDatabase, fits: (user: User) => boolean): string {
  return Object.values(db.users).find(fits)?.user_id ?? refuse('User not found');
}

function byNameAndZip(db: RetailDatabase, a: Args): string {
  return userWhere(
    db,
    (u) =>
      lower(u.name.first_name) === lower(a['first_name']) &&
      lower(u.name.last_name) === lower(a['last_name']) &&
      u.address.zip === a['zip'],
  );
}

function productTypes(db: RetailDatabase): string {
  const entries = Object.values(db.products).map((p) => [p.name, p.product_id] as const);
  const sorted = [...new Map(entries)].sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${sorted.map(([name, id]) => `${JSON.stringify(name)}: ${JSON.stringify(id)}`).join(', ')}}`;
}

function credit(method: Method | undefined, amount: number): void {
  if (method?.source === 'gift_card') method.balance = (cents(method.balance ?? 0) + cents(amount)) / 100;
}

function cancel(db: RetailDatabase, a: Args): Order {
  const order = orderOf(db, a);
  if (order.status !== 'pending') refuse('Non-pending order cannot be cancelled');
  if (a['reason'] !== 'no longer needed' && a['reason'] !== 'ordered by mistake') refuse('Invalid reason');
  const before = [...order.payment_history];
  for (const entry of before) {
    credit(own(ownerOf(db, order).payment_methods, entry.payment_method_id), entry.amount);
    order.payment_history.push({ transaction_type: 'refund', amount: entry.amount, payment_method_id: entry.payment_method_id });
  }
  order.status = 'cancelled';
  order['cancel_reason'] = a['reason'];
  return order;
}

function addressIn(a: Args): Address {
  const part = (name: string): string => String(a[name]);
  return {
    address1: part('address1'),
    address2: part('address2'),
    city: part('city'),
    country: part('country'),
    state: part('state'),
    zip: part('zip'),
  };
}

function orderAddress(db: RetailDatabase, a: Args): Order {
  const order = orderOf(db, a);
  if (!order.status.includes('pending')) refuse('Non-pending order cannot be modified');
  order.address = addressIn(a);
  return order;
}

function orderPayment(db: RetailDatabase, a: Args): Order {
  const order = orderOf(db, a);
  if (!order.status.includes('pending')) refuse('Non-pending order cannot be modified');
  const method = methodOf(db, order, a['payment_method_id']);
  const [paid, more] = order.payment_history;
  if (!paid || more || paid.transaction_type !== 'payment') return refuse('There should be exactly one payment for a pending order');
  if (paid.payment_method_id === method.id) refuse('The new payment method should be different from the current one');
  if (method.source === 'gift_card' && cents(method.balance ?? 0) < cents(paid.amount))
    refuse('Insufficient gift card balance to pay for the order');
  order.payment_history.push(
    { transaction_type: 'payment', amount: paid.amount, payment_method_id: method.id },
    { transaction_type: 'refund', amount: paid.amount, payment_method_id: paid.payment_method_id },
  );
  credit(method, -paid.amount);
  credit(own(ownerOf(db, order).payment_methods, paid.payment_method_id), paid.amount);
  return order;
}

function containedAll(order: Order, ids: readonly string[]): boolean {
  const count = (list: readonly string[], id: string): number => list.filter((x) => x === id).length;
  const present = order.items.map((item) => item.item_id);
  return ids.every((id) => count(ids, id) <= count(present, id));
}

interface Pair {
  readonly old: string;
  readonly item: Item;
  readonly variant: Variant;
}

function pairsOf(db: RetailDatabase, order: Order, a: Args, refuseSame: boolean): readonly Pair[] {
  const olds = a['item_ids'] as readonly string[];
  const news = a['new_item_ids'] as readonly string[];
  return olds.map((old, i) => {
    const wanted = news[i];
    if (refuseSame && old === wanted) refuse('The new item id should be different from the old item id');
    const item = order.items.find((x) => x.item_id === old) ?? refuse('unreachable');
    const variant = own(own(db.products, item.product_id)?.variants ?? {}, wanted) ?? refuse('Variant not found');
    if (!variant.available) refuse('New item not found or available');
    return { old, item: { ...item }, variant };
  });
}

function modifyItems(db: RetailDatabase, a: Args): Order {
  const order = orderOf(db, a);
  const ids = a['item_ids'] as readonly string[];
  if (order.status !== 'pending') refuse('Non-pending order cannot be modified');
  if (!containedAll(order, ids)) refuse('Item id not found in the order');
  if (ids.length !== (a['new_item_ids'] as readonly string[]).length) refuse('The number of items to be exchanged should match');
  const pairs = pairsOf(db, order, a, true);
  const method = methodOf(db, order, a['payment_method_id']);
  const difference = pairs.reduce((sum, { item, variant }) => sum + cents(variant.price) - cents(item.price), 0);
  if (method.source === 'gift_card' && cents(method.balance ?? 0) < difference)
    refuse('Insufficient gift card balance to pay for the new item');
  const kind = difference > 0 ? 'payment' : 'refund';
  order.payment_history.push({ transaction_type: kind, amount: Math.abs(difference) / 100, payment_method_id: method.id });
  credit(method, -difference / 100);
  const last = pairs.at(-1)?.variant;
  for (const { old, variant } of pairs) {
    const item = order.items.find((x) => x.item_id === old) ?? refuse('unreachable');
    item.item_id = variant.item_id;
    item.price = last?.price ?? 0;
    item.options = { ...last?.options };
  }
  order.status = 'pending (item modified)';
  return order;
}

function exchangeItems(db: RetailDatabase, a: Args): Order {
  const order = orderOf(db, a);
  const ids = a['item_ids'] as readonly string[];
  if (order.status !== 'delivered') refuse('Non-delivered order cannot be exchanged');
  if (!containedAll(order, ids)) refuse('Number of item id not found');
  if (ids.length !== (a['new_item_ids'] as readonly string[]).length) refuse('The number of items to be exchanged should match.');
  const pairs = pairsOf(db, order, a, false);
  const method = methodOf(db, order, a['payment_method_id']);
  const difference = pairs.reduce((sum, { item, variant }) => sum + cents(variant.price) - cents(item.price), 0);
  if (method.source === 'gift_card' && cents(method.balance ?? 0) < difference)
    refuse('Insufficient gift card balance to pay for the price difference');
  order.status = 'exchange requested';
  order['exchange_items'] = [...ids].sort();
  order['exchange_new_items'] = [...(a['new_item_ids'] as readonly string[])].sort();
  order['exchange_payment_method_id'] = method.id;
  order['exchange_price_difference'] = difference / 100;
  return order;
}

function returnItems(db: RetailDatabase, a: Args): Order {
  const order = orderOf(db, a);
  const ids = a['item_ids'] as readonly string[];
  if (order.status !== 'delivered') refuse('Non-delivered order cannot be returned');
  const method = methodOf(db, order, a['payment_method_id']);
  if (method.source !== 'gift_card' && order.payment_history[0]?.payment_method_id !== method.id)
    refuse('Payment method should be the original payment method');
  if (!containedAll(order, ids)) refuse('Some item not found');
  order.status = 'return requested';
  order['return_items'] = [...ids].sort();
  order['return_payment_method_id'] = method.id;
  return order;
}

function userAddress(db: RetailDatabase, a: Args): User {
  const user = own(db.users, a['user_id']) ?? refuse('User not found');
  user.address = addressIn(a);
  return user;
}
