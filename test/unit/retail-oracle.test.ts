// The second implementation of the retail tools against what is known about the benchmark, without the contract.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { callRetailTool, type RetailDatabase } from '../support/retail-oracle.ts';

const FOLDER = 'specs/tau2-retail';
const DATABASE = readFileSync(`${FOLDER}/data/db.json`, 'utf8');

interface Task {
  readonly id: string;
  readonly evaluation_criteria: { readonly actions: readonly { readonly name: string; readonly arguments: Record<string, unknown> }[] };
}
interface Failing {
  readonly task: string;
  readonly call: number;
  readonly tool: string;
  readonly message: string;
}

function fresh(): RetailDatabase {
  return JSON.parse(DATABASE);
}

function failingIn(task: Task): readonly Failing[] {
  const db = fresh();
  return task.evaluation_criteria.actions.flatMap(({ name, arguments: args }, call) => {
    const answer = name === 'calculate' ? null : callRetailTool(db, name, args);
    return answer === null || answer.ok ? [] : [{ task: task.id, call, tool: name, message: answer.message }];
  });
}

const changeOfTwo = {
  order_id: '#W3376947',
  item_ids: ['4329558751', '4168944673'],
  new_item_ids: ['4245201809', '3704016729'],
  payment_method_id: 'credit_card_6513839',
};

describe('the second implementation of the retail tools', () => {
  test('fails exactly the gold calls that are known to fail', () => {
    const tasks: readonly Task[] = JSON.parse(readFileSync(`${FOLDER}/data/tasks.json`, 'utf8'));
    const failing = tasks.flatMap(failingIn);
    expect(failing).toEqual(JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')));
    expect([failing.length, new Set(failing.map(({ task }) => task)).size]).toEqual([18, 15]);
    const writes = failing.filter(({ tool }) => !tool.startsWith('get_') && !tool.startsWith('find_'));
    expect(writes.map(({ task }) => task)).toEqual(['64', '105']);
  });

  test('gives every changed item the price and options of the last pair', () => {
    const db = fresh();
    expect(callRetailTool(db, 'modify_pending_order_items', changeOfTwo).ok).toBe(true);
    const changed = db.orders['#W3376947']?.items.filter((item) => changeOfTwo.new_item_ids.includes(item.item_id)) ?? [];
    const last = Object.values(db.products).flatMap((product) => product.variants['3704016729'] ?? [])[0];
    expect(changed.map(({ price, options }) => ({ price, options }))).toEqual(
      changed.map(() => ({ price: last?.price, options: last?.options })),
    );
    expect(changed).toHaveLength(2);
  });

  test('a difference of exactly zero is a refund of zero, and the change is possible once', () => {
    const db = fresh();
    callRetailTool(db, 'modify_pending_order_items', changeOfTwo);
    expect(db.orders['#W3376947']?.payment_history.at(-1)).toMatchObject({ transaction_type: 'refund', amount: 0 });
    expect(callRetailTool(db, 'modify_pending_order_items', changeOfTwo)).toEqual({
      ok: false,
      message: 'Non-pending order cannot be modified',
    });
  });

  test.each([
    ['a missing argument', { order_id: '#W3376947' }],
    ['an unknown argument', { order_id: '#W3376947', reason: 'no longer needed', note: '' }],
    ['an argument of the wrong type', { order_id: 3376947, reason: 'no longer needed' }],
  ])('refuses %s before anything else and changes nothing', (_what, args) => {
    const db = fresh();
    expect(callRetailTool(db, 'cancel_pending_order', args)).toEqual({ ok: false, message: 'schema' });
    expect(db).toEqual(fresh());
  });
});
