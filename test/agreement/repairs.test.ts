// On small random contracts: a repair is valid whatever is tried, and where it is called nearest, no edit of a nearer kind, with any arguments, makes
// the trajectory valid.

import { expect, test } from 'vitest';
import { toJson, toPlain } from '../../src/base/json.ts';
import { isObject, type Value } from '../../src/base/value.ts';
import type { Contract, Request } from '../../src/contract/contract.ts';
import { trajectoryValue } from '../../src/contract/print-trajectory.ts';
import type { Schema } from '../../src/contract/schema.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { type RepairResult, repair } from '../../src/explore/repair/repair.ts';
import { verify } from '../../src/verify/verify.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import { planInitial, planSteps, type StepPlan } from '../support/contracts/runs.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { allRequests } from './all-requests.ts';
import { tryEverything } from './brute-force.ts';
import { valuesOfSchema } from './enumerate.ts';
import { count, type Made, PATIENCE, runs, share, type Tally, tryLaw } from './made.ts';

const RUNS = runs(35);
const MOST_TRIED = 1_500;
const MOST_VALUES = 40;

/** Kinds of edits, nearest first. */
const KINDS = ['change', 'insert', 'delete', 'move'] as const;
type Kind = (typeof KINDS)[number];
type Steps = readonly StepPlan[];

/** All trajectories one edit of that kind away; null where they are too many. Steps are plain data here: nothing of the search is used. */
function edited(contract: Contract, steps: Steps, kind: Kind): readonly Steps[] | null {
  const indices = [...steps.keys()];
  switch (kind) {
    case 'change': {
      const changed = indices.map((index) => changesOf(contract, steps[index]));
      if (changed.includes(null)) return null;
      return changed.flatMap((others, index) => (others ?? []).map((other) => steps.with(index, other)));
    }
    case 'insert': {
      const calls = [...contract.operations.values()].map((operation) => allRequests(contract, operation));
      if (calls.includes(null)) return null;
      const made = calls.flatMap((requests) => (requests ?? []).map(stepOf));
      return [...indices, steps.length].flatMap((at) => made.map((step) => steps.toSpliced(at, 0, step)));
    }
    case 'delete':
      return indices.map((index) => steps.toSpliced(index, 1));
    case 'move':
      return indices.flatMap((index) => indices.map((to) => moved(steps, index, to)));
  }
}

function moved(steps: Steps, index: number, to: number): Steps {
  const step = steps[index];
  return step === undefined ? steps : steps.toSpliced(index, 1).toSpliced(to, 0, step);
}

/** The step with another value for one parameter, or one property of the body, of those that it sends or has to send. */
function changesOf(contract: Contract, step: StepPlan | undefined): readonly StepPlan[] | null {
  const operation = step && contract.operations.get(step.operationId);
  if (!step || !operation) return [];
  const found: StepPlan[] = [];
  for (const { name, required, schema } of operation.parameters) {
    if (!required && !(name in step.params)) continue;
    const values = valuesOfSchema(contract.schemas, schema, MOST_VALUES);
    if (values === null) return null;
    for (const value of values) found.push({ ...step, params: { ...step.params, [name]: plain(value) } });
  }
  const { body } = step;
  if (operation.body === null || !isPlainObject(body)) return found;
  for (const [name, schema] of propertiesOf(contract, operation.body.schema)) {
    if (!(name in body)) continue;
    const values = valuesOfSchema(contract.schemas, schema, MOST_VALUES);
    if (values === null) return null;
    for (const value of values) found.push({ ...step, body: { ...body, [name]: plain(value) } });
  }
  return found;
}

function isPlainObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function propertiesOf(contract: Contract, schema: Schema): readonly (readonly [string, Schema])[] {
  const referred = schema.ref === undefined ? undefined : contract.schemas.get(schema.ref);
  return [...(schema.properties ?? []), ...(referred?.properties ?? [])];
}

function plain(value: Value): Json {
  return toPlain(value) as Json;
}

function stepOf({ operationId, path, query, header, cookie, body }: Request): StepPlan {
  const params = Object.fromEntries(
    [path, query, header, cookie].flatMap((part) => (isObject(part) ? [...part] : [])).map(([name, value]) => [String(name), plain(value)]),
  );
  return { operationId, as: 'inserted', params, ...(body === undefined ? {} : { body: plain(body) }) };
}

/** Whether some of the trajectories is valid, by trying everything; null where that is too much. */
function someValid(contract: Contract, initial: Json, others: readonly Steps[], budget: { left: number }): Steps | 'none' | null {
  for (const steps of others) {
    budget.left -= 1;
    if (budget.left < 0) return null;
    const trajectory = read({ id: 'other', initial, steps: steps as unknown as Json });
    if (trajectory === null) continue;
    const tried = tryEverything(contract, trajectory);
    if (tried === null || tried.stuck) return null;
    if (tried.runs > 0 && tried.forall) return steps;
  }
  return 'none';
}

/** Null where a step would refer to one that does not come before it. */
function read(json: Json): Trajectory | null {
  try {
    return trajectoryOf(json);
  } catch {
    return null;
  }
}

async function agreeOnRepair({ contract, draws, plan }: Made, tally: Tally): Promise<void> {
  const initial = draws.pick<Json>(['any', planInitial(draws, plan.state), planInitial(draws, plan.state)]);
  const steps = planSteps(draws, plan, { steps: 3, mistakes: 8, bindings: 10 });
  const trajectory = trajectoryOf({ id: 'made', initial, steps: steps as unknown as Json });
  const question = { rlimit: 3_000_000, timeoutMs: 4_000 };
  const { value } = await verify(contract, trajectory, { question });
  if (value?.verdict !== 'invalid') return count(tally, value === null ? 'not a question' : value.verdict);
  const result = await repair(contract, trajectory, value, { maxEdits: 1 });
  await expectRight(contract, initial, steps, result, tally);
}

async function expectRight(contract: Contract, initial: Json, steps: Steps, result: RepairResult, tally: Tally): Promise<void> {
  const budget = { left: MOST_TRIED };
  if (result.kind === 'repaired') {
    const tried = tryEverything(contract, result.repair.trajectory);
    if (tried !== null && !tried.stuck)
      expect([toJson(trajectoryValue(result.repair.trajectory)), tried.forall]).toEqual([
        toJson(trajectoryValue(result.repair.trajectory)),
        true,
      ]);
  }
  const made = result.kind === 'repaired' ? (result.repair.edits[0]?.edit.kind ?? 'change') : null;
  const isExact = result.kind === 'repaired' ? result.repair.isNearest : result.limits.length === 0;
  const name = `${made ?? 'none'}${isExact ? ', nearest' : ''}`;
  if (!isExact) return count(tally, name);
  const nearer = made === null ? KINDS : KINDS.slice(0, KINDS.indexOf(made));
  for (const kind of nearer) {
    const others = edited(contract, steps, kind);
    const valid = others && someValid(contract, initial, others, budget);
    if (valid === null) return count(tally, `${name}: too much to try`);
    expect([JSON.stringify({ initial, steps }), kind, JSON.stringify(valid)]).toEqual([JSON.stringify({ initial, steps }), kind, '"none"']);
  }
  count(tally, name);
}

test(
  'a repair of a trajectory through a small random contract is valid, and no edit of a nearer kind is where it is called nearest',
  async () => {
    const tally = await tryLaw('tiny', RUNS, agreeOnRepair);
    console.info(Object.fromEntries([...tally].sort()));
    expect(share(tally, 'valid')).toBeLessThan(0.9);
    expect([...tally.keys()].some((name) => name.endsWith(', nearest') && !name.startsWith('change'))).toBe(true);
  },
  PATIENCE,
);
