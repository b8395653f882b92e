// Decides that no schema is defined by itself: a circle of references that never descends into the value has no meaning.

import type { Schema, SchemaRef } from '../../contract/schema.ts';
import type { Report } from '../report.ts';

/** Reports every named schema that its own in-place references lead back to, and cuts it off. */
export function breakLoops(schemas: Map<SchemaRef, Schema>, report: Report): void {
  for (const ref of onLoops(schemas)) {
    const schema = schemas.get(ref);
    if (schema?.source === undefined) continue;
    report.error('circular-schema', schema.source, `the schema '${ref}' is defined by itself`);
    schemas.set(ref, { unsupported: ['$ref'], source: schema.source });
  }
}

/** Members of circles. Without recursion: chains of references can be long. */
function onLoops(schemas: ReadonlyMap<SchemaRef, Schema>): readonly SchemaRef[] {
  const edges = new Map(Array.from(schemas, ([ref, schema]) => [ref, [...inPlaceRefs(schema)].filter((to) => schemas.has(to))]));
  const open = new Map(Array.from(edges, ([ref, targets]) => [ref, targets.length]));
  const sources = new Map<SchemaRef, SchemaRef[]>();
  for (const [ref, targets] of edges) for (const target of targets) sources.set(target, [...(sources.get(target) ?? []), ref]);
  // Take away what leads to nothing still there, again and again; what remains is on a circle or leads to one.
  const ready = [...open].filter(([, count]) => count === 0).map(([ref]) => ref);
  for (let ref = ready.pop(); ref !== undefined; ref = ready.pop()) {
    open.delete(ref);
    for (const source of sources.get(ref) ?? []) {
      const left = (open.get(source) ?? 0) - 1;
      open.set(source, left);
      if (left === 0) ready.push(source);
    }
  }
  return [...open.keys()].filter((ref) => reaches(edges, ref));
}

function reaches(edges: ReadonlyMap<SchemaRef, readonly SchemaRef[]>, ref: SchemaRef): boolean {
  const seen = new Set<SchemaRef>();
  const waiting = [...(edges.get(ref) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === ref) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(edges.get(next) ?? []));
  }
  return false;
}

/** What a schema refers to for the same value, not for a part of it. */
function inPlaceRefs(schema: Schema): ReadonlySet<SchemaRef> {
  const found = new Set<SchemaRef>();
  const visit = (part: Schema | undefined): void => {
    if (part === undefined) return;
    if (part.ref !== undefined) found.add(part.ref);
    for (const inner of [...(part.allOf ?? []), ...(part.anyOf ?? []), ...(part.oneOf ?? [])]) visit(inner);
    for (const inner of [part.not, part.if, part.then, part.else, ...(part.dependentSchemas?.values() ?? [])]) visit(inner);
  };
  visit(schema);
  return found;
}
