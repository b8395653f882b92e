// Decides what a document declares itself, and how that is joined with what is inferred around it: what is declared is never changed.

import { OF_OPERATION } from '../spec/extension/known.ts';
import type { Loading } from '../spec/openapi/loading.ts';
import { childAt, type Located } from '../spec/reference/resolve.ts';
import { child, childText, isMap, isSeq, type SpecNode, textOf } from '../spec/tree/node.ts';
import type { Conclusions } from './conclude.ts';
import { type Learned, NOTHING_LEARNED } from './learned.ts';
import { type Collection, pathOf } from './resources/collections.ts';

/** What stands in a document, overlays included, in the words of the contract language. */
export interface Declared {
  /** Operations with any part of a contract, as `get /path`. */
  readonly operations: ReadonlySet<string>;
  readonly collections: ReadonlyMap<string, DeclaredCollection>;
  /** Names that rules know as something else: variables and definitions. */
  readonly others: ReadonlySet<string>;
}

export interface DeclaredCollection {
  readonly name: string;
  readonly schema: Located | null;
  readonly key: readonly string[];
  readonly parent: { readonly collection: string; readonly property: string } | null;
}

/** How inferred collections are joined with declared ones. */
export interface Joined {
  readonly declared: Declared;
  readonly learned: Learned;
  /** Paths of collections that cannot be joined, and that nothing is said of. */
  readonly excluded: ReadonlySet<string>;
  /** Why they cannot, in words. */
  readonly notes: readonly string[];
}

export function readDeclared({ document }: Loading, { operations }: Pick<Conclusions, 'operations'>): Declared {
  const root: Located = { document, pointer: [], node: document.root };
  const state = childAt(root, 'x-state');
  const collections = state === null ? null : childAt(state, 'collections');
  const own = operations.filter(({ at }) => OF_OPERATION.some((name) => child(at.node, name) !== null));
  const found = namesIn(collections?.node).flatMap((name) => {
    const at = collections === null ? null : childAt(collections, name);
    return at === null ? [] : [[name, declaredCollection(name, at)] as const];
  });
  const definitions = namesIn(child(document.root, 'x-definitions')).map((name) => name.split('(')[0]?.trim() ?? name);
  return {
    operations: new Set(own.map(({ method, path }) => `${method} ${path}`)),
    collections: new Map(found),
    others: new Set([...namesIn(child(state?.node, 'variables')), ...definitions]),
  };
}

function namesIn(node: SpecNode | null | undefined): readonly string[] {
  return isMap(node) ? [...node.entries.keys()] : [];
}

function declaredCollection(name: string, at: Located): DeclaredCollection {
  const key = child(at.node, 'key');
  const parent = child(at.node, 'parent');
  const collection = childText(parent, 'collection');
  return {
    name,
    schema: childAt(at, 'schema'),
    key: isSeq(key) ? key.items.flatMap((item) => textOf(item) ?? []) : [textOf(key) ?? ''],
    parent: collection === null ? null : { collection, property: childText(parent, 'key') ?? '' },
  };
}

/** Joins by name, or by the schema of the record where that is one collection's on both sides; the keys must be the same. */
export function joinDeclared(conclusions: Conclusions, declared: Declared): Joined {
  const names = new Map<string, string>();
  const excluded = new Set<string>();
  const notes: string[] = [];
  for (const collection of conclusions.collections) {
    const path = pathOf(collection.main);
    const target = targetOf(conclusions, declared, collection);
    if (target === null) continue;
    const clash =
      names.has(path) || [...names.values()].includes(target.name) ? `${target.name} stands for another path` : clashOf(collection, target);
    if (clash === null) names.set(path, target.name);
    else {
      excluded.add(path);
      notes.push(`nothing is inferred of the records at ${path}: ${clash}`);
    }
  }
  const reserved = new Set([...declared.collections.keys(), ...declared.others]);
  const learned = reserved.size === 0 ? NOTHING_LEARNED : { ...NOTHING_LEARNED, names, reserved };
  return { declared, learned, excluded, notes };
}

function targetOf(conclusions: Conclusions, { collections }: Declared, collection: Collection): DeclaredCollection | null {
  const byName = collections.get(collection.name);
  if (byName !== undefined) return byName;
  const { record } = collection;
  if (record === null) return null;
  const alike = [...collections.values()].filter(
    ({ name, schema }) =>
      schema !== null &&
      conclusions.shapes.of(schema).at.node === record.at.node &&
      !conclusions.collections.some((other) => other.name === name),
  );
  const [only, second] = alike;
  return second === undefined ? (only ?? null) : null;
}

/** Why an inferred collection is not the declared one; null if it may be. */
function clashOf({ key }: Collection, target: DeclaredCollection): string | null {
  const inferred = key.map(({ parameter, match }) => match?.property ?? parameter);
  if (inferred.length === 0 || inferred.join('\n') === target.key.join('\n')) return null;
  const declared = target.key.map((name) => `'${name}'`).join(' and ');
  return `the key of '${target.name}' is declared as ${declared}, and paths seem to name them by ${inferred.map((name) => `'${name}'`).join(' and ')}`;
}
