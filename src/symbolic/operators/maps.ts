// Decides the operators on objects and collections, and on bytes.

import type { Bytes, ObjectKey, Value } from '../../base/value.ts';
import { collectionSize } from '../collection/read.ts';
import type { Context } from '../context.ts';
import { entriesOfMaps } from '../iterate.ts';
import { kindOfAlternative } from '../kinds.ts';
import { countOf } from '../lists.ts';
import { membersOfObject } from '../members.ts';
import { choose } from '../merge.ts';
import { mergeKnown, mergePatch } from '../merge-patch.ts';
import { booleanValue, failed, known, listOfGuarded, numberValue, ok } from '../normal.ts';
import { elementAt } from '../read.ts';
import type { Term } from '../term.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import { type CompileOperator, define } from './define.ts';

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
