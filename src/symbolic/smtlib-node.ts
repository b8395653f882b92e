// Decides how one term is written in SMT-LIB, its parts being written already.

import { denominatorOf, numeratorOf } from '../base/number.ts';
import type { Num } from '../base/value.ts';
import { functionSymbol, quotedSymbol, variableSymbol } from './smtlib-names.ts';
import { regexText } from './smtlib-regex.ts';
import type { Sort, Term, TermOperator } from './term.ts';

/** How what theories differ in is written. */
export interface Spelling {
  readonly sorts: Readonly<Record<Sort, string>>;
  /** A constant of sort string; null if it has no form. */
  text(value: string): string | null;
  /** The symbol of an unknown function that stands for what has no form; `what` names it. May throw instead. */
  unwritable(what: string, domain: readonly Sort[], range: Sort): string;
}

/** Strings are those of the theory of Unicode strings. */
export const SEQUENCE_SORTS: Spelling['sorts'] = { bool: 'Bool', int: 'Int', real: 'Real', string: 'String' };

type TextOf = (term: Term) => string;

/** The term, its parts being written already. `local` has the definitions that a quantifier makes, `(name text)` each, in order. */
export function nodeText(term: Term, textOf: TextOf, spelling: Spelling, local: readonly string[]): string {
  switch (term.kind) {
    case 'constant':
      return constantText(term, spelling);
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
      const text = textOf(term.text);
      if (regex !== null) return list('str.in_re', [text, regex]);
      return list(spelling.unwritable('a regular expression that tells characters beyond U+2FFFF apart', ['string'], 'bool'), [text]);
    }
    case 'quantifier': {
      const variables = term.variables.map(
        (variable) => `(${quotedSymbol(variableSymbol(variable.name))} ${spelling.sorts[variable.sort]})`,
      );
      const body = local.reduceRight((inner, definition) => `(let (${definition}) ${inner})`, textOf(term.body));
      return list(term.quantifier, [`(${variables.join(' ')})`, body]);
    }
  }
}

function constantText(term: Term & { kind: 'constant' }, spelling: Spelling): string {
  switch (term.sort) {
    case 'bool':
      return String(term.value);
    case 'int':
      return signed(numeratorOf(term.value), (digits) => digits);
    case 'real':
      return realText(term.value);
    case 'string':
      return spelling.text(term.value) ?? spelling.unwritable('a text with characters beyond U+2FFFF', [], 'string');
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
