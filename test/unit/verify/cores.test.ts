// Where no filling of the holes will do, the claims that are named clash, and without any one of them they do not.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import type { CoreElement } from '../../../src/verify/verdict.ts';
import { contractOf, type PlainContract, type PlainOperation, type PlainRequirement } from '../../support/contract-builder.ts';
import { judged, told } from '../../support/judging.ts';

afterAll(disposeDefaultSolver);

const integer = { type: 'integer', minimum: -1000, maximum: 1000 };
const rule = (text: string): PlainRequirement => ({ rule: text, status: 409, message: text });

/** A till that holds some money, and a list of what was sold. */
const TILL: PlainContract = {
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

interface Claim {
  readonly steps: readonly Readonly<Record<string, unknown>>[];
  readonly goal?: string;
  readonly never?: string;
}

const add = (hole: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  operationId: 'add',
  body: { amount: { $hole: hole } },
  ...more,
});

const CLASHES: readonly [string, Claim, readonly string[]][] = [
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

const textOf = ({ step, rule: text }: CoreElement): string => (step === null ? text : `${step} ${text}`);

/** The contract and the claim with nothing but some elements: every step has its own operation, with what is required there. */
function reduced(claim: Claim, kept: readonly CoreElement[]): { readonly contract: PlainContract; readonly claim: Claim } {
  const rules = kept.map(textOf);
  const isKept = (kind: 'goal' | 'never', text: string | undefined): boolean => kept.some((e) => e.rule === `${kind}: ${text}`);
  const operations = claim.steps.map((step, index): [string, PlainOperation] => {
    const operation = TILL.operations?.[String(step['operationId'])] ?? {};
    const preconditions = (operation.preconditions ?? []).filter((r) => typeof r !== 'string' && rules.includes(`${index} ${r.rule}`));
    return [`step${index}`, { ...operation, preconditions }];
  });
  return {
    contract: { ...TILL, operations: Object.fromEntries(operations) },
    claim: {
      steps: claim.steps.map((step, index) => ({ ...step, operationId: `step${index}` })),
      ...(claim.goal !== undefined && isKept('goal', claim.goal) ? { goal: claim.goal } : {}),
      ...(claim.never !== undefined && isKept('never', claim.never) ? { never: claim.never } : {}),
    },
  };
}

async function verdictOn(claim: Claim, kept: readonly CoreElement[]): Promise<string> {
  const rest = reduced(claim, kept);
  return told(await judged(contractOf(rest.contract), { ...rest.claim }));
}

describe('a core', () => {
  it.each(CLASHES)('names %s; that alone clashes, and without any one of it nothing does', async (_, claim, named) => {
    const verdict = await judged(contractOf(TILL), { ...claim });
    expect(told(verdict)).toBe('invalid: no filling');
    const core = verdict.core ?? [];
    expect(core.map(textOf)).toEqual(named);
    expect(await verdictOn(claim, core)).toMatch(/^invalid/);
    for (const element of core) {
      const rest = core.filter((other) => other !== element);
      expect([textOf(element), await verdictOn(claim, rest)]).toEqual([textOf(element), 'valid']);
    }
  });
});
