// Decides which rules cut a request short while it is being made up: those that must be true by then for what is wanted, and the one that must not.

import type { Operation, Requirement } from '../../contract/contract.ts';
import type { Expression } from '../../contract/expression.ts';
import { conjuncts } from '../../contract/rules-of.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { inlined } from '../../explore/inlined.ts';
import { isKnown, type Outline } from '../../explore/outline.ts';
import { type PartText, partsRead } from '../../explore/reads.ts';
import type { Wanted } from './drawing.ts';

/** A rule that can be evaluated once the leaves before it are chosen. */
export interface Gate {
  readonly rule: Expression;
  /** Whether the rule must be true, or must be anything else. */
  readonly isTrue: boolean;
}

/** Gates by the number of leaves that are chosen: those of place 0 read no part of the request. Rules that read the clock gate too: it is known. */
export type Gates = readonly (readonly Gate[])[];

const gatesByWanted = new WeakMap<Outline, Map<string, Gates>>();

/** Worked out once for each thing that is wanted of an operation. */
export function gatesFor(operation: Operation, outline: Outline, wanted: Wanted): Gates {
  const known = gatesByWanted.get(outline) ?? new Map<string, Gates>();
  gatesByWanted.set(outline, known);
  const name = wanted.kind === 'success' ? '' : wanted.cause;
  const before = known.get(name);
  if (before !== undefined) return before;
  const gates = makeGates(operation, outline, wanted);
  known.set(name, gates);
  return gates;
}

function makeGates(operation: Operation, { leaves }: Outline, wanted: Wanted): Gates {
  const parts = leaves.map(({ part }) => part);
  const rules = gatingRules(operation, wanted);
  return Array.from({ length: leaves.length + 1 }, (_, count) =>
    rules.filter(({ rule }) => firstPlace(rule, parts) === count).map(({ rule, isTrue }) => ({ rule, isTrue })),
  );
}

/** Leaves that must be chosen before the rule has a value for sure; more than there are, if it never has before the whole request is there. */
function firstPlace(rule: Expression, parts: readonly PartText[]): number {
  const reads = [...partsRead(rule)];
  for (let count = 0; count <= parts.length; count += 1) {
    const chosen = parts.slice(0, count);
    if (reads.every((read) => isKnown(read, chosen, parts))) return count;
  }
  return parts.length + 1;
}

/** Requirements are decided in order: what comes after the one that is to refuse does not matter. */
function gatingRules(operation: Operation, wanted: Wanted): readonly Gate[] {
  const refusing = wanted.kind === 'refused' ? operation.preconditions.findIndex(({ id }) => id === wanted.cause) : -1;
  if (wanted.kind === 'refused' && isBeforeRules(operation, wanted.cause)) return [];
  const needed = refusing < 0 ? operation.preconditions : operation.preconditions.slice(0, refusing);
  const gates = needed.flatMap((requirement) => conjunctsOf(requirement).map((rule) => ({ rule, isTrue: true })));
  const target = operation.preconditions[refusing];
  return target === undefined ? gates : [...gates, { rule: inlined(target.rule.expression), isTrue: false }];
}

function conjunctsOf({ rule }: Requirement): readonly Expression[] {
  return conjuncts(inlined(rule.expression)).filter((part) => subexpressions(part).length > 0);
}

function isBeforeRules({ id }: Operation, cause: string): boolean {
  return cause === `${id}/schema` || cause === `${id}/security`;
}
