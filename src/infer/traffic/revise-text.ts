// Decides what traffic changes about the text of one operation in the overlay: statuses, what must be unique, and lines about what was withdrawn.

import type { ClaimEvidence, CollectionFact, OperationFact } from '../inference.ts';
import { bodyText, member } from '../overlay/expressions.ts';
import type { OperationText, Precondition, TemplateInput } from '../overlay/operation-text.ts';

/** What the templates work with, without records that need not be there. */
export function withoutWithdrawn(input: TemplateInput): TemplateInput {
  const gone = withdrawn(input.fact.traffic?.claims ?? []);
  const needed = (name: string): boolean => !gone.some(({ claim, collection }) => claim === 'requires' && collection === name);
  return {
    ...input,
    along: input.along.filter(({ plan }) => needed(plan.collection.name)),
    existenceOnly: input.existenceOnly || gone.some(({ claim }) => claim === 'creates' || claim === 'deletes'),
  };
}

export function reviseText(text: OperationText, input: TemplateInput): OperationText {
  const { traffic } = input.fact;
  if (traffic === undefined) return text;
  const { success } = traffic;
  const response: OperationText['response'] =
    success === null ? text.response : [['status', String(success)], ...text.response.filter(([name]) => name !== 'status')];
  return { ...text, preconditions: [...text.preconditions, ...uniqueRules(input)], response };
}

/** No two records have the same value of a property. */
function uniqueRules({ fact, own, operation, shapes, existenceOnly, policy }: TemplateInput): readonly Precondition[] {
  const unique = fact.traffic?.unique ?? [];
  if (own === null || own.plan.form !== 'record' || existenceOnly || unique.length === 0) return [];
  const { name, main, record } = own.plan.collection;
  const body = bodyText(shapes, operation, main.name);
  if (body === null) return [];
  return unique.flatMap((property) => {
    const sent = body.shape.properties.get(property);
    const kept = record?.properties.get(property);
    if (sent === undefined || kept === undefined) return [];
    const value = member(body.text, property);
    const other = `${name}[r]`;
    const same = `${kept.required ? '' : `has(${member(other, property)}) && `}${member(other, property)} == ${value}`;
    const guards = [...(body.certain ? [] : [body.guard]), ...(sent.required ? [] : [`has(${value})`])];
    const rule = `!${name}.exists(r, ${same})`;
    const { status } = policy.refusalOf(operation, 'duplicate');
    return [
      {
        rule: guards.length === 0 ? rule : `!(${guards.join(' && ')}) || ${rule}`,
        status,
        message: `there is one with this ${property} already`,
      },
    ];
  });
}

/** Lines about what was left out, and why. */
export function notesOf({ traffic }: OperationFact | CollectionFact): readonly string[] {
  return withdrawn(traffic?.claims ?? []).map((claim) => `withdrawn: ${claimText(claim)}`);
}

function withdrawn(claims: readonly ClaimEvidence[]): readonly ClaimEvidence[] {
  return claims.filter((claim) => claim.withdrawn);
}

/** A claim in words, with what was counted. */
export function claimText({
  claim,
  collection,
  property,
  confirmed,
  contradicted,
  requests,
  confidence,
  withdrawn: gone,
}: ClaimEvidence): string {
  const said = {
    requires: `needs a record of ${collection}`,
    creates: `makes a record of ${collection}`,
    deletes: `removes from ${collection}`,
    key: `the key of ${collection}`,
    reference: `${property ?? ''} refers to another record`,
  }[claim];
  const counts = [
    ...(confirmed > 0 ? [`confirmed ${confirmed}×`] : []),
    ...(contradicted > 0 ? [`contradicted ${contradicted}×`] : []),
  ].join(', ');
  return `${said}: ${counts} (${cited(requests)})${gone ? `, now ${confidence.toFixed(2)}` : ''}`;
}

/** `a #1, a #2, b #1` as `a #1 #2, b #1`. */
function cited(requests: readonly string[]): string {
  const numbers = new Map<string, string[]>();
  for (const request of requests) {
    const cut = request.lastIndexOf(' ');
    const name = request.slice(0, cut);
    numbers.set(name, [...(numbers.get(name) ?? []), request.slice(cut + 1)]);
  }
  return [...numbers].map(([name, list]) => `${name} ${list.join(' ')}`).join(', ');
}
