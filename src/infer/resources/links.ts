// Decides what the links of a document say: that a value in one answer is a parameter of another operation, so the key of what that is about.

import { child, isMap, textOf } from '../../spec/tree/node.ts';
import type { OperationFact } from '../inference.ts';
import type { Learned } from '../learned.ts';
import type { OperationView } from '../view/api.ts';
import type { Shapes } from '../view/shape.ts';
import { isParameter, type PathNode, type PathTree } from '../view/tree.ts';
import { type Collection, pathOf } from './collections.ts';
import { indexSites, type SiteIndex } from './site-index.ts';

/** What is concluded without links. */
export interface LinkInput {
  readonly operations: readonly OperationView[];
  readonly tree: PathTree;
  readonly shapes: Shapes;
  readonly collections: readonly Collection[];
  readonly operationFacts: ReadonlyMap<OperationView, OperationFact>;
}

/** A link is said by the document's author, and is as sure as an annotation. */
const CONFIDENCE = 0.97;

/** What was learned with what links add to it. Null if they add nothing. */
export function learnFromLinks(conclusions: LinkInput, learned: Learned): Learned | null {
  const targets = targetsOf(conclusions.operations);
  const index = indexSites(conclusions.collections);
  const keys = new Map(learned.keys);
  const references = new Map(learned.references);
  for (const operation of conclusions.operations) {
    const source = conclusions.operationFacts.get(operation)?.collection ?? null;
    const from = conclusions.collections.find(({ name }) => name === source);
    for (const binding of from === undefined ? [] : bindingsOf(operation, targets)) {
      const place = placeOf(conclusions, index, binding);
      const property = from === undefined ? null : propertyOf(conclusions.shapes, from, binding.pointer);
      if (from === undefined || place === null || property === null) continue;
      const evidence = `a link says that {${binding.parameter}} is ${place.collection === from ? 'their' : 'a'} '${property}'`;
      const name = `${pathOf(place.collection.main)} ${place.position}`;
      const own = pathOf(from.main);
      if (place.collection === from) {
        if (!keys.has(name)) keys.set(name, { property, confidence: CONFIDENCE, evidence });
      } else if (place.alone && !property.includes('.')) {
        const target = pathOf(place.collection.main);
        references.set(own, new Map([...(references.get(own) ?? []), [property, { target, confidence: CONFIDENCE, evidence }]]));
      }
    }
  }
  const more =
    keys.size > learned.keys.size || [...references].some(([path, found]) => found.size > (learned.references.get(path)?.size ?? 0));
  return more ? { ...learned, keys, references } : null;
}

interface Binding {
  readonly target: OperationView;
  /** A path parameter of the target. */
  readonly parameter: string;
  /** Where its value stands in the answer. */
  readonly pointer: readonly string[];
}

/** Operations as links name them. */
function targetsOf(operations: readonly OperationView[]): ReadonlyMap<string, OperationView> {
  const byName = new Map<string, OperationView>();
  for (const operation of operations) {
    const { operationId, path, method } = operation;
    if (operationId !== null) byName.set(operationId, operation);
    byName.set(`#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`, operation);
  }
  return byName;
}

function bindingsOf({ links }: OperationView, targets: ReadonlyMap<string, OperationView>): readonly Binding[] {
  return links.flatMap(({ node }) => {
    const named = textOf(child(node, 'operationId')) ?? decoded(textOf(child(node, 'operationRef')) ?? '');
    const target = targets.get(named);
    const parameters = child(node, 'parameters');
    if (target === undefined || !isMap(parameters)) return [];
    return [...parameters.entries].flatMap(([name, { value }]) => {
      const pointer = /^\$response\.body#\/(.+)$/.exec(textOf(value) ?? '')?.[1];
      const parameter = name.replace(/^path\./, '');
      if (pointer === undefined) return [];
      return [{ target, parameter, pointer: pointer.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')) }];
    });
  });
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    // No percent-encoding: it is meant as it is written.
    return reference;
  }
}

interface Place {
  readonly collection: Collection;
  /** Which part of the key the parameter is. */
  readonly position: number;
  /** Whether it is the whole key. */
  readonly alone: boolean;
}

/** The collection whose records a path parameter of an operation names. */
function placeOf({ tree }: LinkInput, { byItem, collectionOf }: SiteIndex, { target, parameter }: Binding): Place | null {
  const nodes: PathNode[] = [];
  for (let at: PathNode | null = tree.nodeOf(target); at !== null; at = at.above) if (isParameter(at)) nodes.unshift(at);
  const names = target.parsed.segments.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  const index = names.indexOf(parameter);
  // A part of a composite key stands before the node of the record.
  for (let i = index; i >= 0 && i < nodes.length; i += 1) {
    const node = nodes[i];
    const site = node === undefined ? undefined : byItem.get(node);
    const collection = site === undefined ? undefined : collectionOf.get(site);
    if (site === undefined || collection === undefined) continue;
    const length = site.keyParameters.length;
    const position = length - 1 - (i - index);
    return position < 0 ? null : { collection, position, alone: length === 1 };
  }
  return null;
}

/** The property of the records that a place in an answer is: the record is the answer, or stands in a wrapper. */
function propertyOf(shapes: Shapes, { record }: Collection, pointer: readonly string[]): string | null {
  const [first, second, third] = pointer;
  if (record === null || first === undefined) return null;
  const has = (name: string | undefined, inner: string | undefined): boolean => {
    const property = name === undefined ? undefined : record.properties.get(name);
    if (property === undefined) return false;
    return inner === undefined || shapes.of(property.at).properties.has(inner);
  };
  if (pointer.length <= 2 && has(first, second)) return pointer.join('.');
  return pointer.length > 1 && pointer.length <= 3 && has(second, third) ? pointer.slice(1).join('.') : null;
}
