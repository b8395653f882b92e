// Decides whether two schemas, each among the named schemas of its own contract, say the same word for word, whatever they are called.

import { equalValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import type { Schema, SchemaRef, Schemas } from '../../contract/schema.ts';

/** A schema and what it may refer to. */
export interface Placed {
  readonly schema: Schema;
  readonly schemas: Schemas;
}

/** Keywords that describe and do not constrain. */
const ANNOTATIONS: ReadonlySet<string> = new Set<keyof Schema>(['ref', 'title', 'description', 'examples', 'source', 'discriminator']);

/** True only if the schemas have the same keywords, with the same values, all the way down. Schemas that mean the same may be told apart. */
export function sameSchema(a: Placed, b: Placed): boolean {
  return same(a, b, new Set());
}

/** Whether every name that both know stands for the same schema, so that the two can be put together. */
export function sameNames(a: Schemas, b: Schemas): boolean {
  return [...a].every(([ref, schema]) => {
    const other = b.get(ref);
    return other === undefined || sameSchema({ schema, schemas: a }, { schema: other, schemas: b });
  });
}

// `assumed` holds the pairs of names on the way here: schemas may be recursive, and are the same unless a difference is found.
function same(a: Placed, b: Placed, assumed: ReadonlySet<string>): boolean {
  if (a.schema === b.schema && a.schemas === b.schemas) return true;
  const isConstraint = (keyword: string): boolean => !ANNOTATIONS.has(keyword);
  const keywords = new Set([...Object.keys(a.schema), ...Object.keys(b.schema)].filter(isConstraint));
  const [of, other] = [entriesOf(a.schema), entriesOf(b.schema)];
  return sameTargets(a, b, assumed) && [...keywords].every((keyword) => samePart(of.get(keyword), other.get(keyword), a, b, assumed));
}

function entriesOf(schema: Schema): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(schema));
}

function sameTargets(a: Placed, b: Placed, assumed: ReadonlySet<string>): boolean {
  const [ref, otherRef] = [a.schema.ref, b.schema.ref];
  if (ref === undefined || otherRef === undefined) return ref === otherRef;
  const pair = JSON.stringify([ref, otherRef]);
  if (assumed.has(pair)) return true;
  const [target, otherTarget] = [targetOf(a.schemas, ref), targetOf(b.schemas, otherRef)];
  return same(target, otherTarget, new Set([...assumed, pair]));
}

function targetOf(schemas: Schemas, ref: SchemaRef): Placed {
  return { schema: schemas.get(ref) ?? { unsupported: [`$ref ${ref}`] }, schemas };
}

/** A keyword's value: plain, one of ours, a schema, or lists and maps of these. */
function samePart(a: unknown, b: unknown, of: Placed, other: Placed, assumed: ReadonlySet<string>): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: unknown, i) => samePart(item, b[i], of, other, assumed));
  if (a instanceof Map && b instanceof Map)
    return (
      a.size === b.size && [...a].every(([key, item]: [unknown, unknown]) => b.has(key) && samePart(item, b.get(key), of, other, assumed))
    );
  if (isSchema(a) && isSchema(b)) return same({ ...of, schema: a }, { ...other, schema: b }, assumed);
  return isValue(a) && isValue(b) && equalValues(a, b);
}

// Exact numbers and other tagged values have a kind; schemas never do.
function isSchema(part: unknown): part is Schema {
  return typeof part === 'object' && part !== null && !(part instanceof Map) && !Array.isArray(part) && !('kind' in part);
}

function isValue(part: unknown): part is Value {
  return part !== undefined && (typeof part !== 'object' || (part !== null && 'kind' in part));
}
