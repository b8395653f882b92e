// Decides what kind of answer a schema describes: one thing, a list of things, or a thing or list in a wrapper.

import type { Located } from '../../spec/reference/resolve.ts';
import type { Shape, Shapes } from './shape.ts';
import { stem, wordsOf } from './words.ts';

export interface ListAnswer {
  readonly kind: 'list';
  /** The property of the wrapper in which the list stands; null for a bare list. */
  readonly wrapper: string | null;
  readonly element: Located | null;
  /** How sure it is that this is a list of records, and not a record that has a list. */
  readonly confidence: number;
}

export interface OneAnswer {
  readonly kind: 'one';
  /** The property of the wrapper in which the record stands; null for a bare record. */
  readonly wrapper: string | null;
  readonly record: Shape;
}

export interface OtherAnswer {
  /** No content, or content that is no JSON object or list. */
  readonly kind: 'none' | 'value';
}

export type Answer = ListAnswer | OneAnswer | OtherAnswer;

/** Properties that come with a page of a list: words of their names. */
const PAGING_NAMES: ReadonlySet<string> = new Set(
  `next previous prev cursor page pages count limit offset meta metadata pagination paging links link size kind etag object url self first last marker
start end uri status success ok error errors message code warnings unreachable id sort order query facets info embedded truncated version more total
totals has cache hits took href rel token context timestamp generated request response result apiversion`.split(/\s+/),
);
/** Words that a name may have anywhere for it to be about the page: `articlesCount`, `nextPageToken`. */
const PAGING_WORDS: ReadonlySet<string> = new Set(
  'next previous prev cursor page pages paging pagination count total totals limit offset marker token link links truncated metadata self odata'.split(
    ' ',
  ),
);

function isPaging(name: string): boolean {
  const words = wordsOf(name);
  return PAGING_NAMES.has(words.join('')) || words.some((word) => PAGING_WORDS.has(word));
}

/** Names that lists have in wrappers. */
const LISTS =
  /^(items?|data|results?|values?|entries|list|records?|rows?|resources|content|elements|objects|members?|hits|documents|response|collection|embedded|children|edges|nodes)$/;

const squeeze = (name: string): string => wordsOf(name).join('');

/** What a schema of an answer describes. `names` are words for what is expected in it (the path's last name). */
export function answerOf(shapes: Shapes, at: Located | null, expected: string | null): Answer {
  if (at === null) return { kind: 'none' };
  const shape = shapes.of(at);
  if (shape.kind === 'array') return { kind: 'list', wrapper: null, element: shape.items, confidence: 0.95 };
  if (shape.kind !== 'object') return shape.kind === 'unknown' && shape.properties.size === 0 ? { kind: 'value' } : { kind: 'value' };
  const list = listIn(shapes, shape, expected);
  if (list !== null) return list;
  return oneIn(shapes, shape, expected);
}

function listIn(shapes: Shapes, shape: Shape, expected: string | null): ListAnswer | null {
  const lists = [...shape.properties].filter(([name, property]) => shapes.of(property.at).kind === 'array' && !/^_?links$/.test(name));
  const others = [...shape.properties.keys()].filter((name) => !lists.some(([list]) => list === name));
  if (lists.length === 0) return nestedList(shapes, shape, expected);
  const unknown = others.filter((name) => !isPaging(name));
  const paged = others.some((name) => isPaging(name) && squeeze(name) !== 'id');
  const named = lists.find(([name]) => expected !== null && stem(name) === stem(expected));
  const usual = lists.find(([name]) => LISTS.test(squeeze(name)));
  const [only] = lists.length === 1 ? lists : [];
  const chosen = named ?? usual ?? only ?? (unknown.length === 0 ? lists[0] : undefined);
  if (chosen === undefined || unknown.length > (named === undefined ? 0 : 2)) {
    // A list-named schema is a list, whatever else the page says.
    if (chosen === undefined || usual === undefined || unknown.length > 2) return null;
  }
  if (others.some((name) => squeeze(name) === 'id') && named === undefined && usual === undefined) return null;
  const [name, property] = chosen;
  const element = shapes.of(property.at).items;
  const objects = element !== null && shapes.of(element).kind === 'object';
  if (!objects && named === undefined && usual === undefined && !paged) return null;
  const confidence = named !== undefined || usual !== undefined ? 0.95 : paged ? 0.9 : 0.7;
  return { kind: 'list', wrapper: name, element, confidence };
}

/** `{_embedded: {orders: […]}}`, `{data: {items: […]}}`: one level of wrapping more. */
function nestedList(shapes: Shapes, shape: Shape, expected: string | null): ListAnswer | null {
  const inner = [...shape.properties].filter(([name]) => !isPaging(name) || squeeze(name) === 'embedded');
  const [only] = inner;
  if (inner.length !== 1 || only === undefined) return null;
  const [name, property] = only;
  if (!/^(embedded|data|response|result|results|payload|body|d)$/.test(squeeze(name))) return null;
  const nested = shapes.of(property.at);
  if (nested.kind !== 'object') return null;
  const list = listIn(shapes, nested, expected);
  return list === null || list.wrapper === null
    ? null
    : { ...list, wrapper: `${name}.${list.wrapper}`, confidence: list.confidence * 0.95 };
}

/** A record, perhaps as the only thing of substance in a wrapper. */
function oneIn(shapes: Shapes, shape: Shape, expected: string | null): OneAnswer {
  const inner = [...shape.properties].filter(([name, property]) => {
    return shapes.of(property.at).kind === 'object' && (!isPaging(name) || squeeze(name) === 'embedded');
  });
  const others = [...shape.properties.keys()].filter((name) => !inner.some(([wrapper]) => wrapper === name));
  const substance = others.filter((name) => !isPaging(name));
  const named = inner.find(([name]) => expected !== null && stem(name) === stem(expected));
  const [only] = inner.length === 1 ? inner : [];
  const usual =
    only !== undefined && /^(data|result|response|item|payload|record|resource|entity|value|content|d)$/.test(squeeze(only[0]))
      ? only
      : undefined;
  const chosen =
    substance.length === 0 && !others.some((name) => squeeze(name) === 'id')
      ? (named ?? usual ?? (shape.properties.size === 1 ? only : undefined))
      : undefined;
  if (chosen === undefined) return { kind: 'one', wrapper: null, record: shape };
  return { kind: 'one', wrapper: chosen[0], record: shapes.of(chosen[1].at) };
}
