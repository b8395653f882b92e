// Decides what a label is: a word that the document says of an operation, the kinds that this word permits, and why.

import type { Kind } from '../facts.ts';
import { endsInParameter, mayAnswerWithList, type Plain, type PlainOperation } from '../openapi.ts';

/**
 * One judgement. `kinds` are right wherever the operation is; `item` and `rest` are right only where the path ends in a parameter or does
 * not; `lists` are right too where it does not, and the GET of the same path may answer with a list, whatever the word is. `methods` restricts
 * the row to some methods: rows are read in order and the first that fits decides.
 */
export interface Row {
  readonly words: readonly string[];
  readonly methods?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly item?: readonly Kind[];
  readonly rest?: readonly Kind[];
  readonly lists?: readonly Kind[];
  /** Why these kinds and no others. */
  readonly why: string;
}

/** What a document says of an operation, or why it says nothing that could be scored. */
export type Label =
  | { readonly kind: 'label'; readonly word: string; readonly permits: readonly Kind[] }
  | { readonly kind: 'excluded'; readonly reason: string };

export interface LabelSource {
  readonly name: string;
  /** Where the labels come from, for the report. */
  readonly origin: string;
  /** The word that stands at the operation, in the vendor's own terms, or null if none does. */
  readonly word: (operation: PlainOperation, document: Plain) => string | null;
  readonly rows: readonly Row[];
}

/** Words are compared without regard to case. */
export function labelOf(source: LabelSource, operation: PlainOperation, document: Plain): Label {
  const word = source.word(operation, document);
  if (word === null) return { kind: 'excluded', reason: 'no label' };
  const row = source.rows.find(
    ({ words, methods }) => (words.includes(word.toLowerCase()) || words.includes('*')) && (methods?.includes(operation.method) ?? true),
  );
  if (!row) return { kind: 'excluded', reason: `${operation.method} ${word}` };
  const permits = endsInParameter(operation.path) ? (row.kinds ?? row.item ?? []) : elsewhere(row, operation, document);
  if (permits.length === 0) return { kind: 'excluded', reason: `${operation.method} ${word}` };
  return {
    kind: 'label',
    word: row.words.includes('*') ? 'other verbs' : word.toLowerCase(),
    permits: [...permits, ...anywhere(source, operation, word)],
  };
}

function elsewhere({ kinds, rest, lists }: Row, { item }: PlainOperation, document: Plain): readonly Kind[] {
  return [...(kinds ?? rest ?? []), ...(lists && mayAnswerWithList(document, item) ? lists : [])];
}

/**
 * What is right under any word: a write of many at once is a batch, whatever is done to each; and where the path is the name of a procedure
 * (`POST /users.delete`), to say that nothing is known is an answer too.
 */
function anywhere({ name }: LabelSource, { method, path }: PlainOperation, word: string): readonly Kind[] {
  if (method === 'get' || method === 'head') return [];
  const last = path.split('/').at(-1)?.toLowerCase() ?? '';
  const isProcedure = name === 'others' && method === 'post' && !last.includes('{') && last.includes(word.toLowerCase());
  return [...(/batch|bulk/i.test(path) ? ['batch' as const] : []), ...(isProcedure ? ['opaque' as const] : [])];
}
