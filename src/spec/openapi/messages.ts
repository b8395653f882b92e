// Decides what an operation takes and answers: its request body and its declared responses.

import type { RequestBody } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import { childAt, type Located } from '../reference/resolve.ts';
import { child, isMap, isTrue, sourceOf } from '../tree/node.ts';
import type { Loading } from './loading.ts';
import { type Media, mediaSchema, mediaTypes } from './media.ts';

/** A body before schemas have types. */
export type BodyDraft = Omit<RequestBody, 'type'>;

/** The request body of an operation; `shared` stands in where the operation has none of its own. Null if it takes none. */
export function readBody(loading: Loading, operation: Located, shared: Located | null): BodyDraft | null {
  const own = childAt(operation, 'requestBody') ?? shared;
  const at = own === null ? null : loading.resolver.follow(own);
  if (at === null) return null;
  const media = mediaTypes(childAt(at, 'content'));
  const [first] = media;
  if (first === undefined) {
    loading.report.error('invalid-document', at.node, "a request body needs a 'content' with at least one media type");
    return null;
  }
  noteOthers(loading, media);
  return {
    required: isTrue(child(at.node, 'required')),
    schema: mediaSchema(loading, first),
    mediaTypes: media.map((m) => m.type),
    source: sourceOf(at.node),
  };
}

/** Says which media types of a body are not modelled, since their schemas are written differently. */
function noteOthers(loading: Loading, [first, ...others]: readonly Media[]): void {
  const written = (media: Media | undefined): string => {
    const schema = media === undefined ? null : child(media.at.node, 'schema');
    return schema === null ? '' : schema.file.text.slice(schema.start, schema.end);
  };
  const [different] = others.filter((media) => written(media) !== written(first));
  if (first === undefined || different === undefined) return;
  const message = `bodies are taken to be ${first.type}: what the schema of ${different.type} says instead is not asked for`;
  loading.report.add([{ code: 'other-media-type', severity: 'note', message, source: sourceOf(different.at.node) }]);
}

const STATUS = /^([1-5]\d\d|[1-5]XX|default)$/;

/** The declared responses by status text; null where a response has no JSON body. */
export function readResponses(loading: Loading, operation: Located): ReadonlyMap<string, Schema | null> {
  const found = new Map<string, Schema | null>();
  const responses = childAt(operation, 'responses');
  if (responses === null || !isMap(responses.node)) return found;
  for (const [status, { key }] of responses.node.entries) {
    if (status.startsWith('x-')) continue;
    const text = /^[1-5]xx$/.test(status) ? status.toUpperCase() : status;
    if (!STATUS.test(text)) loading.report.warn('invalid-status', key, `'${status}' is no status of a response`);
    else found.set(text, responseSchema(loading, responses, status));
  }
  return found;
}

function responseSchema(loading: Loading, responses: Located, status: string): Schema | null {
  const declared = childAt(responses, status);
  const at = declared === null ? null : loading.resolver.follow(declared);
  const json = mediaTypes(at === null ? null : childAt(at, 'content')).find((media) => media.json);
  return json === undefined ? null : mediaSchema(loading, json);
}

/** The status of a success where nothing else says: the lowest declared 2xx, else 200. */
export function successStatus(responses: ReadonlyMap<string, unknown>): number {
  const declared = [...responses.keys()].filter((status) => /^2\d\d$/.test(status)).map(Number);
  return declared.length === 0 || responses.has('2XX') ? Math.min(200, ...declared) : Math.min(...declared);
}

/** The status of a request outside the schema: 422 if that is declared and 400 is not, else 400. */
export function schemaStatus(responses: ReadonlyMap<string, unknown>): number {
  return responses.has('422') && !responses.has('400') ? 422 : 400;
}

/** The declared body for a status: by itself, by its class, by default. Undefined if none of them is declared. */
export function declaredBody(responses: ReadonlyMap<string, Schema | null>, status: number): Schema | null | undefined {
  for (const text of [String(status), `${Math.floor(status / 100)}XX`, 'default']) {
    if (responses.has(text)) return responses.get(text) ?? null;
  }
  return undefined;
}
