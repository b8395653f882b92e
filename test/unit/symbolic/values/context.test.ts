// Claims what a context keeps apart: facts of quantifiers from facts of all, constructs from functions, bounds from both.

import { expect, it } from 'vitest';
import type { Schema } from '../../../../src/contract/schema.ts';
import { entriesOf } from '../../../../src/symbolic/entries.ts';
import { freeValue } from '../../../../src/symbolic/free.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import { modelOf } from '../../../../src/symbolic/model.ts';
import { printTerm } from '../../../../src/symbolic/print-term.ts';
import { elementAt, memberOf } from '../../../../src/symbolic/read.ts';
import { choose, known, listOfGuarded, scalar } from '../../../../src/symbolic/values.ts';
import { writeMember } from '../../../../src/symbolic/write.ts';
import { newContext } from '../../../support/values.ts';

it('a fact about a bound variable becomes part of its range, and no fact speaks of it outside', () => {
  const context = newContext();
  const { factory } = context;
  const p = (x: ReturnType<typeof factory.int>) => factory.apply('p', 'bool', [x]);
  const term = context.quantify('forall', [{ name: 'x', sort: 'int' }], ([x]) => {
    context.assume(factory.less(factory.int(0), x ?? factory.int(0)));
    context.assume(p(factory.int(7)));
    return { range: factory.true, holds: p(x ?? factory.int(0)) };
  });
  expect(context.facts.map(printTerm)).toEqual(['p(7)']);
  expect(context.isOpen(term)).toBe(false);
  expect(term.kind === 'quantifier' && printTerm(term.body)).toContain('0');
});

it('a fact goes to the quantifier whose variable it speaks of, not to the innermost', () => {
  const context = newContext();
  const { factory } = context;
  const inner: string[] = [];
  const outer = context.quantify('forall', [{ name: 'x', sort: 'int' }], ([x]) => {
    const positive = factory.less(factory.int(0), x ?? factory.int(0));
    const holds = context.quantify('exists', [{ name: 'y', sort: 'int' }], ([y]) => {
      context.assume(positive);
      return { range: factory.true, holds: factory.equal(y ?? factory.int(0), factory.int(1)) };
    });
    inner.push(printTerm(holds));
    return { range: factory.true, holds: factory.and([holds, factory.apply('q', 'bool', [x ?? factory.int(0)])]) };
  });
  expect(inner[0]).not.toContain('<');
  expect(printTerm(outer)).toContain('<');
});

it('an unknown list is bounded when it is walked, not when an element is read, and the bound says which', () => {
  const context = newContext();
  const schema: Schema = { types: ['array'], items: { types: ['string'] } };
  const list = freeValue(context, { origin: { kind: 'hole', name: 'items' }, schema, exists: context.factory.true });
  elementAt(context, list, known(0));
  expect(context.bounds).toEqual([]);
  entriesOf(context, list);
  expect(context.bounds.map(({ what, size }) => `${what}: ${size}`)).toEqual(['list hole items: 4']);
  expect(context.facts).toContain(context.bounds[0]?.fact);
});

it('an unknown list that its schema keeps short is walked without a bound', () => {
  const context = newContext();
  const schema: Schema = { types: ['array'], items: { types: ['string'] }, maxItems: 6 };
  const list = freeValue(context, { origin: { kind: 'hole', name: 'items' }, schema, exists: context.factory.true });
  expect(entriesOf(context, list).slots.length).toBe(6);
  expect(context.bounds).toEqual([]);
});

it('a construct is found in the terms that depend on it, and in no others', () => {
  const context = newContext();
  const { factory } = context;
  const text = factory.apply('text', 'string', []);
  const lower = context.opaque('lowerAscii', 'string', [text]);
  expect(context.constructsIn([factory.equal(lower, factory.text('a'))])).toEqual(['lowerAscii']);
  expect(context.constructsIn([factory.equal(text, factory.text('a'))])).toEqual([]);
});

it('what holds nothing unknown is known', () => {
  const context = newContext();
  const { factory } = context;
  expect(scalar('integer', factory.int(3))).toEqual(known(3));
  expect(choose(context, [{ guard: factory.true, value: known('a') }])).toEqual(known('a'));
  expect(
    listOfGuarded(context, [
      { guard: factory.false, value: known(1) },
      { guard: factory.true, value: known(2) },
    ]),
  ).toEqual(known([2]));
  const written = writeMember(context, known(new Map([['a', 1]])), known('b'), factory.true, known(2));
  expect(written).toEqual(
    known(
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    ),
  );
  expect(memberOf(context, written, 'c').present).toBe(factory.false);
});

it('scalars of one kind are one term, however many alternatives there were', () => {
  const context = newContext();
  const { factory } = context;
  const guard = factory.apply('g', 'bool', []);
  const value = choose(context, [
    { guard, value: known(1) },
    { guard: factory.not(guard), value: known({ kind: 'number', numerator: 1n, denominator: 2n }) },
  ]);
  expect(value.kind).toBe('scalar');
  const term = value.kind === 'scalar' ? value.term : factory.true;
  expect(interpretTerm(term, modelOf([{ name: 'g', args: [], value: true }]))).toBe(1);
});
