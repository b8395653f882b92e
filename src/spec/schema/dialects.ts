// Decides which keywords each dialect has, and the meaning of those that only some have.

import type { Dialect } from '../reference/documents.ts';
import { isMap, isSeq, isTrue, numberOf, textOf } from '../tree/node.ts';
import { discriminator } from './discriminator.ts';
import { type Keyword, malformed, type Reading, schemaBelow, unsupported } from './draft.ts';
import * as k from './keywords.ts';

/** A keyword that is present and has no meaning here. */
const notSupported: Keyword = (reading, _node, keyword) => unsupported(reading.draft, keyword);

const reference: Keyword = (reading, node, keyword) => {
  if (node.kind !== 'scalar' || textOf(node) === null) return malformed(reading, node, keyword, 'a string');
  const ref = reading.reference(node);
  if (ref === null) unsupported(reading.draft, keyword);
  else reading.draft.ref = ref;
};

/** `true` makes the bound of the other keyword exclusive (draft 4, OpenAPI 3.0). */
function exclusive(bound: 'minimum' | 'maximum', key: 'exclusiveMinimum' | 'exclusiveMaximum'): Keyword {
  return (reading, node, keyword) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'boolean') return malformed(reading, node, keyword, 'a boolean');
    const limit = isMap(reading.at.node) ? numberOf(reading.at.node.entries.get(bound)?.value) : null;
    if (node.value && limit !== null) reading.draft[key] = limit;
  };
}

const nullable: Keyword = (reading, node, keyword) => {
  if (node.kind !== 'scalar' || typeof node.value !== 'boolean') malformed(reading, node, keyword, 'a boolean');
};

/** Draft 4: a list of schemas is positional, and `additionalItems` is for the rest. */
const draft4Items: Keyword = (reading, node, keyword) => {
  if (!isSeq(node)) return k.schema('items')(reading, node, keyword);
  reading.draft.prefixItems = node.items.map((item, i) => schemaBelow(reading, item, keyword, String(i)));
  const rest = isMap(reading.at.node) ? reading.at.node.entries.get('additionalItems')?.value : undefined;
  if (rest !== undefined) reading.draft.items = schemaBelow(reading, rest, 'additionalItems');
};

/** Draft 4: what must also hold if a property is present, as property names or as a schema. */
const dependencies: Keyword = (reading, node, keyword) => {
  if (!isMap(node)) return malformed(reading, node, keyword, 'a mapping');
  const names = new Map<string, readonly string[]>();
  const schemas = new Map<string, ReturnType<Reading['nested']>>();
  for (const [name, { value }] of node.entries) {
    const list = k.textList(value);
    if (list === null) schemas.set(name, schemaBelow(reading, value, keyword, name));
    else names.set(name, list);
  }
  reading.draft.dependentRequired = names;
  reading.draft.dependentSchemas = schemas;
};

const SCHEMA_DIALECTS: readonly RegExp[] = [
  /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/,
  /^https:\/\/spec\.openapis\.org\/oas\/3\.[12]\/dialect\//,
  /^http:\/\/json-schema\.org\/draft-04\/schema#?$/,
];

/** Whether the URI of a meta-schema names a dialect that is read here. */
export function isKnownDialect(uri: string): boolean {
  return SCHEMA_DIALECTS.some((known) => known.test(uri));
}

const schemaDialect: Keyword = (reading, node, keyword) => {
  if (!isKnownDialect(textOf(node) ?? '')) unsupported(reading.draft, keyword);
};

const COMMON: readonly (readonly [string, Keyword])[] = [
  ['$ref', reference],
  ['type', k.types],
  ['enum', k.enumeration],
  ['multipleOf', k.numeric('multipleOf')],
  ['minLength', k.count('minLength')],
  ['maxLength', k.count('maxLength')],
  ['pattern', k.pattern],
  ['format', k.text('format')],
  ['minItems', k.count('minItems')],
  ['maxItems', k.count('maxItems')],
  ['uniqueItems', k.flag('uniqueItems')],
  ['properties', k.schemaMap('properties')],
  ['additionalProperties', k.schema('additionalProperties')],
  ['required', k.required],
  ['minProperties', k.count('minProperties')],
  ['maxProperties', k.count('maxProperties')],
  ['allOf', k.schemaList('allOf')],
  ['anyOf', k.schemaList('anyOf')],
  ['oneOf', k.schemaList('oneOf')],
  ['not', k.schema('not')],
  ['default', k.defaultValue],
  ['title', k.text('title')],
  ['description', k.text('description')],
];

const OPENAPI: readonly (readonly [string, Keyword])[] = [
  ['discriminator', discriminator],
  ['readOnly', k.flag('readOnly')],
  ['writeOnly', k.flag('writeOnly')],
  ['example', k.example],
];

const DRAFT4_BOUNDS: readonly (readonly [string, Keyword])[] = [
  ['minimum', bound('minimum')],
  ['maximum', bound('maximum')],
  ['exclusiveMinimum', exclusive('minimum', 'exclusiveMinimum')],
  ['exclusiveMaximum', exclusive('maximum', 'exclusiveMaximum')],
];

// With `exclusiveMinimum: true` the bound is exclusive, and says so by that keyword.
function bound(key: 'minimum' | 'maximum'): Keyword {
  const other = key === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const inclusive = k.numeric(key);
  return (reading, node, keyword) => {
    const excluded = isMap(reading.at.node) && isTrue(reading.at.node.entries.get(other)?.value);
    if (!excluded || numberOf(node) === null) inclusive(reading, node, keyword);
  };
}

const OAS30 = new Map<string, Keyword>([...COMMON, ...DRAFT4_BOUNDS, ...OPENAPI, ['items', k.schema('items')], ['nullable', nullable]]);

const DRAFT4 = new Map<string, Keyword>([
  ...COMMON,
  ...DRAFT4_BOUNDS,
  ['$schema', schemaDialect],
  ['items', draft4Items],
  ['patternProperties', k.schemaMap('patternProperties')],
  ['dependencies', dependencies],
]);

const DRAFT2020 = new Map<string, Keyword>([
  ...COMMON,
  ...OPENAPI,
  ['$schema', schemaDialect],
  ['$dynamicRef', notSupported],
  ['$recursiveRef', notSupported],
  ['const', k.constant],
  ['minimum', k.numeric('minimum')],
  ['maximum', k.numeric('maximum')],
  ['exclusiveMinimum', k.numeric('exclusiveMinimum')],
  ['exclusiveMaximum', k.numeric('exclusiveMaximum')],
  ['items', k.schema('items')],
  ['prefixItems', k.schemaList('prefixItems')],
  ['contains', k.schema('contains')],
  ['minContains', k.count('minContains')],
  ['maxContains', k.count('maxContains')],
  ['unevaluatedItems', k.schema('unevaluatedItems')],
  ['patternProperties', k.schemaMap('patternProperties')],
  ['unevaluatedProperties', k.schema('unevaluatedProperties')],
  ['propertyNames', k.schema('propertyNames')],
  ['dependentRequired', k.dependentRequired],
  ['dependentSchemas', k.schemaMap('dependentSchemas')],
  ['if', k.schema('if')],
  ['then', k.schema('then')],
  ['else', k.schema('else')],
  ['examples', k.examples],
]);

const DIALECTS: Readonly<Record<Dialect, ReadonlyMap<string, Keyword>>> = { oas30: OAS30, draft4: DRAFT4, '2020-12': DRAFT2020 };

/** The keywords of a dialect. What is not in the table constrains nothing there. */
export function keywordsOf(dialect: Dialect): ReadonlyMap<string, Keyword> {
  return DIALECTS[dialect];
}

/** Whether a keyword constrains in JSON Schema 2020-12 but not in the dialect, which an author may have overlooked. */
export function isForeign(dialect: Dialect, keyword: string): boolean {
  return dialect === 'oas30' && DRAFT2020.has(keyword) && !keyword.startsWith('$') && keyword !== 'examples';
}
