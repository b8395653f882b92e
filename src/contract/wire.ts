// Decides how parameters are written in a request: the styles of OpenAPI, for values that may have parts which are known only when it is sent.

import { isList, isObject, type Value } from '../base/value.ts';
import type { Parameter } from './contract.ts';

/** A parameter's value: scalars at the leaves, in whatever form the writer has them. */
export type Wired<Leaf> =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'list'; readonly items: readonly Wired<Leaf>[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, value: Wired<Leaf>])[] };

/** Text of a request: written as it is, a leaf that is to be encoded, or a whole value to be written as JSON and encoded. */
export type Piece<Leaf> =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'json'; readonly value: Wired<Leaf> };

/** One `name=value` of a query or of the header `cookie`. */
export interface Pair<Leaf> {
  readonly name: string;
  readonly value: readonly Piece<Leaf>[];
}

/** How a parameter is written: OpenAPI 3.1, "Style Values". */
export type Style = Pick<Parameter, 'name' | 'style' | 'explode'>;

/** A value whose leaves are plain values. */
export function wiredValue(value: Value): Wired<Value> {
  if (value === null || typeof value !== 'object') return { kind: 'leaf', leaf: value };
  if (isList(value)) return { kind: 'list', items: value.map(wiredValue) };
  if (isObject(value)) return { kind: 'object', entries: [...value].map(([name, item]) => [String(name), wiredValue(item)] as const) };
  return { kind: 'leaf', leaf: value };
}

/** The value again. */
export function valueOf(wired: Wired<Value>): Value {
  switch (wired.kind) {
    case 'leaf':
      return wired.leaf;
    case 'list':
      return wired.items.map(valueOf);
    case 'object':
      return new Map(wired.entries.map(([name, entry]) => [name, valueOf(entry)]));
  }
}

/** The pairs of a query or cookie parameter (`form`, `spaceDelimited`, `pipeDelimited`, `deepObject`, or JSON `content`). */
export function pairsOf<Leaf>({ name, style, explode }: Style, value: Wired<Leaf>): readonly Pair<Leaf>[] {
  if (style === 'content') return [{ name, value: [{ kind: 'json', value }] }];
  if (value.kind === 'leaf') return [{ name, value: [value] }];
  if (style === 'deepObject' && value.kind === 'object')
    return value.entries.map(([key, item]) => ({ name: `${name}[${key}]`, value: [pieceOf(item)] }));
  if (explode && value.kind === 'list') return value.items.map((item) => ({ name, value: [pieceOf(item)] }));
  if (explode && value.kind === 'object') return value.entries.map(([key, item]) => ({ name: key, value: [pieceOf(item)] }));
  return [{ name, value: joined(partsOf(value), SEPARATORS.get(style) ?? ',') }];
}

/** Between the elements of a list that is one parameter, as they stand in a URL. */
const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '|'],
]);

/** What stands in the place of a path parameter, or is the value of a header (`simple`, `label`, `matrix`, or JSON `content`). */
export function piecesOf<Leaf>(parameter: Style, value: Wired<Leaf>): readonly Piece<Leaf>[] {
  const { style, name, explode } = parameter;
  if (style === 'content') return [{ kind: 'json', value }];
  if (style === 'matrix') return matrix(name, explode, value);
  const separator = style === 'label' && explode ? '.' : ',';
  const prefix: readonly Piece<Leaf>[] = style === 'label' ? [text('.')] : [];
  return [...prefix, ...joined(explode ? assignments(value) : partsOf(value), separator)];
}

function matrix<Leaf>(name: string, explode: boolean, value: Wired<Leaf>): readonly Piece<Leaf>[] {
  if (explode && value.kind === 'list') return value.items.flatMap((item) => [text<Leaf>(`;${name}=`), pieceOf(item)]);
  if (explode && value.kind === 'object') return assignments(value).flatMap((pieces) => [text<Leaf>(';'), ...pieces]);
  return [text(`;${name}=`), ...joined(partsOf(value), ',')];
}

/** `key=value` for each entry of an object; the elements of anything else. */
function assignments<Leaf>(value: Wired<Leaf>): readonly (readonly Piece<Leaf>[])[] {
  if (value.kind !== 'object') return partsOf(value);
  return value.entries.map(([key, item]) => [text(`${encoded(key)}=`), pieceOf(item)]);
}

/** The elements of a list; of an object its keys and values in turn. */
function partsOf<Leaf>(value: Wired<Leaf>): readonly (readonly Piece<Leaf>[])[] {
  switch (value.kind) {
    case 'leaf':
      return [[value]];
    case 'list':
      return value.items.map((item) => [pieceOf(item)]);
    case 'object':
      return value.entries.flatMap(([key, item]) => [[text<Leaf>(encoded(key))], [pieceOf(item)]]);
  }
}

function joined<Leaf>(parts: readonly (readonly Piece<Leaf>[])[], separator: string): readonly Piece<Leaf>[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [text<Leaf>(separator), ...part]));
}

/** What lies deeper than styles reach is JSON. */
function pieceOf<Leaf>(value: Wired<Leaf>): Piece<Leaf> {
  return value.kind === 'leaf' ? value : { kind: 'json', value };
}

function text<Leaf>(literal: string): Piece<Leaf> {
  return { kind: 'text', text: literal };
}

/** Percent-encoded as a part of a URL; halves of surrogate pairs, which no URL can have, as U+FFFD. */
export function encoded(part: string): string {
  return encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
