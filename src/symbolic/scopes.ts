// Decides where a fact belongs: among the global ones, or to the quantifier whose variables it speaks of.

import type { Factory } from './factory.ts';
import type { BoundVariable, Sort, Term } from './term.ts';
import { childrenOf } from './terms/children.ts';

/** A variable to be; the name is a hint for readers. */
export interface VariableHint {
  readonly name: string;
  readonly sort: Sort;
}

/** The body of a quantifier: what it claims of the values in a range. */
export interface Quantified {
  readonly range: Term;
  readonly holds: Term;
}

interface Scope {
  readonly variables: ReadonlySet<Term>;
  readonly facts: Set<Term>;
}

/** The quantifiers being built, the outermost first, and the facts that no quantifier owns. */
export interface Scopes {
  readonly facts: readonly Term[];
  assume(fact: Term): void;
  /** Whether the term speaks of a variable that no quantifier inside it binds. */
  isOpen(term: Term): boolean;
  quantify(
    quantifier: 'forall' | 'exists',
    hints: readonly VariableHint[],
    body: (variables: readonly BoundVariable[]) => Quantified,
  ): Term;
}

export function createScopes(factory: Factory): Scopes {
  const facts: Term[] = [];
  const known = new Set<Term>();
  const open: Scope[] = [];
  const free = createFreeVariables();

  const assume = (fact: Term): void => {
    if (fact === factory.true) return;
    const variables = free(fact);
    // What speaks of a variable whose quantifier is complete comes too late, and leaving out a fact is sound.
    if (variables.size > 0 && [...variables].some((variable) => !open.some((scope) => scope.variables.has(variable)))) return;
    const owner = open.findLast((scope) => meets(variables, scope.variables));
    if (owner !== undefined) {
      owner.facts.add(fact);
    } else if (!known.has(fact)) {
      known.add(fact);
      facts.push(fact);
    }
  };

  const quantify: Scopes['quantify'] = (quantifier, hints, body) => {
    const variables = hints.map((hint) => factory.bound(hint.name, hint.sort));
    const scope: Scope = { variables: new Set<Term>(variables), facts: new Set() };
    const { range, holds } = within(open, scope, () => body(variables));
    const inRange = factory.and([...scope.facts, range]);
    return quantifier === 'forall'
      ? factory.forall(variables, factory.implies(inRange, holds))
      : factory.exists(variables, factory.and([inRange, holds]));
  };

  return { facts, assume, isOpen: (term) => free(term).size > 0, quantify };
}

function within<T>(open: Scope[], scope: Scope, work: () => T): T {
  open.push(scope);
  try {
    return work();
  } finally {
    open.pop();
  }
}

function meets(a: ReadonlySet<Term>, b: ReadonlySet<Term>): boolean {
  for (const x of a) if (b.has(x)) return true;
  return false;
}

const NONE: ReadonlySet<Term> = new Set();

/** A function from terms to the variables that occur free in them; it remembers what it saw. */
function createFreeVariables(): (term: Term) => ReadonlySet<Term> {
  const seen = new WeakMap<Term, ReadonlySet<Term>>();
  // A stack of our own: terms may be deeper than that of JavaScript.
  return (root) => {
    const stack: Term[] = [root];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const pending = seen.has(top) ? [] : childrenOf(top).filter((child) => !seen.has(child));
      if (pending.length > 0) {
        stack.push(...pending);
        continue;
      }
      if (!seen.has(top))
        seen.set(
          top,
          freeIn(top, (child) => seen.get(child) ?? NONE),
        );
      stack.pop();
    }
    return seen.get(root) ?? NONE;
  };
}

function freeIn(term: Term, of: (child: Term) => ReadonlySet<Term>): ReadonlySet<Term> {
  if (term.kind === 'bound') return new Set([term]);
  const below = union(childrenOf(term).map(of));
  return term.kind === 'quantifier' ? without(below, term.variables) : below;
}

function union(sets: readonly ReadonlySet<Term>[]): ReadonlySet<Term> {
  const some = sets.filter((set) => set.size > 0);
  const [only] = some;
  if (only === undefined) return NONE;
  return some.length === 1 ? only : new Set(some.flatMap((set) => [...set]));
}

function without(set: ReadonlySet<Term>, variables: readonly Term[]): ReadonlySet<Term> {
  return set.size === 0 ? NONE : new Set([...set].filter((term) => !variables.includes(term)));
}
