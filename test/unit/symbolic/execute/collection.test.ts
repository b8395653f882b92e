// Laws of symbolic collections: whatever the keys turn out to be, a log of writes reads like the finite map that it stands for.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { knownKeyText } from '../../../../src/symbolic/collection/key.ts';
import { appendWrite, emptyLog, issueKey } from '../../../../src/symbolic/collection/log.ts';
import { collectionSize, lookUp } from '../../../../src/symbolic/collection/read.ts';
import { slots } from '../../../../src/symbolic/collection/slots.ts';
import type { Context } from '../../../../src/symbolic/context.ts';
import { createContext } from '../../../../src/symbolic/create-context.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import { asInteger, asText } from '../../../../src/symbolic/kinds.ts';
import { known, objectValue, scalar } from '../../../../src/symbolic/normal.ts';
import { memberOf } from '../../../../src/symbolic/read.ts';
import type { Model } from '../../../../src/symbolic/solver.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import type { Symbolic, SymbolicCollection } from '../../../../src/symbolic/value.ts';
import { contract, integer, object, plain, text } from './building.ts';

const ITEMS = contract({ collections: { items: { schema: object({ id: text, n: integer }), key: 'id' } }, operations: {} }).collections.get(
  'items',
);
if (ITEMS === undefined) throw new Error('the collection was just made');
const collection = ITEMS;

const NAMES = ['a', 'b', 'c'] as const;
const VARIABLES = ['x', 'y', 'z'] as const;

type KeyChoice = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'variable'; readonly name: string };

interface Action {
  readonly kind: 'create' | 'set' | 'delete';
  readonly key: KeyChoice;
  readonly n: number;
  readonly guard: 'always' | 'p' | 'q';
}

const keyChoice: fc.Arbitrary<KeyChoice> = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => ({ kind: 'name', name }) as const),
  fc.constantFrom(...VARIABLES).map((name) => ({ kind: 'variable', name }) as const),
);
const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('create', 'set', 'delete'),
  key: keyChoice,
  n: fc.integer({ min: 0, max: 99 }),
  guard: fc.constantFrom('always', 'p', 'q'),
});
const world = fc.record({
  base: fc.uniqueArray(fc.constantFrom(...NAMES)),
  actions: fc.array(action, { maxLength: 8 }),
  assignment: fc.record({ x: fc.constantFrom(...NAMES), y: fc.constantFrom(...NAMES), z: fc.constantFrom(...NAMES) }),
  p: fc.boolean(),
  q: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function newContext(): Context {
  return createContext({ factory: createFactory(DEFAULT_LIMITS), schemas: new Map(), limits: DEFAULT_LIMITS });
}

function modelOf({ assignment, p, q }: World): Model {
  const values: Readonly<Record<string, string | boolean>> = { ...assignment, p, q };
  return {
    valueOf: (name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`nobody asked for ${name}`);
      return value;
    },
  };
}

function keyOf(context: Context, key: KeyChoice): Symbolic {
  return key.kind === 'name' ? known(key.name) : scalar('string', context.factory.apply(key.name, 'string', []));
}

function actualKey({ assignment }: World, key: KeyChoice): string {
  return key.kind === 'name' ? key.name : assignment[key.name as (typeof VARIABLES)[number]];
}

function start(context: Context, names: readonly string[]): SymbolicCollection {
  const records = new Map(names.map((name, n) => [knownKeyText(name), { key: name, record: plain({ id: name, n }) }]));
  return { kind: 'collection', collection, base: { kind: 'known', records }, log: emptyLog(context.factory.int(names.length)) };
}

/** The same history on the symbolic collection and on a map; an action that its guard or the map forbids does not happen in either. */
function play(context: Context, w: World): { readonly symbolic: SymbolicCollection; readonly actual: ReadonlyMap<string, number> } {
  const { factory } = context;
  const model = modelOf(w);
  let symbolic = start(context, w.base);
  const actual = new Map<string, number>(w.base.map((name, n) => [name, n]));
  for (const { kind, key: choice, n, guard: guardName } of w.actions) {
    const key = keyOf(context, choice);
    const name = actualKey(w, choice);
    const { present } = lookUp(context, symbolic, key);
    const allowed = guardName === 'always' ? factory.true : factory.apply(guardName, 'bool', []);
    const guard = factory.and([allowed, kind === 'create' ? factory.not(present) : present]);
    const happens = interpretTerm(guard, model) === true;
    const record = objectValue(
      [
        ['id', key],
        ['n', known(n)],
      ],
      context,
    );
    const written =
      kind === 'set'
        ? { guard, key, property: 'n', value: known(n), adds: factory.false }
        : { guard, key, property: null, value: kind === 'delete' ? null : record, adds: kind === 'create' ? guard : factory.false };
    symbolic = appendWrite(factory, symbolic, written);
    if (!happens) continue;
    if (kind === 'delete') actual.delete(name);
    else actual.set(name, n);
  }
  return { symbolic, actual };
}

function evaluate(w: World, term: Term): unknown {
  return interpretTerm(term, modelOf(w));
}

test('a read at any key finds what the map has there', () => {
  fc.assert(
    fc.property(world, fc.array(keyChoice, { minLength: 1, maxLength: 3 }), (w, keys) => {
      const context = newContext();
      const { symbolic, actual } = play(context, w);
      for (const choice of keys) {
        const expected = actual.get(actualKey(w, choice));
        const { present, record } = lookUp(context, symbolic, keyOf(context, choice));
        expect(evaluate(w, present)).toBe(expected !== undefined);
        if (expected === undefined) continue;
        expect(evaluate(w, asInteger(context, memberOf(context, record, 'n').value).term)).toBe(expected);
        expect(evaluate(w, asText(context, memberOf(context, record, 'id').value).term)).toBe(actualKey(w, choice));
      }
    }),
    { numRuns: 1000 },
  );
});

test('the slots that are present are the records in insertion order', () => {
  fc.assert(
    fc.property(world, (w) => {
      const context = newContext();
      const { symbolic, actual } = play(context, w);
      const present = slots(context, symbolic).slots.filter((slot) => evaluate(w, slot.present) === true);
      const found = present.map((slot) => [
        evaluate(w, asText(context, slot.key).term),
        evaluate(w, asInteger(context, memberOf(context, slot.record, 'n').value).term),
      ]);
      expect(found).toEqual([...actual]);
      expect(evaluate(w, collectionSize(symbolic))).toBe(actual.size);
    }),
    { numRuns: 1000 },
  );
});

test('on known keys nothing becomes a term', () => {
  const context = newContext();
  let c = start(context, ['a', 'b']);
  const before = context.factory.size;
  for (let i = 0; i < 500; i += 1) {
    const key = known(`k${i}`);
    c = appendWrite(context.factory, c, {
      guard: context.factory.true,
      key,
      property: null,
      value: known(plain({ id: `k${i}`, n: i })),
      adds: context.factory.true,
    });
    const { present, record } = lookUp(context, c, key);
    expect(present).toBe(context.factory.true);
    expect(record.kind).toBe('known');
  }
  // The growing count is all that is new.
  expect(context.factory.size - before).toBeLessThanOrEqual(502);
});

test('an issued key differs from all keys before it, and may be any key that a later write names', () => {
  const context = newContext();
  const { factory } = context;
  const fresh = scalar('string', factory.apply('f', 'string', []));
  const x = scalar('string', factory.apply('x', 'string', []));
  const y = scalar('string', factory.apply('y', 'string', []));
  const put = (c: SymbolicCollection, key: Symbolic): SymbolicCollection =>
    appendWrite(factory, c, { guard: factory.true, key, property: null, value: objectValue([['id', key]], context), adds: factory.true });
  const c = put(put(issueKey(put(start(context, ['a']), x), fresh, 1), fresh), y);
  expect(lookUp(context, start(context, ['a']), fresh).present).not.toBe(factory.false);
  expect(lookUp(context, issueKey(start(context, ['a']), fresh, 0), fresh).present).toBe(factory.false);
  // x was there before the key was issued, so reading at x passes by it, and by nothing else.
  expect(lookUp(context, put(issueKey(put(start(context, []), x), fresh, 1), fresh), x).record).toEqual(objectValue([['id', x]], context));
  expect(lookUp(context, c, fresh).record.kind).toBe('layers');
});
