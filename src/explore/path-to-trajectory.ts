// Decides how a path of a search is written as a trajectory: what the server chose becomes a reference to the answer that told it.

import { isList, isObject, type ObjectKey, type Value } from '../base/value.ts';
import type { Operation } from '../contract/contract.ts';
import type { InitialState, Step, Template, Trajectory } from '../contract/trajectory.ts';
import type { Argument } from './call.ts';
import { readsOf } from './reads.ts';
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
  const told = path.map((edge, index) => valuesTold(edge, index));
  const references = new Set<number>();
  const templates = path.map(({ call }, index) =>
    call.args.map((argument) => {
      const template = templateOf(call.operation, argument, told.slice(0, index));
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
export function stepName(operationId: string, index: number): string {
  return `${operationId.replaceAll(/[^A-Za-z0-9_-]+/g, '-')}-${index}`;
}

/** Parameters of one name in several places are told apart by the place. */
export function paramName(args: readonly { readonly argument: Argument }[], { in: part, name }: Argument): string {
  const isAmbiguous = args.filter(({ argument }) => argument.in !== 'body' && argument.name === name).length > 1;
  return isAmbiguous ? `${part}.${name}` : name;
}

/** What the server chose at a step and told in its answer. */
export interface Told {
  readonly step: number;
  /** Name of the step. */
  readonly name: string;
  readonly pointer: readonly string[];
  /** A text, or a number that is a key. */
  readonly value: string | number;
  /** Of a key: whose it is; null where that is not known. */
  readonly collection: string | null;
}

/** What the server chose at the step with that index, and told. */
export function valuesTold({ call, transition }: Pick<Edge, 'call' | 'transition'>, step: number): readonly Told[] {
  const chosen = new Map<Value, string | null>();
  for (const [place, value] of transition.choices) {
    const collection = collectionChosenAt(call.operation, place);
    if (typeof value === 'string' || (typeof value === 'number' && collection !== null)) chosen.set(value, collection);
  }
  if (chosen.size === 0 || transition.outcome.kind !== 'success' || transition.outcome.body === undefined) return [];
  const name = stepName(call.operation.id, step);
  return scalarsIn(transition.outcome.body, []).flatMap(({ pointer, value }) => {
    const collection = chosen.get(value);
    return collection === undefined ? [] : [{ step, name, pointer, value, collection }];
  });
}

/** The collection whose key is chosen at a place; null if it is no such place. */
export function collectionChosenAt({ effects }: Operation, place: string): string | null {
  const index = /^create#(\d+)\.key$/.exec(place)?.[1];
  const effect = index === undefined ? undefined : effects[Number(index)];
  return effect?.kind === 'create' ? effect.collection : null;
}

function scalarsIn(value: Value, pointer: readonly string[]): readonly Pick<Told, 'pointer' | 'value'>[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ pointer, value }];
  if (value === null || typeof value !== 'object') return [];
  if (isList(value)) return value.flatMap((item, i) => scalarsIn(item, [...pointer, String(i)]));
  return isObject(value) ? [...value].flatMap(([name, item]) => scalarsIn(item, [...pointer, String(name)])) : [];
}

/**
 * An argument as a step writes it: texts that the server chose are references, and so are numbers where a key of that collection is meant. Other
 * numbers may be equal by chance.
 */
export function templateOf(operation: Operation, { in: part, name, value }: Argument, told: readonly (readonly Told[])[]): Template {
  const { keys } = readsOf(operation);
  if (part !== 'body' || value === null || typeof value !== 'object' || !isObject(value)) {
    const key = part === 'body' ? undefined : keys.get(`${part}.${name}`);
    return (key && keyTemplate(value, key.collection, told)) ?? template(value, told);
  }
  const entries = new Map(
    [...value].map(([property, item]: [ObjectKey, Value]) => {
      const key = keys.get(`body.${String(property)}`);
      return [String(property), (key && keyTemplate(item, key.collection, told)) ?? template(item, told)] as const;
    }),
  );
  return folded({ kind: 'object', entries }, value);
}

/** The last answer that told that key of the collection; null if none did. */
function keyTemplate(value: Value, collection: string, told: readonly (readonly Told[])[]): Template | null {
  const source = told.flat().findLast((one) => one.value === value && one.collection === collection);
  return source ? reference(source) : null;
}

function template(value: Value, told: readonly (readonly Told[])[]): Template {
  if (typeof value === 'string') {
    // A deleted key may have been issued again: then the later one is meant.
    const source = told.flat().findLast((one) => one.value === value);
    return source ? reference(source) : { kind: 'value', value };
  }
  if (value === null || typeof value !== 'object') return { kind: 'value', value };
  if (isList(value)) return folded({ kind: 'list', items: value.map((item) => template(item, told)) }, value);
  if (!isObject(value)) return { kind: 'value', value };
  const entries = new Map([...value].map(([name, item]: [ObjectKey, Value]) => [String(name), template(item, told)]));
  return folded({ kind: 'object', entries }, value);
}

function folded(made: Template, value: Value): Template {
  return referencesIn(made).length === 0 ? { kind: 'value', value } : made;
}

function reference({ step, name, pointer }: Told): Template {
  const text = `$steps.${name}.response.body#${pointer.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
  return { kind: 'reference', step, from: 'response.body', pointer, text };
}

/** The steps that a template refers to. */
export function referencesIn(template: Template): readonly number[] {
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
