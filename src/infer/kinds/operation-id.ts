// Decides what the verb of an operationId says about a kind: it breaks ties, and what it says against a conclusion is told.

import type { OperationKind } from '../inference.ts';
import { wordsOf } from '../view/words.ts';
import { conclude, type KindConclusion } from './rule.ts';
import type { Situation } from './situation.ts';

/** Kinds that a verb allows; the first is what it says where nothing else does. */
const VERBS: ReadonlyMap<string, readonly OperationKind[]> = new Map<string, readonly OperationKind[]>([
  ['list', ['list', 'search', 'read', 'singleton-read', 'computed']],
  ['create', ['create', 'upsert', 'membership', 'batch', 'action', 'singleton-write', 'session']],
  ['insert', ['create', 'upsert', 'batch', 'action']],
  ['add', ['create', 'upsert', 'membership', 'batch', 'action', 'singleton-write']],
  ['delete', ['delete', 'bulk-delete', 'membership', 'batch', 'action', 'session']],
  ['destroy', ['delete', 'bulk-delete', 'batch']],
  ['remove', ['delete', 'bulk-delete', 'membership', 'batch', 'action']],
  ['update', ['update', 'replace', 'singleton-write', 'upsert', 'batch', 'action', 'membership']],
  ['edit', ['update', 'replace', 'singleton-write', 'batch', 'action']],
  ['patch', ['update', 'singleton-write', 'batch', 'action']],
  ['search', ['search', 'list', 'read', 'singleton-read', 'computed']],
  ['find', ['search', 'list', 'read', 'singleton-read', 'computed']],
]);

/** A conclusion of less confidence gives way to an operationId that says something else. */
const TIE = 0.65;

export interface Weighed {
  readonly conclusion: KindConclusion;
  readonly rejected: readonly string[];
}

export function weighOperationId({ operation }: Situation, conclusion: KindConclusion): Weighed {
  const verb = wordsOf(operation.operationId ?? '').find((word) => VERBS.has(word));
  const allowed = verb === undefined ? undefined : VERBS.get(verb);
  const [says] = allowed ?? [];
  if (verb === undefined || allowed === undefined || says === undefined || agrees(conclusion, allowed)) return { conclusion, rejected: [] };
  const against = `the operationId has the verb '${verb}', for ${says}`;
  const readsOnly = says === 'list' || says === 'search';
  const reading = operation.method === 'get' || operation.method === 'head';
  if (conclusion.confidence >= TIE || readsOnly !== reading) return { conclusion, rejected: [against] };
  const rejected = [`${conclusion.kind} (${conclusion.confidence.toFixed(2)}): ${conclusion.evidence.join('; ')}`];
  return { conclusion: conclude(says, TIE, `the operationId has the verb '${verb}'`), rejected };
}

/** A command that may be anything gives way to any verb; other kinds only to verbs that do not allow them. */
function agrees({ kind, confidence }: KindConclusion, allowed: readonly OperationKind[]): boolean {
  if (kind === allowed[0]) return true;
  return allowed.includes(kind) && (confidence >= TIE || (kind !== 'action' && kind !== 'opaque'));
}
