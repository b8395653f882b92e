// Decides the score of foreign keys, on a document whose expandable fields carry `x-expansionResources`: what a property may be expanded to.

import type { CollectionFacts, Facts } from './facts.ts';
import type { Marks, Miss } from './marks.ts';
import { at, endsInParameter, type Plain, plain } from './openapi.ts';

const SCHEMAS = '#/components/schemas/';

interface Labelled {
  readonly schema: string;
  readonly property: string;
  /** Schemas that have an item of their own; what was deleted is no target. */
  readonly targets: readonly string[];
}

/**
 * Scored are properties of schemas that a GET of an item answers with, whose one target is such a schema too: only between collections can a
 * reference be said. A property with several targets refers to no one collection, so to say one is wrong. `unlabelled` are references that
 * were said of properties which are not expandable: plain strings, about which the document says nothing that counts as a label.
 */
export function scoreReferences(document: Plain, facts: Facts): Readonly<Record<string, Marks>> {
  const resources = itemSchemas(document);
  const labels = expandable(document, resources).filter(({ schema }) => resources.has(schema));
  const single = labels.filter(({ targets }) => targets.length === 1);
  const byPlace = new Map(labels.map((label) => [`${label.schema} ${label.property}`, label]));
  const said = sayings(document, facts);
  const isRight = ({ schema, property, targets }: Labelled): boolean => said.get(`${schema} ${property}`)?.has(targets[0] ?? '') === true;
  const right = single.filter(isRight).length;
  const labelled = [...said.keys()].filter((place) => byPlace.has(place));
  const unlabelled = [...said.keys()].filter((place) => !byPlace.has(place));
  const wrong = labelled.filter((place) => byPlace.get(place)?.targets.length !== 1);
  const misses = [
    ...single
      .filter((label) => !isRight(label))
      .map((label) => miss(label, [...(said.get(`${label.schema} ${label.property}`) ?? ['nothing'])])),
    ...wrong.map((place) => missOf(place, 'no one collection', said)),
  ];
  return {
    references: { tally: { right, labelled: single.length, said: labelled.length }, misses },
    'references unlabelled': {
      tally: { right: 0, labelled: 0, said: unlabelled.length },
      misses: unlabelled.map((place) => missOf(place, 'unlabelled', said)),
    },
  };
}

/** Where references were said, as schema and property, and the schemas of the collections that they name. */
function sayings(document: Plain, { collections }: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const schemas = new Map(collections.map((collection) => [collection.name, nameOf(document, collection)]));
  const said = new Map<string, Set<string>>();
  for (const collection of collections)
    for (const [property, target] of Object.entries(collection.references)) {
      const place = `${nameOf(document, collection)} ${property}`;
      said.set(place, (said.get(place) ?? new Set()).add(schemas.get(target) ?? target));
    }
  return said;
}

/** The component that a schema is, or the first that it may be: an answer may be a record or what is left of a deleted one. */
function nameOf(document: Plain, { schema, name }: CollectionFacts): string {
  if (schema?.startsWith(SCHEMAS)) return decodeURIComponent(schema.slice(SCHEMAS.length));
  const node = schema === null ? {} : plain(at(document, schema));
  return referred([node, ...(Array.isArray(node['anyOf']) ? node['anyOf'] : [])])[0] ?? name;
}

function miss({ schema, property, targets }: Labelled, said: readonly string[]): Miss {
  const path = `${schema}.${property}`;
  return { aspect: 'references', label: targets.join('|'), inferred: said.join('|'), method: '', path, operationId: null, evidence: [] };
}

function missOf(place: string, label: string, said: ReadonlyMap<string, ReadonlySet<string>>): Miss {
  const inferred = [...(said.get(place) ?? [])].join('|');
  return { aspect: 'references', label, inferred, method: '', path: place.replace(' ', '.'), operationId: null, evidence: [] };
}

function expandable(document: Plain, resources: ReadonlySet<string>): readonly Labelled[] {
  return Object.entries(plain(plain(document['components'])['schemas'])).flatMap(([schema, node]) =>
    Object.entries(plain(plain(node)['properties'])).flatMap(([property, value]) => {
      const options = plain(plain(value)['x-expansionResources'])['oneOf'];
      const targets = referred(options).filter((name) => resources.has(name) && !name.startsWith('deleted_'));
      return targets.length === 0 ? [] : [{ schema, property, targets }];
    }),
  );
}

function referred(options: unknown): readonly string[] {
  const names = (Array.isArray(options) ? options : []).map((option) => String(plain(option)['$ref'] ?? ''));
  return [...new Set(names)].filter((name) => name.startsWith(SCHEMAS)).map((name) => name.slice(SCHEMAS.length));
}

/** The schemas that a GET of a path ending in a parameter answers with. */
function itemSchemas(document: Plain): ReadonlySet<string> {
  const found = Object.entries(plain(document['paths'])).flatMap(([path, item]) => {
    if (!endsInParameter(path)) return [];
    const answer = plain(plain(plain(plain(item)['get'])['responses'])['200']);
    const schema = plain(plain(plain(answer['content'])['application/json'])['schema']);
    return referred([schema, ...(Array.isArray(schema['anyOf']) ? schema['anyOf'] : [])]);
  });
  return new Set(found);
}
