// The retail contract against an independent implementation of the tools: outcomes, messages, answers and states, to the cent.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseJson, toJson } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { trajectoriesOfTau2 } from '../../src/export/tau2.ts';
import { loadContractFiles } from '../../src/files/contract.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { stateOf } from '../../src/simulate/read-state.ts';
import { replay } from '../../src/simulate/replay/replay.ts';
import { stateValue } from '../../src/simulate/state.ts';
import { verify } from '../../src/verify/verify.ts';
import { type RetailCall, retailCall } from '../support/retail-calls.ts';
import { callRetailTool, type RetailDatabase } from '../support/retail-oracle.ts';

const DATA = 'specs/tau2-retail/data';
const text = readFileSync(`${DATA}/db.json`, 'utf8');
const loaded = loadContractFiles({ document: 'specs/tau2-retail/openapi.yaml', overlays: ['constraints/tau2-retail.overlay.yaml'] });
const contract = loaded.value ?? raise('the retail contract does not load');
const database = parseJson(text, 'db.json').value;
const tasks = trajectoriesOfTau2(parseJson(readFileSync(`${DATA}/tasks.json`, 'utf8'), 'tasks.json').value).value ?? [];

function raise(message: string): never {
  throw new Error(message);
}

function trajectoryOf(calls: readonly RetailCall[]): Trajectory {
  const steps = calls.map(({ name, args }) => ({ operationId: name, body: args }));
  const value = parseJson(JSON.stringify({ id: 'calls', steps }), 'calls').value;
  return readTrajectory(value, 'calls', () => null).value ?? raise('the calls are no trajectory');
}

/** The database as comparable text: absent optional fields stay absent, amounts to the cent. */
function comparable(db: RetailDatabase): unknown {
  return JSON.parse(JSON.stringify(db), (_key, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value));
}

function databaseOf(state: Value): unknown {
  const plain: Record<string, readonly Record<string, unknown>[]> = JSON.parse(toJson(state));
  const keyed = (name: string, key: string) => Object.fromEntries((plain[name] ?? []).map((record) => [String(record[key]), record]));
  return { products: keyed('products', 'product_id'), users: keyed('users', 'user_id'), orders: keyed('orders', 'order_id') };
}

const SEQUENCES = 40;
const CALLS = 25;

describe('the retail contract does what the tools do', () => {
  test(`${SEQUENCES} sequences of ${CALLS} random calls: the same outcomes, messages and databases`, () => {
    const initial = stateOf(contract, database).value ?? raise('no initial state');
    const orders = Object.keys((JSON.parse(text) as RetailDatabase).orders);
    let successes = 0;
    for (let seed = 0; seed < SEQUENCES; seed += 1) {
      const db: RetailDatabase = JSON.parse(text);
      const focus = orders[(seed * 37) % orders.length] ?? '';
      const expected: string[] = [];
      const calls = Array.from({ length: CALLS }, (_, index) => {
        const call = retailCall(seed, index, db, focus);
        const answer = callRetailTool(db, call.name, call.args);
        expected.push(answer.ok ? `ok ${JSON.stringify(comparable(answer.result as RetailDatabase))}` : answer.message);
        if (answer.ok) successes += 1;
        return call;
      });
      const run = replay(contract, trajectoryOf(calls), {
        initial,
        holes: new Map(),
        chooser: (step) => seededChooser(contract, 1, step),
        invariantsHold: true,
      });
      const actual = run.steps.map(({ result }) => {
        if (result?.kind !== 'transition') return 'nothing';
        const { outcome } = result;
        if (outcome.kind === 'success') return `ok ${JSON.stringify(JSON.parse(toJson(outcome.body ?? null)))}`;
        return outcome.kind === 'refused' && outcome.cause.kind === 'schema' ? 'schema' : outcome.cause.message;
      });
      actual.forEach((got, index) => {
        const wanted = expected[index] ?? '';
        const same = got.startsWith('ok ') && wanted.startsWith('ok ') ? canonical(got) === canonical(wanted) : got === wanted;
        expect(same, `seed ${seed}, call ${index} ${JSON.stringify(calls[index])}\n got ${got}\n wanted ${wanted}`).toBe(true);
      });
      expect(databaseOf(stateValue(run.state)), `seed ${seed}`).toEqual(comparable(db));
    }
    expect(successes).toBeGreaterThan(SEQUENCES);
  });

  test('of the 550 gold calls 532 are proved and 18 refuted, in 15 tasks, as the tools fail', async () => {
    const refuted: string[] = [];
    const failing: string[] = [];
    let proved = 0;
    for (const task of tasks) {
      const trajectory = readTrajectory(task, 'task', () => null).value ?? raise('no trajectory');
      const { value } = await verify(contract, trajectory, { initial: { kind: 'given', state: database }, keepGoing: true });
      for (const step of value?.steps ?? []) {
        if (step.outcome === 'holds') proved += 1;
        else refuted.push(`${trajectory.id}/${step.index} ${step.operationId}: ${step.failure?.requirement.message}`);
      }
      const db: RetailDatabase = JSON.parse(text);
      trajectory.steps.forEach((step, index) => {
        if (step.operationId === 'calculate' || step.body?.kind !== 'value') return;
        const answer = callRetailTool(db, step.operationId, JSON.parse(toJson(step.body.value)));
        if (!answer.ok) failing.push(`${trajectory.id}/${index} ${step.operationId}: ${answer.message}`);
      });
    }
    expect(refuted).toEqual(failing);
    expect([proved, refuted.length, new Set(refuted.map((line) => line.split('/')[0])).size]).toEqual([532, 18, 15]);
    expect(refuted.filter((line) => line.includes('exchange_delivered')).map((line) => line.split('/')[0])).toEqual(['64', '105']);
  });
});

function canonical(line: string): string {
  const value = parseJson(line.slice(3), 'answer').value;
  return JSON.stringify(JSON.parse(toJson(value)), (_key, v) =>
    v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v,
  );
}
