// Likely facts are about the texts of the question that logic cannot see through, and about nothing else.

import { expect, test } from 'vitest';
import { likelyFacts } from '../../../src/symbolic/likely.ts';
import { printTerm } from '../../../src/symbolic/print-term.ts';
import { isCertainlyDecimal } from '../../../src/symbolic/terms/decimal.ts';
import { newContext } from '../../support/values.ts';

test('a text is likely in lower case where a rule asks for that; a text that stands for each is left alone', () => {
  const context = newContext();
  const { factory } = context;
  const lower = (of: Parameters<typeof factory.equal>[0]): typeof of => context.opaque('lowerAscii', 'string', [of]);
  const [x, other] = [factory.apply('x', 'string'), context.opaque('reverse', 'string', [factory.apply('y', 'string')])];
  const each = context.quantify('forall', [{ name: 'k', sort: 'string' }], ([k]) => ({
    range: factory.true,
    holds: factory.not(factory.equal(lower(k ?? x), x)),
  }));
  const facts = likelyFacts(context, [factory.equal(lower(x), factory.text('a')), factory.equal(other, x), each]);
  expect(facts.map((fact) => printTerm(fact))).toEqual([printTerm(factory.equal(lower(x), x))]);
});

test('sums and multiples of integers and decimal numbers are decimal; a third of one, or an unknown number, may not be', () => {
  const { factory } = newContext();
  const [n, x] = [factory.apply('n', 'int'), factory.apply('x', 'real')];
  const rounded = factory.divide(factory.floor(factory.multiply(x, factory.int(100))), factory.int(100));
  expect(isCertainlyDecimal(rounded)).toBe(true);
  expect(isCertainlyDecimal(factory.ite(factory.less(x, factory.int(0)), factory.negate(rounded), factory.toReal(n)))).toBe(true);
  expect(isCertainlyDecimal(factory.divide(n, factory.int(3)))).toBe(false);
  expect(isCertainlyDecimal(factory.add(rounded, x))).toBe(false);
});
