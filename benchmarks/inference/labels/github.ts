// Decides what GitHub says of its operations: the first word of the operationId after the slash, which names its clients' methods.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

function word({ operationId }: PlainOperation): string | null {
  const [category, name] = operationId?.split('/') ?? [];
  if (name === undefined) return null;
  if (category === 'search') return 'search';
  if (name.startsWith('create-or-update')) return 'create-or-update';
  if (/^(get|remove|delete)-all-/.test(name)) return `${name.split('-')[0]}-all`;
  return name.split('-')[0] ?? null;
}

export const GITHUB: LabelSource = {
  name: 'github',
  origin: 'operationId, first word after `/`',
  word,
  rows: [
    { words: ['list'], methods: ['get'], kinds: ['list'], why: 'Lists.' },
    {
      words: ['get-all'],
      methods: ['get'],
      kinds: ['list', 'singleton-read'],
      why: 'Some are a property of one record (topics), read whole.',
    },
    { words: ['search'], kinds: ['search', 'list'], why: 'Its own category; a search is a list with a question.' },
    {
      words: ['get'],
      methods: ['get'],
      item: ['read', 'computed'],
      rest: ['singleton-read', 'computed', 'read'],
      lists: ['list'],
      why: 'By key, or reckoned from what the path names (comparisons); elsewhere a singleton or a statistic. Some are lists that are called get.',
    },
    {
      words: ['check'],
      methods: ['get'],
      kinds: ['membership', 'singleton-read', 'read', 'computed'],
      why: '204 or 404: is it in the set.',
    },
    { words: ['download'], methods: ['get'], kinds: ['singleton-read', 'computed', 'read'], why: 'Bytes that belong to a record.' },
    { words: ['create'], methods: ['post'], kinds: ['create'], why: 'POST to a collection.' },
    {
      words: ['create', 'create-or-update'],
      methods: ['put'],
      item: ['upsert', 'create'],
      rest: ['upsert', 'create', 'singleton-write'],
      why: 'PUT by a name of the client, or to something that hangs there once.',
    },
    {
      words: ['update'],
      methods: ['put'],
      item: ['replace', 'update', 'upsert'],
      rest: ['singleton-write', 'update', 'action'],
      why: 'PUT under the word update; a few (`update-branch`) are deeds.',
    },
    { words: ['update'], methods: ['patch'], item: ['update'], rest: ['update', 'singleton-write'], why: 'Merges.' },
    {
      words: ['delete'],
      methods: ['delete'],
      item: ['delete'],
      rest: ['delete', 'singleton-write', 'membership'],
      why: 'Without a key the one thing that hangs there.',
    },
    {
      words: ['remove-all', 'delete-all'],
      methods: ['delete'],
      kinds: ['bulk-delete', 'membership', 'singleton-write'],
      why: 'Empties a collection, or a set on a record.',
    },
    {
      words: ['remove'],
      methods: ['delete'],
      item: ['membership', 'delete'],
      rest: ['membership', 'delete', 'singleton-write'],
      lists: ['bulk-delete'],
      why: 'Takes out of a set; which is a delete where the set has records of its own.',
    },
    {
      words: ['add', 'set'],
      methods: ['put'],
      item: ['membership', 'upsert'],
      rest: ['membership', 'singleton-write', 'batch'],
      why: 'Puts into a set, or sets it as a whole.',
    },
    {
      words: ['add'],
      methods: ['post'],
      kinds: ['create', 'membership', 'batch', 'action'],
      why: 'Adds one or several; the word does not say to records or to a set.',
    },
    {
      words: ['set'],
      methods: ['post', 'patch'],
      kinds: ['singleton-write', 'create', 'update', 'action', 'membership'],
      why: 'Writes a setting.',
    },
    {
      words: [
        'star',
        'follow',
        'block',
        'enable',
        'suspend',
        'lock',
        'unstar',
        'unfollow',
        'unblock',
        'disable',
        'unsuspend',
        'unlock',
        'convert',
      ],
      methods: ['put', 'delete'],
      item: ['membership', 'upsert', 'action'],
      rest: ['membership', 'singleton-write', 'delete', 'action'],
      why: 'A mark that is on or off, whether it is seen as a relation, as a setting, or as one thing that is there or not.',
    },
    {
      words: ['fork', 'upload', 'start', 'request', 'submit'],
      methods: ['post', 'put'],
      kinds: ['create', 'action', 'membership'],
      why: 'A deed that makes a record; which of the two, the word does not say.',
    },
    { words: ['*'], methods: ['post'], kinds: ['action', 'computed'], why: 'Rerun, cancel, merge, ping, render.' },
  ],
};
