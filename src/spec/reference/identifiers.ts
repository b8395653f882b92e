// Decides what `$id`, `$anchor` and their draft-4 form name within one document (JSON Schema 2020-12 core, section 8.2).

import type { SpecNode } from '../tree/node.ts';
import { childText } from '../tree/node.ts';
import { type Pointer, step } from '../tree/pointer.ts';
import type { SpecDocument } from './documents.ts';

export interface Identifiers {
  /** Absolute identifier of a schema resource to its root. */
  readonly resources: ReadonlyMap<string, Pointer>;
  /** `IDENTIFIER#anchor`; for anchors outside any resource just `#anchor`. */
  readonly anchors: ReadonlyMap<string, Pointer>;
}

/** Stands for the address that a document does not have, so that relative identifiers compare. */
const NO_ADDRESS = 'spec://document/';

const NOT_SCHEMAS = new Set(['enum', 'const', 'default', 'example', 'examples']);

const cache = new WeakMap<SpecDocument, Identifiers>();

/** The identifiers of a document, found in one pass when first asked for. */
export function identifiersOf(document: SpecDocument): Identifiers {
  const known = cache.get(document);
  if (known !== undefined) return known;
  const resources = new Map<string, Pointer>();
  const anchors = new Map<string, Pointer>();
  const visit = (node: SpecNode, pointer: Pointer, outer: string): void => {
    if (node.kind === 'seq') for (const [i, item] of node.items.entries()) visit(item, [...pointer, String(i)], outer);
    if (node.kind !== 'map') return;
    const own = identifierIn(document, node);
    const base = own === null ? outer : resolveUri(outer, own);
    if (own !== null && base !== outer && !resources.has(base)) resources.set(base, pointer);
    for (const anchor of anchorsIn(document, node)) anchors.set(`${base}#${anchor}`, pointer);
    for (const [key, entry] of node.entries) {
      if (!NOT_SCHEMAS.has(key) && entry.value.kind !== 'scalar') visit(entry.value, [...pointer, key], base);
    }
  };
  visit(document.root, [], '');
  const found = { resources, anchors };
  cache.set(document, found);
  return found;
}

/** The identifier of the innermost resource around a place; empty if there is none. */
export function baseAt(document: SpecDocument, pointer: Pointer): string {
  let node: SpecNode | null = document.root;
  let base = '';
  for (const token of [...pointer, null]) {
    if (node === null) break;
    const own = identifierIn(document, node);
    if (own !== null) base = resolveUri(base, own);
    node = token === null ? null : step(node, token);
  }
  return base;
}

/** A URI reference resolved against a base (RFC 3986), without its fragment. An unresolvable one is itself. */
export function resolveUri(base: string, reference: string): string {
  const against = base === '' ? NO_ADDRESS : base;
  if (!URL.canParse(reference, against)) return reference;
  const url = new URL(reference, against);
  url.hash = '';
  return url.href;
}

function identifierIn(document: SpecDocument, node: SpecNode): string | null {
  if (document.dialect === 'oas30') return null;
  const id = childText(node, document.dialect === 'draft4' ? 'id' : '$id');
  return id === null || id.startsWith('#') ? null : id;
}

function anchorsIn(document: SpecDocument, node: SpecNode): readonly string[] {
  if (document.dialect === 'oas30') return [];
  if (document.dialect === 'draft4') {
    const id = childText(node, 'id');
    return id?.startsWith('#') === true ? [id.slice(1)] : [];
  }
  return [childText(node, '$anchor'), childText(node, '$dynamicAnchor')].filter((name) => name !== null);
}
