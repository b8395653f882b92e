// Large parts of quantifiers' bodies get names; what is said stays the same.

import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { createLifter } from '../../../../src/symbolic/lift-closed.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import { subtermsOf } from '../../../../src/symbolic/terms/children.ts';

const f = createFactory(DEFAULT_LIMITS);
const lift = createLifter(f);
const [a, b] = [f.apply('a', 'int'), f.apply('b', 'int')];
const x = f.bound('x', 'int');
const y = f.bound('y', 'int');

/** Every level mentions the one below twice: 2^depth nodes as a tree. */
function doubling(from: Term, depth: number): Term {
  let term = from;
  for (let level = 0; level < depth; level += 1)
    term = f.ite(f.less(term, f.int(level)), f.add(term, f.apply(`p${level}`, 'int')), f.apply(`g${level}`, 'int', [term]));
  return term;
}

const large = doubling(f.add(a, b), 6);
const small = f.less(a, f.add(b, x));

function undone(lifted: Term, definitions: readonly Term[]): Term {
  const parts = definitions.map((definition): readonly [Term, Term] => {
    if (definition.kind !== 'operation' || definition.operator !== 'equal') throw new Error('a definition is an equation');
    const [left = definition, right = definition] = definition.args;
    return left.kind === 'apply' && left.name.startsWith('part ') ? [left, right] : [right, left];
  });
  return f.substitute(lifted, new Map(parts));
}

describe('a part of a body', () => {
  test.each([
    ['that is large and mentions no variable gets a name', f.forall([x], f.less(large, x)), 1],
    ['that is small stays', f.forall([x], small), 0],
    ['that mentions the variable stays', f.forall([x], f.less(doubling(x, 6), a)), 0],
    ['that is repeated gets one name', f.forall([x], f.or([f.less(large, x), f.less(x, f.negate(large))])), 1],
    ['of an inner quantifier gets a name too', f.forall([x], f.exists([y], f.less(f.add(x, y), large))), 1],
  ])('%s', (_claim, term, count) => {
    const { term: lifted, definitions } = lift(term);
    expect(definitions).toHaveLength(count);
    expect(undone(lifted, definitions)).toBe(term);
  });

  test('is named nowhere but in quantifiers', () => {
    expect(lift(f.less(large, a))).toEqual({ term: f.less(large, a), definitions: [] });
  });

  test('is gone from the body', () => {
    const { term } = lift(f.forall([x], f.less(large, x)));
    expect(subtermsOf([term])).not.toContain(large);
  });
});
