// Decides what a document is after reading: an immutable tree of mappings, sequences and scalars that know where they stand.
// JSON and YAML both become it, overlays rewrite it, and everything after reads only it.

import type { Source } from '../../base/source.ts';
import type { Num } from '../../base/value.ts';
import { type SpecFile, sourceAt } from './file.ts';

interface Placed {
  readonly file: SpecFile;
  /** Offsets in the file's text: of the first character, and after the last. */
  readonly start: number;
  readonly end: number;
}

export type SpecNode = SpecMap | SpecSeq | SpecScalar;

export interface SpecMap extends Placed {
  readonly kind: 'map';
  /** In document order. A JS map, so that no key is special. */
  readonly entries: ReadonlyMap<string, SpecEntry>;
}

export interface SpecEntry {
  readonly key: SpecScalar;
  readonly value: SpecNode;
}

export interface SpecSeq extends Placed {
  readonly kind: 'seq';
  readonly items: readonly SpecNode[];
}

export interface SpecScalar extends Placed {
  readonly kind: 'scalar';
  /** Numbers are exact, read from the source text. */
  readonly value: null | boolean | Num | string;
  readonly style: ScalarStyle;
}

/** How a scalar is written: `escaped` in double quotes (JSON or YAML), `block` with `|` or `>`, `made` not in any file. */
export type ScalarStyle = 'plain' | 'single' | 'escaped' | 'block' | 'made';

export function isMap(node: SpecNode | null | undefined): node is SpecMap {
  return node?.kind === 'map';
}

export function isSeq(node: SpecNode | null | undefined): node is SpecSeq {
  return node?.kind === 'seq';
}

/** The value of a key of a mapping; null if the node is no mapping or has no such key. */
export function child(node: SpecNode | null | undefined, key: string): SpecNode | null {
  return node?.kind === 'map' ? (node.entries.get(key)?.value ?? null) : null;
}

/** The elements of a sequence, or the values of a mapping; none for a scalar. */
export function childrenOf(node: SpecNode): readonly SpecNode[] {
  if (node.kind === 'scalar') return [];
  return node.kind === 'seq' ? node.items : Array.from(node.entries.values(), (entry) => entry.value);
}

/** The text of a string scalar; null for every other node. */
export function textOf(node: SpecNode | null | undefined): string | null {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

/** The text of a key's string value; null if there is none. */
export function childText(node: SpecNode | null | undefined, key: string): string | null {
  return textOf(child(node, key));
}

/** Whether the node is the scalar `true`. */
export function isTrue(node: SpecNode | null | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** The exact number of a scalar; null for every other node. */
export function numberOf(node: SpecNode | null | undefined): Num | null {
  if (node?.kind !== 'scalar') return null;
  const { value } = node;
  return typeof value === 'number' || (typeof value === 'object' && value !== null) ? value : null;
}

/** Where a node stands. Scalars have a length, collections only a beginning. */
export function sourceOf(node: SpecNode): Source {
  return node.kind === 'scalar' ? sourceAt(node.file, node.start, node.end - node.start) : sourceAt(node.file, node.start);
}

/** What a node is, in words for a message: `a mapping`, `the number 5`. */
export function describe(node: SpecNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'seq') return 'a list';
  if (node.value === null) return 'null';
  if (typeof node.value === 'string') return 'a string';
  return typeof node.value === 'boolean' ? 'a boolean' : 'a number';
}
