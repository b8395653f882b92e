// A simpler value is simpler in the end: making values simpler stops, at one that passes.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, toJson } from '../../../src/base/json.ts';
import type { Value } from '../../../src/base/value.ts';
import { simplerValues, simplify } from '../../../src/verify/simplify.ts';
import { jsonValue } from '../../support/arbitrary-values.ts';

function read(text: string): Value {
  return parseJson(text, 'test').value;
}

function simplified(text: string, passes: (text: string) => boolean): string {
  return toJson(simplify(read(text), (value) => passes(toJson(value)), 1_000));
}

describe('what is left', () => {
  test.each([
    ['of a list are the items that matter', '[1,{"a":[]},3,4]', (text: string) => text.includes('3'), '[3]'],
    [
      'of an object are the entries that matter',
      '{"a":1,"b":{"c":2,"d":true}}',
      (text: string) => text.includes('"d"'),
      '{"b":{"d":true}}',
    ],
    ['of a number that does not matter is 0', '{"a":-17.25}', (text: string) => text.includes('"a"'), '{"a":0}'],
    ['of a number that matters a little is 1', '[0.0123]', (text: string) => text !== '[0]' && text !== '[]', '[1]'],
    ['of a number are its cents, if these matter', '[12.34567]', (text: string) => text.includes('12.3'), '[12.35]'],
    ['of a text is all of it', '["abc"]', (text: string) => text.length > 2, '["abc"]'],
  ])('%s', (_claim, before, passes, after) => {
    expect(simplified(before, passes)).toBe(after);
  });
});

test('nothing that does not pass is kept, and no more tries are made than allowed', () => {
  fc.assert(
    fc.property(jsonValue, fc.nat({ max: 20 }), (value, tries) => {
      let asked = 0;
      const result = simplify(
        value,
        () => {
          asked += 1;
          return false;
        },
        tries,
      );
      expect(result).toBe(value);
      expect(asked).toBeLessThanOrEqual(tries);
    }),
  );
});

test('every chain of simpler values ends', () => {
  fc.assert(
    fc.property(jsonValue, fc.infiniteStream(fc.nat()), (value, choices) => {
      let current = value;
      for (let length = 0; ; length += 1) {
        expect(length).toBeLessThan(2_000);
        const next = [...simplerValues(current)];
        if (next.length === 0) return;
        current = next[choices.next().value % next.length] ?? null;
      }
    }),
    { numRuns: 50 },
  );
});
