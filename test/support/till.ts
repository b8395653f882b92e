// Decides which claims about a till clash, and with what.

import type { PlainContract, PlainRequirement } from './contract-builder.ts';

const integer = { type: 'integer', minimum: -1000, maximum: 1000 };
const rule = (text: string): PlainRequirement => ({ rule: text, status: 409, message: text });

/** A till that holds some money, and a list of what was sold. */
export const TILL: PlainContract = {
  variables: { money: { schema: { type: 'integer' }, initial: 10 }, open: { schema: { type: 'boolean' }, initial: true } },
  operations: {
    add: {
      body: { type: 'object', required: ['amount'], properties: { amount: integer, note: { type: 'string' } } },
      preconditions: [
        rule('open'),
        rule('request.body.amount != 0'),
        rule('request.body.amount >= 3'),
        rule('request.body.amount <= 20'),
        rule('money + request.body.amount < 40'),
      ],
      effects: [{ assign: 'money', value: 'money + request.body.amount' }],
    },
    close: { effects: [{ assign: 'open', value: 'false' }] },
  },
};

export interface Claim {
  readonly steps: readonly Readonly<Record<string, unknown>>[];
  readonly goal?: string;
  readonly never?: string;
}

const add = (hole: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  operationId: 'add',
  body: { amount: { $hole: hole } },
  ...more,
});

/** Claims that clash, and the core of each. */
export const CLASHES: readonly [string, Claim, readonly string[]][] = [
  ['a requirement and the goal', { steps: [add('q')], goal: 'money > 30' }, ['0 request.body.amount <= 20', 'goal: money > 30']],
  [
    'two requirements of two steps',
    { steps: [add('q'), add('r'), add('s')], goal: 'money > 39' },
    ['2 money + request.body.amount < 40', 'goal: money > 39'],
  ],
  [
    'what is required at every step, once',
    { steps: [add('q'), add('q'), add('q'), add('q')], goal: 'money < 21' },
    ['0 request.body.amount >= 3', 'goal: money < 21'],
  ],
  [
    'a requirement and what must never be',
    { steps: [add('q')], never: 'money > 12' },
    ['0 request.body.amount >= 3', '0 never: money > 12'],
  ],
  ['what stays with itself', { steps: [add('q')], goal: 'money > 5 && money < 5' }, ['goal: money > 5 && money < 5']],
  ['what was done before', { steps: [add('q'), { operationId: 'close' }, add('r')] }, ['2 open']],
];
