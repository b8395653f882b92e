// Decides the operators on objects and collections, and on bytes.

import type { Bytes, ListValue, ObjectKey, ObjectValue, Value } from '../../base/value.ts';
import { collectionSize } from '../collection/read.ts';
import type { Context } from '../context.ts';
import { entriesOfMaps } from '../iterate.ts';
import { kindOfAlternative } from '../kinds.ts';
import { countOf } from '../lists.ts';
import { membersOfObject } from '../members.ts';
import { choose } from '../merge.ts';
import { assignEntries, mergeKnown, mergePatch } from '../merge-patch.ts';
import { booleanValue, EMPTY_OBJECT, failed, known, listOfGuarded, numberValue, ok } from '../normal.ts';
import { elementAt } from '../read.ts';
import type { Term } from '../term.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import { writeMember } from '../write.ts';
import { type CompileOperator, define } from './define.ts';
import { slotsOfLists } from './list-slots.ts';

export const compileMapSize: CompileOperator = define(
  ['map'],
  (a) => a.size,
  (context, maps) => {
    const sizes = maps.map(({ guard, value }) => ({ guard, value: numberValue(sizeOfMap(context, value)) }));
    return ok(context, choose(context, sizes));
  },
);

function sizeOfMap(context: Context, map: Symbolic): Term {
  if (map.kind === 'collection') return collectionSize(map);
  return countOf(
    context,
    membersOfObject(context, map).map(({ present, value }) => ({ guard: present, value })),
  );
}

export const compileInMap: CompileOperator = define(
  ['any', 'map'],
  (key, map) => isObjectKey(key) && map.has(key),
  (context, key, maps) => {
    const { factory } = context;
    if (key.kind === 'collection') return ok(context, booleanValue(factory.false));
    return ok(
      context,
      booleanValue(factory.or(maps.map(({ guard, value }) => factory.and([guard, elementAt(context, value, key).present])))),
    );
  },
);

/** Fractions, and integers beyond 2^53, are no keys. */
function isObjectKey(value: Value): value is ObjectKey {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export const compileKeys: CompileOperator = define(
  ['map'],
  (a) => [...a.keys()],
  (context, maps) => listed(context, maps, (entry) => entry.key),
);

export const compileValues: CompileOperator = define(
  ['map'],
  (a) => [...a.values()],
  (context, maps) => listed(context, maps, (entry) => entry.value),
);

function listed(context: Context, maps: readonly Alternative[], of: (entry: ReturnType<typeof entriesOfMaps>[number]) => Symbolic): Result {
  const slots = entriesOfMaps(context, maps).map((entry) => ({ guard: entry.present, value: of(entry) }));
  return ok(context, listOfGuarded(context, slots));
}

export const compileMerge: CompileOperator = define(
  ['any', 'any'],
  (a, b) => mergeKnown(a, b),
  (context, a, b) => (a.kind === 'collection' || b.kind === 'collection' ? failed(context) : ok(context, mergePatch(context, a, b))),
);

export const compilePick: CompileOperator = define(
  ['map', 'list'],
  (a, names) => pickKnown(a, names),
  (context, maps, lists) => {
    const names = slotsOfLists(context, lists);
    const objects = maps.filter(({ value }) => value.kind !== 'collection');
    const picked = objects.map(({ guard, value }) => ({ guard, value: pickFrom(context, value, names) }));
    return { value: choose(context, picked), error: ofCollections(context, maps) };
  },
);

function pickKnown(object: ObjectValue, names: ListValue): ObjectValue {
  const entries = names.filter(isObjectKey).flatMap((name) => {
    const value = object.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Map(entries);
}

function pickFrom(context: Context, object: Symbolic, names: readonly Alternative[]): Symbolic {
  return names.reduce((picked: Symbolic, { guard, value: name }) => {
    const { present, value } = elementAt(context, object, name);
    return writeMember(context, picked, name, context.factory.and([guard, present]), value);
  }, EMPTY_OBJECT);
}

export const compileAssign: CompileOperator = define(
  ['map', 'map'],
  (a, b) => new Map([...a, ...b]),
  (context, as, bs) => {
    const { factory } = context;
    const objects = (alternatives: readonly Alternative[]): readonly Alternative[] =>
      alternatives.filter(({ value }) => value.kind !== 'collection');
    const pairs = objects(as).flatMap((a) =>
      objects(bs).map((b) => ({ guard: factory.and([a.guard, b.guard]), value: assignEntries(context, a.value, b.value) })),
    );
    return { value: choose(context, pairs), error: factory.or([ofCollections(context, as), ofCollections(context, bs)]) };
  },
);

function ofCollections(context: Context, maps: readonly Alternative[]): Term {
  return context.factory.or(maps.filter(({ value }) => value.kind === 'collection').map(({ guard }) => guard));
}

export const compileConcatenateBytes: CompileOperator = define(
  ['bytes', 'bytes'],
  (a, b) => joined(a, b),
  (context, a, b) => {
    const { factory } = context;
    const pairs = a.flatMap((x) =>
      b.map((y) => ({ guard: factory.and([x.guard, y.guard]), value: known(joined(bytesIn(x.value), bytesIn(y.value))) })),
    );
    return ok(context, choose(context, pairs));
  },
);

function joined(a: Bytes, b: Bytes): Bytes {
  return { kind: 'bytes', bytes: new Uint8Array([...a.bytes, ...b.bytes]) };
}

/** Bytes are always known: nothing unknown becomes bytes. */
function bytesIn(value: Symbolic): Bytes {
  const bytes = value.kind === 'known' ? value.value : null;
  if (bytes !== null && typeof bytes === 'object' && 'kind' in bytes && bytes.kind === 'bytes') return bytes;
  throw new Error(`a ${kindOfAlternative(value)} is no bytes`);
}

export const compileBytesSize: CompileOperator = define(
  ['bytes'],
  (a) => a.bytes.length,
  (context, a) =>
    ok(
      context,
      choose(
        context,
        a.map(({ guard, value }) => ({ guard, value: known(bytesIn(value).bytes.length) })),
      ),
    ),
);
