// Decides the shop that tests of steps run in, and how they write what came of a request.

import { expect } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { DEFAULT_NOW } from '../../../src/base/time.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { scriptedChooser } from '../../../src/simulate/choose/scripted.ts';
import { seededChooser } from '../../../src/simulate/choose/seeded.ts';
import { stateOf } from '../../../src/simulate/read-state.ts';
import { type State, stateValue } from '../../../src/simulate/state.ts';
import { step } from '../../../src/simulate/step.ts';
import { contractOf, type PlainContract, type PlainEffect, type PlainOperation, requestOf } from '../../support/contract-builder.ts';
import type { PlainSchema } from '../../support/schema-builder.ts';
import { valueOf } from '../../support/schema-builder.ts';

export const ORDER: PlainSchema = {
  type: 'object',
  required: ['id', 'status', 'items'],
  properties: {
    id: { type: 'string', minLength: 1 },
    status: { enum: ['pending', 'cancelled', 'shipped'] },
    total: { type: 'number', minimum: 0 },
    note: { type: ['string', 'null'] },
    at: { type: 'string', format: 'date-time' },
    user: { type: 'string' },
    items: {
      type: 'array',
      items: { type: 'object', required: ['sku', 'price'], properties: { sku: { type: 'string' }, price: { type: 'number' } } },
    },
    tags: { type: 'object', additionalProperties: { type: 'integer' } },
  },
  additionalProperties: false,
};

export const SHOP: PlainContract = {
  collections: {
    orders: { schema: ORDER, key: 'id' },
    users: { schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, vip: { type: 'boolean' } } }, key: 'id' },
    seats: {
      schema: {
        type: 'object',
        required: ['row', 'col'],
        properties: { row: { type: 'integer', minimum: 0 }, col: { type: 'string' }, by: { type: 'string' } },
      },
      key: ['row', 'col'],
    },
  },
  variables: {
    session: { schema: { type: ['string', 'null'] } },
    count: { schema: { type: 'integer' }, initial: 0 },
    anything: { schema: {} },
  },
};

export function shop(operation: PlainOperation, more: Partial<PlainContract> = {}): Contract {
  return contractOf({ ...SHOP, ...more, operations: { op: operation } });
}

export const effects = (...list: PlainEffect[]): PlainOperation => ({ effects: list });

export const START: {
  readonly orders: readonly { readonly items: readonly object[]; readonly [property: string]: unknown }[];
  readonly users: readonly object[];
  readonly seats: readonly object[];
} = {
  orders: [
    {
      id: 'o1',
      status: 'pending',
      items: [
        { sku: 'a', price: 1 },
        { sku: 'b', price: 2 },
      ],
      total: 3,
      tags: { x: 1, y: 2 },
      user: 'u1',
    },
    { id: 'o2', status: 'shipped', items: [], user: 'u2' },
  ],
  users: [{ id: 'u1' }, { id: 'u2' }],
  seats: [{ row: 1, col: 'a' }],
};

export function startOf(contract: Contract, plain: unknown = START): State {
  const { value, diagnostics } = stateOf(contract, valueOf(plain));
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return value;
}

export interface Result {
  readonly outcome: string;
  readonly state: Record<string, unknown>;
  readonly body: unknown;
  readonly writes: readonly string[];
  readonly choices: Record<string, unknown>;
}

/** Runs one step; the outcome as `KIND STATUS CAUSE-KIND CAUSE-ID`. */
export function run(
  contract: Contract,
  parts: Record<string, unknown> = {},
  script: Record<string, unknown> = {},
  start: unknown = START,
): Result {
  const before = startOf(contract, start);
  const choices = new Map(Object.entries(script).map(([place, value]) => [place, valueOf(value)]));
  const result = step(contract, before, requestOf('op', parts), {
    chooser: scriptedChooser(choices, seededChooser(contract, 7, 0)),
    now: DEFAULT_NOW,
  });
  if (result.kind === 'undecided') return { outcome: `undecided ${result.code}`, state: {}, body: undefined, writes: [], choices: {} };
  const { outcome } = result;
  if (outcome.kind !== 'success') expect(result.state).toBe(before);
  const cause = outcome.kind === 'success' ? '' : ` ${outcome.cause.kind} ${outcome.cause.id}`;
  return {
    outcome: `${outcome.kind} ${outcome.status}${cause}`,
    state: JSON.parse(toJson(stateValue(result.state))),
    body: outcome.kind === 'success' && outcome.body !== undefined ? JSON.parse(toJson(outcome.body)) : undefined,
    writes: result.writes.map((w) => `${w.root} ${toJson(w.path)} ${w.after === undefined ? 'removed' : toJson(w.after)}`),
    choices: Object.fromEntries(Array.from(result.choices, ([place, value]) => [place, JSON.parse(toJson(value))])),
  };
}

export const order = (result: Result, id: string): unknown =>
  (result.state['orders'] as { id: string }[]).find((record) => record.id === id);
