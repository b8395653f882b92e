// Decides which media type of a `content` map a contract reads: JSON before forms before the first.

import { ANYTHING, type Schema } from '../../contract/schema.ts';
import { childAt, type Located } from '../reference/resolve.ts';
import { isMap } from '../tree/node.ts';
import type { Loading } from './loading.ts';

export interface Media {
  readonly type: string;
  /** Whether bodies of the type are JSON. The wildcard type may be. */
  readonly json: boolean;
  /** The media type object. */
  readonly at: Located;
}

const JSON_TYPE = /^(application\/json|text\/json|[\w.-]+\/[\w.-]+\+json|\*\/\*|application\/\*)$/i;
const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)$/i;

/** The media types of a `content` map, in document order, the one to read first. */
export function mediaTypes(content: Located | null): readonly Media[] {
  if (content === null || !isMap(content.node)) return [];
  const found: Media[] = [];
  for (const name of content.node.entries.keys()) {
    const at = childAt(content, name);
    const [type = ''] = name.split(';');
    if (at !== null) found.push({ type: name, json: JSON_TYPE.test(type.trim()), at });
  }
  return found.toSorted((a, b) => rank(a) - rank(b));
}

function rank(media: Media): number {
  if (media.json) return media.type.includes('*') ? 1 : 0;
  return FORM_TYPE.test(media.type.split(';')[0]?.trim() ?? '') ? 2 : 3;
}

/** The schema of a media type; without one every value fits. */
export function mediaSchema(loading: Loading, media: Media): Schema {
  const at = childAt(media.at, 'schema');
  return at === null ? ANYTHING : loading.schemas.read(at);
}
