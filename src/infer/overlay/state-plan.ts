// Decides how the state keeps a collection: with its records where their key and owner are in them, else by keys alone.

import type { Loading } from '../../spec/openapi/loading.ts';
import { showPointer } from '../../spec/tree/pointer.ts';
import type { Collection } from '../resources/collections.ts';
import type { Reference } from '../resources/references.ts';
import type { Site } from '../resources/site.ts';
import type { OperationView, ParameterView } from '../view/api.ts';
import type { Shape, Shapes } from '../view/shape.ts';
import { isParameter, type PathNode } from '../view/tree.ts';
import { wordsOf } from '../view/words.ts';

/** A part of a key: the property that it is in the state, and which parameter of an item path gives it. */
export interface StateKey {
  readonly property: string;
  /** What the parameter is called on the main item path. */
  readonly parameter: string;
  /** Which parameter of an item path: 0 is the first behind the site's name, -1 the last before it. */
  readonly position: number;
  /** The schema of the property as a URI fragment, where the state has only keys. */
  readonly schema: string | null;
  /** What it is by its parameter; null where that says nothing. */
  readonly kind: Shape['kind'] | null;
}

export interface StatePlan {
  readonly collection: Collection;
  /** `record`: whole records. `keys`: what is needed to tell them apart. */
  readonly form: 'record' | 'keys';
  readonly keys: readonly StateKey[];
  /** Where records say whose they are: the property, and the position of the owner's key in the item path. */
  readonly owner: { readonly property: string; readonly position: number; readonly parent: string } | null;
}

export interface PlanInput {
  readonly loading: Loading;
  readonly shapes: Shapes;
  readonly collections: readonly Collection[];
  readonly operationsOf: (site: Site) => readonly OperationView[];
  readonly referencesOf: (collection: Collection) => readonly Reference[];
  /** Collections whose records turned out not to fit; they are kept by keys. */
  readonly withoutRecords: ReadonlySet<string>;
  /** How collections are kept that are declared; null for all others. */
  readonly declared: (collection: Collection) => StatePlan | null;
}

/** The collections that are state: those whose records are made, read or changed by their keys. */
export function planState(input: PlanInput): ReadonlyMap<Collection, StatePlan> {
  const plans = new Map<Collection, StatePlan>();
  for (const collection of input.collections) {
    const inferred = (): StatePlan | null => recordPlan(input, collection, plans) ?? keysPlan(input, collection);
    const plan = input.declared(collection) ?? (isState(collection) ? inferred() : null);
    if (plan !== null) plans.set(collection, plan);
  }
  return plans;
}

function isState({ key, main, sites }: Collection): boolean {
  if (key.length === 0 || main.item === null) return false;
  return sites.some((site) => site.item !== null && (site.creates.length > 0 || site.item.operations.length > 0));
}

function recordPlan(input: PlanInput, collection: Collection, plans: ReadonlyMap<Collection, StatePlan>): StatePlan | null {
  const { record, key, main, name } = collection;
  const [only] = key;
  const property = only?.match?.property;
  if (input.withoutRecords.has(name) || record === null || property === undefined || key.length !== 1) return null;
  const own = record.properties.get(property);
  if (own === undefined || !inDocument(input.loading, record)) return null;
  const shape = input.shapes.of(own.at);
  const items = collection.sites.filter(({ item }) => item !== null);
  if (items.some((site) => !sameDepth(site)) || !items.every((site) => parameterFits(input, site, shape))) return null;
  const ownKey: StateKey = { property, parameter: only?.parameter ?? '', position: 0, schema: null, kind: null };
  const nested = items.every(({ above }) => above !== null);
  if (!nested || main.above === null) return { collection, form: 'record', keys: [ownKey], owner: null };
  const owner = ownerOf(input, collection, main.above, plans);
  return owner === null ? null : { collection, form: 'record', keys: [ownKey], owner };
}

/** Whether a site's key is one parameter. */
function sameDepth({ keyParameters }: Site): boolean {
  return keyParameters.length === 1;
}

function ownerOf(input: PlanInput, collection: Collection, above: Site, plans: ReadonlyMap<Collection, StatePlan>): StatePlan['owner'] {
  const { parent, record } = collection;
  const kept = parent === null ? undefined : plans.get(parent);
  const [key, second] = kept?.keys ?? [];
  if (parent === null || record === null || kept?.form !== 'record' || key === undefined || second !== undefined) return null;
  const parameter = above.keyParameters.at(-1) ?? '';
  const referred = input
    .referencesOf(collection)
    .filter((reference) => reference.collection === parent.name && reference.confidence >= 0.85);
  const named = [...record.properties.keys()].find((name) => wordsOf(name).join('') === wordsOf(parameter).join(''));
  const property = referred.length === 1 ? referred[0]?.property : named;
  const own = property === undefined ? undefined : record.properties.get(property);
  const theirs = parent.record?.properties.get(key.property);
  if (property === undefined || own === undefined || theirs === undefined || own.required !== true) return null;
  if (!sameKind(input.shapes.of(own.at), input.shapes.of(theirs.at))) return null;
  return { property, position: parametersAbove(above.node) - parametersAbove(collection.main.node), parent: parent.name };
}

function parameterFits(input: PlanInput, site: Site, property: Shape): boolean {
  return input.operationsOf(site).every((operation) => {
    const parameter = parameterAt(operation, site, 0);
    return parameter === null || (parameter.schema !== null && sameKind(input.shapes.of(parameter.schema), property));
  });
}

function sameKind(a: Shape, b: Shape): boolean {
  return (
    a.kind === b.kind &&
    (a.kind === 'text' || a.kind === 'number') &&
    !b.nullable &&
    (a.format === 'date-time') === (b.format === 'date-time')
  );
}

/** Every parameter on the way to the item is part of the key, so that no two records are taken for one. */
function keysPlan(input: PlanInput, collection: Collection): StatePlan | null {
  const { main } = collection;
  const [operation] = input.operationsOf(main);
  if (operation === undefined) return null;
  const shared = collection.sites
    .filter(({ item }) => item !== null)
    .some((site) => parametersAbove(site.node) !== parametersAbove(main.node));
  const first = shared ? 0 : -parametersAbove(main.node);
  const names = new Set<string>();
  const keys: StateKey[] = [];
  for (let position = first; position < main.keyParameters.length; position += 1) {
    const parameter = parameterAt(operation, main, position);
    if (parameter === null) return null;
    const property = free(wordsOf(parameter.name).join('_') || 'key', names);
    const schema = schemaOf(input.loading, parameter, input.shapes);
    keys.push({
      property,
      parameter: parameter.name,
      position,
      schema,
      kind: schema === null || parameter.schema === null ? 'text' : input.shapes.of(parameter.schema).kind,
    });
  }
  return keys.length === 0 ? null : { collection, form: 'keys', keys, owner: null };
}

function free(name: string, names: Set<string>): string {
  const plain = /^[a-z]/.test(name) ? name : `k_${name}`;
  let candidate = plain;
  for (let i = 2; names.has(candidate); i += 1) candidate = `${plain}_${i}`;
  names.add(candidate);
  return candidate;
}

function schemaOf(loading: Loading, { schema }: ParameterView, shapes: Shapes): string | null {
  if (schema === null || schema.document !== loading.document) return null;
  const { kind } = shapes.of(schema);
  return kind === 'text' || kind === 'number' || kind === 'boolean' ? fragment(loading, showPointer(schema.pointer)) : null;
}

/** References in an overlay name the document as it is written. */
export function fragment(loading: Loading, pointer: string): string {
  const written = loading.document.converted ? pointer.replace(/^\/components\/schemas\//, '/definitions/') : pointer;
  return `#${encodeURI(written).replaceAll('#', '%23')}`;
}

function inDocument(loading: Loading, { at }: Shape): boolean {
  return at.document === loading.document;
}

/** Parameters of a path up to a node, the node included. */
export function parametersAbove(node: PathNode): number {
  let count = 0;
  for (let at: PathNode | null = node; at !== null; at = at.above) if (isParameter(at)) count += 1;
  return count;
}

/** The path parameter at a position of a site on an operation's path. Null if the operation does not declare it. */
export function parameterAt(operation: OperationView, site: Site, position: number): ParameterView | null {
  const names = operation.parsed.segments.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  const name = names[parametersAbove(site.node) + position];
  if (name === undefined || names.indexOf(name) !== names.lastIndexOf(name)) return null;
  return operation.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name) ?? null;
}

/**
 * The path parameter that gives a part of a collection's key: the one in its place, where the path is built like the main one; else one of the
 * same name.
 */
export function keyParameter(
  operation: OperationView,
  { plan, site }: { readonly plan: StatePlan; readonly site: Site },
  { position, parameter: name }: StateKey,
): ParameterView | null {
  const { main } = plan.collection;
  if (parametersAbove(site.node) === parametersAbove(main.node) || (position >= 0 && site.item !== null)) {
    return parameterAt(operation, site, position);
  }
  return operation.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name) ?? null;
}
