// Decides what Microsoft Graph says of its operations: `x-ms-docs-operation-type`, and for plain operations the verb of the operationId.

import type { PlainOperation } from '../openapi.ts';
import type { LabelSource } from './table.ts';

const VERB = /\.(Get|List|Create|Update|Delete|Set)(Ref)?(?=[A-Z])[A-Za-z0-9]*(-[0-9a-f]{4})?$/;

/** Actions and functions of OData are declared as such. `$count`, `$value` and casts (`/microsoft.graph.user`) carry no type. */
function word({ node, operationId, path }: PlainOperation): string | null {
  const type = node['x-ms-docs-operation-type'];
  if (type === 'action' || type === 'function') return type;
  if (path.endsWith('/$count')) return '$count';
  if (type !== 'operation') return null;
  if (path.endsWith('/$value')) return null;
  const found = VERB.exec(operationId ?? '');
  return found ? `${found[1]}${path.endsWith('/$ref') ? 'Ref' : ''}` : null;
}

export const GRAPH: LabelSource = {
  name: 'graph',
  origin: '`x-ms-docs-operation-type`; operationId verb of operations',
  word,
  rows: [
    {
      words: ['action'],
      methods: ['post'],
      kinds: ['action', 'computed', 'batch'],
      why: 'OData actions may change anything; many only reckon.',
    },
    {
      words: ['function'],
      methods: ['get'],
      kinds: ['computed', 'list', 'search'],
      why: 'OData functions change nothing and are no resource; `delta()` lists.',
    },
    { words: ['$count'], kinds: ['computed', 'singleton-read'], why: 'A number, reckoned.' },
    { words: ['get'], item: ['read'], rest: ['singleton-read'], why: 'By key, or a navigation to one thing.' },
    { words: ['list'], kinds: ['list'], why: 'A collection, or a navigation to many.' },
    { words: ['listref'], kinds: ['list', 'membership'], why: 'The links of a relation.' },
    { words: ['getref'], kinds: ['singleton-read', 'read', 'membership'], why: 'The link of a relation to one.' },
    { words: ['create'], kinds: ['create'], why: 'POST to a collection.' },
    { words: ['createref'], kinds: ['membership', 'create'], why: 'A link is put into a relation.' },
    { words: ['update'], methods: ['patch'], item: ['update'], rest: ['singleton-write', 'update'], why: 'Merges.' },
    {
      words: ['update', 'set'],
      methods: ['put'],
      item: ['replace', 'upsert', 'update'],
      rest: ['singleton-write', 'replace', 'update'],
      why: 'Sets as a whole.',
    },
    { words: ['updateref', 'setref'], kinds: ['singleton-write', 'membership', 'replace'], why: 'Sets the link of a relation to one.' },
    { words: ['delete'], item: ['delete'], rest: ['delete', 'singleton-write'], why: 'By key, or the one thing that hangs there.' },
    { words: ['deleteref'], kinds: ['membership', 'delete', 'singleton-write'], why: 'A link is taken out of a relation.' },
  ],
};
