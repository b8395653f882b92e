// Questions about the retail contract that were once too large, or about texts that logic cannot see through, have answers.

import { afterAll, expect, it } from 'vitest';
import { reportOn } from '../../../src/explore/check/operation-report.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { defaultSolver, disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { DEFAULT_OPTIONS } from '../../../src/verify/options.ts';

afterAll(disposeDefaultSolver);

const retail = loadContractFiles({
  document: 'specs/tau2-retail/openapi.yaml',
  overlays: ['constraints/tau2-retail.overlay.yaml'],
}).value;

it.each([
  ['find_user_id_by_email', 'success', 'possible'],
  ['find_user_id_by_name_zip', 'success', 'possible'],
  ['calculate', 'fault response calculate/response', 'impossible'],
  ['modify_pending_order_payment', 'fault invariant invariants/no-negative-balance', 'impossible'],
  ['modify_pending_order_payment', 'refused precondition modify_pending_order_payment/preconditions/5', 'possible'],
] as const)('%s: %s is %s', async (operationId, asked, expected) => {
  const operation = retail?.operations.get(operationId);
  if (retail === null || operation === undefined) throw new Error('the contract does not load');
  const { possibility } = await reportOn(retail, operation, {
    verify: { ...DEFAULT_OPTIONS, solver: defaultSolver },
    credentials: new Map(),
    links: new Set(),
    isShown: (key) => key !== asked,
  });
  expect(possibility(asked).kind).toBe(expected);
});
