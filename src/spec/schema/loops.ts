// Decides that no schema is defined by itself, or by too long a chain of others: references that do not descend into the
// value must end soon.

import type { Schema, SchemaRef } from '../../contract/schema.ts';
import type { Report } from '../report.ts';

/** References after each other that stay at the same value, at most. Whoever reads schemas recurses along them. */
const MAX_CHAIN = 256;

/** Reports every named schema that its own in-place references lead back to, or just too far, and cuts it off, and all that lead further. */
export function breakLoops(schemas: Map<SchemaRef, Schema>, report: Report): void {
  const edges = new Map(Array.from(schemas, ([ref, schema]) => [ref, [...inPlaceRefs(schema)].filter((to) => schemas.has(to))]));
  const chains = chainLengths(edges);
  // What is left when the schemas that lead only to ends, and then those that nothing left leads to, are taken away.
  const rest = reversed(new Map([...edges].filter(([ref]) => !chains.has(ref))));
  const led = chainLengths(rest);
  for (const [ref, schema] of schemas) {
    const length = chains.get(ref);
    const circular = rest.has(ref) && !led.has(ref);
    if (schema.source === undefined || (!circular && (length ?? 0) <= MAX_CHAIN)) continue;
    if (circular) report.error('circular-schema', schema.source, `the schema '${ref}' is defined by itself`);
    else if (length === MAX_CHAIN + 1)
      report.error('too-deep', schema.source, `the schema '${ref}' refers to others more than ${MAX_CHAIN} times in a row`);
    schemas.set(ref, { unsupported: ['$ref'], source: schema.source });
  }
}

type Edges = ReadonlyMap<SchemaRef, readonly SchemaRef[]>;

/**
 * How many references follow each other from a schema on, at the most. Schemas on a circle, or that lead to one, have none.
 * Schemas are taken away whose targets are all gone (Kahn 1962), without recursion.
 */
function chainLengths(edges: Edges): ReadonlyMap<SchemaRef, number> {
  const waiting = new Map(Array.from(edges, ([ref, targets]) => [ref, targets.length]));
  const sources = reversed(edges);
  const lengths = new Map<SchemaRef, number>();
  const ready = [...waiting].filter(([, count]) => count === 0).map(([ref]) => ref);
  for (let ref = ready.pop(); ref !== undefined; ref = ready.pop()) {
    lengths.set(
      ref,
      (edges.get(ref) ?? []).reduce((most, target) => Math.max(most, (lengths.get(target) ?? 0) + 1), 0),
    );
    for (const source of sources.get(ref) ?? []) {
      const left = (waiting.get(source) ?? 0) - 1;
      waiting.set(source, left);
      if (left === 0) ready.push(source);
    }
  }
  return lengths;
}

/** The edges the other way round, of those that end in the graph. */
function reversed(edges: Edges): Edges {
  const sources = new Map<SchemaRef, SchemaRef[]>(Array.from(edges.keys(), (ref) => [ref, []]));
  for (const [ref, targets] of edges) for (const target of targets) sources.get(target)?.push(ref);
  return sources;
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
