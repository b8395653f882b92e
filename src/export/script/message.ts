// Decides the parts of the HTTP request of a call: its URL, the headers that matter, and its body; how each is quoted is up to the format.

import type { Operation } from '../../contract/contract.ts';
import { encoded, type Pair, type Piece, pairsOf, piecesOf } from '../../contract/wire.ts';
import type { Arg, Call, Part } from './script.ts';
import { type Leaf, wiredPart } from './taken.ts';

/** Texts and leaves in order. In `url`, texts are encoded and leaves are not yet. */
export type Text = readonly Piece<Leaf>[];

export interface Message {
  /** In upper case. */
  readonly method: string;
  /** From the first slash on, with the query. */
  readonly url: Text;
  readonly headers: readonly (readonly [name: string, value: Text])[];
  readonly body: Body;
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly part: Part }
  /** `a=b&c=d`: texts are encoded, leaves are not yet. */
  | { readonly kind: 'form'; readonly text: Text };

const FORM = 'application/x-www-form-urlencoded';

/** The request of a call. */
export function messageOf({ operation, args, body }: Call): Message {
  const inPlace = (part: Arg['in']): readonly Arg[] => args.filter((arg) => arg.in === part);
  const query = inPlace('query').flatMap((arg) => pairsOf(arg, wiredPart(arg.value)));
  const cookies = inPlace('cookie').flatMap((arg) => pairsOf(arg, wiredPart(arg.value)));
  const contentType = mediaTypeOf(operation);
  const sent = body === undefined ? ({ kind: 'none' } as const) : bodyOf(contentType, body);
  return {
    method: operation.method.toUpperCase(),
    url: [...pathOf(operation.path, inPlace('path')), ...(query.length === 0 ? [] : [text('?'), ...joined(query, '&')])],
    headers: [
      ...(sent.kind === 'none' ? [] : [['content-type', [text(contentType)]] as const]),
      ...inPlace('header').map((arg) => [arg.name, piecesOf(arg, wiredPart(arg.value))] as const),
      ...(cookies.length === 0 ? [] : [['cookie', joined(cookies, '; ')] as const]),
    ],
    body: sent,
  };
}

function text(literal: string): Piece<Leaf> {
  return { kind: 'text', text: literal };
}

/** Of the body that the operation takes. */
export function mediaTypeOf({ body }: Operation): string {
  const [first = 'application/json'] = body?.mediaTypes ?? [];
  return first.includes('*') ? 'application/json' : first;
}

function bodyOf(contentType: string, part: Part): Body {
  const wired = wiredPart(part);
  if (contentType.split(';')[0]?.trim().toLowerCase() !== FORM || wired.kind !== 'object') return { kind: 'json', part };
  // OpenAPI 3.1, Encoding Object: a list is repeated, an object is JSON.
  const pairs = wired.entries.flatMap(([name, item]): readonly Pair<Leaf>[] =>
    item.kind === 'object' ? [{ name, value: [{ kind: 'json', value: item }] }] : pairsOf({ name, style: 'form', explode: true }, item),
  );
  return { kind: 'form', text: joined(pairs, '&') };
}

function joined(pairs: readonly Pair<Leaf>[], separator: string): Text {
  return pairs.flatMap(({ name, value }, i) => [...(i === 0 ? [] : [text(separator)]), text(`${encoded(name)}=`), ...value]);
}

/** The path with its parameters; a name without one stays in its braces. */
function pathOf(path: string, args: readonly Arg[]): Text {
  // Split at a pattern with one group, every other part is a name.
  const parts = path.split(/\{([^{}]*)\}/);
  return parts.flatMap((part, i): Text => {
    if (i % 2 === 0) return [text(urlText(part))];
    const arg = args.find(({ name }) => name === part);
    return arg === undefined ? [text(urlText(`{${part}}`))] : piecesOf(arg, wiredPart(arg.value));
  });
}

/** What no URL can have is percent-encoded. */
function urlText(path: string): string {
  return path.replaceAll(/[^\x21-\x7e]/gu, encoded);
}
