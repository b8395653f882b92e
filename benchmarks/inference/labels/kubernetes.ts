// Decides what Kubernetes says of its operations: `x-kubernetes-action`, which its own generators read.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

/** `…/pods/{name}/status` belongs to one object and is no collection; the extension does not tell it apart, but the path convention does. */
function word({ node, path }: PlainOperation): string | null {
  const action = node['x-kubernetes-action'];
  if (typeof action !== 'string') return null;
  return /\{name\}\/[^{]/.test(path) ? `${action} of a part` : action;
}

export const KUBERNETES: LabelSource = {
  name: 'kubernetes',
  origin: '`x-kubernetes-action`',
  word,
  rows: [
    { words: ['get'], kinds: ['read'], why: 'One object by its name.' },
    { words: ['get of a part'], kinds: ['singleton-read', 'computed'], why: 'Status, scale and log of one object; a log is no record.' },
    { words: ['list'], kinds: ['list'], why: 'Lists in one namespace and over all of them.' },
    { words: ['post'], kinds: ['create'], why: 'Objects are created by POST to their collection.' },
    {
      words: ['post of a part'],
      kinds: ['create', 'action'],
      why: 'Bindings, evictions and tokens: an object by its schema, a deed by what it does. Nothing tells which.',
    },
    { words: ['put'], kinds: ['replace', 'upsert'], why: 'Replaces; some kinds are created by it, which the documented 201 says for all.' },
    {
      words: ['put of a part', 'patch of a part'],
      kinds: ['singleton-write', 'update'],
      why: 'Writes a part, which is also an update of the whole.',
    },
    { words: ['patch'], kinds: ['update'], why: 'Merges into one object.' },
    { words: ['delete'], kinds: ['delete'], why: 'One object.' },
    { words: ['deletecollection'], kinds: ['bulk-delete'], why: 'All that a selector fits.' },
    {
      words: ['connect', 'connect of a part'],
      kinds: ['action', 'computed', 'session', 'opaque'],
      why: 'A tunnel to what runs in a container: no state of the API is read or written, so no kind of resource access is right.',
    },
    { words: ['watch', 'watchlist', 'watch of a part'], kinds: ['watch'], why: 'A stream of changes.' },
  ],
};
