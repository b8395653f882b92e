// Decides when an unknown object or list is split by the branches of `oneOf` or `anyOf`: where these give it different parts.

import { equalValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import type { Schema, Schemas } from '../../contract/schema.ts';
import type { Context } from '../context.ts';
import { wholeOf } from '../schema/closing.ts';
import type { Direction } from '../schema/direction.ts';
import { fitsOf, noteFits } from '../schema/implied.ts';
import { type Structure, structureOf } from '../schema/structure.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';

export interface Branching {
  /** The schema whose keyword it is. */
  readonly of: Schema;
  readonly branches: readonly Schema[];
  /** For each branch a schema for the whole value, when it fits that branch. */
  readonly schemas: readonly Schema[];
  /** Whether a value fits one branch only. */
  readonly exclusive: boolean;
}

const branchings = new WeakMap<Schema, Branching | { readonly branches: null }>();

/** The first branching among the conjuncts of an object's or list's schema; null if there is none. The same object each time. */
export function branchesOf(schemas: Schemas, structure: Structure, schema: Schema): Branching | null {
  const before = branchings.get(schema);
  if (before !== undefined) return before.branches === null ? null : before;
  const found = findBranching(schemas, structure, schema);
  branchings.set(schema, found ?? { branches: null });
  return found;
}

function findBranching(schemas: Schemas, structure: Structure, schema: Schema): Branching | null {
  const [kind] = structure.kinds;
  const type = schema.types?.[0];
  if (kind === undefined || type === undefined) return null;
  for (const conjunct of structure.conjuncts) {
    const all = conjunct.oneOf ?? conjunct.anyOf;
    if (all === undefined || wholeOf(conjunct) !== null) continue;
    const branches = all.filter((branch) => structureOf(schemas, branch).kinds.has(kind));
    if (!branches.some((branch) => givesShape(schemas, branch))) continue;
    const { oneOf, anyOf: _anyOf, ...without } = conjunct;
    const kept = oneOf !== undefined && conjunct.anyOf !== undefined ? { ...without, anyOf: conjunct.anyOf } : without;
    const others = [...structure.conjuncts.filter((other) => other !== conjunct), kept];
    const whole = branches.map((branch): Schema => ({ types: [type], allOf: [...others, branch] }));
    for (const one of whole) noteFits(one, [conjunct, ...structure.conjuncts, ...fitsOf(schema)]);
    return { of: conjunct, branches, schemas: whole, exclusive: oneOf !== undefined };
  }
  return null;
}

/** Whether the branch says what parts the value has, not only conditions on parts that it has anyway. */
function givesShape(schemas: Schemas, branch: Schema): boolean {
  return structureOf(schemas, branch).conjuncts.some(
    (c) => c.properties ?? c.patternProperties ?? c.additionalProperties ?? c.items ?? c.prefixItems ?? c.oneOf ?? c.anyOf,
  );
}

/** Assumes that the value, which fits branch `index`, fits no other. */
export function excludes(context: Context, branching: Branching, index: number, value: Symbolic, exists: Term, direction: Direction): void {
  const own = branching.branches[index];
  for (const other of branching.branches) {
    if (own === undefined || other === own || areDisjoint(context.schemas, own, other)) continue;
    context.assume(context.factory.implies(exists, context.factory.not(context.validity(other, value, direction))));
  }
}

/** Whether a property that one of them requires tells the two apart, as discriminators do. */
function areDisjoint(schemas: Schemas, a: Schema, b: Schema): boolean {
  return tellsApart(schemas, a, b) || tellsApart(schemas, b, a);
}

function tellsApart(schemas: Schemas, a: Schema, b: Schema): boolean {
  const structure = structureOf(schemas, a);
  const required = new Set(structure.conjuncts.flatMap((conjunct) => conjunct.required ?? []));
  return [...required].some((name) => {
    const left = valuesOf(schemas, a, name);
    const right = valuesOf(schemas, b, name);
    return left !== null && right !== null && !left.some((x) => right.some((y) => equalValues(x, y)));
  });
}

function valuesOf(schemas: Schemas, schema: Schema, name: string): readonly Value[] | null {
  for (const conjunct of structureOf(schemas, schema).conjuncts) {
    const property = conjunct.properties?.get(name);
    if (property === undefined) continue;
    for (const part of structureOf(schemas, property).conjuncts) {
      if (part.const !== undefined) return [part.const];
      if (part.enum !== undefined) return part.enum;
    }
  }
  return null;
}
