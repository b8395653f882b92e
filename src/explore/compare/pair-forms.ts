// Decides which requests two operations are compared on: those that the accepting one declares, with what is optional sent or not where either can tell.

import type { Operation } from '../../contract/contract.ts';
import type { Schemas } from '../../contract/schema.ts';
import type { CallForm, CallSlot } from '../../symbolic/free-step/free-step.ts';
import { credentialsRead } from '../credentials.ts';
import type { Forms } from '../forms.ts';
import type { OpenPart } from '../open-part.ts';
import { readsOf } from '../reads.ts';
import { sameSchema } from './same-schema.ts';

/** Optional parts of which every combination is a form of its own. */
const MAX_OPTIONAL = 4;

/** An operation, and the names that its schemas refer to. */
export interface Declared {
  readonly operation: Operation;
  readonly schemas: Schemas;
}

type DeclaredSlot = CallSlot & { readonly required: boolean };

/** Forms of calls of the accepting operation. What neither reads and both declare alike is left out where it is optional. */
export function pairForms(accepting: Declared, other: Declared): Forms {
  const { operation } = accepting;
  const theirs = new Map(slotsOf(other.operation).map((slot) => [textOf(slot), slot]));
  const isAlike = (slot: DeclaredSlot): boolean => {
    const partner = theirs.get(textOf(slot));
    if (partner === undefined || partner.required !== slot.required) return false;
    return sameSchema({ schema: slot.schema, schemas: accepting.schemas }, { schema: partner.schema, schemas: other.schemas });
  };
  const isRead = (slot: DeclaredSlot): boolean => [operation, other.operation].some((one) => readsOf(one).isRead(textOf(slot)));
  const all = slotsOf(operation);
  const always = all.filter(({ required }) => required);
  const telling = all.filter((slot) => !slot.required && (isRead(slot) || !isAlike(slot)));
  const open: readonly OpenPart[] = [
    ...credentialsRead(operation),
    ...credentialsRead(other.operation),
    ...telling.slice(MAX_OPTIONAL).map((slot) => ({ operationId: operation.id, part: textOf(slot) })),
  ];
  const { alternatives, untold } = alternativesOf(accepting, other);
  const forms = subsets(telling.slice(0, MAX_OPTIONAL)).flatMap((sent) =>
    alternatives.map((security): CallForm => ({ operation: { ...operation, security }, slots: [...always, ...sent].map(slotOnly) })),
  );
  return { forms, open: [...open, ...untold] };
}

/** Ways of giving credentials of which every one is a form of its own. */
const MAX_ALTERNATIVES = 4;

/** The credentials that are sent: all that the operation names where the other asks for the same, else those of one alternative, each in turn. */
function alternativesOf(
  { operation }: Declared,
  other: Declared,
): { readonly alternatives: readonly Operation['security'][]; readonly untold: readonly OpenPart[] } {
  const { id, security } = operation;
  if (security.length < 2 || securityText(security) === securityText(other.operation.security))
    return { alternatives: [security], untold: [] };
  const untold = security
    .slice(MAX_ALTERNATIVES)
    .map((schemes) => ({ operationId: id, part: schemes.map(({ name }) => name).join(' and ') }));
  return { alternatives: security.slice(0, MAX_ALTERNATIVES).map((schemes) => [schemes]), untold };
}

function securityText(security: Operation['security']): string {
  const alternatives = security.map((schemes) => schemes.map(({ in: part, parameter }) => `${part} ${parameter.toLowerCase()}`).toSorted());
  return JSON.stringify(alternatives.map((schemes) => JSON.stringify(schemes)).toSorted());
}

function slotsOf({ parameters, body }: Operation): readonly DeclaredSlot[] {
  const declared = parameters.map(({ in: part, name, schema, required }): DeclaredSlot => ({ in: part, name, schema, required }));
  return body === null ? declared : [...declared, { in: 'body', name: '', schema: body.schema, required: body.required }];
}

function slotOnly({ in: part, name, schema }: DeclaredSlot): CallSlot {
  return { in: part, name, schema };
}

function textOf({ in: part, name }: CallSlot): string {
  if (part === 'body') return 'body';
  return `${part}.${part === 'header' ? name.toLowerCase() : name}`;
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((subset) => [subset, [first, ...subset]]);
}
