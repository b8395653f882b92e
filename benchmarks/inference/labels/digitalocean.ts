// Decides what DigitalOcean says of its operations: the word after the first underscore of the operationId.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

/** `uptime_check_create` puts the noun first. */
function word({ operationId }: PlainOperation): string | null {
  const words = operationId?.split('_').slice(1) ?? [];
  return (['check', 'checks', 'alert'].includes(words[0] ?? '') && words[1] !== undefined ? words[1] : words[0]) ?? null;
}

export const DIGITALOCEAN: LabelSource = {
  name: 'digitalocean',
  origin: 'operationId, word after `_`',
  word,
  rows: [
    { words: ['list'], methods: ['get'], kinds: ['list'], why: 'Lists.' },
    {
      words: ['get'],
      methods: ['get'],
      item: ['read'],
      rest: ['singleton-read', 'computed'],
      lists: ['list'],
      why: 'By key; elsewhere a singleton or a metric. Some are lists that are called get.',
    },
    { words: ['create'], methods: ['post'], kinds: ['create'], why: 'POST to a collection.' },
    { words: ['add'], methods: ['post'], kinds: ['create', 'membership', 'batch'], why: 'Adds a record, or things to a set.' },
    {
      words: ['post'],
      methods: ['post'],
      kinds: ['action', 'create'],
      why: 'Actions on droplets and volumes: deeds that are kept as a log.',
    },
    {
      words: ['update'],
      methods: ['put', 'post'],
      item: ['update', 'replace', 'upsert'],
      rest: ['update', 'replace', 'singleton-write', 'action'],
      why: 'PUT under the word update; some to a command (`/resize`).',
    },
    { words: ['patch'], methods: ['patch'], item: ['update'], rest: ['update', 'singleton-write'], why: 'Merges.' },
    {
      words: ['delete', 'destroy'],
      methods: ['delete'],
      item: ['delete'],
      rest: ['delete', 'singleton-write', 'action'],
      lists: ['bulk-delete'],
      why: 'Without a key: several (`?tag_name=`), one that hangs there, or a deed (`destroy_with_associated_resources`).',
    },
    { words: ['assign'], methods: ['post'], kinds: ['membership', 'batch', 'action', 'create'], why: 'Puts things into a set.' },
    {
      words: ['remove', 'unassign'],
      methods: ['delete'],
      kinds: ['membership', 'delete', 'singleton-write'],
      lists: ['bulk-delete'],
      why: 'Takes things out of a set.',
    },
    { words: ['purge'], methods: ['delete'], kinds: ['bulk-delete', 'singleton-write', 'action'], why: 'Empties a cache.' },
    { words: ['validate'], methods: ['post'], kinds: ['computed', 'action'], why: 'Reckons.' },
    { words: ['run'], methods: ['post'], kinds: ['action', 'create'], why: 'A deed; its runs are records.' },
    { words: ['promote'], methods: ['put'], kinds: ['action'], why: 'A deed.' },
    { words: ['*'], methods: ['post'], kinds: ['action', 'computed', 'batch'], why: 'Cancel, upgrade, revert, reset.' },
  ],
};
