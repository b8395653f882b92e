// Decides what the operationIds of unrelated providers say: the first word, where it is one of a few whose meaning hardly varies.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

const VERB = /^(?:[A-Za-z0-9]+[._/:]){0,3}?(list|create|update|delete|search|read|retrieve|get|replace|fetch)(?=[A-Z_\-.]|$)/;
const PASCAL = /^(?:[A-Za-z0-9]+[._/])?(List|Create|Update|Delete|Search|Read|Retrieve|Get|Replace|Fetch)(?=[A-Z_]|$)/;

/** Procedure calls that go by fragment or query (`/#Action=`) and GET that writes are left out: there the verb is all there is. */
function word({ operationId, path }: PlainOperation): string | null {
  if (operationId === null || /[#?=]/.test(path)) return null;
  return (VERB.exec(operationId) ?? PASCAL.exec(operationId))?.[1] ?? null;
}

export const OTHERS: LabelSource = {
  name: 'others',
  origin: 'operationId, first word',
  word,
  rows: [
    { words: ['list'], methods: ['get'], kinds: ['list'], why: 'Lists.' },
    { words: ['search'], methods: ['get', 'post'], kinds: ['search', 'list'], why: 'A search is a list with a question.' },
    {
      words: ['get', 'read', 'retrieve', 'fetch'],
      methods: ['get'],
      item: ['read'],
      rest: ['singleton-read', 'computed', 'read'],
      lists: ['list', 'search'],
      why: 'By key; elsewhere one thing, reckoned or stored, or a list that is called get. The word does not say which, but the answer does.',
    },
    { words: ['create'], methods: ['post'], kinds: ['create'], why: 'POST to a collection.' },
    { words: ['create'], methods: ['put'], kinds: ['create', 'upsert', 'singleton-write'], why: 'PUT by a name of the client.' },
    {
      words: ['update', 'replace'],
      methods: ['put'],
      item: ['update', 'replace', 'upsert'],
      rest: ['update', 'replace', 'upsert', 'singleton-write'],
      why: 'PUT under the word update.',
    },
    { words: ['update'], methods: ['patch', 'post'], item: ['update'], rest: ['update', 'singleton-write'], why: 'Merges.' },
    {
      words: ['delete'],
      methods: ['delete'],
      item: ['delete', 'membership'],
      rest: ['delete', 'singleton-write', 'membership'],
      lists: ['bulk-delete'],
      why: 'By key, or what hangs there; a whole collection.',
    },
  ],
};
