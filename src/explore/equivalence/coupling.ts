// Decides when one run can be told beside another: whether what the server chose in a run of one trajectory can be chosen in the other as well.

import { keyText } from '../../symbolic/collection/key.ts';
import { differsFromAll } from '../../symbolic/effects/fresh-keys.ts';
import { equalSymbolic } from '../../symbolic/equality.ts';
import type { MadeKey } from '../../symbolic/execution.ts';
import type { Term } from '../../symbolic/term.ts';
import { indexOf, type Lane } from './lane.ts';

/** Where a run of one lane has no run of the other beside it: `violation` can hold together with `assumed`. */
export interface Uncoupled {
  readonly violation: Term;
  readonly assumed: readonly Term[];
}

/**
 * Steps with one number choose alike. A value that may be chosen in one may be in the other, as the schema is that of the place; but a new
 * key has to be new in both, and they may have had different keys before. Keys that only `other` chooses, it chooses so that they suit:
 * new, and, where there are always more to choose from, none of those that both choose.
 */
export function uncoupled(of: Lane, other: Lane): Uncoupled {
  const { context } = of.execution;
  const { factory } = context;
  const violations: Term[] = [];
  const assumed: Term[] = [];
  const isCertain = (made: MadeKey): boolean => made.left === factory.true && of.reached[indexOf(of, made)] === factory.true;
  const certain = of.execution.madeKeys.filter(isCertain).flatMap((made) => newness(of, made));
  for (const made of other.execution.madeKeys) {
    const reaches = other.reached[indexOf(other, made)] ?? factory.true;
    const at = indexOf(of, made);
    const isShared = at < 0 ? factory.false : (of.reached[at] ?? factory.true);
    const twin = twinOf(of, made);
    const facts = newness(other, made);
    const given = new Set([...certain, ...(twin === null ? [] : newness(of, twin))]);
    const open = facts.filter((fact) => !given.has(fact));
    violations.push(factory.and([reaches, isShared, factory.not(factory.and(open))]));
    if (isShared === factory.true) continue;
    const isFree = factory.and([reaches, factory.not(isShared)]);
    assumed.push(factory.implies(isFree, factory.and(facts)));
    if (made.left === factory.true) assumed.push(factory.implies(isFree, factory.and(avoiding(of, other, made))));
    else violations.push(factory.and([isFree, factory.not(made.left)]));
  }
  return { violation: factory.or(violations), assumed };
}

/** That the key is none that its collection had when it was chosen. */
function newness({ execution: { context } }: Lane, { collection, key }: MadeKey): readonly Term[] {
  return differsFromAll(context, collection, key);
}

function twinOf(lane: Lane, made: MadeKey): MadeKey | null {
  const name = made.collection.collection.name;
  const text = keyText(made.key);
  return (
    lane.execution.madeKeys.find(
      (other) => other.step === made.step && other.collection.collection.name === name && keyText(other.key) === text,
    ) ?? null
  );
}

/** The key is none of those of its collection that both lanes choose. */
function avoiding(of: Lane, other: Lane, made: MadeKey): readonly Term[] {
  const { context } = of.execution;
  const { name } = made.collection.collection;
  return other.execution.madeKeys
    .filter((key) => key !== made && key.collection.collection.name === name && indexOf(of, key) >= 0)
    .map((key) => context.factory.not(equalSymbolic(context, made.key, key.key)));
}
