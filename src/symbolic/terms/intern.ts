// Decides sharing and counting: equal terms are one object, and there are at most as many as the limit says. Folds nothing.

import { isInteger } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import { LimitReached } from '../limit-reached.ts';
import type { Regex } from '../regex.ts';
import type { BoundVariable, Sort, Term, TermOperator } from '../term.ts';
import { createTable, type TermTable } from './table.ts';

export interface Constants {
  readonly true: Term;
  readonly false: Term;
  bool(value: boolean): Term;
  int(value: Num): Term;
  real(value: Num): Term;
  text(value: string): Term;
}

/** Makes terms as they are told; equal ones once. */
export interface Interner {
  readonly constants: Constants;
  apply(name: string, sort: Sort, args?: readonly Term[]): Term;
  nameOf(name: string, args: readonly Term[]): Term;
  /** Whether the function was made by `nameOf`. */
  isInjective(name: string): boolean;
  noteTexts(term: Term, texts: readonly string[] | null): void;
  /** The texts that the term can be, if they are few. */
  notedTexts(term: Term): readonly string[] | null;
  bound(hint: string, sort: Sort): BoundVariable;
  operation(operator: TermOperator, sort: Sort, args: readonly Term[]): Term;
  /** The operation if it was made before. It is not made. */
  find(operator: TermOperator, sort: Sort, args: readonly Term[]): Term | null;
  inRegex(text: Term, regex: Regex): Term;
  quantifier(quantifier: 'forall' | 'exists', variables: readonly BoundVariable[], body: Term): Term;
  size(): number;
}

type Intern = (like: (id: number) => Term) => Term;

/** An empty interner that throws `LimitReached` rather than hold more than `maxTerms` terms. */
export function createInterner(maxTerms: number): Interner {
  const table = createTable();
  let size = 0;
  const intern: Intern = (like) => {
    const candidate = like(size);
    const known = table.find(candidate);
    if (known !== null) return known;
    if (size >= maxTerms) throw new LimitReached('maxTerms', maxTerms);
    table.add(candidate);
    size += 1;
    return candidate;
  };
  const share = createSharedRegexes();
  const firsts = new Map<string, Term & { kind: 'apply' }>();
  const apply: Interner['apply'] = (name, sort, args = []) => {
    checkSignature(firsts, { id: -1, kind: 'apply', sort, name, args });
    return intern((id) => ({ id, kind: 'apply', sort, name, args }));
  };
  const injective = new Set<string>();
  const noted = new Map<Term, readonly string[] | null>();
  return {
    constants: createConstants(intern),
    apply,
    nameOf: (name, args) => {
      injective.add(name);
      return apply(name, 'string', args);
    },
    isInjective: (name) => injective.has(name),
    noteTexts: (term, texts) => {
      const before = noted.get(term);
      const all = before === null || texts === null ? null : [...new Set([...(before ?? []), ...texts])];
      noted.set(term, all);
    },
    notedTexts: (term) => noted.get(term) ?? null,
    bound: (hint, sort) => {
      const variable: BoundVariable = { id: size, kind: 'bound', sort, name: `${hint}.${size}` };
      intern(() => variable);
      return variable;
    },
    operation: (operator, sort, args) => intern((id) => ({ id, kind: 'operation', sort, operator, args })),
    find: (operator, sort, args) => findOperation(table, operator, sort, args),
    inRegex: (text, regex) => intern((id) => ({ id, kind: 'inRegex', sort: 'bool', text, regex: share(regex) })),
    quantifier: (quantifier, variables, body) => intern((id) => ({ id, kind: 'quantifier', sort: 'bool', quantifier, variables, body })),
    size: () => size,
  };
}

function findOperation(table: TermTable, operator: TermOperator, sort: Sort, args: readonly Term[]): Term | null {
  return table.find({ id: 0, kind: 'operation', sort, operator, args });
}

function createConstants(intern: Intern): Constants {
  const number = (sort: 'int' | 'real', value: Num): Term => intern((id) => ({ id, kind: 'constant', sort, value }));
  const truth = intern((id) => ({ id, kind: 'constant', sort: 'bool', value: true }));
  const falsehood = intern((id) => ({ id, kind: 'constant', sort: 'bool', value: false }));
  return {
    true: truth,
    false: falsehood,
    bool: (value) => (value ? truth : falsehood),
    int: (value) => {
      if (!isInteger(value)) throw new Error('an int constant is an integer');
      return number('int', value);
    },
    real: (value) => number('real', value),
    text: (value) => intern((id) => ({ id, kind: 'constant', sort: 'string', value })),
  };
}

// A function with two signatures would be two functions to a solver, and one to a model.
function checkSignature(firsts: Map<string, Term & { kind: 'apply' }>, term: Term & { kind: 'apply' }): void {
  const first = firsts.get(term.name);
  if (first === undefined) firsts.set(term.name, term);
  else if (!isOneSignature(first, term)) throw new Error(`function '${term.name}' is ${signatureOf(first)} and ${signatureOf(term)}`);
}

function isOneSignature(a: Term & { kind: 'apply' }, b: Term & { kind: 'apply' }): boolean {
  return a.sort === b.sort && a.args.length === b.args.length && a.args.every((arg, i) => arg.sort === b.args[i]?.sort);
}

function signatureOf(term: Term & { kind: 'apply' }): string {
  return `(${term.args.map((arg) => arg.sort).join(', ')}): ${term.sort}`;
}

/** Equal regexes become one object. */
function createSharedRegexes(): (regex: Regex) => Regex {
  const byText = new Map<string, Regex>();
  const shared = new WeakMap<Regex, Regex>();
  return (regex) => {
    const known = shared.get(regex);
    if (known !== undefined) return known;
    const text = JSON.stringify(regex);
    const same = byText.get(text) ?? regex;
    byText.set(text, same);
    shared.set(regex, same);
    return same;
  };
}
