// Decides what Twilio says of its operations: the verb that each operationId starts with, five in all.

import type { LabelSource } from './table.ts';

export const TWILIO: LabelSource = {
  name: 'twilio',
  origin: 'operationId verb',
  word: ({ operationId }) => /^(Create|Fetch|List|Update|Delete)/.exec(operationId ?? '')?.[1] ?? null,
  rows: [
    {
      words: ['fetch'],
      item: ['read'],
      rest: ['singleton-read', 'computed'],
      why: 'By key, or the one thing that hangs there (balance, settings); whether that is stored or reckoned the verb does not say.',
    },
    { words: ['list'], kinds: ['list'], why: 'Also lists that are searches by their parameters; the path decides between the two words.' },
    { words: ['create'], kinds: ['create'], why: 'POST to a collection.' },
    {
      words: ['update'],
      item: ['update'],
      rest: ['singleton-write', 'update'],
      why: 'POST to an item, or to the one thing that hangs there.',
    },
    {
      words: ['delete'],
      item: ['delete'],
      rest: ['delete', 'singleton-write'],
      why: 'Without a key it removes the one thing that hangs there.',
    },
  ],
};
