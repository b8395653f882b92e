// Claims about the types that schemas have: what rules may read of the values they admit.

import { describe, expect, it } from 'vitest';
import type { Type, TypeScope } from '../../../src/contract/type.ts';
import { typeScope } from '../../../src/contract/type-of.ts';
import { membersOf, showType, unionOf } from '../../../src/contract/types.ts';
import { type PlainSchema, schemaOf, schemasOf } from '../../support/schema-builder.ts';

/** A type in full: properties with `?` where they may be absent, `...` before the type of others. */
function spell(scope: TypeScope, type: Type, depth = 0): string {
  const show = (inner: Type): string => spell(scope, inner, depth + 1);
  switch (type.kind) {
    case 'ref':
      return depth < 3 ? show(unionOf(membersOf(scope, type))) : type.ref;
    case 'union':
      return type.members.map(show).join(' | ');
    case 'list':
      return `[${show(type.element)}]`;
    case 'tuple':
      return `(${type.items.map(show).join(', ')})`;
    case 'map':
      return `{*: ${show(type.value)}}`;
    case 'object': {
      const fields = [...type.fields].map(([name, field]) => `${name}${field.required ? '' : '?'}: ${show(field.type)}`);
      return `{${[...fields, ...(type.rest ? [`...${show(type.rest)}`] : [])].join(', ')}}`;
    }
    default:
      return showType(type);
  }
}

const SCHEMAS: Readonly<Record<string, PlainSchema>> = {
  A: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
  B: { type: 'object', properties: { b: { type: 'string' } } },
  Cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, tail: { type: 'boolean' } } },
  Node: { type: 'object', required: ['value'], properties: { value: { type: 'number' }, next: { $ref: 'Node' } } },
  Boss: { type: 'object', properties: { name: { type: 'string' }, boss: { allOf: [{ $ref: 'Boss' }, { type: ['object', 'null'] }] } } },
  Self: { $ref: 'Self' },
  Either: { oneOf: [{ $ref: 'Either' }, { type: 'string' }] },
};

const typing = (schema: PlainSchema): string => {
  const scope = typeScope(schemasOf(SCHEMAS));
  return spell(scope, scope.typeOf(schemaOf(schema)));
};

describe('the type of a schema', () => {
  it.each<readonly [claim: string, schema: PlainSchema, type: string]>([
    ['anything', {}, 'unknown type'],
    ['nothing', false, 'never'],
    ['scalars', { type: ['string', 'integer', 'null'] }, 'string | integer | null'],
    ['an integer is a number', { type: ['integer', 'number'] }, 'number'],
    ['a format', { type: 'string', format: 'date-time' }, 'string (date-time)'],
    ['an enum', { enum: ['a', 'b', 1, 1.5, null, true] }, "'a' | 'b' | number | null | boolean"],
    ['an enum within a type', { type: 'string', enum: ['a', null] }, "'a'"],
    ['an enum without end', { enum: Array.from({ length: 200 }, (_, i) => `v${i}`) }, 'string'],
    ['numbers that happen to be whole', { type: 'number', enum: [10, 20] }, 'number'],
    ['a number that happens to be whole', { type: 'number', const: 1 }, 'number'],
    ['a constant that the type excludes', { type: 'string', const: 1 }, 'never'],
    ['a constant', { const: { a: ['x'] } }, "{a: ['x']}"],
    ['a list', { type: 'array', items: { type: 'string' } }, '[string]'],
    ['a list of whatever', { type: 'array' }, '[unknown type]'],
    ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false }, '(string, integer)'],
    ['an open tuple', { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' } }, '[string | integer]'],
    ['an object', { type: 'object', required: ['x'], properties: { x: {}, y: { type: 'null' } } }, '{x: unknown type, y?: null}'],
    ['an object by its properties alone', { properties: { x: { type: 'string' } } }, '{x?: string}'],
    ['required but not listed', { required: ['x'] }, '{x: unknown type}'],
    ['an object of whatever', { type: 'object' }, '{*: unknown type}'],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, '{*: integer}'],
    [
      'a map by patterns',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } }, additionalProperties: false },
      '{*: integer}',
    ],
    ['an empty object', { type: 'object', additionalProperties: false }, '{}'],
    [
      'further properties',
      { properties: { x: { type: 'string' } }, additionalProperties: { type: 'integer' } },
      '{x?: string, ...integer}',
    ],
    ['no further properties', { properties: { x: { type: 'string' } }, additionalProperties: false }, '{x?: string}'],
    ['a reference', { $ref: 'A' }, '{a: integer}'],
    ['a reference with a sibling', { $ref: 'A', required: ['z'] }, '{a: integer, z: unknown type}'],
    ['all of', { allOf: [{ $ref: 'A' }, { $ref: 'B' }, { required: ['b'] }] }, '{a: integer, b: string}'],
    ['all of, with a bare object', { allOf: [{ $ref: 'A' }, { type: 'object' }] }, '{a: integer}'],
    ['all of, with what is open', { allOf: [{ $ref: 'A' }, { additionalProperties: { type: 'string' } }] }, '{a: integer, ...string}'],
    ['all of formats', { allOf: [{ type: 'string', format: 'date-time' }, { type: 'string' }] }, 'string (date-time)'],
    ['all of numbers', { allOf: [{ type: 'number' }, { type: 'integer' }] }, 'integer'],
    ['all of what excludes each other', { allOf: [{ type: 'string' }, { type: 'integer' }] }, 'never'],
    ['one of', { oneOf: [{ $ref: 'A' }, { type: 'null' }] }, '{a: integer} | null'],
    [
      'any of, in an object',
      { properties: { x: { type: 'string' } }, anyOf: [{ required: ['x'] }, { required: ['y'] }] },
      '{x: string} | {y: unknown type, x?: string}',
    ],
    [
      'then and else',
      { type: 'object', properties: { x: {} }, if: {}, then: { properties: { y: { type: 'string' } } } },
      '{x?: unknown type, y?: string}',
    ],
    ['dependent schemas', { type: 'object', dependentSchemas: { x: { properties: { y: { type: 'string' } } } } }, '{y?: string}'],
    ['a recursive schema', { $ref: 'Node' }, '{value: number, next?: {value: number, next?: Node}}'],
    ['a reference to itself', { $ref: 'Self' }, 'unknown type'],
    ['an alternative to itself', { $ref: 'Either' }, 'string'],
  ])('%s', (_claim, schema, type) => {
    expect(typing(schema)).toBe(type);
  });

  it('keeps its properties where a schema refers to itself in a composition', () => {
    expect(typing({ $ref: 'Boss' })).toBe('{name?: string, boss?: {name?: string, boss?: Boss}}');
  });

  it('has the values of a discriminator in its alternatives', () => {
    const discriminator = {
      property: 'kind',
      mapping: new Map([
        ['cat', 'Cat'],
        ['kitten', 'Cat'],
        ['dog', 'Dog'],
      ]),
    };
    const scope = typeScope(schemasOf(SCHEMAS));
    const schema = { ...schemaOf({ oneOf: [{ $ref: 'Cat' }, { $ref: 'Dog' }] }), discriminator };
    expect(spell(scope, scope.typeOf(schema))).toBe("{kind: 'cat' | 'kitten', lives: integer} | {kind: 'dog', tail?: boolean}");
  });

  it('does not depend on the order in which types are asked for', () => {
    const names = ['Boss', 'Node', 'Either', 'A'];
    const inOrder = (order: readonly string[]): readonly string[] => {
      const scope = typeScope(schemasOf(SCHEMAS));
      for (const name of order) scope.resolve(name);
      return names.map((name) => spell(scope, { kind: 'ref', ref: name }));
    };
    expect(inOrder(names)).toEqual(inOrder([...names].reverse()));
  });
});
