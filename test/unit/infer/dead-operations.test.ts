// A law of inferred contracts: no operation of a real document is one that can never succeed.

import { afterAll, expect, it } from 'vitest';
import { check } from '../../../src/explore/check/check.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';

afterAll(disposeDefaultSolver);

const DOCUMENTS = ['scalar-galaxy.yaml', 'oai-petstore-expanded.yaml', 'oai-link-example.yaml', 'oai-tictactoe.yaml'] as const;

it.each(DOCUMENTS)('every operation of %s can succeed in some legal state', async (name) => {
  const contract = loadContractFiles({ document: `test/fixtures/corpus/${name}` }).value;
  if (contract === null) throw new Error('the document does not load');
  const { value } = await check(contract, { maxSteps: 3, maxCalls: 300 });
  const found = value?.items.filter(({ claim }) => claim === 'can-succeed') ?? [];
  expect(found.length).toBe(contract.operations.size);
  expect(found.filter(({ verdict }) => verdict.kind !== 'proved').map(({ operationId }) => operationId)).toEqual([]);
});
