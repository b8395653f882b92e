// Decides how a run of a trajectory becomes a script: parameters at their places, holes filled, references followed to the answers that they mean.

import { canonicalJson } from '../../base/json.ts';
import { isoDuration } from '../../base/time.ts';
import { isList, isObject, type ObjectKey, type Value } from '../../base/value.ts';
import type { Contract, Operation, Request } from '../../contract/contract.ts';
import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';
import { formRequest } from '../../simulate/replay/form-request.ts';
import type { Replay, ReplayedStep } from '../../simulate/replay/replay.ts';
import { isUnformed } from '../../simulate/replay/template.ts';
import type { Arg, Call, Part, Pointer, Script } from './script.ts';
import { takenBy } from './taken.ts';

/** What is to be told of a run. */
export interface ToTell {
  readonly trajectory: Trajectory;
  readonly run: Replay;
  readonly holes: ReadonlyMap<ObjectKey, Value>;
  /** Index of the last step that is told; null: all are. */
  readonly last: number | null;
  /** What the run shows, in a line for people. */
  readonly about: string;
  /** Collections and variables at the start; null where that is the state at reset. */
  readonly initial: Value | null;
}

/** The script of a run. It ends before the first step that makes no request, or whose outcome could not be told. */
export function scriptOf(contract: Contract, { trajectory, run, holes, last, about, initial }: ToTell): Script {
  const steps = run.steps.slice(0, last === null ? undefined : last + 1);
  const told: Told[] = [];
  let unsent: string | null = null;
  for (const replayed of steps) {
    const made = tell({ contract, trajectory, holes, told }, replayed);
    if (typeof made === 'string') {
      unsent = `step ${replayed.index} ${replayed.operationId}: ${made}`;
      break;
    }
    told.push(made);
  }
  const calls = told.map(({ call }) => call);
  return {
    id: trajectory.id,
    about,
    initial,
    calls: calls.map((call) => ({ ...call, taken: takenBy(calls, call.index) })),
    choices: choicesThatMatter(calls, steps),
    unsent,
    run,
  };
}

/** New keys that no request names are left out: any others would do. */
function choicesThatMatter(calls: readonly Call[], steps: readonly ReplayedStep[]): Script['choices'] {
  const named = new Set(calls.flatMap(({ args, body }) => [...args.map(({ value }) => value), ...(body ? [body] : [])]).flatMap(textsIn));
  return steps.slice(0, calls.length).flatMap(({ index, result }) => {
    if (result?.kind !== 'transition') return [];
    const isAnyKey = (place: string, value: Value): boolean =>
      /^(?:fresh#|create#\d+\.key$)/.test(place) && !named.has(canonicalJson(value));
    return [...result.choices].flatMap(([place, value]) => (isAnyKey(place, value) ? [] : [[index, place, value] as const]));
  });
}

/** The values that a request says itself, as texts. */
function textsIn(part: Part): readonly string[] {
  switch (part.kind) {
    case 'taken':
      return [];
    case 'list':
      return part.items.flatMap(textsIn);
    case 'object':
      return [...part.entries.values()].flatMap(textsIn);
    case 'value':
      return scalarsIn(part.value).map(canonicalJson);
  }
}

function scalarsIn(value: Value): readonly Value[] {
  if (value === null || typeof value !== 'object') return [value];
  if (isList(value)) return value.flatMap(scalarsIn);
  return isObject(value) ? [...value.values()].flatMap(scalarsIn) : [value];
}

/** A call, and its parameters as the step named them. */
interface Told {
  readonly call: Call;
  readonly params: ReadonlyMap<string, Part>;
}

interface Telling {
  readonly contract: Contract;
  readonly trajectory: Trajectory;
  readonly holes: ReadonlyMap<ObjectKey, Value>;
  readonly told: readonly Told[];
}

function tell(telling: Telling, { index, request, result }: ReplayedStep): Told | string {
  const { contract, trajectory } = telling;
  const step = trajectory.steps[index];
  const operation = step && contract.operations.get(step.operationId);
  if (isUnformed(request)) return request.message;
  if (!step || !operation || result?.kind !== 'transition') return result?.kind === 'undecided' ? result.message : 'it was not run';
  const params = new Map([...step.params].map(([name, template]) => [name, partOf(telling, template)]));
  const call: Call = {
    index,
    name: nameOf(trajectory, index),
    operation,
    args: argsOf(telling, operation, request, params),
    body: step.body === undefined ? undefined : partOf(telling, step.body),
    advance: step.advanceNanos === 0n ? null : isoDuration(step.advanceNanos),
    outcome: result.outcome,
    taken: [],
  };
  return { call, params };
}

function nameOf({ steps }: Trajectory, index: number): string {
  const isFree = (name: string): boolean => steps.every(({ as }, other) => other === index || as !== name);
  const step = steps[index];
  const plain = `${(step?.operationId ?? '').replaceAll(/[^A-Za-z0-9_]+/g, '-')}-${index}`;
  return step?.as ?? (isFree(plain) ? plain : `${plain}-`);
}

function argsOf(telling: Telling, operation: Operation, request: Request, params: ReadonlyMap<string, Part>): readonly Arg[] {
  const from = namesInRequest(telling, operation, [...params.keys()]);
  return (['path', 'query', 'header', 'cookie'] as const).flatMap((part) =>
    [...request[part]].map(([name, value]): Arg => {
      const declared = operation.parameters.find((parameter) => parameter.in === part && parameter.name === name);
      const { style, explode } = declared ?? { style: part === 'path' || part === 'header' ? 'simple' : 'form', explode: part === 'query' };
      const given = params.get(from[part].get(name) ?? '');
      return { name, in: part, style, explode, value: given ?? { kind: 'value', value } };
    }),
  );
}

type Names = Readonly<Record<'path' | 'query' | 'header' | 'cookie', ReadonlyMap<string, string>>>;

/** By place and name in the request, the name that the step gave the parameter: what placing them does with the names themselves. */
function namesInRequest({ contract, trajectory }: Telling, operation: Operation, names: readonly string[]): Names {
  const values = new Map(names.map((name) => [name, { kind: 'value', value: name } as const]));
  const step: Step = {
    operationId: operation.id,
    params: values,
    body: undefined,
    expect: null,
    response: null,
    as: null,
    advanceNanos: 0n,
    credentials: new Map(),
  };
  const placed = formRequest(contract, { ...trajectory, credentials: new Map() }, step, { holes: new Map(), part: () => undefined });
  if (isUnformed(placed)) throw new Error('parameters without references have their places');
  const textOf = (part: ReadonlyMap<string, Value>): ReadonlyMap<string, string> =>
    new Map([...part].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  const { path, query, header, cookie } = placed.request;
  return { path: textOf(path), query: textOf(query), header: textOf(header), cookie: textOf(cookie) };
}

function partOf(telling: Telling, template: Template): Part {
  switch (template.kind) {
    case 'value':
      return template;
    case 'hole':
      return { kind: 'value', value: telling.holes.get(template.name) ?? null };
    case 'reference':
      return referred(telling, template);
    case 'list':
      return { kind: 'list', items: template.items.map((item) => partOf(telling, item)) };
    case 'object':
      return { kind: 'object', entries: new Map([...template.entries].map(([name, entry]) => [name, partOf(telling, entry)])) };
  }
}

/** A status is what it was; parts of earlier requests are what they were made of. */
function referred({ told }: Telling, { step, from, pointer, text }: Extract<Template, { kind: 'reference' }>): Part {
  const earlier = told.find(({ call }) => call.index === step);
  if (!earlier) throw new Error(`${text} was followed in the run`);
  const { outcome, body } = earlier.call;
  switch (from) {
    case 'response.status':
      return { kind: 'value', value: outcome.status };
    case 'request.body':
      return into(body, pointer);
    case 'request.params':
      return into({ kind: 'object', entries: earlier.params }, pointer);
    case 'response.body': {
      const seen = outcome.kind === 'success' ? outcome.body : undefined;
      if (seen === undefined) throw new Error(`${text} was followed in the run`);
      return into({ kind: 'taken', step, pointer: [], seen }, pointer);
    }
  }
}

function into(part: Part | undefined, pointer: readonly string[]): Part {
  let at = part;
  for (const name of pointer) at = at && below(at, name);
  if (at === undefined) throw new Error('a reference that was followed in the run leads somewhere');
  return at;
}

function below(part: Part, name: string): Part | undefined {
  switch (part.kind) {
    case 'list':
      return part.items[Number(name)];
    case 'object':
      return part.entries.get(name);
    case 'value': {
      const value = valueBelow(part.value, name);
      return value === undefined ? undefined : { kind: 'value', value };
    }
    case 'taken': {
      const seen = valueBelow(part.seen, name);
      const pointer: Pointer = [...part.pointer, part.seen !== null && isList(part.seen) ? Number(name) : name];
      return seen === undefined ? undefined : { ...part, pointer, seen };
    }
  }
}

function valueBelow(value: Value, name: string): Value | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (isList(value)) return value[Number(name)];
  return isObject(value) ? value.get(name) : undefined;
}
