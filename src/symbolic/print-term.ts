// Decides how a term is shown to people: as a formula, cut off where it gets long.

import { denominatorOf, isInteger, numeratorOf, showNumber } from '../base/number.ts';
import type { Num } from '../base/value.ts';
import type { Regex } from './regex.ts';
import type { Term } from './term.ts';

/** Nesting, and parts in all, beyond which `…` is shown. */
const MAX_SHOWN_DEPTH = 12;
const MAX_SHOWN_PARTS = 400;

/** The term as a formula. Different terms may look alike where they are cut off. */
export function printTerm(term: Term): string {
  return print(term, 0, { parts: MAX_SHOWN_PARTS });
}

function print(term: Term, depth: number, left: { parts: number }): string {
  left.parts -= 1;
  if (depth > MAX_SHOWN_DEPTH || left.parts < 0) return '…';
  const part = (inner: Term): string => print(inner, depth + 1, left);
  switch (term.kind) {
    case 'constant':
      return printConstant(term.value);
    case 'bound':
      return term.name;
    case 'apply':
      return term.args.length === 0 ? term.name : `${term.name}(${term.args.map(part).join(', ')})`;
    case 'inRegex':
      return `${part(term.text)} in /${printRegex(term.regex)}/`;
    case 'quantifier':
      return `${term.quantifier} ${term.variables.map((variable) => `${variable.name}: ${variable.sort}`).join(', ')}. ${part(term.body)}`;
    case 'operation':
      return printOperation(term, part, depth);
  }
}

function printConstant(value: boolean | Num | string): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && !isInteger(value)) return `${numeratorOf(value)}/${denominatorOf(value)}`;
  return typeof value === 'boolean' ? String(value) : showNumber(value);
}

const INFIX: Partial<Record<string, string>> = {
  and: ' and ',
  or: ' or ',
  equal: ' = ',
  less: ' < ',
  lessOrEqual: ' <= ',
  add: ' + ',
  multiply: ' * ',
  divide: ' / ',
  quotient: ' div ',
  remainder: ' mod ',
  concat: ' ++ ',
  textLess: ' < ',
  textLessOrEqual: ' <= ',
};

function printOperation(term: Term & { kind: 'operation' }, part: (inner: Term) => string, depth: number): string {
  const parts = term.args.slice(0, MAX_SHOWN_PARTS).map(part);
  const [test, then, otherwise] = parts;
  if (term.operator === 'ite') return `(if ${test} then ${then} else ${otherwise})`;
  if (term.operator === 'not') return `not ${test}`;
  const sign = INFIX[term.operator];
  if (sign === undefined) return `${term.operator}(${parts.join(', ')})`;
  return depth === 0 ? parts.join(sign) : `(${parts.join(sign)})`;
}

function printRegex(regex: Regex): string {
  switch (regex.kind) {
    case 'empty':
      return '[]';
    case 'text':
      return regex.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    case 'class':
      return `[${regex.ranges.map(([low, high]) => (low === high ? printCharacter(low) : `${printCharacter(low)}-${printCharacter(high)}`)).join('')}]`;
    case 'sequence':
      return regex.parts.map(printRegex).join('');
    case 'choice':
      return `(${regex.options.map(printRegex).join('|')})`;
    case 'repeat':
      return `(${printRegex(regex.of)}){${regex.min},${regex.max ?? ''}}`;
  }
}

function printCharacter(code: number): string {
  return code > 0x20 && code < 0x7f ? String.fromCodePoint(code) : `\\u{${code.toString(16)}}`;
}
