// Decides which parts of a request may decide how an operation ends: those that its requirements read, or the conditions of its effects. What is only written is free.

import type { Effect, Operation } from '../../contract/contract.ts';
import type { Expression } from '../../contract/expression.ts';
import { type PartText, partsRead } from '../../explore/reads.ts';

const known = new WeakMap<Operation, (part: PartText) => boolean>();

/** Whether the part, or something in it or around it, may decide. Worked out once for each operation. */
export function decisiveOf(operation: Operation): (part: PartText) => boolean {
  const before = known.get(operation);
  if (before !== undefined) return before;
  const read = new Set(decidingRules(operation).flatMap((rule) => [...partsRead(rule)]));
  const isDecisive = (part: PartText): boolean =>
    [...read].some((text) => text === part || text.startsWith(`${part}.`) || part.startsWith(`${text}.`) || part.startsWith(`${text}[]`));
  known.set(operation, isDecisive);
  return isDecisive;
}

function decidingRules({ preconditions, postconditions, effects }: Operation): readonly Expression[] {
  const requirements = [...preconditions, ...postconditions].map(({ rule }) => rule.expression);
  return [...requirements, ...effects.flatMap(decidingParts)];
}

function decidingParts(effect: Effect): readonly Expression[] {
  const when = effect.when === null ? [] : [effect.when.expression];
  switch (effect.kind) {
    case 'create':
      return effect.key === null ? when : [...when, effect.key.expression];
    case 'update':
    case 'delete':
      return [...when, ...effect.place.steps.flatMap((step) => (step.kind === 'key' ? [step.key] : []))];
    case 'forEach':
      return effect.where === null ? when : [...when, effect.where.expression];
    case 'assign':
      return when;
  }
}
