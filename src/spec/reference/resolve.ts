// Decides what a `$ref` points to: a place in its own document, in another file below the folder, or an error at the reference.

import { type Report, softened } from '../report.ts';
import { child, type SpecNode, type SpecScalar, sourceOf, textOf } from '../tree/node.ts';
import { type Pointer, parsePointer, showPointer, step } from '../tree/pointer.ts';
import type { DocumentStore, SpecDocument } from './documents.ts';
import { baseAt, identifiersOf, resolveUri } from './identifiers.ts';
import { relativePath } from './paths.ts';

/** A node and where it stands: references are resolved against its document, whatever file an overlay took it from. */
export interface Located {
  readonly document: SpecDocument;
  readonly pointer: Pointer;
  readonly node: SpecNode;
}

/** References that lead to references, at most. */
const MAX_CHAIN = 100;

export interface Resolver {
  /** What the text of a `$ref` at a place points to; null after an error was reported at the reference (a warning for a hint). */
  resolve(reference: SpecScalar, from: Located, use?: 'hint'): Located | null;
  /** The place itself, or what it refers to if it is an object with a `$ref`. Not for schemas, whose siblings count. */
  follow(at: Located): Located | null;
  /** How a place is named: `#/components/schemas/Order`, with the file before it if it is not the root document. */
  nameOf(at: Located): string;
}

export function createResolver(documents: DocumentStore, root: SpecDocument, report: Report): Resolver {
  // `hops` counts the references followed inside pointers, which could lead in a circle.
  const resolveWithin = (reference: SpecScalar, from: Located, hops: number, to: Report): Located | null => {
    const target = locate(documents, String(reference.value), reference, from, to);
    if (target === null) return null;
    const found = descend(target, (next, place, count) => resolveWithin(next, place, count, to), hops);
    if (found === null) missing(reference, target.document, documents, to);
    return found;
  };
  const soft = softened(report);
  const resolve: Resolver['resolve'] = (reference, from, use) => resolveWithin(reference, from, 0, use === 'hint' ? soft : report);
  const follow = (at: Located): Located | null => {
    let place: Located = at;
    for (let i = 0; i < MAX_CHAIN; i += 1) {
      const reference = child(place.node, '$ref');
      if (reference === null || textOf(reference) === null || reference.kind !== 'scalar') return place;
      const next = resolve(reference, place);
      if (next === null) return null;
      place = next;
    }
    report.error('circular-reference', at.node, 'the reference leads only to other references');
    return null;
  };
  const nameOf = (at: Located): string =>
    `${at.document === root ? '' : relativePath(documents.folder, at.document.path)}#${showPointer(at.pointer)}`;
  return { resolve, follow, nameOf };
}

/** The place of a child, by key or index. */
export function below(at: Located, node: SpecNode, ...tokens: readonly string[]): Located {
  return { document: at.document, pointer: [...at.pointer, ...tokens], node };
}

/** The place of a key's value; null if there is none. */
export function childAt(at: Located, key: string): Located | null {
  const node = child(at.node, key);
  return node === null ? null : below(at, node, key);
}

interface Target {
  readonly document: SpecDocument;
  readonly pointer: Pointer;
}

function locate(documents: DocumentStore, text: string, at: SpecScalar, from: Located, report: Report): Target | null {
  const cut = text.indexOf('#');
  const address = cut === -1 ? text : text.slice(0, cut);
  const fragment = decode(cut === -1 ? '' : text.slice(cut + 1));
  const path = decode(address);
  if (fragment === null || path === null) {
    report.error('malformed-reference', at, `the reference '${text}' is not a URI`);
    return null;
  }
  const resource = identified(from, address, fragment);
  if (resource !== null) return resource;
  if (/^([A-Za-z][A-Za-z0-9+.-]*:|\/\/)/.test(address)) {
    report.error('remote-reference', at, `the reference '${text}' leads to another host; nothing is fetched`);
    return null;
  }
  const document = path === '' ? from.document : documents.open(from.document, path, sourceOf(at), report);
  if (document === null) return null;
  const pointer = parsePointer(fragment) ?? identifiersOf(document).anchors.get(`#${fragment}`);
  if (pointer !== undefined) return { document, pointer: canonical(document, pointer) };
  report.error('reference-not-found', at, `there is no anchor '${fragment}' in '${document.path}'`);
  return null;
}

/** The target of a reference to a schema resource with an identifier in the same document. */
function identified(from: Located, address: string, fragment: string): Target | null {
  if (from.document.dialect === 'oas30') return null;
  const identifiers = identifiersOf(from.document);
  if (identifiers.resources.size === 0) return null;
  const uri = resolveUri(baseAt(from.document, from.pointer), address);
  const resource = identifiers.resources.get(uri);
  if (resource === undefined) return null;
  const pointer = parsePointer(fragment);
  if (pointer !== null) return { document: from.document, pointer: [...resource, ...pointer] };
  const anchor = identifiers.anchors.get(`${uri}#${fragment}`);
  return anchor === undefined ? null : { document: from.document, pointer: anchor };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // A malformed percent escape; the caller reports it.
  }
}

const MOVED: ReadonlyMap<string, string> = new Map([
  ['definitions', 'schemas'],
  ['parameters', 'parameters'],
  ['responses', 'responses'],
]);

// Extensions of a Swagger 2.0 document are not converted: their references name the places of before.
function canonical(document: SpecDocument, pointer: Pointer): Pointer {
  const section = document.converted ? MOVED.get(pointer[0] ?? '') : undefined;
  return section === undefined ? pointer : ['components', section, ...pointer.slice(1)];
}

type ResolveWithin = (reference: SpecScalar, from: Located, hops: number) => Located | null;

/** Walks a pointer; where a key is missing in an object that is itself a reference, the walk goes on behind that reference. */
function descend(target: Target, resolve: ResolveWithin, hops: number): Located | null {
  let place: Located = { document: target.document, pointer: [], node: target.document.root };
  for (const [i, token] of target.pointer.entries()) {
    const next = step(place.node, token);
    if (next !== null) {
      place = below(place, next, token);
      continue;
    }
    const reference = child(place.node, '$ref');
    if (reference?.kind !== 'scalar' || textOf(reference) === null || hops >= MAX_CHAIN) return null;
    const behind = resolve(reference, place, hops + 1);
    if (behind === null) return null;
    const rest = target.pointer.slice(i);
    return descend({ document: behind.document, pointer: [...behind.pointer, ...rest] }, resolve, hops + 1);
  }
  return place;
}

function missing(at: SpecScalar, document: SpecDocument, documents: DocumentStore, report: Report): void {
  const file = relativePath(documents.folder, document.path);
  report.error('reference-not-found', at, `the reference '${String(at.value)}' leads nowhere: '${file}' has no such place`);
}
