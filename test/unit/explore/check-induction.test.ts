// Induction over several states, lemmas named and found, final states: what is proved with them, and what must not be.

import { afterAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { type CheckOptions, check } from '../../../src/explore/check/check.ts';
import type { CheckItem } from '../../../src/explore/check/check-result.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf } from '../../support/contract-builder.ts';

afterAll(disposeDefaultSolver);

function classic(name: string): Contract {
  const { value } = loadContractFiles({ document: `specs/classics/${name}.yaml` });
  if (value === null) throw new Error(`${name} does not load`);
  return value;
}

async function items(contract: Contract, options: Partial<CheckOptions>): Promise<readonly CheckItem[]> {
  const { value, diagnostics } = await check(contract, options);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value.items;
}

async function invariantOf(contract: Contract, options: Partial<CheckOptions>): Promise<CheckItem['verdict'] | undefined> {
  return (await items(contract, options)).find(({ claim, operationId }) => claim === 'kept' && operationId === null)?.verdict;
}

/** Runs see nothing of it: what is proved, the solver proved. */
const UNSEEN = { maxCalls: 0 } as const;

/** `stage` goes from 'a' to 'b', which the invariant forbids; nothing leads back to 'a', so that two states in a row hide the way. */
const AT_ONCE = contractOf({
  collections: {},
  variables: {
    stage: { schema: { type: 'string', enum: ['a', 'b', 'c'] }, initial: 'a' },
    count: { schema: { type: 'integer', minimum: 0 }, initial: 0 },
  },
  invariants: ["stage != 'b'"],
  operations: {
    go: { preconditions: ["stage == 'a'", 'count == 0'], effects: [{ assign: 'stage', value: "'b'" }] },
    tick: { effects: [{ assign: 'count', value: 'count + 1' }] },
  },
});

describe('induction over several states', () => {
  it('two prove what one does not', async () => {
    expect(await invariantOf(classic('lock-in-stages'), { ...UNSEEN, induction: 2 })).toMatchObject({
      kind: 'proved',
      method: 'induction',
      k: 2,
    });
  });

  it('says in which legal state one step breaks the rule, and what it leads to', async () => {
    const verdict = await invariantOf(classic('lock-in-stages'), { ...UNSEEN, induction: 1 });
    if (verdict?.kind !== 'unknown' || verdict.induction === null) throw new Error(`${verdict?.kind}`);
    expect(verdict.induction.call.operation.id).toBe('use');
    expect(Object.fromEntries(verdict.induction.next as ReadonlyMap<string, unknown>)).toMatchObject({ stage: 'used', taken: false });
  });

  it.each([1, 2, 3])('over %i never hides a violation in the first states', async (induction) => {
    expect((await invariantOf(AT_ONCE, { ...UNSEEN, induction }))?.kind).toBe('unknown');
  });
});

describe('a lemma', () => {
  const holder = 'members.all(m, !members[m].critical || token == m)';

  it('that is named is proved and then assumed', async () => {
    const found = await items(classic('token-ring'), { ...UNSEEN, induction: 1, lemmas: [`holder: ${holder}`] });
    expect(found.find(({ claim }) => claim === 'lemma')).toMatchObject({
      requirement: { id: 'lemmas/holder' },
      verdict: { kind: 'proved' },
    });
    expect(found.find(({ requirement }) => requirement?.id === 'invariants/one-inside')?.verdict).toMatchObject({
      kind: 'proved',
      k: 1,
      lemmas: [holder],
    });
  });

  it('is found where the invariant needs one', async () => {
    const found = await items(classic('token-ring'), { maxSteps: 6, induction: 1 });
    expect(found.some(({ claim, verdict }) => claim === 'lemma' && verdict.kind === 'proved')).toBe(true);
    expect(found.find(({ requirement }) => requirement?.id === 'invariants/one-inside')?.verdict.kind).toBe('proved');
  });

  it('that a run contradicts is refuted by it, and not assumed', async () => {
    const found = await items(classic('lock-in-stages'), { maxSteps: 4, induction: 1, lemmas: ['uses == 0'] });
    const [lemma] = found.filter(({ claim }) => claim === 'lemma');
    if (lemma?.verdict.kind !== 'violated') throw new Error('not refuted');
    expect(lemma.verdict.run?.trajectory.steps.map(({ operationId }) => operationId)).toEqual(['ask', 'use']);
  });

  it('that is not kept is not assumed, even where the invariant would follow', async () => {
    const found = await items(AT_ONCE, { ...UNSEEN, induction: 1, lemmas: ["stage == 'a' && count < 3", 'count > 0 || true'] });
    expect(found.filter(({ claim }) => claim === 'lemma').map(({ verdict }) => verdict.kind)).toEqual(['unknown', 'proved']);
    expect(found.find(({ claim, operationId }) => claim === 'kept' && operationId === null)?.verdict.kind).toBe('unknown');
  });

  it('with a mistake is a diagnostic', async () => {
    const { value, diagnostics } = await check(AT_ONCE, { lemmas: ['stag == 1'] });
    expect(value).toBeNull();
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it("two prove Peterson's algorithm for all states that satisfy them", async () => {
    const lemmas = [
      "processes.all(p, processes[p].flag == (processes[p].at != 'idle'))",
      "processes.all(a, processes.all(b, a == b || processes[a].at != 'critical' || processes[b].at != 'waiting' || turn == a))",
    ];
    expect(await invariantOf(classic('peterson'), { ...UNSEEN, induction: 1, lemmas })).toMatchObject({
      kind: 'proved',
      method: 'induction',
      lemmas,
    });
  });
});

describe('a state from which nothing goes on', () => {
  const once = contractOf({
    collections: {},
    variables: { done: { schema: { type: 'boolean' }, initial: false } },
    invariants: [],
    operations: { finish: { preconditions: ['!done'], effects: [{ assign: 'done', value: 'true' }] } },
  });
  it.each([
    [null, 'violated'],
    ['done', 'proved'],
    ['!done', 'violated'],
  ] as const)('with final states %s', async (final, kind) => {
    expect((await items(once, { final })).find(({ claim }) => claim === 'can-go-on')?.verdict.kind).toBe(kind);
  });
});
