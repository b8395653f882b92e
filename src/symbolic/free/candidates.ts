// Decides when the values that a schema admits are so few that they are written down: `const`, and `enum` over more than one kind of scalar.

import type { Value } from '../../base/value.ts';
import type { Schema } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { known } from '../normal.ts';
import type { Direction } from '../schema/direction.ts';
import type { JsonKind, Structure } from '../schema/structure.ts';
import { MAX_LISTED } from '../terms/listed-values.ts';

const SCALARS: ReadonlySet<JsonKind> = new Set<JsonKind>(['boolean', 'number', 'string']);

/**
 * All valid values, or null where they are not listed or all scalars of one kind (and null): a term with a condition serves these
 * better than a list of values.
 */
export function candidatesOf(context: Context, structure: Structure, direction: Direction): readonly Value[] | null {
  const shortest = shortestList(structure);
  if (shortest === null || (shortest.length > 1 && isOneScalar(structure))) return null;
  return validOf(context, structure, direction, shortest);
}

/** The texts among the valid values, if these are listed and few. */
export function listedTexts(context: Context, structure: Structure, direction: Direction): readonly string[] | null {
  const shortest = shortestList(structure);
  if (shortest === null || shortest.length > MAX_LISTED) return null;
  const texts = shortest.filter((value) => typeof value === 'string');
  return validOf(context, structure, direction, texts).filter((value) => typeof value === 'string');
}

function shortestList(structure: Structure): readonly Value[] | null {
  const listed = structure.conjuncts.map(listedValues).filter((values) => values !== null);
  return listed.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function validOf(context: Context, structure: Structure, direction: Direction, values: readonly Value[]): readonly Value[] {
  const { factory } = context;
  return values.filter((value) =>
    structure.conjuncts.every((conjunct) => context.validity(conjunct, known(value), direction) !== factory.false),
  );
}

function listedValues(conjunct: Schema): readonly Value[] | null {
  if (conjunct.const !== undefined) return [conjunct.const];
  return conjunct.enum ?? null;
}

function isOneScalar(structure: Structure): boolean {
  const kinds = [...structure.kinds].filter((kind) => kind !== 'null');
  const [only] = kinds;
  return kinds.length === 1 && only !== undefined && SCALARS.has(only);
}
