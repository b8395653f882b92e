// Support: random rules, well-typed by construction: what may be absent is tested for first, what can never be equal is not compared.

import type { CollectionPlan } from './plan.ts';
import { type Json, type Shape, valueOf } from './shapes.ts';
import { binding, collectionIn, keyText, literal, type Readable, reads, type Sight } from './sight.ts';

/** What a rule is to give. */
export type Want = 'boolean' | 'integer' | 'number' | 'text' | 'instant' | 'integers' | 'texts';

type Make = (sight: Sight, depth: number) => string;

/** An expression of that type; at depth 0 a literal or something that is read. */
export function expression(sight: Sight, want: Want, depth: number): string {
  const { draws } = sight;
  if (depth <= 0 || draws.chance(25)) return leaf(sight, want);
  const productions: readonly Make[] = PRODUCTIONS[want];
  const make = productions[draws.below(productions.length)];
  return make === undefined ? leaf(sight, want) : make(sight, depth - 1);
}

const LITERALS: Readonly<Record<Want, readonly [string, ...string[]]>> = {
  boolean: ['true', 'false'],
  integer: ['0', '1', '2', '-1', '5'],
  number: ['0.0', '0.5', '1.25', '-2.5', '3.0'],
  // Not literals to the checker, so that comparing them is never a mistake.
  text: ["('' + 'a')", "string('')", "('B' + 'a')", "('é' + '1')", 'string(12)'],
  instant: ['now', "timestamp('2026-01-01T00:00:00Z')", "(now + duration('30m'))"],
  integers: ['[1, 2]', '[0]', 'lists.range(3)', '[2, 0, 2]'],
  texts: ["('a,b'.split(','))", "('red'.split(','))", "(''.split(','))"],
};

function leaf(sight: Sight, want: Want): string {
  const { draws } = sight;
  const fitting = draws.chance(80) ? reads(sight).filter((readable) => fits(want, readable.shape)) : [];
  const readable = fitting[draws.below(fitting.length)];
  const fallback = draws.pick(LITERALS[want]);
  if (readable === undefined) return fallback;
  const text = want === 'instant' ? `timestamp(${readable.text})` : readable.text;
  const guards = [...readable.guards, ...(readable.shape.kind === 'nullable' && draws.chance(70) ? [`${readable.text} != null`] : [])];
  return guards.length === 0 ? text : `(${guards.join(' && ')} ? ${text} : ${fallback})`;
}

function fits(want: Want, shape: Shape): boolean {
  if (shape.kind === 'nullable') return fits(want, shape.of);
  switch (want) {
    case 'boolean':
    case 'integer':
    case 'instant':
      return shape.kind === want || (want === 'integer' && shape.kind === 'key' && shape.part.type === 'integer');
    case 'number':
      return shape.kind === 'number' || shape.kind === 'integer';
    case 'text':
      return shape.kind === 'text' || shape.kind === 'word' || (shape.kind === 'key' && shape.part.type === 'string');
    case 'integers':
      return shape.kind === 'list' && shape.of.kind === 'integer';
    case 'texts':
      return shape.kind === 'list' && shape.of.kind === 'text';
  }
}

/** `#b`, `#i`, … stand for expressions of the type that begins so; `#I` and `#T` for lists. */
function form(pattern: string): Make {
  return (sight, depth) =>
    pattern.replaceAll(/#([bintmIT])/g, (_, letter: string) => expression(sight, WANTS.get(letter) ?? 'boolean', depth));
}

const WANTS: ReadonlyMap<string, Want> = new Map<string, Want>([
  ['b', 'boolean'],
  ['i', 'integer'],
  ['n', 'number'],
  ['t', 'text'],
  ['m', 'instant'],
  ['I', 'integers'],
  ['T', 'texts'],
]);

const equality: Make = (sight, depth) => {
  const { draws } = sight;
  const all = reads(sight);
  const readable = all[draws.below(all.length)];
  if (readable === undefined) return 'true';
  const other = comparand(sight, readable, depth);
  const compared = `${readable.text} ${draws.pick(['==', '!='])} ${other}`;
  return readable.guards.length === 0 ? `(${compared})` : `(${readable.guards.join(' && ')} && ${compared})`;
};

/** Something that the readable can equal. */
function comparand(sight: Sight, { shape }: Readable, depth: number): string {
  const { draws } = sight;
  const inner = shape.kind === 'nullable' ? shape.of : shape;
  if (shape.kind === 'nullable' && draws.chance(40)) return 'null';
  const wants: Partial<Record<Shape['kind'], Want>> = { boolean: 'boolean', integer: 'integer', number: 'number', text: 'text' };
  const want = wants[inner.kind];
  return want !== undefined && draws.chance(50) ? expression(sight, want, depth) : literal(valueOf(draws, inner) as Json);
}

const presence: Make = (sight) => {
  const optional = reads(sight).filter(({ guards }) => guards.length > 0);
  const readable = optional[sight.draws.below(optional.length)];
  return readable === undefined ? 'true' : `(${readable.guards.join(' && ')})`;
};

const membership: Make = (sight) => {
  const collection = collectionIn(sight);
  return `${keyText(sight, collection)} in ${collection.name}`;
};

/** `c.MACRO(k, …)` with the collection, the name of its keys, and an expression in which they are known. */
function over(pattern: (name: string, key: string, body: (want: Want) => string) => string): Make {
  return (sight, depth) => {
    const collection = collectionIn(sight);
    const key = `k${sight.bound}`;
    const prefix = sight.draws.chance(80) ? '' : sight.draws.pick(sight.prefixes);
    const inner = binding(sight, { seen: keySeen(collection, key), keys: [{ collection: collection.name, text: key }] });
    return pattern(`${prefix}${collection.name}`, key, (want) => expression(inner, want, depth));
  };
}

function keySeen(collection: CollectionPlan, key: string): readonly Readable[] {
  return collection.fields
    .filter(({ name }) => collection.key.includes(name))
    .map(({ shape }, i): Readable => ({ text: collection.key.length === 1 ? key : `${key}[${i}]`, shape, guards: [] }));
}

/** `c.MACRO(k, r, …)`: key and record. */
const withRecord: Make = (sight, depth) => {
  const collection = collectionIn(sight);
  const [key, record] = [`k${sight.bound}`, `r${sight.bound}`];
  const seen: readonly Readable[] = [
    ...keySeen(collection, key),
    { text: record, shape: { kind: 'object', fields: collection.fields }, guards: [] },
  ];
  const inner = binding(sight, { seen, keys: [{ collection: collection.name, text: key }] });
  return `${collection.name}.${sight.draws.pick(['all', 'exists'])}(${key}, ${record}, ${expression(inner, 'boolean', depth)})`;
};

/** `list.MACRO(x, …)` over integers. */
function overIntegers(pattern: (list: string, element: string, body: (want: Want) => string) => string): Make {
  return (sight, depth) => {
    const element = `x${sight.bound}`;
    const shape: Shape = { kind: 'integer', min: null, max: null };
    const inner = binding(sight, { seen: [{ text: element, shape, guards: [] }] });
    return pattern(expression(sight, 'integers', depth), element, (want) => expression(inner, want, depth));
  };
}

const folded: Make = (sight, depth) => {
  const [total, element] = [`a${sight.bound}`, `x${sight.bound}`];
  const shape: Shape = { kind: 'integer', min: null, max: null };
  const inner = binding(sight, { seen: [total, element].map((text) => ({ text, shape, guards: [] })) });
  return `(${expression(sight, 'integers', depth)}).fold(${total}, 0, ${element}, ${total} + ${expression(inner, 'integer', depth)})`;
};

const bound: Make = (sight, depth) => {
  const name = `b${sight.bound}`;
  const inner = binding(sight, { seen: [{ text: name, shape: { kind: 'integer', min: null, max: null }, guards: [] }] });
  return `cel.bind(${name}, ${expression(sight, 'integer', depth)}, ${expression(inner, 'boolean', depth)})`;
};

const defined: Make = (sight, depth) => {
  const [first] = sight.definitions;
  return first === undefined ? expression(sight, 'integer', depth) : `${first}(${expression(sight, 'integer', depth)})`;
};

const MACROS: readonly Make[] = [
  over((c, k, body) => `${c}.all(${k}, ${body('boolean')})`),
  over((c, k, body) => `${c}.exists(${k}, ${body('boolean')})`),
  over((c, k, body) => `${c}.exists_one(${k}, ${body('boolean')})`),
  withRecord,
  overIntegers((list, x, body) => `(${list}).all(${x}, ${body('boolean')})`),
  overIntegers((list, x, body) => `(${list}).exists(${x}, ${body('boolean')})`),
];

const PRODUCTIONS: Readonly<Record<Want, readonly Make[]>> = {
  boolean: [
    equality,
    membership,
    form('(#b && #b)'),
    form('(#b || #b)'),
    form('!(#b)'),
    form('(#i < #i)'),
    form('(#n >= #n)'),
    form('(#i <= #n)'),
    presence,
    ...MACROS,
    form('(#b ? #b : #b)'),
    form('(#i == #i)'),
    form('(#t == #t)'),
    form('(#t < #t)'),
    form('(#m <= #m)'),
    form('(#t).startsWith(#t)'),
    form('(#t).contains(#t)'),
    form("(#t).matches('^[a-b]+')"),
    form('(#i in #I)'),
    form('(#t in #T)'),
    form('((#I).size() > 1)'),
    bound,
  ],
  integer: [
    form('(#i + #i)'),
    form('(#i - #i)'),
    form('(#i * #i)'),
    form('-(#i)'),
    over((c) => `${c}.size()`),
    form('(#b ? #i : #i)'),
    form('(#i / #i)'),
    form('(#i % #i)'),
    over((c, k, body) => `${c}.count(${k}, ${body('boolean')})`),
    over((c, k, body) => `${c}.map(${k}, ${body('integer')}).sum()`),
    over((c, k, body) => `${c}.filter(${k}, ${body('boolean')}).size()`),
    form('sum(#I)'),
    form('max([#i, #i])'),
    form('min(#I)'),
    form('(#t).size()'),
    form('(#t).indexOf(#t)'),
    form('int(#n)'),
    form('abs(#i)'),
    form('(#I)[#i]'),
    form('(#I).indexOf(#i)'),
    folded,
    defined,
    form('(#m).getFullYear()'),
    overIntegers((list, x, body) => `(${list}).first(${x}, ${body('boolean')})`),
  ],
  number: [
    form('(#n + #n)'),
    form('(#n - #n)'),
    form('(#n * 0.5)'),
    form('(#n / 2.0)'),
    form('(#n / #n)'),
    form('round(#n, 1)'),
    form('(#b ? #n : #n)'),
    form('double(#i)'),
  ],
  text: [
    form('(#t + #t)'),
    form('(#b ? #t : #t)'),
    form('string(#i)'),
    form('(#t).lowerAscii()'),
    form('(#t).upperAscii()'),
    form('(#t).substring(0, #i)'),
    form("(#t).replace('a', #t)"),
    form('(#t).charAt(0)'),
    form("(#T).join('-')"),
    form('(#t).trim()'),
    form('(#t).reverse()'),
    form('string(#b)'),
  ],
  instant: [form("(#m + duration('1h'))"), form('(#b ? #m : #m)')],
  integers: [
    form('[#i, #i]'),
    form('(#I + #I)'),
    overIntegers((list, x, body) => `(${list}).filter(${x}, ${body('boolean')})`),
    overIntegers((list, x, body) => `(${list}).map(${x}, ${body('integer')})`),
    over((c, k, body) => `${c}.map(${k}, ${body('boolean')}, ${body('integer')})`),
    form('(#I).sort()'),
    form('(#I).distinct()'),
    form('(#I).reverse()'),
    form('(#I).slice(0, 1)'),
    form('(#b ? #I : #I)'),
    form('[[#i], #I].flatten()'),
    overIntegers((list, x, body) => `(${list}).sortBy(${x}, ${body('integer')})`),
  ],
  texts: [
    form('[#t, #t]'),
    form('(#T + #T)'),
    form("(#t).split('a')"),
    form('(#T).reverse()'),
    form('(#T).sort()'),
    form('(#T).distinct()'),
  ],
};
