// Claims about places: which texts are paths into state, and where they lead.

import { describe, expect, it } from 'vitest';
import type { PlaceStep } from '../../../src/contract/contract.ts';
import { printExpression } from '../../../src/contract/print.ts';
import { compileAssignmentPath, compilePlace } from '../../../src/contract/rules/places.ts';
import type { RuleScope } from '../../../src/contract/rules/scope.ts';
import { DYN, type Type } from '../../../src/contract/type.ts';
import { showType } from '../../../src/contract/types.ts';
import { scope } from './rule-world.ts';

const locate = (offset: number): { readonly file: string; readonly line: number; readonly column: number } => ({
  file: 'place',
  line: 1,
  column: offset + 1,
});
const spell = (steps: readonly PlaceStep[]): string =>
  steps.map((step) => (step.kind === 'member' ? `.${step.name}` : `[${printExpression(step.key)}]`)).join('');

describe('a place', () => {
  it.each([
    ['orders[orderId]', 'orders[request.path.orderId]', 'Order'],
    ['state.orders[orderId].note', 'orders[request.path.orderId].note', 'string'],
    ['orders[orderId].items[counter - 1].price', 'orders[request.path.orderId].items[counter - 1].price', 'number'],
    ["users['u'].payments['p']", "users['u'].payments['p']", 'Payment'],
    ['orders[orderId].address.city', 'orders[request.path.orderId].address.city', 'string'],
    ['seats[key(1, "a")]', "seats[[1, 'a']]", 'object with row, col'],
    ['session.name', 'session.name', 'string'],
    ['counter', 'counter', 'integer'],
    ['orders', 'orders', 'collection orders'],
  ])('%s', (text, path, type) => {
    const { place, type: found, diagnostics } = compilePlace(text, scope, locate);
    expect(diagnostics).toEqual([]);
    expect(place && place.root + spell(place.steps)).toBe(path);
    expect(found && showType(found)).toBe(type);
  });

  it.each([
    ['request.body.amount', 'not-a-place'],
    ['orderId', 'not-a-place'],
    ["'orders'", 'not-a-place'],
    ['orders.filter(o, true)', 'not-a-place'],
    ['owner(orderId).name', 'not-a-place'],
    ['orders[orderId].total + 1', 'not-a-place'],
    ['old.orders[orderId]', 'not-a-place'],
    ['orders[orderId].totl', 'unknown-field'],
    ['ordres[orderId]', 'unknown-name'],
    ['orders[', 'bad-rule'],
  ])('%s is none', (text, code) => {
    const { place, diagnostics } = compilePlace(text, { ...scope, before: true }, locate);
    expect(place).toBeNull();
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
  });
});

describe('a key of `set`', () => {
  const open: Type = { kind: 'object', fields: new Map([['a.b', { type: DYN, required: true }]]), rest: { kind: 'integer' } };
  const order: Type = { kind: 'ref', ref: 'Order' };
  const tags: Type = { kind: 'map', key: { kind: 'string' }, value: { kind: 'string' } };
  const local: RuleScope = { ...scope, locals: [{ name: 'record', type: order, slot: 1 }] };

  it.each<readonly [base: Type, text: string, path: string, type: string]>([
    [order, 'status', '.status', "'pending' or 'paid' or 'shipped'"],
    [order, 'note', '.note', 'string'],
    [order, 'address.zip', '.address.zip', 'string'],
    [order, 'items[0].price', '.items[0].price', 'number'],
    [order, "tags['gift wrap']", "['gift wrap']", 'string'],
    [order, 'items[record.count].price', '.items[record.count].price', 'number'],
    [tags, 'gift wrap', '.gift wrap', 'string'],
    [tags, "['a.b']", "['a.b']", 'string'],
    [open, 'a.b', '.a.b', 'unknown type'],
    [open, 'other', '.other', 'integer'],
  ])('case %#: %s', (base, text, path, type) => {
    const compiled = compileAssignmentPath(text, base, local, locate);
    expect(compiled.diagnostics).toEqual([]);
    expect(compiled.path && spell(compiled.path).endsWith(path)).toBe(true);
    expect(compiled.type && showType(compiled.type)).toBe(type);
  });

  it.each([
    ['staus', 'unknown-field', 1],
    ['address.zp', 'unknown-field', 9],
    ['items[0].total', 'unknown-field', 10],
    ['total + 1', 'not-a-place', 1],
    ['items[', 'bad-rule', 6],
  ])('%s is none', (text, code, column) => {
    const { path, diagnostics } = compileAssignmentPath(text, order, scope, locate);
    expect(path).toBeNull();
    expect(diagnostics.map((d) => [d.code, d.source?.column])).toEqual([[code, column]]);
  });
});
