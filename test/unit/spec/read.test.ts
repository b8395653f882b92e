// Hostile and broken input is a diagnostic at its place.

import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { parseNumber, ratio } from '../../../src/base/number.ts';
import { child, childText, numberOf, sourceOf } from '../../../src/spec/tree/node.ts';
import { readTree } from '../../../src/spec/tree/read.ts';
import { valueOf } from '../../../src/spec/tree/value.ts';
import { bytesOf, placesOf, readText } from './reading.ts';

const BOM = String.fromCharCode(0xfeff);

describe('hostile and broken input is a diagnostic at its place', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 0; i < 9; i += 1) {
    const [before, name] = [String.fromCharCode(97 + i), String.fromCharCode(98 + i)];
    bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`);
  }
  test.each([
    ['alias bomb', bomb.join('\n'), 'test.yaml', ['alias-bomb 1:1']],
    ['deep flow', '['.repeat(100_000), 'test.yaml', ['too-deep 1:514']],
    ['deep block', '- '.repeat(100_000), 'test.yaml', ['too-deep 1:1024']],
    ['deep JSON', `${'['.repeat(100_000)}`, 'test.json', ['too-deep 1:514']],
    ['duplicate key', 'a: 1\nb: 2\na: 3', 'test.yaml', ['duplicate-key 3:1']],
    ['duplicate JSON key', '{"a": 1,\n "a": 2}', 'test.json', ['duplicate-key 2:2']],
    ['duplicate __proto__', '__proto__: 1\n__proto__: 2', 'test.yaml', ['duplicate-key 2:1']],
    ['truncated JSON', '{"a": [1, 2', 'test.json', ['json-syntax 1:12']],
    ['truncated JSON string', '{"a": "x', 'test.json', ['json-syntax 1:7']],
    ['truncated YAML flow', 'a: {b: 1,', 'test.yaml', ['yaml-syntax 1:10']],
    ['comment in JSON', '{"a": 1} // x', 'test.json', ['json-syntax 1:10']],
    ['trailing comma', '{"a": 1,}', 'test.json', ['json-syntax 1:9']],
    ['control character', '{"a": "\u0001"}', 'test.json', ['json-syntax 1:7']],
    ['empty file', '', 'test.yaml', ['empty-document 1:1']],
    ['comment only', '# nothing', 'test.yaml', ['empty-document 1:1']],
    ['two documents', 'a: 1\n---\nb: 2', 'test.yaml', ['several-documents 2:1']],
    ['unknown alias', 'a: *b', 'test.yaml', ['yaml-alias 1:4']],
    ['recursive alias', 'a: &a [*a]', 'test.yaml', ['yaml-alias 1:8']],
    ['merge key', 'a: &a {x: 1}\nb: {<<: *a}', 'test.yaml', ['yaml-merge-key 2:5']],
    ['infinity', 'a: .inf', 'test.yaml', ['yaml-number 1:4']],
    ['huge exponent', '{"a": 1e999999}', 'test.json', ['number-too-long 1:7']],
    ['mapping as key', '? {a: 1}\n: 2', 'test.yaml', ['yaml-key 1:3']],
  ])('%s', (_name, text, path, expected) => {
    const started = performance.now();
    const { root, diagnostics } = readText(text, path);
    expect(root).toBeNull();
    expect(placesOf(diagnostics)).toEqual(expected);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test.each([
    ['malformed UTF-8', [0x61, 0x3a, 0x0a, 0x62, 0xc3, 0x28], ['file-encoding 2:2'], 'byte offset 4'],
    ['overlong UTF-8', [0x61, 0xc0, 0x80], ['file-encoding 1:2'], 'byte offset 1'],
    ['encoded surrogate', [0xed, 0xa0, 0x80], ['file-encoding 1:1'], 'byte offset 0'],
    ['cut within a character', [0x61, 0xf0, 0x9f, 0x98], ['file-encoding 1:2'], 'byte offset 1'],
    ['UTF-16 with a mark', [0xff, 0xfe, 0x7b, 0x00], ['file-encoding 1:1'], 'UTF-16'],
    ['UTF-16 without a mark', [0x00, 0x7b, 0x00, 0x7d], ['file-encoding 1:1'], 'UTF-16'],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00], ['file-encoding 1:1'], 'UTF-32'],
  ])('%s', (_name, bytes, expected, said) => {
    const { file, diagnostics } = readTree('x.yaml', Uint8Array.from(bytes), DEFAULT_LIMITS);
    expect(file).toBeNull();
    expect(placesOf(diagnostics)).toEqual(expected);
    expect(diagnostics[0]?.message).toContain(said);
  });

  test('a file over the size limit is not read', () => {
    expect(placesOf(readText('a: 1', 'x.yaml', { maxFileBytes: 3 }).diagnostics)).toEqual(['file-too-large 1:1']);
  });
});

describe('a rule that YAML takes apart is one error, with what to do', () => {
  const INSIDE = 'inside {…} and […], a text with any of [ ] { } , must be quoted';
  const WHOLE = 'a text that begins with a quote, [ or { must be quoted as a whole';
  test.each([
    ['an index in {…}', "a:\n  - {rule: o[x.id].s == 'x', status: 409}\n  - {rule: o[x], status: 1}\nb: 1\n", ['2:13'], INSIDE],
    ['a list in {…}', 'a: {rule: x in [1, 2], status: 3}\nb: {c: 1}\n', ['1:16'], INSIDE],
    ['a mapping in {…}', "a: {rule: {'a': 1}.x == 1, status: 3}\n", ['1:19'], INSIDE],
    ['a text first in {…}', "a: {rule: 'x' in o, status: 3}\n", ['1:15'], INSIDE],
    ['an index in […]', 'a: [o[1].x == 2, x]\n', ['1:6'], INSIDE],
    ['a text first', "a: 'x' in o\n", ['1:8'], WHOLE],
    ['a list first', 'a: [1].size() == 1\n', ['1:7'], WHOLE],
    ['each of several', "a: 'x' in o\nb: 'x' in o\n", ['1:8', '2:8'], WHOLE],
  ])('%s', (_name, text, places, hint) => {
    const { root, diagnostics } = readText(text);
    expect(root).toBeNull();
    expect(placesOf(diagnostics)).toEqual(places.map((place) => `yaml-syntax ${place}`));
    for (const found of diagnostics) expect(found.hint).toContain(hint);
  });

  test('other mistakes of syntax have no such hint', () => {
    for (const text of ['a: b: c', '- a\n  b: 1\n c: 2', 'a: {b: 1,']) {
      const { diagnostics } = readText(text);
      expect(diagnostics[0]?.code).toBe('yaml-syntax');
      expect(diagnostics[0]?.hint).toBeUndefined();
    }
  });
});

describe('what a document says', () => {
  test('a byte order mark is no part of it', () => {
    expect(childText(readText(`${BOM}{"a": "b"}`, 'x.json').root, 'a')).toBe('b');
    expect(childText(readText(`${BOM}a: b`).root, 'a')).toBe('b');
  });

  test.each([
    ['0.1', ratio(1n, 10n)],
    ['25.0', 25],
    ['12345678901234567890', parseNumber('12345678901234567890')],
    ['1e-2', ratio(1n, 100n)],
    ['-0', 0],
  ])('the number %s is exact', (text, expected) => {
    expect(numberOf(child(readText(`a: ${text}`).root, 'a'))).toEqual(expected);
    expect(numberOf(child(readText(`{"a": ${text}}`, 'x.json').root, 'a'))).toEqual(expected);
  });

  test.each([
    ['0x1F', 31],
    ['0o17', 15],
    ['yes', 'yes'],
    ['on', 'on'],
    ['2020-01-01', '2020-01-01'],
    ['0123', 123],
    ['~', null],
    ['!!str 5', '5'],
  ])('YAML 1.2 core: %s', (text, expected) => {
    const { root } = readText(`a: ${text}`);
    const value = child(root, 'a');
    expect(value === null ? undefined : valueOf(value)).toEqual(expected);
  });

  test('keys are texts, also those that look like numbers, and __proto__ is one of them', () => {
    const { root } = readText('200: a\ntrue: b\n__proto__: c\nconstructor: d');
    expect(['200', 'true', '__proto__', 'constructor'].map((key) => childText(root, key))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('an alias is the node that it names, at the place where that stands', () => {
    const { root } = readText('a: &x {k: 1}\nb: *x');
    const target = child(root, 'b');
    expect(target).toBe(child(root, 'a'));
    expect(target === null ? null : sourceOf(target)).toEqual({ file: 'test.yaml', line: 1, column: 7 });
  });

  test('a file of any name that is JSON is read as JSON, and one that is not as YAML', () => {
    expect(readTree('x', bytesOf('{"a": 1}'), DEFAULT_LIMITS).diagnostics).toEqual([]);
    expect(readTree('x', bytesOf('{a: 1}'), DEFAULT_LIMITS).diagnostics).toEqual([]);
    expect(placesOf(readTree('x.json', bytesOf('{a: 1}'), DEFAULT_LIMITS).diagnostics)).toEqual(['json-syntax 1:2']);
  });
});
