// Claims that our evaluator and ajv agree on which values fit, on random schemas and values that are near to fitting.
// `unevaluated…` are left out: ajv 8.20 counts items that a failing branch of `oneOf` looked at. conforms.test.ts has cases for them.

import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conforms } from '../../../../src/simulate/schema/conforms.ts';
import { type PlainSchema, schemaOf, schemasOf, valueOf } from '../../../support/schema-builder.ts';

const NAMES = ['a', 'b', 'ab', 'c'] as const;
const name = fc.constantFrom(...NAMES);
// Halves and small integers: ajv computes in doubles, which are exact on these.
const number = fc.integer({ min: -6, max: 6 }).map((n) => n / 2);
const text = fc.constantFrom('', 'a', 'ab', 'ba', 'abc', '😀', '2026-01-01');
const size = fc.integer({ min: 0, max: 3 });

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const { schema } = fc.letrec<{ schema: PlainSchema; keywords: PlainSchema }>((tie) => {
  const inner = tie('schema');
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const byName = fc.dictionary(name, inner, { maxKeys: 3, noNullPrototype: true });
  const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
  const leaf = fc.oneof(
    fc.boolean(),
    type.map((t) => ({ type: t })),
  );
  return {
    schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, leaf, tie('keywords')),
    keywords: fc
      .record(
        {
          type: fc.uniqueArray(type, { minLength: 1, maxLength: 4 }),
          enum: fc.uniqueArray(value, { minLength: 1, maxLength: 3, comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b) }),
          const: value,
          minimum: number,
          maximum: number,
          exclusiveMinimum: number,
          exclusiveMaximum: number,
          multipleOf: fc.constantFrom(0.5, 1, 1.5, 2),
          minLength: size,
          maxLength: size,
          pattern: fc.constantFrom('a', '^a', 'b$', '^(a|b)+$', '[^a]', '^.$', '\\d{2}'),
          items: inner,
          prefixItems: some,
          minItems: size,
          maxItems: size,
          uniqueItems: fc.boolean(),
          contains: inner,
          minContains: size,
          maxContains: size,
          properties: byName,
          patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), inner, { maxKeys: 2, noNullPrototype: true }),
          additionalProperties: inner,
          propertyNames: inner,
          required: fc.uniqueArray(name, { maxLength: 2 }),
          minProperties: size,
          maxProperties: size,
          dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2, noNullPrototype: true }),
          dependentSchemas: byName,
          allOf: some,
          anyOf: some,
          oneOf: some,
          not: inner,
          if: inner,
          then: inner,
          else: inner,
        },
        { requiredKeys: [] },
      )
      // A handful of keywords at a time: with all of them nothing ever fits.
      .chain((all) =>
        fc
          .shuffledSubarray(Object.keys(all), { maxLength: 4 })
          .map((keys) => Object.fromEntries(withoutAjvsMistake(keys).map((key) => [key, all[key as keyof typeof all]]))),
      ),
  };
});

// ajv lets the empty list pass where `contains` stands beside `prefixItems`; the official test suite has the two together.
function withoutAjvsMistake(keys: readonly string[]): readonly string[] {
  return keys.includes('contains') ? keys.filter((key) => key !== 'prefixItems') : keys;
}

it('agrees with ajv on random schemas', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  let fitting = 0;
  let total = 0;
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 1, maxLength: 6 }), (plain, values) => {
      const validate = ajv.compile(plain);
      for (const item of values) {
        const found = conforms(schemasOf({}), schemaOf(plain), valueOf(item), 'stored');
        expect(found === null, `${JSON.stringify(plain)} on ${JSON.stringify(item)}: ${JSON.stringify(found)}`).toBe(validate(item));
        total += 1;
        if (found === null) fitting += 1;
      }
    }),
    { numRuns: 400 },
  );
  // Both answers must occur often, or the agreement says little.
  expect(fitting / total).toBeGreaterThan(0.15);
  expect(fitting / total).toBeLessThan(0.85);
});
