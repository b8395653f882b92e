// Decides how the texts of a request come apart into what is known and what is taken from answers when it is sent.

import { toJson } from '../../base/json.ts';
import type { Value } from '../../base/value.ts';
import { encoded, type Piece, type Wired } from '../../contract/wire.ts';
import type { Text } from './message.ts';
import type { Part } from './script.ts';
import type { Leaf } from './taken.ts';

export type Taken = Extract<Part, { kind: 'taken' }>;

/**
 * A piece of a text. `literal`: written as it is. `taken`: part of an earlier answer; in a `url` its text percent-encoded, in a `header` its text, in
 * `json` its JSON. `encoded`: a JSON text, percent-encoded.
 */
export type Atom =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'taken'; readonly taken: Taken; readonly as: 'url' | 'header' | 'json' }
  | { readonly kind: 'encoded'; readonly json: readonly Atom[] };

/** A URL, or a part of one such as the body of a form. */
export function urlAtoms(text: Text): readonly Atom[] {
  return merged(text.flatMap(urlAtomsOf));
}

function urlAtomsOf(piece: Piece<Leaf>): readonly Atom[] {
  switch (piece.kind) {
    case 'text':
      return [literal(piece.text)];
    case 'leaf':
      return [
        piece.leaf.kind === 'value' ? literal(encoded(plainText(piece.leaf.value))) : { kind: 'taken', taken: piece.leaf, as: 'url' },
      ];
    case 'json': {
      const json = wiredJson(piece.value);
      const [only, ...others] = json;
      return only?.kind === 'literal' && others.length === 0 ? [literal(encoded(only.text))] : [{ kind: 'encoded', json }];
    }
  }
}

/** The value of a header. */
export function headerAtoms(text: Text): readonly Atom[] {
  return merged(text.flatMap(headerAtomsOf));
}

function headerAtomsOf(piece: Piece<Leaf>): readonly Atom[] {
  switch (piece.kind) {
    case 'text':
      return [literal(headerText(piece.text))];
    case 'leaf':
      return [
        piece.leaf.kind === 'value' ? literal(headerText(plainText(piece.leaf.value))) : { kind: 'taken', taken: piece.leaf, as: 'header' },
      ];
    case 'json':
      return wiredJson(piece.value).map((atom) => (atom.kind === 'literal' ? literal(headerText(atom.text)) : atom));
  }
}

/** A JSON text. */
export function jsonAtoms(part: Part): readonly Atom[] {
  switch (part.kind) {
    case 'value':
      return [literal(toJson(part.value))];
    case 'taken':
      return [{ kind: 'taken', taken: part, as: 'json' }];
    case 'list':
      return list(part.items.map(jsonAtoms));
    case 'object':
      return object([...part.entries].map(([name, entry]) => [name, jsonAtoms(entry)] as const));
  }
}

/** A scalar as it stands in a URL, before it is encoded, and in a header: a text as it is, anything else as JSON. */
export function plainText(value: Value): string {
  return typeof value === 'string' ? value : toJson(value);
}

/** What cannot stand in a header (RFC 9110, section 5.5) is percent-encoded: it would end the line, or be lost. */
export function headerText(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e]/gu, encoded);
}

function wiredJson(value: Wired<Leaf>): readonly Atom[] {
  switch (value.kind) {
    case 'leaf':
      return jsonAtoms(value.leaf);
    case 'list':
      return list(value.items.map(wiredJson));
    case 'object':
      return object(value.entries.map(([name, entry]) => [name, wiredJson(entry)] as const));
  }
}

function list(items: readonly (readonly Atom[])[]): readonly Atom[] {
  return merged([literal('['), ...items.flatMap((item, i) => [...(i === 0 ? [] : [literal(',')]), ...item]), literal(']')]);
}

function object(entries: readonly (readonly [string, readonly Atom[]])[]): readonly Atom[] {
  const written = entries.flatMap(([name, item], i) => [literal(`${i === 0 ? '' : ','}${JSON.stringify(name)}:`), ...item]);
  return merged([literal('{'), ...written, literal('}')]);
}

function literal(text: string): Atom {
  return { kind: 'literal', text };
}

/** The same text with as few pieces as can be. */
export function merged(atoms: readonly Atom[]): readonly Atom[] {
  const result: Atom[] = [];
  for (const atom of atoms) {
    const last = result.at(-1);
    if (atom.kind === 'literal' && last?.kind === 'literal') result[result.length - 1] = literal(last.text + atom.text);
    else result.push(atom);
  }
  return result;
}
