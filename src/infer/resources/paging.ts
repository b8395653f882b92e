// Decides how a list comes in pages: by number, by offset, by a cursor or by links, from the names of parameters and of what stands beside the list.

import type { PagingFact, PagingStyle } from '../inference.ts';
import type { Answer } from '../view/answer.ts';
import type { OperationView } from '../view/api.ts';
import type { Shape, Shapes } from '../view/shape.ts';
import { wordsOf } from '../view/words.ts';

/** What a parameter asks for of a page. */
type Role = 'page' | 'limit' | 'offset' | 'after' | 'before';

/** Names without case and separators, by what they ask for. */
const PARAMETERS: Readonly<Record<Role, RegExp>> = {
  page: /^(page|pagenumber|pagenum|pageno|pageindex|currentpage|pageid)$/,
  limit:
    /^(limit|perpage|pagesize|size|maxresults|maxitems|maxpagesize|top|take|rows|pagelimit|resultsperpage|itemsperpage|numresults|resultcount|pagecount|itemcount|first|count|max|maxrecords|batchsize)$/,
  offset: /^(offset|skip|startindex|startat|pageoffset|startrow|firstresult|start)$/,
  after:
    /^(cursor|after|startingafter|pagetoken|nexttoken|nextpagetoken|continuationtoken|continue|marker|startafter|startcursor|bookmark|pagecursor|nextcursor|aftercursor|pageafter|afterid|skiptoken)$/,
  before: /^(before|endingbefore|beforecursor|prevcursor|previouscursor|pagebefore|beforeid|lastcursor)$/,
};

/** Names beside the list, by what they say. */
const FIELDS = {
  next: /^(next|nextpage|nextpagetoken|nexttoken|nextcursor|nextlink|nexturl|nextpageurl|nextpageuri|nextmarker|continue|continuationtoken|endcursor|nextstartingafter|aftercursor|nextoffset|cursor|odatanextlink)$/,
  total: /^(total|totalcount|totalitems|totalresults|totalelements|totalrecords|totalrows|count|resultcount|totalsize|numresults|found)$/,
  more: /^(hasmore|hasnext|hasnextpage|truncated|istruncated|more|incompleteresults|morerecords|hasmoreitems)$/,
} as const;

/** Objects beside the list in which these may stand. */
const HOLDERS = /^(meta|metadata|pagination|paging|page|pageinfo|links|cursors|listmetadata|responsemetadata)$/;

const squeeze = (name: string): string => wordsOf(name).join('');

/** The paging of an operation that lists; null where nothing speaks for any. */
export function pagingOf(shapes: Shapes, operation: OperationView, answer: Answer): PagingFact | null {
  if (answer.kind !== 'list') return null;
  const parameters = new Map<Role, string>();
  for (const { name, in: place } of operation.parameters) {
    if (place !== 'query') continue;
    const role = roleOf(name);
    if (role !== null && !parameters.has(role)) parameters.set(role, name);
  }
  // `first` and `count` may be anything where nothing else is about pages.
  const links = declaresLink(operation);
  const fields = fieldsBeside(shapes, operation, answer.wrapper);
  const style = styleOf(parameters, fields.next, links);
  if (style === null) return null;
  return {
    style,
    parameters: Object.fromEntries(parameters),
    items: answer.wrapper,
    ...fields,
    evidence: [
      ...[...parameters].map(([role, name]) => `'${name}' is the ${SPOKEN[role]}`),
      ...Object.entries(fields).flatMap(([role, name]) =>
        name === null ? [] : [`'${name}' beside the list says ${SAID[role as keyof typeof SAID]}`],
      ),
      ...(links ? ['the answer has a Link header'] : []),
    ],
  };
}

const SPOKEN: Readonly<Record<Role, string>> = {
  page: 'number of the page',
  limit: 'size of a page',
  offset: 'number of items to leave out',
  after: 'place to go on from',
  before: 'place to go back from',
};
const SAID = { next: 'where it goes on', total: 'how many there are', more: 'whether there are more' } as const;

/** What a query parameter asks for of a page; null if it is about something else. */
export function roleOf(name: string): Role | null {
  const plain = squeeze(name);
  return (Object.keys(PARAMETERS) as Role[]).find((role) => PARAMETERS[role].test(plain)) ?? null;
}

function styleOf(parameters: ReadonlyMap<Role, string>, next: string | null, links: boolean): PagingStyle | null {
  if (parameters.has('after') || parameters.has('before')) return 'cursor';
  if (parameters.has('page')) return 'page';
  if (parameters.has('offset')) return 'offset';
  if (links) return 'link';
  if (next !== null) return 'cursor';
  return parameters.has('limit') ? 'limit' : null;
}

function declaresLink({ headers }: OperationView): boolean {
  return headers.some((name) => name.toLowerCase() === 'link');
}

interface Beside {
  readonly next: string | null;
  readonly total: string | null;
  readonly more: string | null;
}

/** What stands beside a list in its wrapper, or in an object there that is about pages, as a path. */
function fieldsBeside(shapes: Shapes, { answer }: OperationView, wrapper: string | null): Beside {
  const none: Beside = { next: null, total: null, more: null };
  if (answer === null || wrapper === null) return none;
  const outer = shapes.of(answer);
  const find = (pattern: RegExp): string | null => fieldLike(shapes, outer, wrapper, pattern);
  return { next: find(FIELDS.next), total: find(FIELDS.total), more: find(FIELDS.more) };
}

function fieldLike(shapes: Shapes, outer: Shape, wrapper: string, pattern: RegExp): string | null {
  for (const [name, { at }] of outer.properties) {
    if (name !== wrapper && pattern.test(squeeze(name)) && isScalar(shapes.of(at))) return name;
  }
  for (const [name, { at }] of outer.properties) {
    if (!HOLDERS.test(squeeze(name))) continue;
    const inner = [...shapes.of(at).properties].find(([own, property]) => pattern.test(squeeze(own)) && isScalar(shapes.of(property.at)));
    if (inner !== undefined) return `${name}.${inner[0]}`;
  }
  return null;
}

function isScalar({ kind }: Shape): boolean {
  return kind !== 'object' && kind !== 'array';
}
