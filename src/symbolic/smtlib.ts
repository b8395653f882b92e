// Decides how a question is written as an SMT-LIB 2.6 script that any solver can check again.

import { denominatorOf, numeratorOf } from '../base/number.ts';
import type { Num } from '../base/value.ts';
import { functionSymbol, quotedSymbol, stringLiteral, variableSymbol } from './smtlib-names.ts';
import { regexText } from './smtlib-regex.ts';
import type { Sort, Term, TermOperator } from './term.ts';
import { childrenOf, subtermsOf } from './terms/children.ts';

export interface SmtLibOptions {
  /** Default `ALL`. */
  readonly logic?: string;
  /** The answer that was given; written as `(set-info :status …)`. */
  readonly expected?: 'sat' | 'unsat';
  /** Names every assertion `a0`, `a1`, … so that a solver can report a core. */
  readonly named?: boolean;
}

const SORTS: Readonly<Record<Sort, string>> = { bool: 'Bool', int: 'Int', real: 'Real', string: 'String' };

/**
 * The script: declarations, assertions, `(check-sat)`. What has no form in SMT-LIB (characters beyond U+2FFFF) is declared as an unknown in
 * its place and named in a comment: `unsat` then still means what it says, `sat` does not.
 */
export function toSmtLib(assertions: readonly Term[], options: SmtLibOptions = {}): string {
  const subterms = subtermsOf(assertions);
  const written = writeTerms(subterms, new Set(assertions));
  const asserted = assertions.map((term, i) => {
    const text = written.texts.get(term) ?? '';
    return `(assert ${options.named ? `(! ${text} :named a${i})` : text})`;
  });
  const lines = [
    ...(options.named ? ['(set-option :produce-unsat-cores true)'] : []),
    `(set-logic ${options.logic ?? 'ALL'})`,
    ...(options.expected === undefined ? [] : [`(set-info :status ${options.expected})`]),
    ...declarations(subterms),
    ...written.unwritable,
    ...written.definitions,
    ...asserted,
    '(check-sat)',
  ];
  return `${lines.join('\n')}\n`;
}

function declarations(subterms: readonly Term[]): readonly string[] {
  const declared = new Map<string, string>();
  for (const term of subterms) {
    if (term.kind !== 'apply' || declared.has(term.name)) continue;
    const domain = term.args.map((arg) => SORTS[arg.sort]).join(' ');
    declared.set(term.name, `(declare-fun ${quotedSymbol(functionSymbol(term.name))} (${domain}) ${SORTS[term.sort]})`);
  }
  return [...declared.values()];
}

interface Written {
  readonly texts: ReadonlyMap<Term, string>;
  /** Closed terms that have a name, each defined after those that it uses. */
  readonly definitions: readonly string[];
  readonly unwritable: readonly string[];
}

/** A term whose text is longer than this gets a name, or a script could be exponentially longer than its terms. */
const MAX_INLINE_TEXT = 60;

function writeTerms(subterms: readonly Term[], roots: ReadonlySet<Term>): Written {
  const texts = new Map<Term, string>();
  const definitions: string[] = [];
  const unwritable: string[] = [];
  const free = new Map<Term, ReadonlySet<Term>>();
  /** Texts of the terms that have a name but are open: the quantifier of their variables defines them. */
  const open = new Map<Term, string>();
  const unknown: Unknown = (sort, what) => {
    const symbol = `unwritable${unwritable.length}`;
    unwritable.push(`(declare-const ${symbol} ${SORTS[sort]}) ; instead of ${what}`);
    return symbol;
  };
  for (const term of subterms) {
    const variables = freeVariables(term, free);
    free.set(term, variables);
    const local = term.kind === 'quantifier' ? localTerms(term, open, free) : [];
    const text = nodeText(term, (child) => texts.get(child) ?? '', unknown, local);
    const isNamed = text.length > MAX_INLINE_TEXT && !roots.has(term);
    if (isNamed && variables.size === 0) definitions.push(`(define-fun t${term.id} () ${SORTS[term.sort]} ${text})`);
    else if (isNamed) open.set(term, text);
    texts.set(term, isNamed ? `t${term.id}` : text);
  }
  return { texts, definitions, unwritable };
}

/** `(t1 text)` for the named terms in the body that speak of the quantifier's variables, and of none that is bound further inside. */
function localTerms(
  quantifier: Term & { kind: 'quantifier' },
  open: ReadonlyMap<Term, string>,
  free: ReadonlyMap<Term, ReadonlySet<Term>>,
): readonly string[] {
  const inside = subtermsOf([quantifier.body]);
  const own = new Set<Term>(quantifier.variables);
  const inner = inside.flatMap((term): readonly Term[] => (term.kind === 'quantifier' ? term.variables : []));
  const hidden = new Set(inner.filter((variable) => !own.has(variable)));
  return inside.flatMap((term) => {
    const text = open.get(term);
    const variables = [...(free.get(term) ?? NONE)];
    const isLocal = variables.some((variable) => own.has(variable)) && !variables.some((variable) => hidden.has(variable));
    return text !== undefined && isLocal ? [`(t${term.id} ${text})`] : [];
  });
}

const NONE: ReadonlySet<Term> = new Set();

/** The variables in a term that no quantifier inside it binds; `known` has those of its parts. */
function freeVariables(term: Term, known: ReadonlyMap<Term, ReadonlySet<Term>>): ReadonlySet<Term> {
  if (term.kind === 'bound') return new Set([term]);
  const inside = childrenOf(term).flatMap((child) => [...(known.get(child) ?? NONE)]);
  const bound: readonly Term[] = term.kind === 'quantifier' ? term.variables : [];
  return inside.length === 0 ? NONE : new Set(inside.filter((variable) => !bound.includes(variable)));
}

type TextOf = (term: Term) => string;
type Unknown = (sort: Sort, what: string) => string;

function nodeText(term: Term, textOf: TextOf, unknown: Unknown, local: readonly string[]): string {
  switch (term.kind) {
    case 'constant':
      return constantText(term, unknown);
    case 'bound':
      return quotedSymbol(variableSymbol(term.name));
    case 'apply': {
      const symbol = quotedSymbol(functionSymbol(term.name));
      return term.args.length === 0 ? symbol : list(symbol, term.args.map(textOf));
    }
    case 'operation':
      return operationText(term.operator, term.args.map(textOf));
    case 'inRegex': {
      const regex = regexText(term.regex);
      return regex === null
        ? unknown('bool', 'a regular expression that tells characters beyond U+2FFFF apart')
        : list('str.in_re', [textOf(term.text), regex]);
    }
    case 'quantifier': {
      const variables = term.variables.map((variable) => `(${quotedSymbol(variableSymbol(variable.name))} ${SORTS[variable.sort]})`);
      const body = local.reduceRight((inner, definition) => `(let (${definition}) ${inner})`, textOf(term.body));
      return list(term.quantifier, [`(${variables.join(' ')})`, body]);
    }
  }
}

function constantText(term: Term & { kind: 'constant' }, unknown: Unknown): string {
  switch (term.sort) {
    case 'bool':
      return String(term.value);
    case 'int':
      return signed(numeratorOf(term.value), (digits) => digits);
    case 'real':
      return realText(term.value);
    case 'string':
      return stringLiteral(term.value) ?? unknown('string', 'a text with characters beyond U+2FFFF');
  }
}

function realText(value: Num): string {
  const denominator = denominatorOf(value);
  return signed(numeratorOf(value), (digits) => (denominator === 1n ? `${digits}.0` : `(/ ${digits}.0 ${denominator}.0)`));
}

function signed(value: bigint, write: (digits: string) => string): string {
  return value < 0n ? `(- ${write(String(-value))})` : write(String(value));
}

function list(head: string, parts: readonly string[]): string {
  return `(${head} ${parts.join(' ')})`;
}

/** Operators that have a function of their own in SMT-LIB. */
const FUNCTIONS: Partial<Record<TermOperator, string>> = {
  not: 'not',
  and: 'and',
  or: 'or',
  ite: 'ite',
  equal: '=',
  less: '<',
  lessOrEqual: '<=',
  add: '+',
  multiply: '*',
  negate: '-',
  toReal: 'to_real',
  floor: 'to_int',
  concat: 'str.++',
  length: 'str.len',
  contains: 'str.contains',
  prefixOf: 'str.prefixof',
  suffixOf: 'str.suffixof',
  at: 'str.at',
  substring: 'str.substr',
  indexOf: 'str.indexof',
  replaceFirst: 'str.replace',
  replaceAll: 'str.replace_all',
  textLess: 'str.<',
  textLessOrEqual: 'str.<=',
};

// Division by zero is an unknown in SMT-LIB and fixed here; its `div` rounds down for positive divisors, ours toward zero.
function operationText(operator: TermOperator, args: readonly string[]): string {
  const [a = '', b = ''] = args;
  switch (operator) {
    case 'divide':
      return `(ite (= ${b} 0.0) 0.0 (/ ${a} ${b}))`;
    case 'quotient':
      return `(ite (= ${b} 0) 0 (ite (>= ${a} 0) (div ${a} ${b}) (- (div (- ${a}) ${b}))))`;
    case 'remainder':
      return `(ite (= ${b} 0) ${a} (ite (>= ${a} 0) (mod ${a} ${b}) (- (mod (- ${a}) ${b}))))`;
    default:
      return list(FUNCTIONS[operator] ?? operator, args);
  }
}
