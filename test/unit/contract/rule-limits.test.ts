// Claims about hostile rules: whatever the text, the answer is a rule or a diagnostic, soon.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expressionKey, printExpression } from '../../../src/contract/print.ts';
import { factsOf } from '../../../src/contract/rules/facts.ts';
import { compile, scope } from './rule-world.ts';

const codesOf = (text: string): readonly string[] => [...new Set(compile(text).diagnostics.map((d) => d.code))];

describe('a rule', () => {
  it.each<readonly [claim: string, text: string, code: string]>([
    ['with brackets in brackets', `${'('.repeat(101)}1${')'.repeat(101)}`, 'bad-rule'],
    ['with very many open brackets', '['.repeat(90_000), 'bad-rule'],
    ['with conditions in conditions', `${'true ? 1 : '.repeat(300)}2`, 'rule-too-large'],
    ['with conditions beyond the parser', `${'true?1:'.repeat(14_000)}2`, 'bad-rule'],
    ['with a long chain of signs', `1${' + 1'.repeat(20_000)}`, 'rule-too-large'],
    ['with a long chain of properties', `any${'.x'.repeat(20_000)}`, 'rule-too-large'],
    ['with a long chain of methods', `'a'${'.substring(0)'.repeat(1_000)}`, 'rule-too-large'],
    ['that is too long', `1 ${'+ 1'.repeat(40_000)}`, 'bad-rule'],
  ])('%s is refused', (_claim, text, code) => {
    const started = performance.now();
    expect(codesOf(text)).toEqual([code]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each<readonly [claim: string, text: string]>([
    ['a long run of blanks', `1${' \n\t'.repeat(30_000)}`],
    ['many comments', `1${' // c\n'.repeat(15_000)}`],
    ['a long text', `'${'x'.repeat(90_000)}'`],
    ['many alternatives', Array.from({ length: 5_000 }, (_, i) => `counter == ${i}`).join(' || ')],
    ['signs without effect', `${'!'.repeat(20_000)}true`],
  ])('with %s compiles', (_claim, text) => {
    const started = performance.now();
    expect(codesOf(text)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('does not double with every step of a chain', () => {
    const { rule } = compile(`orderId${'.trim().substring(1)'.repeat(60)}`);
    const started = performance.now();
    if (!rule) throw new Error('does not compile');
    expect(printExpression(rule.expression)).toBe(`request.path.orderId${'.trim().substring(1)'.repeat(60)}`);
    expect(expressionKey(rule.expression).length).toBeLessThan(100_000);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('whose definitions double at every step is refused', () => {
    const definitions = new Map(
      Array.from({ length: 30 }, (_, i) => {
        const text = i === 0 ? 'n' : `d${i - 1}(n) + d${i - 1}(n)`;
        return [`d${i}`, { name: `d${i}`, parameters: ['n'], text, locate: () => ({ file: 'd', line: i, column: 1 }) }] as const;
      }),
    );
    expect(compile('d29(1)', { definitions }).diagnostics.map((d) => d.code)).toEqual(['rule-too-large']);
    expect(compile('d5(1)', { definitions }).diagnostics).toEqual([]);
  });

  it('whose folds nest keeps the complaint that it is too large', () => {
    const nested = (depth: number): string => (depth === 0 ? '[acc, 1]' : `[1].fold(acc, ${depth}, x, ${nested(depth - 1)})`);
    expect(codesOf(nested(3))).toEqual([]);
    expect(codesOf(nested(30))).toEqual(['rule-too-large']);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    'orders',
    'orderId',
    'any',
    'counter',
    'session',
    '.',
    '.',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    ',',
    ':',
    '?',
    '==',
    '&&',
    '||',
    '!',
    '-',
    '+',
    '*',
    '/',
    '%',
    'in',
    'has(',
    '.all(x,',
    '.map(x,',
    '.fold(a, 0, x,',
    'x',
    'a',
    '1',
    '0.5',
    "'s'",
    'null',
    'true',
    '[1]',
    "{'k': 1}",
    '.size()',
    '.substring(1)',
    'cel.bind(x,',
    'twice(',
    'isGift(',
    'request.body',
    '.payment',
    '.source',
    'fresh(',
    '//',
    "'''",
    '"',
    '`',
    '\n',
    '\\',
    'r"',
    'constructor',
    '__proto__',
    '.toString()',
    'now',
    '<',
    'type(',
  );

  it('gives a rule or an error, and a rule can be printed and read again', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const text = words.join(' ');
        const { rule, diagnostics } = compile(text, { fresh: { next: 0 } });
        expect(rule === null).toBe(diagnostics.some((d) => d.severity === 'error'));
        if (!rule) return;
        factsOf(rule.expression, false);
        const again = compile(printExpression(rule.expression), { fresh: { next: 0 } });
        expect(again.rule && expressionKey(again.rule.expression), text).toBe(expressionKey(rule.expression));
      }),
      { numRuns: 5_000 },
    );
  });

  it('of any characters is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => compile(text).diagnostics.length >= 0),
      { numRuns: 1_000 },
    );
  });

  it('is judged the same in any scope that has what it names', () => {
    expect(compile('counter > 1', { variables: scope.variables }).rule).not.toBeNull();
  });
});
