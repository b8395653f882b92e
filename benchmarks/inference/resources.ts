// Decides the score of keys and parents, on documents whose paths carry `x-twilio`: which property children refer to, and under what a path hangs.

import type { CollectionFacts, Facts, OperationFacts } from './facts.ts';
import { byPlace, type Marks, type Miss } from './marks.ts';
import { endsInParameter, isPlain, type Plain, parametersOf, plain } from './openapi.ts';

interface Place {
  readonly path: string;
  readonly item: Plain;
  readonly says: Plain;
}

/** `keys`: labels of `dependentProperties`. `keys by convention`: where no child tells. `parents`: labels of `parent`. */
export function scoreResources(document: Plain, facts: Facts): Readonly<Record<string, Marks>> {
  const places = Object.entries(plain(document['paths'])).flatMap(([path, value]) => {
    const item = plain(value);
    return isPlain(item['x-twilio']) ? [{ path, item, says: item['x-twilio'] }] : [];
  });
  const operations = byPlace(facts);
  const collections = new Map(facts.collections.map((collection) => [collection.name, collection]));
  const items = places.filter(({ path, says }) => says['pathType'] === 'instance' && endsInParameter(path));
  const told = items.filter((place) => keyOfChildren(place) !== null);
  const untold = items.filter((place) => keyOfChildren(place) === null && keyByName(document, place) !== null);
  const marksOfKeys = (list: readonly Place[], label: (place: Place) => string | null): Marks =>
    marks(list.flatMap((place) => keyMark(place, label(place), collectionAt(place, operations, collections), place.item, operations)));
  return {
    keys: marksOfKeys(told, keyOfChildren),
    'keys by convention': marksOfKeys(untold, (place) => keyByName(document, place)),
    parents: marks(places.flatMap((place) => parentMark(place, places, operations, collections))),
  };
}

interface Mark {
  readonly right: boolean;
  readonly miss: Miss;
}

function marks(list: readonly Mark[]): Marks {
  const right = list.filter((mark) => mark.right).length;
  return {
    tally: { right, labelled: list.length, said: list.length },
    misses: list.filter((mark) => !mark.right).map(({ miss }) => miss),
  };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function operationAt({ path, item }: Place, operations: ReadonlyMap<string, OperationFacts>): OperationFacts | null {
  const method = METHODS.find((name) => isPlain(item[name]));
  return operations.get(`${method} ${path}`) ?? null;
}

function collectionAt(
  place: Place,
  operations: ReadonlyMap<string, OperationFacts>,
  collections: ReadonlyMap<string, CollectionFacts>,
): CollectionFacts | null {
  return collections.get(operationAt(place, operations)?.collection ?? '') ?? null;
}

/** The property that the children's addresses take the last parameter from; null where there is no child. */
function keyOfChildren({ path, says }: Place): string | null {
  const depth = parametersOf(path).length;
  for (const child of Object.values(plain(says['dependentProperties'])).map(plain)) {
    const name = parametersOf(String(child['resource_url']))[depth - 1];
    const property = name === undefined ? null : plain(child['mapping'])[name];
    if (typeof property === 'string') return property;
  }
  return null;
}

/** `{CallSid}` is `call_sid` and `{Sid}` is `sid`, where the answer to a GET has such a property. */
function keyByName(document: Plain, { path, item }: Place): string | null {
  const name = (parametersOf(path).at(-1) ?? '').replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  const content = plain(plain(plain(plain(plain(item['get'])['responses'])['200'])['content'])['application/json']);
  const reference = String(plain(content['schema'])['$ref'] ?? '').split('/');
  const schema = plain(plain(plain(document['components'])['schemas'])[reference.at(-1) ?? '']);
  return name in plain(schema['properties']) ? name : null;
}

/** A composite key counts where its last part is the property and the rest are keys of what it is under. */
function keyMark(
  { path }: Place,
  expected: string | null,
  collection: CollectionFacts | null,
  item: Plain,
  operations: ReadonlyMap<string, OperationFacts>,
): readonly Mark[] {
  if (expected === null) return [];
  const key = collection?.key ?? null;
  const right = typeof key === 'string' ? key === expected : key?.at(-1) === expected;
  const inferred = key === null ? (collection === null ? 'no collection' : 'no key') : [key].flat().join('+');
  return [{ right, miss: missAt('keys', expected, inferred, { path, item, says: {} }, operations) }];
}

function missAt(aspect: string, label: string, inferred: string, place: Place, operations: ReadonlyMap<string, OperationFacts>): Miss {
  const fact = operationAt(place, operations);
  const { method = 'get', operationId = null, evidence = [] } = fact ?? {};
  return { aspect, label, inferred, method, path: place.path, operationId, evidence };
}

/** Names of parameters differ between a label and the path that it means. */
const shape = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');

/** One thing that hangs under an item may be seen as a part of the item's record. */
function parentMark(
  place: Place,
  places: readonly Place[],
  operations: ReadonlyMap<string, OperationFacts>,
  collections: ReadonlyMap<string, CollectionFacts>,
): readonly Mark[] {
  const named = place.says['parent'];
  if (typeof named !== 'string' || place.says['pathType'] !== 'instance') return [];
  const parent = places.find(({ path, item }) => shape(path).endsWith(shape(named)) && METHODS.some((method) => isPlain(item[method])));
  const child = collectionAt(place, operations, collections);
  if (!parent || !endsInParameter(parent.path)) return [];
  const expected = collectionAt(parent, operations, collections);
  const isPart = !endsInParameter(place.path) && child?.name === expected?.name;
  const right = child !== null && expected !== null && (isPart || child.parent === expected.name);
  const inferred = child === null ? 'no collection' : (child.parent ?? 'no parent');
  return [{ right, miss: missAt('parents', expected?.name ?? `nothing at ${parent.path}`, inferred, place, operations) }];
}
