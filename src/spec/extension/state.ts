// Decides what `x-state` declares: collections with their keys, parents and references, and variables. Their schemas get types later.

import { didYouMean } from '../../base/suggest.ts';
import type { Value } from '../../base/value.ts';
import type { Collection, Reference, Variable } from '../../contract/contract.ts';
import type { Loading } from '../openapi/loading.ts';
import { below, type Located } from '../reference/resolve.ts';
import { child, isMap, isSeq, type SpecMap, type SpecNode, type SpecScalar, sourceOf, textOf } from '../tree/node.ts';
import { valueOf } from '../tree/value.ts';
import { fieldsOf, itemsOf, mappingOf, requiredField, requiredText, textField } from './fields.ts';
import { checkName } from './names.ts';

/** A collection before its schema has a type. The nodes are for what is checked then. */
export interface CollectionDraft extends Omit<Collection, 'keyType' | 'recordType' | 'initial'> {
  readonly keyNodes: readonly SpecScalar[];
  readonly initial: readonly InitialRecord[];
  readonly parentNodes: ParentNodes | null;
  readonly referenceKeys: readonly SpecScalar[];
}

/** A record at reset, and the key that the author wrote for it if `initial` is a mapping. */
export interface InitialRecord {
  readonly record: SpecNode;
  readonly key: SpecScalar | null;
}

export type VariableDraft = Omit<Variable, 'type'>;

export interface StateDraft {
  readonly collections: ReadonlyMap<string, CollectionDraft>;
  readonly variables: ReadonlyMap<string, VariableDraft>;
}

const COLLECTION_FIELDS = ['schema', 'key', 'parent', 'references', 'initial', 'description'];

export function readState(loading: Loading): StateDraft {
  const collections = new Map<string, CollectionDraft>();
  const variables = new Map<string, VariableDraft>();
  const node = child(loading.document.root, 'x-state');
  const state = node === null ? null : fieldsOf(loading.report, node, 'x-state', ['collections', 'variables', 'description']);
  for (const { name, key, at } of members(loading, state, 'collections')) {
    const collection = readCollection(loading, name, key, at);
    if (collection !== null) collections.set(name, collection);
  }
  for (const { name, key, at } of members(loading, state, 'variables')) {
    if (collections.has(name)) loading.report.error('duplicate-name', key, `'${name}' is already a collection`);
    const variable = readVariable(loading, name, key, at);
    if (variable !== null) variables.set(name, variable);
  }
  checkTargets(loading, collections);
  return { collections, variables };
}

interface Member {
  readonly name: string;
  readonly key: SpecScalar;
  readonly at: Located;
}

function members(loading: Loading, state: SpecMap | null, section: string): readonly Member[] {
  const node = child(state, section);
  const map = node === null ? null : mappingOf(loading.report, node, `'${section}' of x-state`);
  const what = section === 'collections' ? 'a collection' : 'a variable';
  const found: Member[] = [];
  for (const [name, { key, value }] of map?.entries ?? []) {
    const at: Located = { document: loading.document, pointer: ['x-state', section, name], node: value };
    if (checkName(loading.report, key, what)) found.push({ name, key, at });
  }
  return found;
}

function readCollection(loading: Loading, name: string, nameKey: SpecScalar, at: Located): CollectionDraft | null {
  const { report } = loading;
  const what = `the collection '${name}'`;
  const map = fieldsOf(report, at.node, what, COLLECTION_FIELDS);
  if (map === null) return null;
  const schema = requiredField(report, map, 'schema', what);
  const keyNodes = readKey(loading, map, what);
  if (schema === null || keyNodes.length === 0) return null;
  const parent = readParent(loading, map, what);
  const references = readReferences(loading, map, what);
  return {
    name,
    schema: loading.schemas.read(below(at, schema, 'schema')),
    key: keyNodes.map((node) => String(node.value)),
    keyNodes,
    parent: parent === null ? null : { collection: String(parent.collection.value), property: String(parent.property.value) },
    parentNodes: parent,
    references: new Map(references.map(({ key, reference }) => [String(key.value), reference])),
    referenceKeys: references.map(({ key }) => key),
    initial: readInitial(loading, map, what),
    source: sourceOf(nameKey),
  };
}

function readKey(loading: Loading, map: SpecMap, what: string): readonly SpecScalar[] {
  const node = requiredField(loading.report, map, 'key', what);
  if (node === null) return [];
  const parts = isSeq(node) ? node.items : [node];
  const texts = parts.filter((part) => part.kind === 'scalar' && textOf(part) !== null);
  const distinct = new Set(texts.map((part) => textOf(part))).size === parts.length;
  if (texts.length === parts.length && parts.length > 0 && distinct) return texts.filter((part) => part.kind === 'scalar');
  loading.report.error('wrong-kind', node, `'key' of ${what} must be a property, or a list of different ones`);
  return [];
}

export interface ParentNodes {
  readonly collection: SpecScalar;
  readonly property: SpecScalar;
}

function readParent(loading: Loading, map: SpecMap, what: string): ParentNodes | null {
  const node = child(map, 'parent');
  const fields = node === null ? null : fieldsOf(loading.report, node, `'parent' of ${what}`, ['collection', 'key']);
  if (fields === null) return null;
  const collection = requiredText(loading.report, fields, 'collection', `'parent' of ${what}`);
  const property = requiredText(loading.report, fields, 'key', `'parent' of ${what}`);
  return collection === null || property === null ? null : { collection, property };
}

interface ReferenceNodes {
  readonly key: SpecScalar;
  readonly reference: Reference;
}

function readReferences(loading: Loading, map: SpecMap, what: string): readonly ReferenceNodes[] {
  const node = child(map, 'references');
  const entries = node === null ? null : mappingOf(loading.report, node, `'references' of ${what}`);
  const found: ReferenceNodes[] = [];
  for (const [, { key, value }] of entries?.entries ?? []) {
    const reference = readReference(loading, value, `the reference '${String(key.value)}' of ${what}`);
    if (reference !== null) found.push({ key, reference });
  }
  return found;
}

const ON_DELETE = ['restrict', 'cascade', 'ignore'] as const;

function readReference(loading: Loading, node: SpecNode, what: string): Reference | null {
  const short = textOf(node);
  if (short !== null) return { collection: short, onDelete: 'ignore', source: sourceOf(node) };
  const fields = fieldsOf(loading.report, node, what, ['collection', 'onDelete']);
  const collection = fields === null ? null : requiredText(loading.report, fields, 'collection', what);
  if (fields === null || collection === null) return null;
  const given = textField(loading.report, fields, 'onDelete', what);
  const onDelete = ON_DELETE.find((name) => name === (given?.value ?? 'ignore'));
  if (onDelete === undefined && given !== null) {
    const hint = didYouMean(String(given.value), ON_DELETE);
    loading.report.error('wrong-kind', given, `'onDelete' of ${what} must be restrict, cascade or ignore`, hint);
  }
  return { collection: String(collection.value), onDelete: onDelete ?? 'ignore', source: sourceOf(collection) };
}

/** Records in order: a list of them, or a mapping from key to record. */
function readInitial(loading: Loading, map: SpecMap, what: string): readonly InitialRecord[] {
  const node = child(map, 'initial');
  if (isMap(node)) return Array.from(node.entries.values(), ({ key, value }) => ({ record: value, key }));
  return itemsOf(loading.report, node, `'initial' of ${what}`).map((record) => ({ record, key: null }));
}

function readVariable(loading: Loading, name: string, nameKey: SpecScalar, at: Located): VariableDraft | null {
  const what = `the variable '${name}'`;
  const map = fieldsOf(loading.report, at.node, what, ['schema', 'initial', 'description']);
  const schema = map === null ? null : requiredField(loading.report, map, 'schema', what);
  if (map === null || schema === null) return null;
  const given = child(map, 'initial');
  const initial: Value = given === null ? null : valueOf(given);
  return { name, schema: loading.schemas.read(below(at, schema, 'schema')), initial, source: sourceOf(nameKey) };
}

function checkTargets(loading: Loading, collections: ReadonlyMap<string, CollectionDraft>): void {
  const check = (name: string, source: Parameters<typeof loading.report.error>[1]): void => {
    if (collections.has(name)) return;
    loading.report.error('unknown-collection', source, `there is no collection '${name}'`, didYouMean(name, collections.keys()));
  };
  for (const collection of collections.values()) {
    if (collection.parent !== null) check(collection.parent.collection, collection.parentNodes?.collection ?? collection.source);
    for (const reference of collection.references.values()) check(reference.collection, reference.source);
  }
}
