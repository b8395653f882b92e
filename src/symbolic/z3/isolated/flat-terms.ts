// Decides how terms travel to another thread: as a table in which each term names its parts by their places, so that what is shared stays shared.

import type { Regex } from '../../regex.ts';
import type { BoundVariable, Sort, Term, TermOperator } from '../../term.ts';
import { childrenOf } from '../../terms/children.ts';

/** A term whose parts stand before it in the table. */
export type FlatTerm =
  | Extract<Term, { kind: 'constant' | 'bound' }>
  | { readonly kind: 'apply'; readonly sort: Sort; readonly name: string; readonly args: readonly number[] }
  | { readonly kind: 'operation'; readonly sort: Sort; readonly operator: TermOperator; readonly args: readonly number[] }
  | { readonly kind: 'inRegex'; readonly text: number; readonly regex: Regex }
  | {
      readonly kind: 'quantifier';
      readonly quantifier: 'forall' | 'exists';
      readonly variables: readonly number[];
      readonly body: number;
    };

/** The sending side of a table. */
export interface TermWriter {
  /** The place of the term; it and what it needs are in the table from now on. */
  placeOf(term: Term): number;
  /** What was added since the last call. */
  takeNew(): readonly FlatTerm[];
}

export function createTermWriter(): TermWriter {
  const places = new Map<Term, number>();
  let fresh: FlatTerm[] = [];
  const placed = (term: Term): number => {
    const place = places.get(term);
    if (place === undefined) throw new Error('a term was placed before its parts');
    return place;
  };
  // Iterative: terms may be deeper than the stack.
  const placeOf = (root: Term): number => {
    const pending: Term[] = [root];
    for (let term = pending.at(-1); term !== undefined; term = pending.at(-1)) {
      const missing = places.has(term) ? [] : partsOf(term).filter((part) => !places.has(part));
      if (missing.length > 0) {
        pending.push(...missing);
        continue;
      }
      if (!places.has(term)) {
        fresh.push(flatten(term, placed));
        places.set(term, places.size);
      }
      pending.pop();
    }
    return placed(root);
  };
  const takeNew = (): readonly FlatTerm[] => {
    const taken = fresh;
    fresh = [];
    return taken;
  };
  return { placeOf, takeNew };
}

function partsOf(term: Term): readonly Term[] {
  return term.kind === 'quantifier' ? [...term.variables, term.body] : childrenOf(term);
}

function flatten(term: Term, placed: (part: Term) => number): FlatTerm {
  switch (term.kind) {
    case 'constant':
    case 'bound':
      return term;
    case 'apply':
      return { kind: 'apply', sort: term.sort, name: term.name, args: term.args.map(placed) };
    case 'operation':
      return { kind: 'operation', sort: term.sort, operator: term.operator, args: term.args.map(placed) };
    case 'inRegex':
      return { kind: 'inRegex', text: placed(term.text), regex: term.regex };
    case 'quantifier':
      return { kind: 'quantifier', quantifier: term.quantifier, variables: term.variables.map(placed), body: placed(term.body) };
  }
}

/** The receiving side of a table. */
export interface TermReader {
  add(terms: readonly FlatTerm[]): void;
  at(place: number): Term;
  /** The place of a term that was read here. */
  placeOf(term: Term): number;
}

export function createTermReader(): TermReader {
  const terms: Term[] = [];
  const at = (place: number): Term => {
    const term = terms[place];
    if (term === undefined) throw new Error(`no term at ${place}`);
    return term;
  };
  return {
    add: (flat) => {
      for (const one of flat) terms.push(restore(one, terms.length, at));
    },
    at,
    // A term that was read gets its place for an id.
    placeOf: (term) => term.id,
  };
}

function restore(flat: FlatTerm, id: number, at: (place: number) => Term): Term {
  switch (flat.kind) {
    case 'constant':
    case 'bound':
      return { ...flat, id };
    case 'apply':
    case 'operation':
      return { ...flat, id, args: flat.args.map(at) };
    case 'inRegex':
      return { id, kind: 'inRegex', sort: 'bool', text: at(flat.text), regex: flat.regex };
    case 'quantifier':
      return {
        id,
        kind: 'quantifier',
        sort: 'bool',
        quantifier: flat.quantifier,
        variables: flat.variables.map((place) => variable(at(place))),
        body: at(flat.body),
      };
  }
}

function variable(term: Term): BoundVariable {
  if (term.kind !== 'bound') throw new Error('a quantifier over something that is no variable');
  return term;
}
