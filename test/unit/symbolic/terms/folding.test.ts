// Folding changes how a term looks, never what it means.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory, type Factory } from '../../../../src/symbolic/factory.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import { LimitReached } from '../../../../src/symbolic/limit-reached.ts';
import { printTerm } from '../../../../src/symbolic/print-term.ts';
import type { Sort, Term } from '../../../../src/symbolic/term.ts';
import { constantTerm, cook, model, type RecipeOptions, raw, recipe } from '../../../support/random-terms.ts';

const OPTIONS: RecipeOptions = { depth: 4, nonlinear: true, texts: true, functions: true };
const SORTS: readonly Sort[] = ['bool', 'int', 'real', 'string'];

describe.each(SORTS)('a term of sort %s', (sort) => {
  test('has the value of its unfolded form under every model', () => {
    fc.assert(
      fc.property(recipe(sort, OPTIONS), model, (made, values) => {
        const folded = cook(createFactory(DEFAULT_LIMITS), made);
        expect(interpretTerm(folded, values)).toEqual(interpretTerm(raw(made), values));
      }),
      { numRuns: sort === 'bool' ? 3000 : 1000 },
    );
  });

  test('without unknowns is a constant', () => {
    fc.assert(
      fc.property(recipe(sort, { ...OPTIONS, functions: false }), model, (made, values) => {
        const factory = createFactory(DEFAULT_LIMITS);
        const term = cook(factory, made);
        const unknowns = [...leaves(term)];
        const grounded = factory.substitute(
          term,
          new Map(unknowns.map((leaf) => [leaf, valueTerm(factory, leaf, interpretTerm(leaf, values))])),
        );
        expect(grounded).toMatchObject({ kind: 'constant', sort, value: interpretTerm(term, values) });
      }),
      { numRuns: 500 },
    );
  });

  test('with values in place of unknowns has the value that it has under a model of these values', () => {
    fc.assert(
      fc.property(recipe(sort, OPTIONS), model, (made, values) => {
        const factory = createFactory(DEFAULT_LIMITS);
        const term = cook(factory, made);
        const replacements = new Map([...leaves(term)].map((leaf) => [leaf, valueTerm(factory, leaf, interpretTerm(leaf, values))]));
        expect(interpretTerm(factory.substitute(term, replacements), values)).toEqual(interpretTerm(term, values));
      }),
      { numRuns: 500 },
    );
  });
});

/** The unknowns without arguments. */
function leaves(term: Term): ReadonlySet<Term> {
  const found = new Set<Term>();
  const visit = (at: Term): void => {
    if (at.kind === 'apply' && at.args.length === 0) found.add(at);
    if (at.kind === 'apply' || at.kind === 'operation') at.args.forEach(visit);
    if (at.kind === 'inRegex') visit(at.text);
  };
  visit(term);
  return found;
}

function valueTerm(factory: Factory, like: Term, value: ReturnType<typeof interpretTerm>): Term {
  return constantTerm(factory, like.sort, value ?? 0);
}

test('equal terms are one object, however they were written', () => {
  const f = createFactory(DEFAULT_LIMITS);
  const [i, j] = [f.apply('i', 'int'), f.apply('j', 'int')];
  const [p, q] = [f.apply('p', 'bool'), f.apply('q', 'bool')];
  expect(f.and([p, q])).toBe(f.and([q, f.and([p, p, f.true])]));
  expect(f.add(i, f.add(j, f.int(1)))).toBe(f.sum([f.int(3), j, i, f.int(-2)]));
  expect(f.less(f.add(i, f.int(1)), f.add(i, j))).toBe(f.less(f.int(1), j));
  expect(f.not(f.less(i, j))).toBe(f.lessOrEqual(j, i));
  expect(f.equal(f.toReal(i), f.real(2))).toBe(f.equal(i, f.int(2)));
  expect(f.multiply(f.int(2), f.add(i, i))).toBe(f.multiply(i, f.int(4)));
});

const f = createFactory(DEFAULT_LIMITS);
const [p, q, r] = [f.apply('p', 'bool'), f.apply('q', 'bool'), f.apply('r', 'bool')];
const [i, x, s] = [f.apply('i', 'int'), f.apply('x', 'real'), f.apply('s', 'string')];
const status = (name: string): Term => f.equal(s, f.text(name));
const chain = f.ite(p, f.text('open'), f.ite(q, f.text('paid'), f.text('sent')));

test.each<readonly [string, Term, Term]>([
  ['p and not p', f.and([p, q, f.not(p)]), f.false],
  ['p or not p', f.or([p, q, f.not(p)]), f.true],
  ['i < 3 and 3 <= i', f.and([f.less(i, f.int(3)), f.lessOrEqual(f.int(3), i)]), f.false],
  ['one unknown equal to two constants', f.and([status('open'), status('paid')]), f.false],
  ['one unknown different from one of two constants', f.or([f.not(status('open')), f.not(status('paid'))]), f.true],
  ['a difference that an equality implies', f.and([status('open'), f.not(status('paid'))]), status('open')],
  ['absorption', f.and([p, f.or([p, q])]), p],
  ['unit resolution', f.and([p, f.or([f.not(p), q])]), f.and([p, q])],
  ['a choice between equals', f.ite(p, s, s), s],
  ['a choice of truth values', f.ite(p, f.true, f.false), p],
  ['a choice under its own test', f.ite(p, f.ite(p, i, f.int(1)), f.int(2)), f.ite(p, i, f.int(2))],
  ['equality with a chain of constants', f.equal(chain, f.text('sent')), f.and([f.not(p), f.not(q)])],
  ['equality with a constant that is not in the chain', f.equal(chain, f.text('lost')), f.false],
  ['comparison of a chain of constants', f.less(f.ite(p, f.int(404), f.int(200)), f.int(300)), f.not(p)],
  ['length of a chain of constants', f.equal(f.length(f.ite(p, f.text('a'), f.text('bb'))), f.int(2)), f.not(p)],
  ['2i = 3 over the integers', f.equal(f.multiply(f.int(2), i), f.int(3)), f.false],
  ['2i < 3 over the integers', f.less(f.multiply(f.int(2), i), f.int(3)), f.lessOrEqual(i, f.int(1))],
  ['an integer equal to a half', f.equal(f.toReal(i), f.divide(f.int(1), f.int(2))), f.false],
  ['x - x', f.subtract(x, x), f.real(0)],
  ['division by zero', f.divide(x, f.int(0)), f.real(0)],
  ['floor of an integer', f.floor(f.toReal(i)), i],
  ['texts that begin differently', f.equal(f.concat([f.text('a'), s]), f.concat([f.text('b'), s])), f.false],
  ['texts with a common end', f.equal(f.concat([s, f.text('-1')]), f.text('ab-1')), f.equal(s, f.text('ab'))],
  ['a quantifier over nothing', f.forall([f.bound('v', 'int')], p), p],
])('%s', (_claim, made, expected) => {
  expect(printTerm(made)).toBe(printTerm(expected));
  expect(made).toBe(expected);
});

test('a quantifier keeps the variables that occur, and takes in one of its kind', () => {
  const [v, w, unused] = [f.bound('v', 'int'), f.bound('w', 'int'), f.bound('u', 'int')];
  const inner = f.exists([w, unused], f.less(v, w));
  const outer = f.exists([v], inner);
  expect(outer).toMatchObject({ kind: 'quantifier', quantifier: 'exists', variables: [v, w] });
  expect(f.forall([v], inner)).toMatchObject({ quantifier: 'forall', variables: [v], body: inner });
});

test('substitution leaves variables alone where they are bound', () => {
  const v = f.bound('v', 'int');
  const bound = f.forall([v], f.less(v, i));
  const replaced = f.substitute(f.and([bound, f.less(v, f.int(1))]), new Map<Term, Term>([[v, f.int(7)]]));
  expect(replaced).toBe(f.false);
  expect(
    f.substitute(
      bound,
      new Map<Term, Term>([
        [v, f.int(7)],
        [i, f.int(3)],
      ]),
    ),
  ).toBe(f.forall([v], f.less(v, f.int(3))));
});

test('a factory that is full throws LimitReached', () => {
  const small = createFactory({ maxTerms: 20 });
  expect(() => {
    for (let n = 0; n < 30; n += 1) small.apply(`x${n}`, 'int');
  }).toThrow(LimitReached);
  expect(small.size).toBe(20);
});

test('sorts that do not fit, and a function with two signatures, are mistakes', () => {
  expect(() => f.and([i])).toThrow('and of a int');
  expect(() => f.equal(i, s)).toThrow('equal of a string');
  expect(() => f.apply('i', 'string')).toThrow("function 'i'");
});

test('a chain of 20,000 choices, sums and conjunctions is made, interpreted and substituted in linear time', () => {
  const deep = createFactory(DEFAULT_LIMITS);
  let value = deep.int(0);
  let condition = deep.true;
  for (let n = 0; n < 20_000; n += 1) {
    const test = deep.apply(`c${n}`, 'bool');
    value = deep.add(deep.ite(test, deep.apply(`v${n}`, 'int'), value), deep.int(1));
    condition = deep.and([condition, deep.or([test, deep.less(deep.int(n), value)])]);
  }
  expect(interpretTerm(condition, { valueOf: () => null })).toBe(true);
  expect(deep.substitute(condition, new Map([[deep.apply('c0', 'bool'), deep.true]]))).not.toBe(condition);
  expect(deep.size).toBeLessThan(400_000);
});

test('printing is short, however large the term', () => {
  let wide = r;
  for (let n = 0; n < 60; n += 1) wide = f.or([f.and([wide, f.apply(`a${n}`, 'bool')]), f.and([f.not(wide), f.apply(`b${n}`, 'bool')])]);
  expect(printTerm(wide).length).toBeLessThan(20_000);
  expect(printTerm(f.ite(p, f.add(i, f.int(1)), f.int(0)))).toBe('(if p then (i + 1) else 0)');
});
