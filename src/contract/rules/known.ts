// Decides what can be known about an expression where it is evaluated, and how two sets of such facts are joined.

import type { Expression } from '../expression.ts';
import { expressionKey } from '../print.ts';

/** Something known about the expression under which it is filed. */
export type Fact =
  /** It is an object with the property. */
  | { readonly kind: 'has'; readonly name: string }
  /** Its property is one of the strings, or (not `equal`) none of them. */
  | { readonly kind: 'tag'; readonly name: string; readonly literals: readonly string[]; readonly equal: boolean }
  /** It is of a family of types (see `familyOf`), or (not `equal`) not of it. */
  | { readonly kind: 'family'; readonly family: string; readonly equal: boolean }
  /** It is there at all, as the body of a request need not be. */
  | { readonly kind: 'there' };

/** Facts by `expressionKey`. */
export type Facts = ReadonlyMap<string, readonly Fact[]>;

export const NO_FACTS: Facts = new Map();

/** A fact about an expression. */
export function factAbout(of: Expression, fact: Fact): Facts {
  return new Map([[expressionKey(of), [fact]]]);
}

/** What is known about an expression. */
export function factsAbout(facts: Facts, of: Expression): readonly Fact[] {
  return facts.size === 0 || !isSubject(of) ? [] : (facts.get(expressionKey(of)) ?? []);
}

// Facts are about what has a type worth narrowing; to look for others would cost a text for every node.
function isSubject(of: Expression): boolean {
  switch (of.kind) {
    case 'local':
    case 'root':
    case 'member':
    case 'index':
    case 'definition':
      return true;
    default:
      return of.kind === 'collect' && of.macro === 'first';
  }
}

/** Both sets of facts. */
export function joinFacts(a: Facts, b: Facts): Facts {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const joined = new Map(a);
  for (const [key, facts] of b) {
    const known = joined.get(key) ?? [];
    joined.set(key, [...known, ...facts.filter((fact) => !known.some((other) => sameFact(fact, other)))]);
  }
  return joined;
}

/** What follows from either set alone. */
export function meetFacts(a: Facts, b: Facts): Facts {
  const met = new Map<string, readonly Fact[]>();
  for (const [key, facts] of a) {
    const others = b.get(key) ?? [];
    const common = facts.flatMap((fact) => others.flatMap((other) => meetFact(fact, other) ?? []));
    if (common.length > 0) met.set(key, common);
  }
  return met;
}

function meetFact(a: Fact, b: Fact): Fact | null {
  if (a.kind !== 'tag' || b.kind !== 'tag') return sameFact(a, b) ? a : null;
  if (a.name !== b.name || a.equal !== b.equal) return null;
  const literals = a.equal ? [...new Set([...a.literals, ...b.literals])] : a.literals.filter((literal) => b.literals.includes(literal));
  return literals.length === 0 ? null : { ...a, literals };
}

function sameFact(a: Fact, b: Fact): boolean {
  if (a.kind === 'there') return b.kind === 'there';
  if (a.kind === 'has') return b.kind === 'has' && a.name === b.name;
  if (a.kind === 'family') return b.kind === 'family' && a.family === b.family && a.equal === b.equal;
  if (b.kind !== 'tag' || a.name !== b.name || a.equal !== b.equal) return false;
  return a.literals.length === b.literals.length && a.literals.every((literal) => b.literals.includes(literal));
}

/** The facts that mention no local: they mean the same where other locals are bound. */
export function factsBeyondLocals(facts: Facts): Facts {
  return new Map([...facts].filter(([key]) => !key.includes('#')));
}
