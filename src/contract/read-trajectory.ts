// Decides whether a JSON value is a trajectory, and reads it; what the steps mean is the interpreters' business.

import type { Checked } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Source } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { parseIsoDuration } from '../base/time.ts';
import { isList, isNumber, isObject, kindOf, type ObjectValue, type Value } from '../base/value.ts';
import { readTemplate, type StepNames } from './read-template.ts';
import { complain, type Locate, type Path, type Reading, remark } from './reading.ts';
import type { Expectation, InitialState, RecordedResponse, Step, Template, Trajectory } from './trajectory.ts';

const TRAJECTORY_FIELDS = ['id', 'initial', 'steps', 'goal', 'never', 'frame', 'credentials', 'labels', 'description', '$schema'] as const;
const STEP_FIELDS = ['operationId', 'params', 'body', 'expect', 'response', 'as', 'advance', 'credentials', 'description'] as const;

/**
 * Reads a trajectory (docs: `schemas/trajectory.schema.json`). `fallbackId` names one without an `id`.
 * Every complaint has the place of the offending part, as far as `locate` knows it.
 */
export function readTrajectory(value: Value, fallbackId: string, locate: Locate): Checked<Trajectory> {
  const reading: Reading = { diagnostics: [], locate };
  const trajectory = readObject(reading, value, [], TRAJECTORY_FIELDS, 'a trajectory');
  if (!trajectory) return { value: null, diagnostics: reading.diagnostics };
  const steps = readSteps(reading, trajectory.get('steps'));
  const sourceOf = (claim: string): Source | null => (trajectory.has(claim) ? locate([claim], 'value') : null);
  const labels = readLabels(reading, trajectory.get('labels'));
  const result: Trajectory = {
    id: readText(reading, trajectory, 'id', []) ?? fallbackId,
    initial: readInitial(reading, trajectory.get('initial')),
    steps,
    goal: readText(reading, trajectory, 'goal', []),
    never: readText(reading, trajectory, 'never', []),
    frame: readFrame(reading, trajectory.get('frame')),
    credentials: readCredentials(reading, trajectory.get('credentials'), ['credentials']),
    source: locate([]),
    claimSources: { goal: sourceOf('goal'), never: sourceOf('never'), frame: sourceOf('frame') },
    ...(labels === null ? {} : { labels }),
  };
  return { value: hasErrors(reading.diagnostics) ? null : result, diagnostics: reading.diagnostics };
}

function readObject(reading: Reading, value: Value | undefined, path: Path, fields: readonly string[], what: string): ObjectValue | null {
  if (value === undefined || !isObject(value)) {
    complain(reading, path, 'trajectory-shape', `expected ${what} (an object), found ${value === undefined ? 'nothing' : kindOf(value)}`);
    return null;
  }
  for (const key of value.keys()) {
    if (!fields.includes(String(key))) {
      const { hint } = didYouMean(String(key), fields);
      complain(reading, [...path, String(key)], 'unknown-property', `${what} has no property '${String(key)}'`, hint);
    }
  }
  return value;
}

function readText(reading: Reading, object: ObjectValue, name: string, path: Path): string | null {
  const value = object.get(name);
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  complain(reading, [...path, name], 'trajectory-shape', `'${name}' must be a string, found ${kindOf(value)}`);
  return null;
}

function readInitial(reading: Reading, value: Value | undefined): InitialState {
  if (value === undefined || value === 'reset') return { kind: 'reset' };
  if (value === 'any') return { kind: 'any' };
  if (value !== null && isObject(value)) return { kind: 'given', state: value };
  complain(reading, ['initial'], 'trajectory-shape', `'initial' must be "reset", "any" or an object of collections`);
  return { kind: 'reset' };
}

function readLabels(reading: Reading, value: Value | undefined): ObjectValue | null {
  if (value === undefined || value === null) return null;
  if (isObject(value)) return value;
  complain(reading, ['labels'], 'trajectory-shape', `'labels' must be an object, found ${kindOf(value)}`);
  return null;
}

function readSteps(reading: Reading, value: Value | undefined): readonly Step[] {
  if (value === undefined || !isList(value)) {
    complain(reading, ['steps'], 'trajectory-shape', `'steps' must be a list`);
    return [];
  }
  if (value.length > DEFAULT_LIMITS.maxTrajectorySteps) {
    complain(reading, ['steps'], 'too-many-steps', `${value.length} steps are more than the limit of ${DEFAULT_LIMITS.maxTrajectorySteps}`);
    return [];
  }
  const names = new Map<string, number>();
  return value.flatMap((item, index) => {
    const step = readStep(reading, item, index, names);
    if (step?.as) nameStep(reading, step.as, index, names);
    return step ? [step] : [];
  });
}

function nameStep(reading: Reading, name: string, index: number, names: Map<string, number>): void {
  if (names.has(name)) complain(reading, ['steps', index, 'as'], 'duplicate-name', `two steps are named '${name}'`);
  names.set(name, index);
}

function readStep(reading: Reading, value: Value, index: number, names: StepNames): Step | null {
  const path = ['steps', index];
  const step = readObject(reading, value, path, STEP_FIELDS, 'a step');
  if (!step) return null;
  const operationId = readText(reading, step, 'operationId', path);
  if (operationId === null) complain(reading, path, 'trajectory-shape', `a step needs an 'operationId'`);
  const body = step.get('body');
  const expect = readExpectation(reading, step.get('expect'), [...path, 'expect'], names);
  const response = readResponse(reading, step.get('response'), [...path, 'response']);
  if (expect && response && expect.status !== null && expect.status !== response.status) {
    const message = `the step expects ${expect.status}, and the recorded response has ${response.status}: it claims one or the other`;
    complain(reading, [...path, 'expect', 'status'], 'contradiction', message);
  }
  return {
    operationId: operationId ?? '',
    params: readParams(reading, step.get('params'), path, names),
    body: body === undefined ? undefined : readTemplate(reading, body, [...path, 'body'], names),
    expect,
    response,
    as: readName(reading, step, path),
    advanceNanos: readAdvance(reading, step, path),
    credentials: readCredentials(reading, step.get('credentials'), [...path, 'credentials']),
  };
}

const STEP_NAME = /^[A-Za-z0-9_-]+$/;

function readName(reading: Reading, step: ObjectValue, path: Path): string | null {
  const name = readText(reading, step, 'as', path);
  if (name === null || STEP_NAME.test(name)) return name;
  complain(reading, [...path, 'as'], 'bad-name', `'as' must be a name of letters, digits, '_' and '-', as references to it are`);
  return null;
}

function readParams(reading: Reading, value: Value | undefined, path: Path, names: StepNames): ReadonlyMap<string, Template> {
  const params = new Map<string, Template>();
  if (value === undefined) return params;
  if (value === null || !isObject(value)) {
    complain(reading, [...path, 'params'], 'trajectory-shape', `'params' must be an object of parameters by name`);
    return params;
  }
  for (const [name, item] of value) params.set(String(name), readTemplate(reading, item, [...path, 'params', String(name)], names));
  return params;
}

function readExpectation(reading: Reading, value: Value | undefined, path: Path, names: StepNames): Expectation | null {
  if (value === undefined) return null;
  const expect = readObject(reading, value, path, ['status', 'body'], "'expect'");
  if (!expect) return null;
  const body = expect.get('body');
  return {
    status: expect.has('status') ? readStatus(reading, expect.get('status'), [...path, 'status']) : null,
    body: body === undefined ? undefined : readTemplate(reading, body, [...path, 'body'], names),
  };
}

function readResponse(reading: Reading, value: Value | undefined, path: Path): RecordedResponse | null {
  if (value === undefined) return null;
  const response = readObject(reading, value, path, ['status', 'body', 'headers'], "'response'");
  if (!response) return null;
  const headers = response.get('headers');
  if (headers !== undefined && (headers === null || !isObject(headers)))
    complain(reading, [...path, 'headers'], 'trajectory-shape', `'headers' must be an object`);
  else if (headers !== undefined)
    remark(reading, [...path, 'headers'], 'unchecked-headers', 'headers of a recorded response are not compared with the contract');
  return { status: readStatus(reading, response.get('status'), [...path, 'status']), body: response.get('body') };
}

function readStatus(reading: Reading, value: Value | undefined, path: Path): number {
  if (typeof value === 'number' && value >= 100 && value <= 599) return value;
  complain(
    reading,
    path,
    'trajectory-shape',
    `a status is an integer from 100 to 599${value !== undefined && isNumber(value) ? '' : ', not a text'}`,
  );
  return 0;
}

function readAdvance(reading: Reading, step: ObjectValue, path: Path): bigint {
  const text = readText(reading, step, 'advance', path);
  if (text === null) return 0n;
  const nanos = parseIsoDuration(text);
  if (nanos !== null && nanos >= 0n) return nanos;
  complain(
    reading,
    [...path, 'advance'],
    'trajectory-shape',
    `'advance' must be an ISO 8601 duration such as "PT90M" or "P1D", without months or years`,
  );
  return 0n;
}

function readCredentials(reading: Reading, value: Value | undefined, path: Path): ReadonlyMap<string, string> {
  const credentials = new Map<string, string>();
  if (value === undefined) return credentials;
  if (value === null || !isObject(value)) {
    complain(reading, path, 'trajectory-shape', `'credentials' must be an object from security scheme to credential`);
    return credentials;
  }
  for (const [scheme, credential] of value) {
    if (typeof credential === 'string') credentials.set(String(scheme), credential);
    else complain(reading, [...path, String(scheme)], 'trajectory-shape', 'a credential is a string');
  }
  return credentials;
}

function readFrame(reading: Reading, value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  if (isList(value) && value.every((name) => typeof name === 'string')) return value.map(String);
  complain(reading, ['frame'], 'trajectory-shape', `'frame' must be a list of collection names`);
  return [];
}
