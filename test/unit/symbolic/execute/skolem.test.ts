// What exists gets a name; what holds for all keeps its quantifier.

import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { skolemise } from '../../../../src/symbolic/skolem.ts';

const factory = createFactory(DEFAULT_LIMITS);
const x = factory.bound('x', 'string');
const p = factory.apply('p', 'bool', [x]);
const q = factory.apply('q', 'bool');
const ofWitness = factory.apply('p', 'bool', [factory.apply(`witness ${x.name}`, 'string')]);
const some = factory.exists([x], p);
const every = factory.forall([x], p);

test.each([
  ['something exists', some, ofWitness],
  ['not all', factory.not(every), factory.not(ofWitness)],
  ['a part of a conjunction exists', factory.and([q, some]), factory.and([q, ofWitness])],
  ['one of several may exist', factory.or([q, some]), factory.or([q, ofWitness])],
  ['all', every, every],
  ['nothing exists', factory.not(some), factory.not(some)],
  ['which of two claims is asked does not depend on a name', factory.ite(q, some, every), factory.ite(q, ofWitness, every)],
] as const)('%s', (_claim, term, expected) => {
  expect(skolemise(factory, term)).toBe(expected);
});
