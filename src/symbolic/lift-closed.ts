// Decides which parts of a quantifier's body get a name outside of it, so that a solver does not walk through them for every element.

import type { Factory } from './factory.ts';
import type { Term } from './term.ts';
import { childrenOf, subtermsOf } from './terms/children.ts';

/** A term with names in it, and what the names stand for. Together they say what the original term said. */
export interface Lifted {
  readonly term: Term;
  /** Equations `name = part`; no name occurs in a part. */
  readonly definitions: readonly Term[];
}

/** Below this many nodes, written out as a tree, a part stays where it is. */
const MIN_TREE_SIZE = 12;

/**
 * Solvers treat ground terms as shared and the bodies of quantifiers as trees, which may be exponentially larger. So every large part of a
 * body that mentions no bound variable and contains no quantifier is replaced by an unknown constant that equals it.
 */
export function createLifter(factory: Factory): (term: Term) => Lifted {
  const known = new WeakMap<Term, Lifted>();
  const facts = createPartFacts();
  return (term) => {
    const before = known.get(term);
    if (before) return before;
    const lifted = lift(factory, facts, term);
    known.set(term, lifted);
    return lifted;
  };
}

function lift(factory: Factory, facts: (term: Term) => PartFacts, term: Term): Lifted {
  const bodies = subtermsOf([term]).flatMap((part) => (part.kind === 'quantifier' ? [part.body] : []));
  const names = new Map<Term, Term>();
  const seen = new Set<Term>();
  const pending = [...bodies];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (seen.has(part)) continue;
    seen.add(part);
    const { variables, hasQuantifier, treeSize } = facts(part);
    if (variables.size === 0 && !hasQuantifier && treeSize >= MIN_TREE_SIZE) names.set(part, factory.apply(`part ${part.id}`, part.sort));
    else pending.push(...childrenOf(part));
  }
  if (names.size === 0) return { term, definitions: [] };
  return { term: factory.substitute(term, names), definitions: [...names].map(([part, name]) => factory.equal(name, part)) };
}

interface PartFacts {
  /** Those that no quantifier inside the term binds. */
  readonly variables: ReadonlySet<Term>;
  readonly hasQuantifier: boolean;
  readonly treeSize: number;
}

function createPartFacts(): (term: Term) => PartFacts {
  const known = new WeakMap<Term, PartFacts>();
  return (root) => {
    for (const term of known.has(root) ? [] : subtermsOf([root])) {
      if (!known.has(term))
        known.set(
          term,
          factsOf(term, (child) => known.get(child) ?? NOTHING),
        );
    }
    return known.get(root) ?? NOTHING;
  };
}

const NOTHING: PartFacts = { variables: new Set(), hasQuantifier: false, treeSize: 1 };

function factsOf(term: Term, of: (child: Term) => PartFacts): PartFacts {
  if (term.kind === 'bound') return { ...NOTHING, variables: new Set([term]) };
  const children = childrenOf(term).map(of);
  const bound: readonly Term[] = term.kind === 'quantifier' ? term.variables : [];
  return {
    variables: union(
      children.map((child) => child.variables),
      bound,
    ),
    hasQuantifier: term.kind === 'quantifier' || children.some((child) => child.hasQuantifier),
    treeSize: children.reduce((sum, child) => sum + child.treeSize, 1),
  };
}

function union(sets: readonly ReadonlySet<Term>[], without: readonly Term[]): ReadonlySet<Term> {
  const filled = sets.filter((set) => set.size > 0);
  const [only] = filled;
  if (only && without.length === 0 && filled.every((set) => set === only)) return only;
  const all = new Set(filled.flatMap((set) => [...set]));
  for (const term of without) all.delete(term);
  return all.size === 0 ? NOTHING.variables : all;
}
