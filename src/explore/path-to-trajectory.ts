// Decides how a path of a search is written as a trajectory: what the server chose becomes a reference to the answer that told it.

import { isList, isObject, type ObjectKey, type Value } from '../base/value.ts';
import type { InitialState, Step, Template, Trajectory } from '../contract/trajectory.ts';
import type { Argument } from './call.ts';
import type { Edge } from './search.ts';

/** What a trajectory has besides its steps. */
export interface Setting {
  readonly id: string;
  readonly initial: InitialState;
  readonly goal: string | null;
  readonly never: string | null;
  readonly credentials: ReadonlyMap<string, string>;
}

/** The calls of the path as steps. Each that is referred to gets a name. */
export function pathToTrajectory(path: readonly Edge[], { id, initial, goal, never, credentials }: Setting): Trajectory {
  const told = path.map(valuesTold);
  const references = new Set<number>();
  const templates = path.map(({ call }, index) =>
    call.args.map((argument) => {
      const template = templateOf(argument.value, told.slice(0, index));
      for (const step of referencesIn(template)) references.add(step);
      return { argument, template };
    }),
  );
  const steps = templates.map((args, index): Step => {
    const operationId = path[index]?.call.operation.id ?? '';
    return {
      operationId,
      params: new Map(
        args.flatMap(({ argument, template }) => (argument.in === 'body' ? [] : [[paramName(args, argument), template] as const])),
      ),
      body: args.find(({ argument }) => argument.in === 'body')?.template,
      expect: null,
      response: null,
      as: references.has(index) ? stepName(operationId, index) : null,
      advanceNanos: 0n,
      credentials: new Map(),
    };
  });
  const claimSources = { goal: null, never: null, frame: null };
  return { id, initial, steps, goal, never, frame: [], credentials, source: null, claimSources };
}

/** The name of the step at an index, for references to it. */
function stepName(operationId: string, index: number): string {
  return `${operationId.replaceAll(/[^A-Za-z0-9_-]+/g, '-')}-${index}`;
}

/** Parameters of one name in several places are told apart by the place. */
function paramName(args: readonly { readonly argument: Argument }[], { in: part, name }: Argument): string {
  const isAmbiguous = args.filter(({ argument }) => argument.in !== 'body' && argument.name === name).length > 1;
  return isAmbiguous ? `${part}.${name}` : name;
}

/** What the server chose at a step and told in its answer. */
interface Told {
  readonly step: number;
  /** Name of the step. */
  readonly name: string;
  readonly pointer: readonly string[];
  readonly value: string;
}

function valuesTold({ call, transition }: Edge, step: number): readonly Told[] {
  const chosen = new Set([...transition.choices.values()].filter((value) => typeof value === 'string'));
  if (chosen.size === 0 || transition.outcome.kind !== 'success' || transition.outcome.body === undefined) return [];
  const name = stepName(call.operation.id, step);
  return stringsIn(transition.outcome.body, []).flatMap(({ pointer, value }) =>
    chosen.has(value) ? [{ step, name, pointer, value }] : [],
  );
}

function stringsIn(value: Value, pointer: readonly string[]): readonly Pick<Told, 'pointer' | 'value'>[] {
  if (typeof value === 'string') return [{ pointer, value }];
  if (value === null || typeof value !== 'object') return [];
  if (isList(value)) return value.flatMap((item, i) => stringsIn(item, [...pointer, String(i)]));
  return isObject(value) ? [...value].flatMap(([name, item]) => stringsIn(item, [...pointer, String(name)])) : [];
}

function templateOf(value: Value, told: readonly (readonly Told[])[]): Template {
  if (typeof value === 'string') {
    // A deleted key may have been issued again: then the later one is meant.
    const source = told.flat().findLast((one) => one.value === value);
    return source ? reference(source) : { kind: 'value', value };
  }
  if (value === null || typeof value !== 'object') return { kind: 'value', value };
  if (isList(value)) return folded({ kind: 'list', items: value.map((item) => templateOf(item, told)) }, value);
  if (!isObject(value)) return { kind: 'value', value };
  const entries = new Map([...value].map(([name, item]: [ObjectKey, Value]) => [String(name), templateOf(item, told)]));
  return folded({ kind: 'object', entries }, value);
}

function folded(template: Template, value: Value): Template {
  return referencesIn(template).length === 0 ? { kind: 'value', value } : template;
}

function reference({ step, name, pointer }: Told): Template {
  const text = `$steps.${name}.response.body#${pointer.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
  return { kind: 'reference', step, from: 'response.body', pointer, text };
}

function referencesIn(template: Template): readonly number[] {
  switch (template.kind) {
    case 'reference':
      return [template.step];
    case 'list':
      return template.items.flatMap(referencesIn);
    case 'object':
      return [...template.entries.values()].flatMap(referencesIn);
    case 'value':
    case 'hole':
      return [];
  }
}
