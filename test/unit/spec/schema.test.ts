// Schemas of every version come to one normal form.

import { describe, expect, test } from 'vitest';
import { ratio } from '../../../src/base/number.ts';
import type { Value } from '../../../src/base/value.ts';
import type { Schema } from '../../../src/contract/schema.ts';
import { normaliseJsonSchema } from '../../../src/spec/schema/json-schema.ts';
import { valueOf } from '../../../src/spec/tree/value.ts';
import { bare, openText, readText } from './reading.ts';

function parse(text: string): Value {
  const { root } = readText(text);
  if (root === null) throw new Error(`not YAML: ${text}`);
  return valueOf(root);
}

/** The schema `S` of a document of the version, without sources. */
function schemaIn(version: string, text: string, more = ''): { schema: unknown; codes: readonly string[] } {
  const document = `openapi: ${version}\ncomponents: {schemas: {S: ${text}${more}}}\npaths: {/x: {get: {parameters: [{name: p, in: query, schema: {$ref: '#/components/schemas/S'}}]}}}`;
  const { operations, schemas, diagnostics } = openText({ 'api.yaml': document });
  expect(operations.size).toBe(1);
  return { schema: bare(schemas.get('#/components/schemas/S')), codes: diagnostics.map((d) => `${d.severity} ${d.code}`) };
}

describe('OpenAPI 3.0', () => {
  test.each<[string, string, Schema]>([
    ['nullable adds null to the type', '{type: string, nullable: true}', { types: ['string', 'null'] }],
    ['nullable without a type means nothing', '{nullable: true, minLength: 1}', { minLength: 1 }],
    ['nullable: false means nothing', '{type: string, nullable: false}', { types: ['string'] }],
    ['an exclusive bound replaces the bound', '{minimum: 1, exclusiveMinimum: true}', { exclusiveMinimum: 1 }],
    ['exclusiveMaximum: false leaves the bound', '{maximum: 0.1, exclusiveMaximum: false}', { maximum: ratio(1n, 10n) }],
    ['what stands beside $ref means nothing', "{$ref: '#/components/schemas/T', minLength: 5}", { ref: '#/components/schemas/T' }],
    ['example becomes examples', '{example: 1}', { examples: [1] }],
    ['additionalProperties: false', '{additionalProperties: false}', { additionalProperties: { not: {} } }],
    [
      'a property may be named like a keyword',
      '{properties: {type: {type: string}, $ref: {type: integer}}}',
      {
        properties: new Map([
          ['type', { types: ['string'] }],
          ['$ref', { types: ['integer'] }],
        ]),
      },
    ],
  ])('%s', (_name, text, expected) => {
    expect(schemaIn('3.0.3', text, ', T: {type: string}')).toEqual({ schema: expected, codes: [] });
  });

  test('a keyword of later dialects constrains nothing, and the author is told', () => {
    expect(schemaIn('3.0.0', '{const: 1}')).toEqual({ schema: {}, codes: ['warning foreign-keyword'] });
  });
});

describe('OpenAPI 3.1', () => {
  test.each<[string, string, Schema]>([
    ['types may be several', '{type: [string, "null"]}', { types: ['string', 'null'] }],
    ['what stands beside $ref counts', "{$ref: '#/components/schemas/T', minLength: 5}", { ref: '#/components/schemas/T', minLength: 5 }],
    ['bounds are numbers', '{exclusiveMinimum: 1, minimum: 2}', { exclusiveMinimum: 1, minimum: 2 }],
    ['nullable is no keyword', '{type: string, nullable: true}', { types: ['string'] }],
    ['const null', '{const: null}', { const: null }],
    ['boolean schemas', '{items: true, contains: false}', { items: {}, contains: { not: {} } }],
    [
      'conditions',
      '{if: {minLength: 1}, then: {maxLength: 2}, else: false}',
      { if: { minLength: 1 }, then: { maxLength: 2 }, else: { not: {} } },
    ],
    [
      'dependencies',
      '{dependentRequired: {a: [b]}, dependentSchemas: {a: {minProperties: 2}}}',
      { dependentRequired: new Map([['a', ['b']]]), dependentSchemas: new Map([['a', { minProperties: 2 }]]) },
    ],
    [
      'an anchor',
      '{$defs: {n: {$anchor: num, type: integer}}, items: {$ref: "#num"}}',
      { items: { ref: '#/components/schemas/S/$defs/n' } },
    ],
    ['what has no meaning here is named', '{$dynamicRef: "#x"}', { unsupported: ['$dynamicRef'] }],
    ['another dialect is named', '{$schema: "http://json-schema.org/draft-07/schema#"}', { unsupported: ['$schema'] }],
  ])('%s', (_name, text, expected) => {
    expect(schemaIn('3.1.0', text, ', T: {type: string}')).toEqual({ schema: expected, codes: [] });
  });
});

test('a document of another dialect is read all the same, with a warning', () => {
  const text = 'openapi: 3.1.0\njsonSchemaDialect: "http://json-schema.org/draft-07/schema#"\npaths: {}';
  expect(openText({ 'api.yaml': text }).diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual(['warning unsupported-dialect']);
});

describe('a malformed keyword is a warning and makes the schema unsupported', () => {
  test.each([
    ['{type: strng}', 'type'],
    ['{type: []}', 'type'],
    ['{minimum: "1"}', 'minimum'],
    ['{minLength: -1}', 'minLength'],
    ['{minLength: 1.5}', 'minLength'],
    ['{multipleOf: 0}', 'multipleOf'],
    ['{required: true}', 'required'],
    ['{enum: a}', 'enum'],
    ['{properties: []}', 'properties'],
    ['{allOf: []}', 'allOf'],
    ['{allOf: {}}', 'allOf'],
    ['{pattern: 5}', 'pattern'],
    ['[]', 'schema'],
    ['null', 'schema'],
  ])('%s', (text, keyword) => {
    for (const version of ['3.0.3', '3.1.0']) {
      expect(schemaIn(version, text)).toEqual({ schema: { unsupported: [keyword] }, codes: ['warning invalid-schema'] });
    }
  });
});

describe('circles', () => {
  const circular = (text: string): readonly string[] =>
    schemaIn('3.1.0', text, ", A: {$ref: '#/components/schemas/B'}, B: {anyOf: [{$ref: '#/components/schemas/A'}]}").codes;

  test('through a part of the value are fine', () => {
    expect(circular("{properties: {next: {$ref: '#/components/schemas/S'}}, items: {$ref: '#/components/schemas/S'}}")).toEqual([]);
  });

  test.each([
    ['itself', "{$ref: '#/components/schemas/S'}", 1],
    ['itself through allOf', "{allOf: [{minLength: 1}, {$ref: '#/components/schemas/S'}]}", 1],
    ['itself through not', "{not: {$ref: '#/components/schemas/S'}}", 1],
    ['two others, to which it is no party', "{$ref: '#/components/schemas/A'}", 2],
  ])('that never leave the value are errors: %s', (_name, text, count) => {
    expect(circular(text)).toEqual(Array.from({ length: count }, () => 'error circular-schema'));
  });
});

test('a long chain of references at one value is an error where it gets too long', () => {
  const chain = Array.from({ length: 400 }, (_, i) => `, C${i}: {allOf: [{$ref: '#/components/schemas/C${i + 1}'}]}`).join('');
  const { codes } = schemaIn('3.0.3', "{$ref: '#/components/schemas/C0'}", `${chain}, C400: {type: string}`);
  expect(codes).toEqual(['error too-deep']);
});

describe('discriminators', () => {
  const shapes = `, A: {type: object}, B: {type: object}`;
  test('select by mapping, by name and by the last part of a reference', () => {
    const text =
      "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {a: A, bee: '#/components/schemas/B'}}}";
    const { schema, codes } = schemaIn('3.0.3', text, shapes);
    const [a, b] = ['#/components/schemas/A', '#/components/schemas/B'];
    expect(codes).toEqual([]);
    expect(schema).toMatchObject({
      discriminator: {
        property: 'k',
        mapping: new Map([
          ['A', a],
          ['B', b],
          ['a', a],
          ['bee', b],
        ]),
      },
    });
  });

  test('that map to nothing are warnings, since they are hints', () => {
    expect(schemaIn('3.0.3', "{discriminator: {propertyName: k, mapping: {a: 'models/a.yaml', b: Nope}}}").codes).toEqual([
      'warning file-not-found',
      'warning reference-not-found',
    ]);
  });
});

describe('a JSON Schema by itself', () => {
  test.each<[string, '2020-12' | 'draft4', string, Schema]>([
    ['recursion through the root', '2020-12', '{properties: {next: {$ref: "#"}}}', { properties: new Map([['next', { ref: '#' }]]) }],
    [
      'an identifier',
      '2020-12',
      '{$id: "http://x.test/root", $defs: {a: {$id: "a.json", type: string}}, $ref: "a.json"}',
      { ref: '#/$defs/a' },
    ],
    [
      'an anchor within a resource',
      '2020-12',
      '{$id: "http://x.test/root", $defs: {a: {$id: "a.json", $defs: {b: {$anchor: b}}}}, $ref: "a.json#b"}',
      { ref: '#/$defs/a/$defs/b' },
    ],
    [
      'a pointer within a resource',
      '2020-12',
      '{$defs: {a: {$id: "a.json", $defs: {b: {type: string}}, items: {$ref: "#/$defs/b"}}}, items: {$ref: "a.json"}}',
      { items: { ref: '#/$defs/a' } },
    ],
    [
      'draft 4: positional items',
      'draft4',
      '{items: [{type: string}], additionalItems: false}',
      { prefixItems: [{ types: ['string'] }], items: { not: {} } },
    ],
    [
      'draft 4: dependencies',
      'draft4',
      '{dependencies: {a: [b], c: {minProperties: 1}}}',
      { dependentRequired: new Map([['a', ['b']]]), dependentSchemas: new Map([['c', { minProperties: 1 }]]) },
    ],
    [
      'draft 4: identifiers',
      'draft4',
      '{id: "http://x.test/root", definitions: {a: {id: "#foo", type: string}}, items: {$ref: "#foo"}}',
      { items: { ref: '#/definitions/a' } },
    ],
    [
      'an escaped pointer',
      '2020-12',
      '{$defs: {"a/b%": {type: string}}, items: {$ref: "#/$defs/a~1b%25"}}',
      { items: { ref: '#/$defs/a~1b%' } },
    ],
  ])('%s', (_name, dialect, text, expected) => {
    const { schema, schemas, diagnostics } = normaliseJsonSchema(parse(text), dialect);
    expect(diagnostics).toEqual([]);
    expect(bare(schema)).toEqual(expected);
    expect([...schemas.keys()].every((ref) => ref.startsWith('#'))).toBe(true);
  });

  test('a reference to another host is not followed, and the schema says so', () => {
    const { schema, diagnostics } = normaliseJsonSchema(parse('{$ref: "http://x.test/other"}'), '2020-12');
    expect(bare(schema)).toEqual({ unsupported: ['$ref'] });
    expect(diagnostics.map((d) => d.code)).toEqual(['remote-reference']);
  });
});
