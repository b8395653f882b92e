// How many terms a step makes that writes to many places of an unknown object: as many as there are, not as many as there are combinations.

import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { formsOf } from '../../../../src/explore/forms.ts';
import { loadContractFiles } from '../../../../src/files/contract.ts';
import { createContext } from '../../../../src/symbolic/create-context.ts';
import { createExecution } from '../../../../src/symbolic/execution.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { freeStep } from '../../../../src/symbolic/free-step/free-step.ts';
import { initialState } from '../../../../src/symbolic/initial/initial.ts';
import { NOW } from './running.ts';

const retail = loadContractFiles({
  document: 'specs/tau2-retail/openapi.yaml',
  overlays: ['constraints/tau2-retail.overlay.yaml'],
}).value;

/** Terms that are made for one free call in any state, where lists and objects have at most `scope` elements. */
function termsOf(operationId: string, scope: number): number {
  if (retail === null) throw new Error('the contract does not load');
  const limits = { ...DEFAULT_LIMITS, scope };
  const factory = createFactory(limits);
  const execution = createExecution(createContext({ factory, schemas: retail.schemas, limits }), retail, new Map());
  const start = initialState(execution, { kind: 'any' }, NOW).value;
  if (start === null) throw new Error('any state is no complaint');
  const own = formsOf(retail).forms.filter(({ operation }) => operation.id === operationId);
  freeStep(execution, start, own, { index: 0, now: NOW, credentials: new Map() });
  return factory.size;
}

test.each(['cancel_pending_order', 'modify_pending_order_payment'])('%s grows with the square of the scope at most', (operationId) => {
  const small = termsOf(operationId, 4);
  expect(small).toBeLessThan(5_000);
  expect(termsOf(operationId, 8) / small).toBeLessThan(4.5);
});
