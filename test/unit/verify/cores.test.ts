// Where no filling of the holes will do, the claims that are named clash, and without any one of them they do not.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import type { CoreElement } from '../../../src/verify/verdict.ts';
import { contractOf, type PlainContract, type PlainOperation } from '../../support/contract-builder.ts';
import { judged, told } from '../../support/judging.ts';
import { CLASHES, type Claim, TILL } from '../../support/till.ts';

afterAll(disposeDefaultSolver);

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
