// Decides how `and` and `or` fold: flat, without repetition, decided where members contradict each other, and free of members that others imply.

import type { Term } from '../term.ts';
import { type Constant, expectSort, type Folder, isOperation, MAX_FLATTENED, pairOf } from './folder.ts';
import { knownComplement } from './negation.ts';

/** `or` is `and` upside down, so one set of rules serves both. */
interface Side {
  readonly operator: 'and' | 'or';
  readonly dual: 'and' | 'or';
  readonly neutral: Term;
  readonly absorbing: Term;
}

export function conjunction(folder: Folder, terms: readonly Term[]): Term {
  const { make } = folder;
  return junction(folder, { operator: 'and', dual: 'or', neutral: make.true, absorbing: make.false }, terms);
}

export function disjunction(folder: Folder, terms: readonly Term[]): Term {
  const { make } = folder;
  return junction(folder, { operator: 'or', dual: 'and', neutral: make.false, absorbing: make.true }, terms);
}

function junction(folder: Folder, side: Side, terms: readonly Term[]): Term {
  const members = flattened(side, terms);
  if (members === null || contradicts(folder, members)) return side.absorbing;
  const bound = withoutSettled(side, members);
  if (bound === null) return side.absorbing;
  const resolved = resolve(folder, side, bound);
  // Resolving may have produced members to flatten or to contradict; each round has fewer arguments in it, so this ends.
  if (resolved !== null) return junction(folder, side, resolved);
  const [only] = bound;
  if (only === undefined) return side.neutral;
  return bound.size === 1
    ? only
    : folder.raw.operation(
        side.operator,
        'bool',
        [...bound].sort((a, b) => a.id - b.id),
      );
}

/** The members in a flat set, the neutral one left out; null if one decides alone. */
function flattened(side: Side, terms: readonly Term[]): Set<Term> | null {
  const members = new Set<Term>();
  for (const term of terms) {
    expectSort(term, side.operator, 'bool');
    if (term === side.absorbing) return null;
    if (term === side.neutral) continue;
    if (isOperation(term, side.operator) && term.args.length <= MAX_FLATTENED) for (const arg of term.args) members.add(arg);
    else members.add(term);
  }
  return members;
}

function contradicts(folder: Folder, members: ReadonlySet<Term>): boolean {
  for (const member of members) {
    const complement = knownComplement(folder, member);
    if (complement !== null && members.has(complement)) return true;
  }
  return false;
}

/**
 * In a conjunction that has x = 1: x = 2 contradicts it, and not x = 2 says nothing new. In a disjunction that has not x = 1, the same
 * upside down. Null for a contradiction.
 */
function withoutSettled(side: Side, members: Set<Term>): Set<Term> | null {
  const values = new Map<Term, Constant>();
  for (const member of members) {
    const pin = pinOf(member, side.operator === 'and');
    if (pin === null) continue;
    const before = values.get(pin.term);
    if (before !== undefined && before !== pin.value) return null;
    values.set(pin.term, pin.value);
  }
  if (values.size === 0) return members;
  return new Set(
    [...members].filter((member) => {
      const pin = pinOf(member, side.operator === 'or');
      return pin === null || !values.has(pin.term) || values.get(pin.term) === pin.value;
    }),
  );
}

/** Term and constant of an equality (or of a negated one). */
function pinOf(member: Term, isPositive: boolean): { readonly term: Term; readonly value: Constant } | null {
  const equality = isPositive ? member : isOperation(member, 'not') ? member.args[0] : undefined;
  const pair = equality === undefined ? null : pairOf(equality, 'equal');
  if (pair === null) return null;
  const [a, b] = pair;
  return b.kind === 'constant' ? { term: a, value: b } : a.kind === 'constant' ? { term: b, value: a } : null;
}

/** `a and (a or b)` is a; `a and (not a or b)` is `a and b`; and the duals. Null if there is nothing of that kind. */
function resolve(folder: Folder, side: Side, members: ReadonlySet<Term>): readonly Term[] | null {
  let isChanged = false;
  const kept: Term[] = [];
  for (const member of members) {
    const inner = isOperation(member, side.dual) && member.args.length <= MAX_FLATTENED ? member.args : null;
    if (inner === null) {
      kept.push(member);
      continue;
    }
    if (inner.some((arg) => members.has(arg))) {
      isChanged = true;
      continue;
    }
    const open = inner.filter((arg) => {
      const complement = knownComplement(folder, arg);
      return complement === null || !members.has(complement);
    });
    if (open.length < inner.length) isChanged = true;
    kept.push(open.length === inner.length ? member : folder.make[side.dual](open));
  }
  return isChanged ? kept : null;
}
