// Decides sharing: equal terms are one object, found by a structural key.

import { printNumber } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { Regex } from '../regex.ts';
import type { BoundVariable, Sort, Term, TermOperator } from '../term.ts';

/** Thrown when a factory holds more terms than its limit. The verifier turns it into `unknown`; nothing else is thrown on purpose here. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

export interface Constants {
  readonly true: Term;
  readonly false: Term;
  bool(value: boolean): Term;
  int(value: Num): Term;
  real(value: Num): Term;
  text(value: string): Term;
}

/** Makes terms as they are told, without folding; equal ones once. */
export interface Interner {
  readonly constants: Constants;
  apply(name: string, sort: Sort, args?: readonly Term[]): Term;
  bound(hint: string, sort: Sort): BoundVariable;
  operation(operator: TermOperator, sort: Sort, args: readonly Term[]): Term;
  inRegex(text: Term, regex: Regex): Term;
  quantifier(quantifier: 'forall' | 'exists', variables: readonly BoundVariable[], body: Term): Term;
  size(): number;
}

/** An empty interner that refuses to hold more than `maxTerms` terms. */
export function createInterner(maxTerms: number): Interner {
  const terms = new Map<string, Term>();
  let count = 0;
  const intern = <T extends Term>(key: string, make: (id: number) => T): Term => {
    const known = terms.get(key);
    if (known) return known;
    if (count >= maxTerms) throw new LimitReached(`more than ${maxTerms} terms`);
    count += 1;
    const term = make(count);
    terms.set(key, term);
    return term;
  };
  const number = (sort: 'int' | 'real', value: Num): Term => intern(`${sort}:${numberKey(value)}`, (id) => ({ id, kind: 'constant', sort, value }));
  const truth = intern('true', (id) => ({ id, kind: 'constant', sort: 'bool', value: true }));
  const falsehood = intern('false', (id) => ({ id, kind: 'constant', sort: 'bool', value: false }));
  const constants: Constants = {
    true: truth,
    false: falsehood,
    bool: (value) => (value ? truth : falsehood),
    int: (value) => number('int', value),
    real: (value) => number('real', value),
    text: (value) => intern(`text:${value}`, (id) => ({ id, kind: 'constant', sort: 'string', value })),
  };
  return {
    constants,
    apply: (name, sort, args = []) => intern(`apply:${sort}:${ids(args)}:${name}`, (id) => ({ id, kind: 'apply', sort, name, args })),
    bound: (hint, sort) => {
      if (count >= maxTerms) throw new LimitReached(`more than ${maxTerms} terms`);
      count += 1;
      return { id: count, kind: 'bound', sort, name: `${hint}!${count}` };
    },
    operation: (operator, sort, args) => intern(`${operator}:${sort}:${ids(args)}`, (id) => ({ id, kind: 'operation', sort, operator, args })),
    inRegex: (text, regex) => intern(`regex:${text.id}:${JSON.stringify(regex)}`, (id) => ({ id, kind: 'inRegex', sort: 'bool', text, regex })),
    quantifier: (quantifier, variables, body) =>
      intern(`${quantifier}:${ids(variables)}:${body.id}`, (id) => ({ id, kind: 'quantifier', sort: 'bool', quantifier, variables, body })),
    size: () => count,
  };
}

function ids(terms: readonly Term[]): string {
  return terms.map((term) => term.id).join(',');
}

function numberKey(value: Num): string {
  return typeof value === 'number' ? String(value) : (printNumber(value) ?? `${value.numerator}/${value.denominator}`);
}
