// Decides what Azure says of its operations: the verb after the underscore of the operationId, as its guidelines for generated clients ask.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

const VERB =
  /^(CreateOrUpdate|CreateOrReplace|Create|List|GetEntityTag|GetAll|Get|Update|Delete|Patch|Put|Replace|Set|Add|Remove|CheckExistence|CheckEntityExists|Head|Exists)(?=[A-Z]|$)/i;
const OTHER = /^[A-Z][a-z]+/;

/** `Servers_ListByResourceGroup` is a list; a verb that is not in the table is named `other`. */
function word({ operationId }: PlainOperation): string | null {
  if (!operationId?.includes('_')) return null;
  const rest = operationId.split('_').at(-1) ?? '';
  return VERB.exec(rest)?.[1] ?? OTHER.exec(rest)?.[0] ?? null;
}

export const AZURE: LabelSource = {
  name: 'azure',
  origin: 'operationId, verb after `_`',
  word,
  rows: [
    {
      words: ['get'],
      methods: ['get'],
      item: ['read'],
      rest: ['singleton-read', 'read', 'computed'],
      lists: ['list'],
      why: 'By key; elsewhere a singleton, a record under a fixed name, or a report. Some are lists that are called Get.',
    },
    {
      words: ['get', 'list'],
      methods: ['post'],
      kinds: ['action', 'computed', 'singleton-read', 'list', 'search'],
      why: 'Secrets are read by POST (`listKeys`).',
    },
    { words: ['list', 'getall'], methods: ['get'], kinds: ['list'], why: 'By any scope.' },
    {
      words: ['getentitytag', 'checkexistence', 'checkentityexists', 'head', 'exists', 'get'],
      methods: ['head'],
      kinds: ['read', 'singleton-read', 'membership'],
      why: 'Whether it is there: the status of a read; of a relation, membership.',
    },
    {
      words: ['createorupdate', 'createorreplace', 'put'],
      methods: ['put'],
      item: ['upsert', 'membership'],
      rest: ['upsert', 'singleton-write', 'membership'],
      why: 'PUT by a name of the client: made, or replaced where it is there. Relations (`ProductApi_CreateOrUpdate`) are memberships.',
    },
    {
      words: ['create', 'add'],
      methods: ['put'],
      item: ['upsert', 'create', 'membership'],
      rest: ['upsert', 'create', 'singleton-write', 'membership'],
      why: 'The word says made, PUT says that an old one is replaced; no existing record is asked for.',
    },
    {
      words: ['set', 'replace'],
      methods: ['put'],
      item: ['upsert', 'replace', 'membership'],
      rest: ['upsert', 'replace', 'singleton-write', 'membership'],
      why: 'Set as a whole; whether it has to be there the words do not say.',
    },
    {
      words: ['createorupdate', 'create', 'add'],
      methods: ['post'],
      item: ['create', 'update', 'action'],
      rest: ['create'],
      why: 'POST to a collection; at an item it starts something that goes by the name of it.',
    },
    {
      words: ['update', 'patch', 'createorupdate'],
      methods: ['patch'],
      item: ['update'],
      rest: ['update', 'singleton-write'],
      why: 'Merges.',
    },
    {
      words: ['update'],
      methods: ['put'],
      item: ['update', 'replace', 'upsert'],
      rest: ['update', 'replace', 'upsert', 'singleton-write'],
      why: 'PUT under the word update: the two words differ, both count.',
    },
    {
      words: ['update', 'set'],
      methods: ['post'],
      kinds: ['update', 'action', 'singleton-write'],
      why: 'Changes something, written as a deed.',
    },
    {
      words: ['delete', 'remove'],
      methods: ['delete'],
      item: ['delete', 'membership'],
      rest: ['delete', 'singleton-write', 'membership'],
      lists: ['bulk-delete'],
      why: 'By key, or out of a relation; without a key the one thing that hangs there, or what query or body name.',
    },
    {
      words: ['delete', 'remove'],
      methods: ['post'],
      kinds: ['action', 'delete', 'batch', 'bulk-delete'],
      why: 'A removal that is written as a deed.',
    },
    {
      words: ['*'],
      methods: ['post'],
      kinds: ['action', 'computed', 'search', 'batch'],
      why: 'Start, Stop, RegenerateKey, CheckNameAvailability, Query.',
    },
  ],
};
