// Decides what Google says of its operations: the last word of the operationId, which its design guide (AIP-121 and following) gives meanings.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

/** Verbs with an object (`queryAccessibleData`, `createPolicy`) count as the verb with a dash. */
const COMPOUND = /^(batch|create|insert|update|patch|search|query|find|lookup|suggest)(?=.)/i;

function word({ operationId }: PlainOperation): string | null {
  const last = operationId?.includes('.') ? (operationId.split('.').at(-1) ?? null) : null;
  if (last === null || KNOWN.has(last.toLowerCase())) return last;
  const verb = COMPOUND.exec(last)?.[1];
  return verb === undefined ? last : `${verb}-`;
}

/** Compounds with a row of their own. */
const KNOWN = new Set(['batchget', 'batchcreate', 'batchupdate', 'batchdelete']);

export const GOOGLE: LabelSource = {
  name: 'google',
  origin: 'operationId, last word',
  word,
  rows: [
    {
      words: ['get'],
      methods: ['get', 'head'],
      item: ['read', 'singleton-read'],
      rest: ['singleton-read', 'read', 'computed'],
      why: 'AIP-131, and AIP-156 for singletons; `{name}` stands for several segments, so its end does not tell the two apart.',
    },
    { words: ['list', 'aggregatedlist'], methods: ['get'], kinds: ['list'], why: 'AIP-132; aggregated lists go over all zones.' },
    { words: ['search'], kinds: ['search', 'list'], why: 'AIP-136: a list by another name; some are at `:search`, some at `/search`.' },
    { words: ['create', 'insert'], methods: ['post'], kinds: ['create'], why: 'AIP-133; insert is the older word.' },
    { words: ['create', 'insert'], methods: ['put'], kinds: ['create', 'upsert'], why: 'The client names the key; PUT may overwrite.' },
    { words: ['patch'], methods: ['patch'], item: ['update'], rest: ['update', 'singleton-write'], why: 'AIP-134.' },
    {
      words: ['update'],
      methods: ['put'],
      item: ['update', 'replace', 'upsert'],
      rest: ['update', 'replace', 'upsert', 'singleton-write'],
      why: 'PUT replaces; the verb says update, and some take a key that is new.',
    },
    { words: ['update'], methods: ['patch', 'post'], item: ['update'], rest: ['update', 'singleton-write'], why: 'AIP-134.' },
    { words: ['delete'], methods: ['delete'], item: ['delete'], rest: ['delete', 'singleton-write'], why: 'AIP-135.' },
    { words: ['delete'], methods: ['post'], kinds: ['delete', 'action', 'batch'], why: 'A removal that is written as a deed.' },
    {
      words: ['batchdelete'],
      kinds: ['batch', 'bulk-delete'],
      why: 'AIP-235: those named in the body.',
    },
    { words: ['batchget'], kinds: ['batch', 'list', 'computed'], why: 'AIP-231: a read of several; a list by keys.' },
    { words: ['batchcreate', 'batchupdate', 'custombatch'], kinds: ['batch'], why: 'AIP-233 and 234.' },
    {
      words: ['getiampolicy'],
      kinds: ['singleton-read', 'computed', 'action'],
      why: 'A part of the resource, by GET or by `:getIamPolicy`.',
    },
    {
      words: ['setiampolicy', 'setlabels'],
      kinds: ['singleton-write', 'update', 'action'],
      why: 'Writes a part of the resource, by a custom method.',
    },
    { words: ['testiampermissions'], kinds: ['computed', 'action'], why: 'Reckons, and changes nothing.' },
    { words: ['watch'], kinds: ['watch', 'action', 'create'], why: 'Opens a channel of notifications: also a deed, also a new channel.' },
    {
      words: ['upload', 'import', 'copy', 'clone', 'generate', 'submit', 'register', 'enroll', 'run', 'start'],
      methods: ['post'],
      kinds: ['action', 'create', 'computed'],
      why: 'A deed (AIP-136) that usually makes something.',
    },
    { words: ['batch-'], methods: ['post'], kinds: ['batch', 'action', 'computed'], why: 'Several at once, by other verbs.' },
    { words: ['create-', 'insert-'], methods: ['post'], kinds: ['create', 'action'], why: 'Makes something, by a custom method.' },
    {
      words: ['update-', 'patch-'],
      methods: ['post'],
      kinds: ['update', 'action', 'singleton-write'],
      why: 'Changes something, by a custom method.',
    },
    {
      words: ['search-', 'query-', 'find-', 'lookup-', 'suggest-', 'suggest'],
      methods: ['post'],
      kinds: ['search', 'action', 'computed'],
      why: 'A question put by POST.',
    },
    {
      words: ['query', 'lookup', 'find', 'validate', 'complete', 'predict'],
      methods: ['post'],
      kinds: ['action', 'computed', 'search'],
      why: 'A question put by POST.',
    },
    {
      words: ['list', 'get'],
      methods: ['post'],
      kinds: ['list', 'search', 'read', 'singleton-read', 'computed', 'action'],
      why: 'A read by POST; the document shows a custom method.',
    },
    { words: ['*'], methods: ['post'], kinds: ['action', 'computed', 'batch'], why: 'AIP-136: any other verb is a custom method.' },
  ],
};
