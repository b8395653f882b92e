// Laws of patterns: a translated ECMA-262 expression matches what the platform's own matches, in linear time.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, matchesRe2, type Pattern } from '../../../src/base/pattern.ts';

const compiled = (source: string): Pattern => {
  const pattern = compilePattern(source);
  if (pattern.kind === 'problem') throw new Error(`${source}: ${pattern.message}`);
  return pattern;
};

const SOURCES = [
  '^[a-z]+$',
  'b',
  'a|^b',
  '^(a|b)*$',
  '^(?:ab){2,3}$',
  '^.$',
  '^\\d{3}-\\w+\\s?$',
  '[^\\S\\W]',
  '[\\D\\d]',
  '^[^\\s]$',
  '^\\S$',
  '\\bab\\b',
  'a\\B',
  '^\\p{L}+$',
  '^\\p{Lu}',
  '^\\p{Letter}\\P{Nd}$',
  '^[\\p{L}\\P{L}]$',
  '\\p{Script=Greek}',
  '^(?=.*[A-Z])(?=.*\\d).{2,}$',
  '^(?!a|b$)\\w',
  '^(?!ab)',
  '^[]',
  '^[^]$',
  '^\\u{1F600}?$',
  '^[^b]*$',
  '^\\/\\.\\*$',
  '^$',
  '^[\\b]$',
  '^\\cJ$',
  '^a{0}$',
];

describe('patterns of ECMA-262', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'A', '1', '-', ' ', '\n', '\u2028', '\u00a0', '\u1680', 'é', 'Ω', '😀', '/', '.', '*', '\b'),
    maxLength: 5,
  });

  it.each(SOURCES)('%s matches what the platform matches', (source) => {
    const pattern = compiled(source);
    const native = new RegExp(source, 'u');
    fc.assert(
      fc.property(text, (t) => pattern.test(t) === native.test(t)),
      { numRuns: 300 },
    );
  });

  it('white space is what ECMA-262 says, character by character', () => {
    for (const [source, native] of [
      ['\\s', /\s/u],
      ['\\S', /\S/u],
      ['[\\S]', /[\S]/u],
      ['[^\\S]', /[^\S]/u],
      ['.', /./u],
    ] as const) {
      const pattern = compiled(source);
      for (let code = 0; code < 0x10000; code += 1) {
        if (code >= 0xd800 && code <= 0xdfff) continue;
        const character = String.fromCodePoint(code);
        if (pattern.test(character) !== native.test(character)) throw new Error(`${source} at U+${code.toString(16)}`);
      }
    }
  });

  it.each(['^[\\w-.]+$', '\\-', 'a\\_b', '^{$'])('%s parses without the u flag only, and is taken so', (source) => {
    expect(() => new RegExp(source, 'u')).toThrow();
    const native = new RegExp(source);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '-', '.', '_', 'b', '{'), maxLength: 4 }),
        (t) => compiled(source).test(t) === native.test(t),
      ),
    );
  });

  it.each(['(', '[a', 'a**', '\\', '(?<n', 'a{2,1}'])('%s is malformed', (source) => {
    expect(compilePattern(source)).toMatchObject({ kind: 'problem', code: 'malformed' });
  });

  it.each([
    ['(a)\\1', 'back-reference'],
    ['a(?=b)', 'lookahead'],
    ['(?<!a)b', 'lookbehind'],
    ['(?=a)b', 'lookahead'],
    ['^a|^(?=b)', 'lookahead'],
    ['\\ud83d', 'lone surrogate'],
    ['a{1001}', '1000'],
    ['(?:a{999}){999}', 'repeat'],
    ['\\p{Emoji}', 'Emoji'],
    ['('.repeat(4500) + ')'.repeat(4500), 'nested'],
    ['a'.repeat(20_000), 'characters'],
  ])('%.30s is refused by name', (source, name) => {
    const problem = compilePattern(source);
    expect(problem).toMatchObject({ kind: 'problem', code: 'unsupported' });
    expect(problem.kind === 'problem' && problem.message).toContain(name);
  });

  it('take linear time where backtracking would not end', () => {
    const pattern = compiled('^(a+)+$');
    const started = performance.now();
    expect(pattern.test(`${'a'.repeat(20_000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('expressions of RE2', () => {
  it.each([
    ['abc', 'b', true],
    ['abc', '^b', false],
    ['aBc', '(?i)b', true],
    ['é', '^\\pL$', true],
    ['', '^$', true],
  ])('%j matches %s: %s', (text, expression, expected) => {
    expect(matchesRe2(text, expression)).toBe(expected);
  });

  it.each(['(?=a)', '(a)\\1', '[', 'a{1001}'])('%s is none', (expression) => {
    expect(matchesRe2('a', expression)).toMatchObject({ kind: 'problem', code: 'malformed' });
  });
});
