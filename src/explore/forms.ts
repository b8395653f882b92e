// Decides which forms of calls a symbolic search chooses from: what is optional is sent or left out where a rule can tell the difference.

import type { Contract, Operation } from '../contract/contract.ts';
import type { CallForm, CallSlot } from '../symbolic/free-step/free-step.ts';
import { credentialsRead } from './credentials.ts';
import type { OpenPart } from './open-part.ts';
import { readsOf } from './reads.ts';

/** Optional parts of one operation of which every combination is a form of its own. */
const MAX_OPTIONAL = 4;

/** Forms, and what no form tells all of although a rule reads it: optional parts that none sends, credentials. */
export interface Forms {
  readonly forms: readonly CallForm[];
  readonly open: readonly OpenPart[];
}

/** The forms of calls of all operations. Optional parts that no rule reads are left out: they change nothing. */
export function formsOf(contract: Contract): Forms {
  const forms: CallForm[] = [];
  const open: OpenPart[] = [];
  for (const operation of contract.operations.values()) {
    const { isRead } = readsOf(operation);
    const textOf = ({ in: part, name }: CallSlot): string => (part === 'body' ? 'body' : `${part}.${name}`);
    const { always, optional } = slotsOf(operation);
    const telling = optional.filter((slot) => isRead(textOf(slot)));
    open.push(...credentialsRead(operation));
    open.push(...telling.slice(MAX_OPTIONAL).map((slot) => ({ operationId: operation.id, part: textOf(slot) })));
    for (const sent of subsets(telling.slice(0, MAX_OPTIONAL))) forms.push({ operation, slots: [...always, ...sent] });
  }
  return { forms, open };
}

function slotsOf({ parameters, body }: Operation): { readonly always: readonly CallSlot[]; readonly optional: readonly CallSlot[] } {
  const all = [...parameters, ...(body === null ? [] : [{ in: 'body', name: '', required: body.required, schema: body.schema } as const])];
  const slots = (required: boolean): readonly CallSlot[] =>
    all.filter((slot) => slot.required === required).map(({ in: part, name, schema }) => ({ in: part, name, schema }));
  return { always: slots(true), optional: slots(false) };
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((subset) => [subset, [first, ...subset]]);
}
