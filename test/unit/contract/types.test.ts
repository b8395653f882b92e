// Laws of static types: how they join and when they share values.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BOOLEAN,
  BYTES,
  DURATION,
  DYN,
  INTEGER,
  listOf,
  NEVER,
  NULL,
  NUMBER,
  OPAQUE,
  STRING,
  TIMESTAMP,
  type Type,
} from '../../../src/contract/type.ts';
import { typeScope } from '../../../src/contract/type-of.ts';
import { membersOf, overlap, sameType, showType, unionOf } from '../../../src/contract/types.ts';
import { schemasOf } from '../../support/schema-builder.ts';

const scope = typeScope(
  schemasOf({
    Tree: {
      type: 'object',
      required: ['left', 'right'],
      properties: { left: { $ref: 'Tree' }, right: { $ref: 'Tree' }, n: { type: 'integer' } },
    },
    Bush: {
      type: 'object',
      required: ['left', 'right'],
      properties: { left: { $ref: 'Bush' }, right: { $ref: 'Bush' }, n: { type: 'string' } },
    },
    Twice: { anyOf: [{ $ref: 'Twice' }, { $ref: 'Twice' }, { $ref: 'Thrice' }] },
    Thrice: { anyOf: [{ $ref: 'Twice' }, { $ref: 'Twice' }, { type: 'string' }] },
  }),
);

const text = (literal: string): Type => ({ kind: 'string', literal });
const object = (fields: Readonly<Record<string, Type>>, required = true): Type => {
  return { kind: 'object', fields: new Map(Object.entries(fields).map(([name, type]) => [name, { type, required }])), rest: null };
};

const type: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Type>(DYN, NEVER, NULL, BOOLEAN, INTEGER, NUMBER, STRING, BYTES, TIMESTAMP, DURATION, text('a'), text('b')),
    fc.constant<Type>({ kind: 'ref', ref: 'Tree' }),
    tie('type').map(listOf),
    fc.array(tie('type'), { maxLength: 3 }).map((items): Type => ({ kind: 'tuple', items })),
    tie('type').map((value): Type => ({ kind: 'map', key: STRING, value })),
    fc.dictionary(fc.constantFrom('x', 'y'), tie('type')).map((fields) => object(fields)),
    fc.array(tie('type'), { maxLength: 3 }).map(unionOf),
  ),
})).type;

describe('unions', () => {
  it('join in any order and grouping', () => {
    fc.assert(
      fc.property(type, type, type, (a, b, c) => {
        expect(sameType(unionOf([a, a]), unionOf([a]))).toBe(true);
        const members = (t: Type): readonly string[] =>
          membersOf(scope, t)
            .map((m) => JSON.stringify(m, plain))
            .sort();
        expect(members(unionOf([a, unionOf([b, c])]))).toEqual(members(unionOf([unionOf([c, a]), b])));
      }),
    );
  });

  it('are as wide as their widest member', () => {
    expect(unionOf([INTEGER, NUMBER])).toEqual(NUMBER);
    expect(unionOf([text('a'), STRING])).toEqual(STRING);
    expect(unionOf([text('a'), DYN])).toEqual(DYN);
    expect(unionOf([NEVER, NULL])).toEqual(NULL);
    expect(unionOf([])).toEqual(NEVER);
  });

  it('of too many literals are strings, of too many others unknown', () => {
    const literals = Array.from({ length: 101 }, (_, i) => text(`v${i}`));
    expect(unionOf([...literals, NULL])).toEqual({ kind: 'union', members: [NULL, STRING] });
    expect(unionOf(Array.from({ length: 101 }, (_, i) => object({ [`f${i}`]: NULL })))).toEqual(OPAQUE);
  });

  it('of references that lead back to themselves have the members that are left', () => {
    expect(unionOf(membersOf(scope, { kind: 'ref', ref: 'Twice' }))).toEqual(STRING);
  });
});

describe('overlap', () => {
  it('is symmetric, and every type but the empty union overlaps itself', () => {
    fc.assert(
      fc.property(type, type, (a, b) => {
        expect(overlap(scope, a, b)).toBe(overlap(scope, b, a));
        expect(overlap(scope, a, a)).toBe(true);
        expect(overlap(scope, a, unionOf([a, b]))).toBe(true);
      }),
    );
  });

  it.each<readonly [Type, Type, boolean]>([
    [INTEGER, NUMBER, true],
    [INTEGER, STRING, false],
    [text('a'), text('b'), false],
    [text('a'), STRING, true],
    [{ kind: 'string', format: 'date-time' }, TIMESTAMP, true],
    [STRING, TIMESTAMP, false],
    [listOf(STRING), listOf(INTEGER), false],
    [listOf(NEVER), listOf(INTEGER), true],
    [{ kind: 'tuple', items: [STRING, INTEGER] }, { kind: 'tuple', items: [STRING, STRING] }, false],
    [{ kind: 'tuple', items: [STRING] }, { kind: 'tuple', items: [STRING, STRING] }, false],
    [{ kind: 'tuple', items: [STRING] }, listOf(STRING), true],
    [{ kind: 'tuple', items: [STRING] }, listOf(INTEGER), false],
    [object({ a: INTEGER }), object({ a: STRING }), false],
    [object({ a: INTEGER }), object({ a: STRING }, false), true],
    [object({ a: INTEGER }), object({ b: STRING }), true],
    [object({}), { kind: 'map', key: STRING, value: INTEGER }, true],
    [object({}), listOf(INTEGER), false],
    [unionOf([NULL, STRING]), NULL, true],
    [NULL, BOOLEAN, false],
    [{ kind: 'ref', ref: 'Tree' }, { kind: 'ref', ref: 'Bush' }, true],
  ])('case %#', (a, b, expected) => {
    expect(overlap(scope, a, b), `${showType(a)} and ${showType(b)}`).toBe(expected);
  });
});

function plain(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value].sort() : value;
}
