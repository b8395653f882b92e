// What the retail contract says about the text arithmetic of the benchmark: the answers below are those of its own code.

import { expect, test } from 'vitest';
import { fromPlain } from '../../src/base/json.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import { loadContractFiles } from '../../src/files/contract.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { replay } from '../../src/simulate/replay/replay.ts';
import { initialState } from '../../src/simulate/state.ts';

const contract =
  loadContractFiles({ document: 'specs/tau2-retail/openapi.yaml', overlays: ['constraints/tau2-retail.overlay.yaml'] }).value ??
  raise('the retail contract does not load');
const initial = initialState(contract).value ?? raise('no state at reset');

function raise(message: string): never {
  throw new Error(message);
}

function answer(expression: string): unknown {
  const value = fromPlain({ id: 'calculate', steps: [{ operationId: 'calculate', body: { expression } }] }) ?? raise('no JSON');
  const trajectory = readTrajectory(value, 'calculate', () => null).value ?? raise('no trajectory');
  const run = replay(contract, trajectory, { initial, holes: new Map(), chooser: (step) => seededChooser(contract, 1, step) });
  const result = run.steps[0]?.result;
  if (result?.kind !== 'transition') return 'undecided';
  return result.outcome.kind === 'success' ? result.outcome.body : result.outcome.kind;
}

test.each([
  ['4', '4.0'],
  ['0.1 + 0.2', '0.3'],
  ['1/3', '0.33'],
  ['-2**2', '-4.0'],
  ['2**3**2', '512.0'],
  ['2**-1', '0.5'],
  ['-7 // 2', '-4.0'],
  ['007.5 + .5 + 5. + 00', '13.0'],
  ['1. + -1', '0.0'],
  // Rounded as the nearest binary double is, ties to even.
  ['0.125', '0.12'],
  ['0.375', '0.38'],
  ['-0.125', '-0.12'],
  ['2.675', '2.67'],
  ['1.005', '1.0'],
  ['0.015', '0.01'],
  ['0.285 * 100', '28.5'],
  ['9 / 200', '0.04'],
  // The sign stays where nothing else does.
  ['-0.001', '-0.0'],
  ['0.001', '0.0'],
  ['9007199254740993', '9007199254740992.0'],
])('%s is %s', (expression, expected) => {
  expect(answer(expression)).toBe(expected);
});

test.each([
  '',
  ' ',
  '2 3',
  '2+',
  '0.1.2',
  '012',
  '(1',
  '1)',
  '()',
  '...',
  '2(3)',
  '(-8)**.5',
  '1/0',
  '2**1024',
  '5 % 2',
  '1,000',
  '1e3',
  '1\n',
])('%j is refused', (expression) => {
  expect(answer(expression)).toBe('refused');
});
