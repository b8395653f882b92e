// Decides how tests of the contract language write small documents and what is told about them: every claim goes through the real loader,
// the concrete step and the verifier, and the two interpreters must say the same.

import { expect } from 'vitest';
import { toPlain } from '../../src/base/json.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { FAULT } from '../../src/contract/outcome.ts';
import { compileStateRule } from '../../src/contract/rules/state-rule.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { environmentOf } from '../../src/simulate/evaluate/environment.ts';
import { evaluate } from '../../src/simulate/evaluate/evaluate.ts';
import { type Replay, replay } from '../../src/simulate/replay/replay.ts';
import { loadContract } from '../../src/spec/load.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../../src/verify/options.ts';
import { concreteStart } from '../../src/verify/start.ts';
import { judged, told, trajectoryOf } from './judging.ts';

type Plain = Readonly<Record<string, unknown>>;

/** A document by its parts. `operations` are OpenAPI operations by `METHOD /path`, or by operationId for `POST /operationId`. */
export interface World {
  readonly openapi?: string;
  readonly schemas?: Plain;
  readonly collections?: Plain;
  readonly variables?: Plain;
  readonly operations?: Readonly<Record<string, Plain>>;
  /** More fields of the document's root. */
  readonly root?: Plain;
}

/** The document, as JSON. */
export function documentOf({
  openapi = '3.1.0',
  schemas = {},
  collections = {},
  variables = {},
  operations = {},
  root = {},
}: World): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = 'POST', path = `/${name}`] = name.includes(' ') ? name.split(' ') : [];
    const item = paths[path] ?? {};
    paths[path] = item;
    item[method.toLowerCase()] = {
      ...(name.includes(' ') ? {} : { operationId: name }),
      responses: { 200: { description: 'ok' } },
      ...operation,
    };
  }
  const { components = {}, ...more } = root as { components?: object };
  return JSON.stringify(
    {
      openapi,
      info: { title: 'test', version: '1' },
      paths,
      components: { schemas, ...components },
      'x-state': { collections, variables },
      ...more,
    },
    null,
    1,
  );
}

/** Takes a JSON body. */
export function takes(schema: unknown, required = true): Plain {
  return { requestBody: { required, content: { 'application/json': { schema } } } };
}

/** Declares a JSON answer. */
export function answers(schema: unknown, status = 200): Plain {
  return { responses: { [status]: { description: 'ok', content: { 'application/json': { schema } } } } };
}

export interface Loaded {
  readonly contract: Contract | null;
  /** `code: message (hint)` of every error and warning. */
  readonly complaints: readonly string[];
  readonly codes: readonly string[];
}

/** Loads a document, with overlays over it. */
export function load(world: World | string, overlays: readonly string[] = []): Loaded {
  const text = typeof world === 'string' ? world : documentOf(world);
  const files = new Map([['api.json', text], ...overlays.map((overlay, i) => [`${i}.overlay.yaml`, overlay] as const)]);
  const read = (path: string): Uint8Array | null => (files.has(path) ? new TextEncoder().encode(files.get(path)) : null);
  const { value, diagnostics } = loadContract({ document: 'api.json', overlays: overlays.map((_, i) => `${i}.overlay.yaml`), read });
  const serious = diagnostics.filter(({ severity }) => severity !== 'note');
  return {
    contract: value,
    complaints: serious.map(({ code, message, hint }) => `${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`),
    codes: serious.map(({ code }) => code),
  };
}

export function contractOf(world: World | string, overlays: readonly string[] = []): Contract {
  const { contract, complaints } = load(world, overlays);
  if (contract === null) throw new Error(complaints.join('\n'));
  return contract;
}

/** A call and what must come of it. */
export interface Call {
  readonly op: string;
  readonly params?: Plain;
  readonly body?: unknown;
  readonly credentials?: Plain;
  readonly advance?: string;
  readonly as?: string;
  readonly status: number;
  /** The whole body of the answer. */
  readonly answer?: unknown;
  /** The headers of the answer, of which the verifier is told nothing. */
  readonly headers?: Plain;
}

export interface Story {
  readonly initial?: unknown;
  readonly calls: readonly Call[];
  /** A rule over the last state. */
  readonly goal?: string;
  readonly options?: Partial<VerifyOptions>;
}

/** Both interpreters, from a state that is known, must answer what the calls say, and reach the goal. */
export async function expectStory(world: World | Contract, { initial = 'reset', calls, goal, options = {} }: Story): Promise<void> {
  const contract = 'operations' in world && world.operations instanceof Map ? (world as Contract) : contractOf(world as World);
  const plain = plainTrajectory(calls, initial, goal);
  const trajectory = trajectoryOf(plain);
  const replayed = run(contract, trajectory);
  expect(replayed.steps.map(shown), 'concretely').toEqual(calls.map(({ status }) => status));
  for (const [i, { answer, headers }] of calls.entries()) {
    if (answer !== undefined) expect(answered(replayed, i)).toEqual(answer);
    if (headers !== undefined) expect(headersOf(replayed, i)).toEqual(new Map(Object.entries(headers)));
  }
  if (goal !== undefined) expect(holdsAtEnd(contract, replayed, goal), `concretely: ${goal}`).toBe(true);
  const verdict = told(await judged(contract, plain, options));
  // A fault is never what a step may claim (ruling 4): its verdict names it.
  const fault = calls.findIndex(({ status }) => status === FAULT);
  if (fault < 0) expect(verdict, 'symbolically').toBe('valid');
  else expect(verdict, 'symbolically').toMatch(new RegExp(`^invalid ${fault}: 500, a fault of the contract: `));
}

function plainTrajectory(calls: readonly Call[], initial: unknown, goal: string | undefined): Plain {
  const steps = calls.map(({ op, status, answer, headers: _headers, ...sent }) => ({
    operationId: op,
    ...sent,
    expect: { status, ...(answer === undefined ? {} : { body: answer }) },
  }));
  return { initial, steps, ...(goal === undefined ? {} : { goal }) };
}

function run(contract: Contract, trajectory: Trajectory): Replay {
  if (trajectory.initial.kind === 'any') throw new Error('a run needs a state to start from');
  const start = concreteStart(contract, trajectory.initial, DEFAULT_OPTIONS);
  if (start.value === null) throw new Error(start.diagnostics.map(({ message }) => message).join('\n'));
  return replay(contract, trajectory, { initial: start.value, holes: new Map(), chooser: (step) => seededChooser(contract, 1, step) });
}

function shown({ result, request }: Replay['steps'][number]): unknown {
  if (result === null) return JSON.stringify(request);
  return result.kind === 'transition' ? result.outcome.status : `${result.kind}: ${result.message}`;
}

function answered({ steps }: Replay, index: number): unknown {
  const result = steps[index]?.result;
  const body = result?.kind === 'transition' && result.outcome.kind === 'success' ? result.outcome.body : undefined;
  return body === undefined ? undefined : toPlain(body);
}

function headersOf({ steps }: Replay, index: number): unknown {
  const result = steps[index]?.result;
  return result?.kind === 'transition' && result.outcome.kind === 'success' ? result.outcome.headers : undefined;
}

function holdsAtEnd(contract: Contract, { steps, state }: Replay, goal: string): unknown {
  const place = { file: 'goal', line: 1, column: 1 };
  const { rule, diagnostics } = compileStateRule(goal, contract, place);
  if (rule === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const now = steps.at(-1)?.now;
  return evaluate(rule.expression, environmentOf(state, now === undefined ? {} : { now }));
}

/** The verdict in one line of a claim about states or values that are not known. */
export async function verdictOn(world: World, trajectory: Plain, options: Partial<VerifyOptions> = {}): Promise<string> {
  return told(await judged(contractOf(world), trajectory, options));
}

/** Both interpreters, from the state at reset, must find the rule true, false, or (neither it nor its negation holding) an error. */
export async function expectRule(world: World, rule: string, outcome: boolean | 'error'): Promise<void> {
  const operations = { yes: { 'x-preconditions': [rule] }, no: { 'x-preconditions': [`!(${rule})`] } };
  const refused = (is: boolean): number => (is ? 200 : 409);
  await expectStory(
    { ...world, operations: { ...world.operations, ...operations } },
    {
      calls: [
        { op: 'yes', status: refused(outcome === true) },
        { op: 'no', status: refused(outcome === false) },
      ],
    },
  );
}
