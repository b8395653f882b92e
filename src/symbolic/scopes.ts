// Decides where a fact belongs: among the global ones, or to the quantifier whose variables it speaks of.

import type { Factory } from './factory.ts';
import type { BoundVariable, Sort, Term } from './term.ts';

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
  /** The variables of all quantifiers being built. */
  variables(): readonly Term[];
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
    const owner = open.length === 0 ? undefined : open.findLast((scope) => meets(free(fact), scope.variables));
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

  return { facts, assume, variables: () => open.flatMap((scope) => [...scope.variables]), isOpen: (term) => free(term).size > 0, quantify };
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
  const of = (term: Term): ReadonlySet<Term> => {
    const before = seen.get(term);
    if (before !== undefined) return before;
    const found = compute(term);
    seen.set(term, found);
    return found;
  };
  const compute = (term: Term): ReadonlySet<Term> => {
    switch (term.kind) {
      case 'constant':
        return NONE;
      case 'bound':
        return new Set([term]);
      case 'apply':
      case 'operation':
        return union(term.args.map(of));
      case 'inRegex':
        return of(term.text);
      case 'quantifier':
        return without(of(term.body), term.variables);
    }
  };
  return of;
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
