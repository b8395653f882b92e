// Claims about what the server chooses: it fits, it depends on seed, step and place alone, and it looks real if asked to.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../../../src/base/equality.ts';
import { toJson } from '../../../src/base/json.ts';
import type { Value } from '../../../src/base/value.ts';
import { isNoChoice, type NoChoice } from '../../../src/simulate/choose/chooser.ts';
import { fakerRealism } from '../../../src/simulate/choose/faker-text.ts';
import { seededChooser } from '../../../src/simulate/choose/seeded.ts';
import { conforms } from '../../../src/simulate/schema/conforms.ts';
import { contractOf } from '../../support/contract-builder.ts';
import { type PlainSchema, schemaOf } from '../../support/schema-builder.ts';

const contract = contractOf({
  schemas: {
    Pet: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
    Cat: {
      allOf: [
        { $ref: 'Pet' },
        { type: 'object', required: ['lives'], properties: { kind: { const: 'cat' }, lives: { type: 'integer', minimum: 1, maximum: 9 } } },
      ],
    },
    Tree: { type: 'object', required: ['children'], properties: { children: { type: 'array', items: { $ref: 'Tree' } } } },
    Endless: { type: 'object', required: ['next'], properties: { next: { $ref: 'Endless' } } },
  },
});

function choose(
  schema: PlainSchema,
  seed = 1,
  place = 'create#0.name',
  taken: ((value: Value) => boolean) | null = null,
): Value | NoChoice {
  return seededChooser(contract, seed, 0)({ place, schema: schemaOf(schema), direction: 'stored', taken });
}

const SATISFIABLE: readonly (readonly [string, PlainSchema])[] = [
  ['anything', {}],
  ['a constant', { const: { a: [1] } }],
  ['an enumeration', { enum: ['a', 'b', null] }],
  ['a narrow range of cents', { type: 'number', minimum: 0.01, maximum: 0.02 }],
  ['a range finer than cents', { type: 'number', exclusiveMinimum: 0.001, exclusiveMaximum: 0.002 }],
  ['a multiple', { type: 'number', multipleOf: 0.25, minimum: 10.1, maximum: 10.3 }],
  ['a whole multiple of a fraction', { type: 'integer', multipleOf: 2.5, minimum: 1, maximum: 9 }],
  ['an int32 at its end', { type: 'integer', format: 'int32', minimum: 2147483647 }],
  [
    'two bounds from two schemas',
    {
      allOf: [
        { type: 'number', minimum: 5 },
        { type: 'integer', maximum: 5 },
      ],
    },
  ],
  ['a long text', { type: 'string', minLength: 50, maxLength: 51 }],
  ['a pattern', { type: 'string', pattern: '^#W\\d{7}$' }],
  ['a pattern with alternatives and classes', { type: 'string', pattern: '^(ab|[^a-z\\s]{2,3})-\\w+\\.(png|jpe?g)$' }],
  ['a pattern and a length', { type: 'string', pattern: '^[a-f]+$', minLength: 20, maxLength: 20 }],
  ['an unanchored pattern', { type: 'string', pattern: '\\d\\d', minLength: 10 }],
  ['a date-time', { type: 'string', format: 'date-time' }],
  ['a uuid', { type: 'string', format: 'uuid', pattern: '^[0-9a-f-]{36}$' }],
  ['an object through references', { $ref: 'Cat' }],
  ['a circular schema', { $ref: 'Tree' }],
  [
    'one of several',
    {
      oneOf: [
        { type: 'integer', minimum: 3 },
        { type: 'integer', maximum: 5 },
      ],
    },
  ],
  [
    'one branch of a condition',
    {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'boolean' } },
      if: { properties: { a: { const: true } } },
      then: { required: ['b'] },
    },
  ],
  ['what is not something', { type: 'integer', minimum: 1, maximum: 3, not: { const: 2 } }],
  ['distinct items', { type: 'array', items: { type: 'integer', minimum: 1, maximum: 4 }, minItems: 4, maxItems: 4, uniqueItems: true }],
  ['items of a kind among others', { type: 'array', items: { type: 'integer' }, contains: { minimum: 500 }, minContains: 2 }],
  ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], minItems: 2, maxItems: 2 }],
  ['a map', { type: 'object', additionalProperties: { type: 'boolean' }, minProperties: 3 }],
  ['a closed object', { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }],
  [
    'properties that ask for others',
    { type: 'object', required: ['a'], properties: { a: {}, b: { type: 'integer' } }, dependentRequired: { a: ['b'] } },
  ],
];

describe('a chosen value', () => {
  for (const [claim, schema] of SATISFIABLE) {
    it(`fits: ${claim}`, () => {
      for (let seed = 0; seed < 20; seed += 1) {
        const value = choose(schema, seed);
        expect(isNoChoice(value), `seed ${seed}`).toBe(false);
        if (!isNoChoice(value)) expect(conforms(contract.schemas, schemaOf(schema), value, 'stored')).toBeNull();
      }
    });
  }

  it('depends on seed, step and place alone', () => {
    const schema = schemaOf({ type: 'string' });
    const ask = (seed: number, step: number, place: string): string =>
      JSON.stringify(seededChooser(contract, seed, step)({ place, schema, direction: 'stored', taken: null }));
    const first = ask(1, 2, 'create#0.a');
    expect(ask(1, 2, 'create#0.a')).toBe(first);
    expect(new Set([first, ask(2, 2, 'create#0.a'), ask(1, 3, 'create#0.a'), ask(1, 2, 'create#0.b')]).size).toBe(4);
  });

  it('is not one that is taken, while another is left', () => {
    const schema = { type: 'integer', minimum: 1, maximum: 50 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(), (free, seed) =>
        equalValues(choose(schema, seed, 'fresh#0', (v) => v !== free) as Value, free),
      ),
      { numRuns: 30 },
    );
  });

  it('is refused with the reason where there is none', () => {
    expect(choose({ type: 'integer', minimum: 5, maximum: 4 })).toMatchObject({ kind: 'no-choice', reason: 'unsatisfiable' });
    expect(choose({ enum: ['a'] }, 1, 'fresh#0', () => true)).toMatchObject({ reason: 'unsatisfiable' });
    expect(choose({ type: 'string', pattern: '^(?=a)b' })).toMatchObject({ reason: 'unsupported' });
    expect(choose({ $ref: 'Endless' })).toMatchObject({ reason: 'unsupported' });
  });
});

describe('a text that is to look real', () => {
  const real = (property: string, schema: PlainSchema = { type: 'string' }): string => {
    const value = seededChooser(
      contract,
      5,
      0,
      fakerRealism,
    )({ place: `create#0.${property}`, schema: schemaOf(schema), direction: 'stored', taken: null });
    return typeof value === 'string' ? value : toJson(isNoChoice(value) ? null : value);
  };
  it('follows the name of its property', () => {
    expect(real('contactEmail')).toMatch(/^\S+@\S+\.\S+$/);
    expect(real('first_name')).toMatch(/^[A-Z][a-z]+/);
    expect(real('zip-code')).toMatch(/^\d{5}/);
  });
  it('follows the schema first', () => expect(real('email', { type: 'string', pattern: '^x{3}$' })).toBe('xxx'));
  it('names the parts of an object', () =>
    expect(real('user', { type: 'object', required: ['city'], properties: { city: { type: 'string' } } })).toMatch(/"city":"[A-Z]/));
  it('is the same every time', () => expect(real('fullName')).toBe(real('fullName')));
});
