// Decides which collections there are: sites that are about the same records are one, and each gets a name, a key and a parent.

import type { CollectionFact, KeyOrigin } from '../inference.ts';
import { type Learned, NOTHING_LEARNED } from '../learned.ts';
import type { Shape, Shapes } from '../view/shape.ts';
import { stem, wordsOf } from '../view/words.ts';
import { type KeyMatch, keyProperty } from './keys.ts';
import type { Site } from './site.ts';

export interface Collection {
  readonly name: string;
  readonly sites: readonly Site[];
  /** The site whose item path is the record's own. */
  readonly main: Site;
  readonly record: Shape | null;
  /** For each part of the key its parameter on the main site and, where there is one, the property. */
  readonly key: readonly KeyPart[];
  readonly keyOrigin: KeyOrigin | null;
  readonly parent: Collection | null;
  readonly confidence: number;
  readonly evidence: readonly string[];
}

export interface KeyPart {
  readonly parameter: string;
  readonly match: KeyMatch | null;
}

/** The collections of the sites, parents before what hangs under them, with keys and names as far as they are known. */
export function collect(sites: readonly Site[], shapes: Shapes, learned: Learned = NOTHING_LEARNED): readonly Collection[] {
  const groups = joinViews(joinMounts(sites));
  const names = new Set<string>(learned.reserved);
  const bySite = new Map<Site, Collection>();
  const found: Collection[] = [];
  const pending = new Set<readonly Site[]>();
  const groupOf = new Map<Site, readonly Site[]>(groups.flatMap((group) => group.map((site) => [site, group] as const)));
  const build = (group: readonly Site[]): Collection => {
    const main = mainOf(group);
    const known = bySite.get(main);
    if (known !== undefined) return known;
    pending.add(group);
    const above = main.above === null ? undefined : groupOf.get(main.above);
    const parent = above === undefined || above === group || pending.has(above) ? null : build(above);
    const collection = buildCollection({ group, main, parent, learned }, shapes, names);
    for (const site of group) bySite.set(site, collection);
    pending.delete(group);
    found.push(collection);
    return collection;
  };
  for (const group of groups) build(group);
  return found;
}

/** The site that shows most of a record: with an item path, near the root. */
function mainOf(group: readonly Site[]): Site {
  const score = (site: Site): number =>
    (site.item === null ? 0 : 100) + (site.record?.rank ?? 0) * 4 + (site.handled ? 20 : 0) - depthOf(site);
  return group.reduce((best, site) => (score(site) > score(best) ? site : best));
}

function depthOf(site: Site): number {
  let depth = 0;
  for (let { above } = site; above !== null; above = above.above) depth += 1;
  return depth;
}

/** A list that has no items of its own is a view of the collection whose records it lists (`/articles/feed`). */
function joinViews(groups: readonly (readonly Site[])[]): readonly (readonly Site[])[] {
  const isView = (group: readonly Site[]): boolean => group.every(({ item, creates }) => item === null && creates.length === 0);
  const homes = groups.filter((group) => !isView(group)).map((group) => [...group]);
  const byProperties = new Map<string, Site[]>();
  for (const group of homes) {
    const properties = propertiesOf(mainOf(group));
    if (properties !== '' && !byProperties.has(properties)) byProperties.set(properties, group);
  }
  const places = new Map(groups.map(([first], i) => [first, i] as const));
  const position = ([first]: readonly Site[]): number => places.get(first) ?? 0;
  const alone: (readonly Site[])[] = [];
  for (const group of groups.filter(isView)) {
    const home = byProperties.get(propertiesOf(mainOf(group)));
    if (home === undefined) alone.push(group);
    else home.push(...group);
  }
  return [...homes, ...alone].toSorted((a, b) => position(a) - position(b));
}

/** What records of a site have, as a text; empty where that is too little to tell records apart. */
function propertiesOf({ record }: Site): string {
  if (record === null || record.shape.properties.size < 2) return '';
  return [...record.shape.properties.keys()].toSorted().join(' ');
}

/** Sites with one name and one kind of record are mounts of one collection (`/user/repos`, `/orgs/{org}/repos`, `/repos/{owner}/{repo}`). */
function joinMounts(sites: readonly Site[]): readonly (readonly Site[])[] {
  const groups: Site[][] = [];
  const byStem = new Map<string, Site[][]>();
  for (const site of sites) {
    const candidates = byStem.get(site.stem);
    const home = candidates?.find((group) => group.some((other) => sameRecords(other, site)));
    if (home !== undefined) {
      home.push(site);
      continue;
    }
    const group = [site];
    groups.push(group);
    if (candidates === undefined) byStem.set(site.stem, [group]);
    else candidates.push(group);
  }
  return groups;
}

/** Share of the properties of the smaller record that the larger one must have, for both to be views of one. */
const OVERLAP = 0.7;

function sameRecords(a: Site, b: Site): boolean {
  // Two places with items that each make their own are two collections: the roles of a service, and all roles.
  if (isWhole(a) && isWhole(b)) return false;
  if (a.item !== null && b.item !== null && a.above !== null && b.above !== null && a.above.stem !== b.above.stem) return false;
  if (a.record === null || b.record === null) return a.keyParameters.length > 0 && a.keyParameters.join() === b.keyParameters.join();
  if (a.keyParameters.length > 0 && b.keyParameters.length > 0 && a.keyParameters.length !== b.keyParameters.length) return false;
  if (a.record.shape.at.node === b.record.shape.at.node) return true;
  const [small, large] = [a.record.shape.properties, b.record.shape.properties].toSorted((x, y) => x.size - y.size);
  if (small === undefined || large === undefined || small.size < 3) return false;
  const common = [...small.keys()].filter((name) => large.has(name)).length;
  return common / small.size >= OVERLAP && common / large.size >= OVERLAP / 2;
}

function isWhole({ item, creates }: Site): boolean {
  return item !== null && item.operations.length > 0 && creates.some(({ method }) => method === 'post');
}

interface Group {
  readonly group: readonly Site[];
  readonly main: Site;
  readonly parent: Collection | null;
  readonly learned: Learned;
}

function buildCollection({ group, main, parent, learned }: Group, shapes: Shapes, names: Set<string>): Collection {
  const record = bestRecord(group);
  const shape = record?.shape ?? null;
  const path = pathOf(main);
  const key = main.keyParameters.map((parameter, i) => ({
    parameter,
    match: learned.keys.get(`${path} ${i}`) ?? keyIn(shapes, shape, parameter, main),
  }));
  const keyed = key.length > 0 ? key : unaddressedKey(shapes, shape, main);
  const name = learned.names.get(path) ?? nameFor(main, parent, names);
  const evidence = [
    ...(main.item === null ? ['no path names one of them'] : []),
    record === null ? 'no operation shows a record' : `records as in ${record.from}`,
    ...keyed.flatMap(({ match }) => match?.evidence ?? []),
    ...(group.length > 1 ? [`${group.length} paths are about the same records`] : []),
  ];
  const confidence = Math.min(
    main.item === null ? 0.75 : 0.95,
    shape === null ? 0.6 : 1,
    ...keyed.map(({ match }) => match?.confidence ?? 0.6),
  );
  return {
    name,
    sites: group,
    main,
    record: shape,
    key: keyed,
    keyOrigin: originOf(group, keyed, shape, shapes),
    parent,
    confidence,
    evidence,
  };
}

function keyIn(shapes: Shapes, shape: Shape | null, parameter: string, { name }: Site): KeyMatch | null {
  return shape === null ? null : keyProperty(shapes, shape, parameter, name);
}

function bestRecord(group: readonly Site[]): Site['record'] {
  return group.reduce<Site['record']>(
    (best, { record }) => (record !== null && (best === null || record.rank > best.rank) ? record : best),
    null,
  );
}

/** Records that no path names still have a key, where they have a property that is usually one. */
function unaddressedKey(shapes: Shapes, shape: Shape | null, main: Site): readonly KeyPart[] {
  if (shape === null) return [];
  const match = keyProperty(shapes, shape, 'id', main.name);
  return match === null || !/^(_?id|uuid|guid|gid|sid|.*[iI]d|key|slug|name)$/.test(match.property)
    ? []
    : [{ parameter: '', match: { ...match, confidence: 0.6 } }];
}

function originOf(group: readonly Site[], key: readonly KeyPart[], record: Shape | null, shapes: Shapes): KeyOrigin | null {
  if (key.length === 0) return null;
  const creates = group.flatMap((site) => site.creates);
  if (creates.length === 0) return 'ambient';
  if (creates.every(({ method }) => method === 'put')) return 'client';
  const property = key.at(-1)?.match?.property;
  const own = property === undefined ? undefined : record?.properties.get(property);
  if (property === undefined || own?.readOnly === true) return 'server';
  const bodies = creates.filter(({ method }) => method === 'post').flatMap(({ body }) => (body === null ? [] : [shapes.of(body)]));
  const sent = bodies.map((body) => body.properties.get(property) ?? wrapped(shapes, body, property)).find((found) => found !== undefined);
  if (sent !== undefined && !sent.readOnly && (sent.required || !/^_?(id|uuid|guid|gid|sid)$/i.test(property))) return 'client';
  if (/^(slug|handle|permalink)$/i.test(property) && bodies.some((body) => hasTitle(shapes, body))) return 'derived';
  return 'server';
}

function wrapped(shapes: Shapes, body: Shape, property: string): ReturnType<Shape['properties']['get']> {
  if (body.properties.size !== 1) return undefined;
  const [only] = body.properties.values();
  return only === undefined ? undefined : shapes.of(only.at).properties.get(property);
}

function hasTitle(shapes: Shapes, body: Shape): boolean {
  return ['title', 'name'].some((name) => body.properties.has(name) || wrapped(shapes, body, name) !== undefined);
}

/** Names that the state of a contract cannot have: words of the rules' language. */
const TAKEN: ReadonlySet<string> = new Set([
  ...[
    'request',
    'response',
    'old',
    'state',
    'now',
    'key',
    'record',
    'fresh',
    'merge',
    'round',
    'true',
    'false',
    'null',
    'in',
    'as',
    'break',
    'const',
  ],
  ...[
    'continue',
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
    'loop',
    'package',
    'namespace',
    'return',
    'var',
    'void',
    'while',
    'has',
    'all',
  ],
  ...[
    'exists',
    'map',
    'filter',
    'size',
    'sum',
    'min',
    'max',
    'zip',
    'count',
    'first',
    'distinct',
    'sort',
    'fold',
    'lists',
    'math',
    'strings',
    'cel',
    'type',
  ],
  ...[
    'int',
    'uint',
    'double',
    'number',
    'string',
    'bool',
    'bytes',
    'timestamp',
    'duration',
    'dyn',
    'list',
    'keys',
    'values',
    'abs',
    'floor',
    'ceil',
  ],
]);

function nameFor(main: Site, parent: Collection | null, names: Set<string>): string {
  const own = identifier(main.name);
  const outer = parent === null ? null : identifier(`${stemWords(parent.name)}_${own}`);
  const space = main.node.above?.text ?? null;
  const candidates = [own, ...(space === null ? [] : [identifier(`${space}_${own}`)]), ...(outer === null ? [] : [outer])];
  const free = candidates.find((name) => !names.has(name) && !TAKEN.has(name)) ?? numbered(candidates.at(-1) ?? own, names);
  names.add(free);
  return free;
}

function numbered(name: string, names: ReadonlySet<string>): string {
  for (let i = 2; ; i += 1) if (!names.has(`${name}_${i}`)) return `${name}_${i}`;
}

function stemWords(name: string): string {
  const words = wordsOf(name);
  return words.map((word, i) => (i === words.length - 1 ? stem(word) : word)).join('_');
}

function identifier(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `r_${plain}`;
}

/** The collection as a fact; references are found when all collections are known. */
export function collectionFact(collection: Collection, references: Readonly<Record<string, string>>): CollectionFact {
  const parts = collection.key.map(({ parameter, match }) => match?.property ?? parameter);
  return {
    name: collection.name,
    schema: collection.record?.name ?? null,
    key: parts.length === 0 ? null : parts.length === 1 ? (parts[0] ?? null) : parts,
    keyOrigin: collection.keyOrigin,
    parent: collection.parent?.name ?? null,
    references,
    paths: [...new Set(collection.sites.map(pathOf))],
    confidence: Math.round(collection.confidence * 100) / 100,
    evidence: collection.evidence,
  };
}

/** Where a site stands, with the names that parameters have first. */
export function pathOf(site: Site): string {
  const parts: string[] = [];
  for (let node: Site['node'] | null = site.node; node !== null && node.above !== null; node = node.above) {
    parts.unshift(node.text ?? `{${node.parameterNames[0] ?? ''}}`);
  }
  return `/${parts.join('/')}`;
}
