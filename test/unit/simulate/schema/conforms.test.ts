// Claims about the fit of values and schemas, keyword by keyword.

import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../../src/base/number.ts';
import { conforms } from '../../../../src/simulate/schema/conforms.ts';
import { pointerOf } from '../../../../src/simulate/schema/nonconformity.ts';
import type { Direction } from '../../../../src/simulate/schema/site.ts';
import { type PlainSchema, schemaOf, schemasOf, valueOf } from '../../../support/schema-builder.ts';

const NONE = schemasOf({});

function failure(schema: PlainSchema, value: unknown, direction: Direction = 'stored', schemas = NONE): string {
  const found = conforms(schemas, schemaOf(schema), valueOf(value), direction);
  return found === null ? 'fits' : `${found.kind === 'undecided' ? '?' : ''}${pointerOf(found)}:${found.keyword}`;
}

const CASES: readonly (readonly [claim: string, schema: PlainSchema, value: unknown, expected: string])[] = [
  ['25.0 is an integer', { type: 'integer' }, 25.0, 'fits'],
  ['1.5 is no integer', { type: 'integer' }, 1.5, ':type'],
  ['null is no string', { type: 'string' }, null, ':type'],
  ['a type may be one of several', { type: ['string', 'null'] }, null, 'fits'],
  ['true fits everything', true, { a: [1] }, 'fits'],
  ['false fits nothing', false, 1, ':not'],
  ['an enumeration compares by content', { enum: [{ a: [1, 2] }] }, { a: [1, 2.0] }, 'fits'],
  ['an enumeration tells 1 from true', { enum: [1] }, true, ':enum'],
  ['a constant may be null', { const: null }, null, 'fits'],
  ['a bound is inclusive', { minimum: 0.1 }, 0.1, 'fits'],
  ['an exclusive bound is not', { exclusiveMaximum: 5 }, 5, ':exclusiveMaximum'],
  ['0.3 is a multiple of 0.1, exactly', { multipleOf: 0.1 }, 0.3, 'fits'],
  ['0.35 is no multiple of 0.1', { multipleOf: 0.1 }, 0.35, ':multipleOf'],
  ['bounds say nothing about strings', { minimum: 5 }, 'a', 'fits'],
  ['lengths count code points', { maxLength: 2, minLength: 2 }, '😀😀', 'fits'],
  ['one emoji is one character', { minLength: 2 }, '😀', ':minLength'],
  ['a pattern matches anywhere', { pattern: 'b+' }, 'abbc', 'fits'],
  ['an anchored pattern does not', { pattern: '^b+$' }, 'abbc', ':pattern'],
  ['a dot matches an emoji as one', { pattern: '^.$' }, '😀', 'fits'],
  ['a look-behind is undecided', { pattern: '(?<=a)b' }, 'ab', '?:pattern'],
  ['a date-time is RFC 3339', { format: 'date-time' }, '2026-02-30T00:00:00Z', ':format'],
  ['int32 ends at 2147483647', { format: 'int32' }, 2147483648, ':format'],
  ['int32 holds no fraction', { format: 'int32', type: 'number' }, 0.5, ':format'],
  ['an unknown format is an annotation', { format: 'color' }, 'no colour', 'fits'],
  ['a missing property is named', { type: 'object', required: ['a', 'b'] }, { a: 1 }, '/b:required'],
  ['a nested failure has its pointer', { properties: { a: { items: { type: 'string' } } } }, { a: ['x', 1] }, '/a/1:type'],
  ['a pointer escapes', { properties: { 'a/b~': { type: 'string' } } }, { 'a/b~': 1 }, '/a~1b~0:type'],
  [
    '__proto__ is a property like any other',
    { properties: { a: {} }, additionalProperties: false },
    JSON.parse('{"__proto__": 1}'),
    '/__proto__:additionalProperties',
  ],
  ['additional properties exclude the declared', { properties: { a: {} }, additionalProperties: false }, { a: 1 }, 'fits'],
  [
    'additional properties exclude the matched',
    { patternProperties: { '^x': {} }, additionalProperties: false },
    { xy: 1, z: 1 },
    '/z:additionalProperties',
  ],
  ['property names are strings to a schema', { propertyNames: { maxLength: 1 } }, { ab: 1 }, '/ab:propertyNames'],
  ['too few properties', { minProperties: 2 }, { a: 1 }, ':minProperties'],
  ['one property asks for another', { dependentRequired: { a: ['b'] } }, { a: 1 }, '/b:dependentRequired'],
  ['one property brings a schema', { dependentSchemas: { a: { required: ['b'] } } }, { a: 1 }, '/b:required'],
  ['items after the prefix', { prefixItems: [{ type: 'string' }], items: { type: 'integer' } }, ['a', 'b'], '/1:type'],
  [
    'equal items by content',
    { uniqueItems: true },
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    ':uniqueItems',
  ],
  ['1 and true are different items', { uniqueItems: true }, [1, true, '1'], 'fits'],
  ['contains wants one by default', { contains: { const: 1 } }, [2], ':contains'],
  ['contains nothing if the least is zero', { contains: { const: 1 }, minContains: 0 }, [2], 'fits'],
  ['contains too many', { contains: { const: 1 }, maxContains: 1 }, [1, 1], ':maxContains'],
  ['anyOf takes any', { anyOf: [{ type: 'string' }, { minimum: 3 }] }, 4, 'fits'],
  ['anyOf names the nearest alternative', { anyOf: [{ type: 'string' }, { properties: { a: { type: 'string' } } }] }, { a: 1 }, '/a:type'],
  ['oneOf refuses two', { oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, ':oneOf'],
  ['not inverts', { not: { type: 'string' } }, 'a', ':not'],
  ['if selects then', { if: { required: ['a'] }, then: { required: ['b'] } }, { a: 1 }, '/b:required'],
  ['if selects else', { if: { required: ['a'] }, else: { required: ['c'] } }, {}, '/c:required'],
  [
    'unevaluated properties see into allOf',
    { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    { a: 1, b: 1 },
    '/b:unevaluatedProperties',
  ],
  [
    'unevaluated properties see the branch taken',
    { anyOf: [{ properties: { a: { const: 1 } }, required: ['a'] }, { properties: { b: {} } }], unevaluatedProperties: false },
    { b: 1 },
    'fits',
  ],
  [
    'a branch that does not fit covers nothing',
    { anyOf: [{ properties: { a: { const: 2 } } }, {}], unevaluatedProperties: false },
    { a: 1 },
    '/a:unevaluatedProperties',
  ],
  ['unevaluated items after a prefix in allOf', { allOf: [{ prefixItems: [{}] }], unevaluatedItems: false }, [1, 2], '/1:not'],
  ['contained items are evaluated', { contains: { const: 1 }, unevaluatedItems: { const: 2 } }, [1, 2, 1], 'fits'],
  [
    'an inner unevaluated does not see its cousins',
    { allOf: [{ properties: { a: {} } }, { unevaluatedProperties: false }] },
    { a: 1 },
    '/a:unevaluatedProperties',
  ],
];

describe('a value and a schema', () => {
  for (const [claim, schema, value, expected] of CASES) {
    it(claim, () => expect(failure(schema, value)).toBe(expected));
  }

  it('int64 is exact at its end', () => {
    const just = parseNumber('9223372036854775807') ?? 0;
    const over = parseNumber('9223372036854775808') ?? 0;
    expect(conforms(NONE, { format: 'int64' }, just, 'stored')).toBeNull();
    expect(conforms(NONE, { format: 'int64' }, over, 'stored')).toMatchObject({ keyword: 'format' });
  });
});

describe('a required property', () => {
  const schema = { required: ['id', 'secret'], properties: { id: { $ref: 'Id' }, secret: { type: 'string', writeOnly: true } } };
  const schemas = schemasOf({ Id: { type: 'string', readOnly: true } });
  it('may be missing from a request if it is read-only, through a reference', () => {
    expect(failure(schema, { secret: 'x' }, 'request', schemas)).toBe('fits');
    expect(failure(schema, { id: 'x' }, 'request', schemas)).toBe('/secret:required');
  });
  it('may be missing from a response if it is write-only', () => {
    expect(failure(schema, { id: 'x' }, 'response', schemas)).toBe('fits');
    expect(failure(schema, { secret: 'x' }, 'response', schemas)).toBe('/id:required');
  });
  it('is required in what is stored', () => {
    expect(failure(schema, { id: 'x' }, 'stored', schemas)).toBe('/secret:required');
  });
});

describe('what has no meaning here', () => {
  const open = { unsupported: ['$dynamicRef'] };
  it('is undecided and named', () => expect(failure(open, 1)).toBe('?:$dynamicRef'));
  it('does not hide a violation beside it', () => expect(failure({ ...open, type: 'string' }, 1)).toBe(':type'));
  it('does not matter where an alternative fits', () => expect(failure({ anyOf: [open, { type: 'integer' }] }, 1)).toBe('fits'));
  it('leaves oneOf open even where an alternative fits', () =>
    expect(failure({ oneOf: [open, { type: 'integer' }] }, 1)).toBe('?:$dynamicRef'));
  it('does not matter where oneOf is violated anyway', () => expect(failure({ oneOf: [open, {}, true] }, 1)).toBe(':oneOf'));
  it('stays open under not', () => expect(failure({ not: open }, 1)).toBe('?:$dynamicRef'));
  it('does not matter where both branches agree', () => {
    expect(failure({ if: open, then: { type: 'string' }, else: { type: 'string' } }, 1)).toBe(':type');
    expect(failure({ if: open, then: { type: 'integer' } }, 1)).toBe('fits');
  });
  it('makes unevaluated properties uncertain', () => {
    expect(failure({ anyOf: [open, {}], unevaluatedProperties: false }, { a: 1 })).toBe('?:unevaluatedProperties');
  });
});

describe('circular schemas', () => {
  const schemas = schemasOf({
    Tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: 'Tree' } } }, additionalProperties: false },
    Loop: { anyOf: [{ $ref: 'Loop' }, { $ref: 'Loop' }] },
    List: { properties: { next: { $ref: 'List' } } },
  });
  it('check values to the end', () => {
    expect(failure({ $ref: 'Tree' }, { children: [{ children: [] }, { childen: [] }] }, 'stored', schemas)).toBe(
      '/children/1/childen:additionalProperties',
    );
  });
  it('that say nothing about parts are undecided, not a hang', () =>
    expect(failure({ $ref: 'Loop' }, 1, 'stored', schemas)).toBe('?:$ref'));
  it('fit deep values; deeper ones than the stack can surely take are undecided, not a crash', () => {
    const nested = (depth: number): unknown => (depth === 0 ? {} : { next: nested(depth - 1) });
    expect(failure({ $ref: 'List' }, nested(290), 'stored', schemas)).toBe('fits');
    expect(failure({ $ref: 'List' }, nested(500), 'stored', schemas)).toMatch(/^\?.*:\$ref$/);
  });
});
