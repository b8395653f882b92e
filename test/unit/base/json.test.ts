// Laws of JSON text and values: what parses is what RFC 8259 says, and nothing about a number is lost.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalValues } from '../../../src/base/equality.ts';
import { canonicalJson, fromPlain, parseJson, toJson, toPlain } from '../../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { parseNumber } from '../../../src/base/number.ts';
import type { Value } from '../../../src/base/value.ts';

const codes = (text: string): readonly string[] => parseJson(text, 'f.json').diagnostics.map((d) => d.code);
const read = (text: string): Value => {
  const { value, diagnostics } = parseJson(text, 'f.json');
  expect(diagnostics).toEqual([]);
  return value;
};

describe('parseJson agrees with the platform on what is JSON', () => {
  const acceptable = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('for documents and for documents with one character changed', () => {
    const edit = fc.record({
      at: fc.nat(),
      insert: fc.constantFrom('', ',', ']', '}', '[', '{', '"', ':', '1', '-', '.', 'e', 'n', ' ', '\u000b'),
    });
    fc.assert(
      fc.property(fc.json(), edit, (text, { at, insert }) => {
        const position = at % (text.length + 1);
        const edited = text.slice(0, position) + insert + text.slice(position + 1);
        for (const candidate of [text, edited]) {
          const own = codes(candidate).filter((code) => code !== 'duplicate-key' && code !== 'number-too-long');
          expect(own.length === 0, candidate).toBe(acceptable(candidate));
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('for every beginning of a document', () => {
    const text = '{"a": [1, "b", {"c": [[], {}, null]}], "d": -1.5e3, "e": [true, false]}';
    for (let length = 0; length < text.length; length += 1)
      expect(codes(text.slice(0, length)), text.slice(0, length)).toEqual(['bad-json']);
    expect(codes(text)).toEqual([]);
  });

  it.each([
    '',
    ' ',
    'nul',
    '+1',
    '01',
    '1.',
    '.5',
    '1e',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "'a'",
    '"\t"',
    '"\\x"',
    '[1 2]',
    '1 2',
    '/**/1',
    '1//',
    '\ufeff1',
    'NaN',
  ])('refuses %j', (text) => {
    expect(acceptable(text)).toBe(false);
    expect(codes(text)).toEqual(['bad-json']);
  });
});

describe('numbers are exact', () => {
  it.each([
    ['0.1', '0.1'],
    ['-0', '0'],
    ['-0e99999', '0'],
    ['25.0', '25'],
    ['1e3', '1000'],
    ['9007199254740993', '9007199254740993'],
    ['0.1e-400', `0.${'0'.repeat(400)}1`],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('%s is read as %s', (text, exact) => {
    expect(toJson(read(text))).toBe(exact);
  });

  it('refuses what has too many digits, whichever way it is written', () => {
    expect(codes('1'.repeat(5000))).toEqual(['number-too-long']);
    expect(codes('[1e5000, 1e-5000]')).toEqual(['number-too-long', 'number-too-long']);
  });
});

describe('complaints', () => {
  it('name the key that is repeated, where it stands', () => {
    const [complaint] = parseJson('{"a": 1,\n "b": {"c": 1, "c": 2}}', 'x.json').diagnostics;
    expect(complaint).toMatchObject({ code: 'duplicate-key', source: { file: 'x.json', line: 2, column: 16, length: 3 } });
    expect(complaint?.frame).toContain('^^^');
  });

  it('come for nesting at the limit, however the input would like to go on', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(codes(nested(DEFAULT_LIMITS.maxDepth))).toEqual([]);
    expect(codes(nested(DEFAULT_LIMITS.maxDepth + 1))).toEqual(['too-deep']);
    expect(codes('{"a":'.repeat(200_000))).toEqual(['too-deep']);
  });

  it('give no value', () => {
    expect(parseJson('{"a": 1, "a": 2}', 'f').value).toBeNull();
  });
});

describe('values and text', () => {
  it('a document survives reading and writing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (plain) => {
        const text = JSON.stringify(plain);
        const value = read(text);
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(text));
        expect(equalValues(read(toJson(value)), value)).toBe(true);
      }),
    );
  });

  it('__proto__ is a key like any other', () => {
    const value = read('{"__proto__": {"polluted": true}}');
    expect(toJson(value)).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(toPlain(value))).toBeNull();
    expect(Object.keys(toPlain(value) as object)).toEqual(['__proto__']);
  });

  it('equal values have equal canonical texts, keys ordered by code point', () => {
    expect(canonicalJson(read('{"\\ud83d\\ude00": 1, "\\uffee": 25.0, "a": [0.50]}'))).toBe('{"a":[0.5],"\uffee":25,"\ud83d\ude00":1}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (plain) => {
        const forward = fromPlain(plain);
        const backward = fromPlain(Object.fromEntries(Object.entries(plain).reverse()));
        if (forward === undefined || backward === undefined) throw new Error('not plain');
        expect(canonicalJson(forward)).toBe(canonicalJson(backward));
      }),
    );
  });

  it('what is not JSON is written as text', () => {
    const timestamp = { kind: 'timestamp', nanos: 1_500_000_000n } as const;
    const bytes = { kind: 'bytes', bytes: new Uint8Array([255]) } as const;
    expect(toJson([timestamp, { kind: 'duration', nanos: -250_000_000n }, bytes, { kind: 'type', name: 'int' }])).toBe(
      '["1970-01-01T00:00:01.500Z","-0.25s","/w==","int"]',
    );
    expect(toPlain(timestamp)).toBe('1970-01-01T00:00:01.500Z');
  });

  it('a fraction without end is written as the nearest double', () => {
    expect(toJson({ kind: 'number', numerator: 1n, denominator: 3n })).toBe('0.3333333333333333');
  });

  it('plain data that is no JSON has no value', () => {
    for (const plain of [undefined, Number.NaN, Number.POSITIVE_INFINITY, [undefined], { a: () => 1 }, Symbol('x'), 1n]) {
      expect(fromPlain(plain)).toBeUndefined();
    }
    expect(fromPlain(0.1)).toEqual(parseNumber('0.1'));
  });
});
