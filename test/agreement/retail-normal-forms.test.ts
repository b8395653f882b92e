// The normal forms of the gold trajectories of the retail benchmark: valid again, and in the state that the gold trajectories lead to.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { stateDifferences } from '../../src/explore/equivalence/compare-runs.ts';
import { normalForm } from '../../src/explore/equivalence/normal-form.ts';
import { trajectoriesOfTau2 } from '../../src/export/tau2.ts';
import { loadContractFiles } from '../../src/files/contract.ts';
import { runOf } from '../../src/simulate/replay/run.ts';
import { verify } from '../../src/verify/verify.ts';

const DATA = 'specs/tau2-retail/data';
const loaded = loadContractFiles({ document: 'specs/tau2-retail/openapi.yaml', overlays: ['constraints/tau2-retail.overlay.yaml'] });
const contract = loaded.value ?? raise('the retail contract does not load');
const state = parseJson(readFileSync(`${DATA}/db.json`, 'utf8'), 'db.json').value;
const tasks = trajectoriesOfTau2(parseJson(readFileSync(`${DATA}/tasks.json`, 'utf8'), 'tasks.json').value).value ?? [];
const gold = tasks.map((task): Trajectory => {
  const read = readTrajectory(task, 'tasks.json', () => null).value ?? raise('a task is no trajectory');
  return { ...read, initial: { kind: 'given', state } };
});

/** Every so many of them: each takes as many comparisons as it has steps, squared. */
const STRIDE = 6;
const PATIENCE = 300_000;

function raise(message: string): never {
  throw new Error(message);
}

test(
  'a normal form of a gold trajectory has its calls, is valid where that is, and leads to the same state, also without what can be left out',
  async () => {
    const found = { valid: 0, reordered: 0, shortened: 0, steps: 0, left: 0 };
    for (const trajectory of gold.filter((_, index) => index % STRIDE === 0)) {
      if ((await verify(contract, trajectory)).value?.verdict !== 'valid') continue;
      const { order, trajectory: normal, reduced, isComplete } = await normalForm(contract, trajectory);
      expect(isComplete).toBe(true);
      expect(order.toSorted((a, b) => a - b)).toEqual([...trajectory.steps.keys()]);
      const end = runOf(contract, trajectory).value ?? raise('a valid trajectory runs');
      for (const other of [normal, reduced.trajectory]) {
        expect((await verify(contract, other)).value?.verdict).toBe('valid');
        const run = runOf(contract, other).value ?? raise('a valid trajectory runs');
        expect(stateDifferences(contract, end.state, run.state)).toEqual([]);
      }
      found.valid += 1;
      found.reordered += order.some((index, at) => index !== at) ? 1 : 0;
      found.shortened += reduced.order.length < order.length ? 1 : 0;
      found.steps += order.length;
      found.left += reduced.order.length;
    }
    console.info(found);
    expect(found.valid).toBeGreaterThan(10);
    expect(found.reordered).toBeGreaterThan(0);
    expect(found.left).toBeLessThan(found.steps);
  },
  PATIENCE,
);
