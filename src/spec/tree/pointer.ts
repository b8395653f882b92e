// Decides how a place in a document is written and walked: JSON Pointer (RFC 6901) and its URI fragment form.

import type { SpecNode } from './node.ts';

/** Unescaped reference tokens, from the root. */
export type Pointer = readonly string[];

/** `/a~1b/0`; the empty string for the root. */
export function showPointer(pointer: Pointer): string {
  return pointer.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The tokens of a pointer's text, or null if it is none. */
export function parsePointer(text: string): Pointer | null {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return null;
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The child a token leads to; null if there is none. */
export function step(node: SpecNode, token: string): SpecNode | null {
  if (node.kind === 'map') return node.entries.get(token)?.value ?? null;
  if (node.kind === 'seq' && /^(0|[1-9]\d{0,9})$/.test(token)) return node.items[Number(token)] ?? null;
  return null;
}

/** The node that a pointer leads to; null if there is none. */
export function walk(root: SpecNode, pointer: Pointer): SpecNode | null {
  let node: SpecNode | null = root;
  for (const token of pointer) {
    if (node === null) return null;
    node = step(node, token);
  }
  return node;
}
