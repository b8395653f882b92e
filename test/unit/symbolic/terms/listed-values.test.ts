// What is known of the values of a term is used where it is right, and forgotten where it is not.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory, type Factory } from '../../../../src/symbolic/factory.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import type { Model } from '../../../../src/symbolic/model.ts';
import { printTerm } from '../../../../src/symbolic/print-term.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import { cook, model, raw, recipe } from '../../../support/random-terms.ts';

const TEXTS = ['', 'a', 'bc', 'aé'];
/** An unknown of the random terms. */
const NOTED = 's';

function empty(): Factory {
  return createFactory(DEFAULT_LIMITS);
}

function withText(values: Model, text: string): Model {
  return { valueOf: (name, args, ...rest) => (name === NOTED ? text : values.valueOf(name, args, ...rest)) };
}

test('a term over a text that is one of a few means what it does without knowing so', () => {
  for (const sort of ['bool', 'int', 'string'] as const) {
    fc.assert(
      fc.property(
        recipe(sort, { depth: 4, nonlinear: true, texts: true, functions: true }),
        model,
        fc.constantFrom(...TEXTS),
        (made, values, text) => {
          const factory = empty();
          factory.noteTexts(factory.apply(NOTED, 'string'), TEXTS);
          const there = withText(values, text);
          expect(interpretTerm(cook(factory, made), there)).toEqual(interpretTerm(raw(made), there));
        },
      ),
      { numRuns: 500 },
    );
  }
});

describe('of a text that is one of a few', () => {
  const make = empty();
  const status = make.apply('status', 'string');
  make.noteTexts(status, ['pending', 'pending (paid)', 'sent']);
  const TABLE: readonly (readonly [string, Term, string])[] = [
    ['what it contains is a question of which it is', make.contains(status, make.text('pend')), 'not (status = "sent")'],
    ['what it begins with', make.prefixOf(make.text('s'), status), 'status = "sent"'],
    ['what all contain holds', make.contains(status, make.text('n')), 'true'],
    ['what none contains does not', make.contains(status, make.text('x')), 'false'],
    ['how long it is', make.length(status), '(if (status = "pending (paid)") then 14 else (if (status = "sent") then 4 else 7))'],
  ];
  test.each(TABLE)('%s', (_, term, printed) => {
    expect(printTerm(term)).toBe(printed);
  });

  test('nothing is said any more once it can be any', () => {
    make.noteTexts(status, null);
    make.noteTexts(status, ['sent']);
    expect(printTerm(make.contains(status, make.text('x')))).toBe('contains(status, "x")');
  });
});

describe('the values of', () => {
  const make = empty();
  const one = (name: string): Term => make.ite(make.apply(name, 'bool'), make.int(1), make.int(0));
  const numbers = (term: Term): unknown => make.valuesOf(term)?.map((value) => (value.kind === 'constant' ? value.value : null)) ?? null;

  test('a count are all up to the number of what is counted', () => {
    expect(numbers(make.sum([one('a'), one('b'), one('c')]))).toEqual([0, 1, 2, 3]);
  });

  test('a difference of counts go below zero', () => {
    expect(numbers(make.subtract(make.int(5), make.sum([one('a'), one('b')])))).toEqual([3, 4, 5]);
  });

  test('an unknown are not known', () => {
    expect(numbers(make.apply('x', 'int'))).toBe(null);
    expect(numbers(make.add(make.apply('x', 'int'), one('a')))).toBe(null);
  });

  test('a count of many are too many', () => {
    expect(numbers(make.sum(Array.from({ length: 100 }, (_, i) => one(`c${i}`))))).toBe(null);
  });
});

test('names at different positions differ, names of different things may not', () => {
  const make = empty();
  const key = (of: string, position: number): Term => make.nameOf('key', [make.apply(of, 'string'), make.int(position)]);
  expect(make.equal(key('u', 0), key('u', 1))).toBe(make.false);
  expect(make.equal(key('u', 0), key('v', 1)).kind).toBe('operation');
  const other = (position: number): Term => make.apply('f', 'string', [make.int(position)]);
  expect(make.equal(other(0), other(1)).kind).toBe('operation');
});
