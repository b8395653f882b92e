// Decides how string terms fold: by code point, as SMT-LIB's theory of Unicode strings.

import { codePoints, compareText, textLength } from '../../base/text.ts';
import type { Regex } from '../regex.ts';
import type { Term, TermOperator } from '../term.ts';
import { type Arithmetic, numberOf } from './arithmetic.ts';
import type { Interner } from './intern.ts';
import type { Logic } from './logic.ts';
import { matchesRegex } from './match.ts';

export interface Strings {
  concat(parts: readonly Term[]): Term;
  length(a: Term): Term;
  contains(a: Term, b: Term): Term;
  prefixOf(a: Term, b: Term): Term;
  suffixOf(a: Term, b: Term): Term;
  at(a: Term, index: Term): Term;
  substring(a: Term, offset: Term, count: Term): Term;
  indexOf(a: Term, b: Term, offset: Term): Term;
  replaceFirst(a: Term, from: Term, to: Term): Term;
  replaceAll(a: Term, from: Term, to: Term): Term;
  textLess(a: Term, b: Term): Term;
  textLessOrEqual(a: Term, b: Term): Term;
  inRegex(a: Term, regex: Regex): Term;
}

/** The folding constructors of string. */
export function createStrings(interner: Interner, logic: Logic, arithmetic: Arithmetic): Strings {
  const { constants } = interner;
  const predicate = (operator: TermOperator, a: Term, b: Term, decide: (x: string, y: string) => boolean): Term => {
    const x = textOf(a);
    const y = textOf(b);
    return x !== null && y !== null ? constants.bool(decide(x, y)) : interner.operation(operator, 'bool', [a, b]);
  };
  return {
    concat: (parts) => concatenated(interner, parts),
    length: (a) => measured(interner, arithmetic, a),
    contains: (a, b) => (a === b || textOf(b) === '' ? constants.true : predicate('contains', a, b, (x, y) => x.includes(y))),
    prefixOf: (a, b) => (a === b || textOf(a) === '' ? constants.true : predicate('prefixOf', a, b, (x, y) => y.startsWith(x))),
    suffixOf: (a, b) => (a === b || textOf(a) === '' ? constants.true : predicate('suffixOf', a, b, (x, y) => y.endsWith(x))),
    at: (a, index) => cut(interner, 'at', a, [index, constants.int(1)]),
    substring: (a, offset, count) => cut(interner, 'substring', a, [offset, count]),
    indexOf: (a, b, offset) => located(interner, a, b, offset),
    replaceFirst: (a, from, to) => replaced(interner, 'replaceFirst', a, from, to),
    replaceAll: (a, from, to) => replaced(interner, 'replaceAll', a, from, to),
    textLess: (a, b) => (a === b ? constants.false : predicate('textLess', a, b, (x, y) => compareText(x, y) < 0)),
    textLessOrEqual: (a, b) => (a === b ? constants.true : predicate('textLessOrEqual', a, b, (x, y) => compareText(x, y) <= 0)),
    inRegex: (a, regex) => {
      const text = textOf(a);
      if (text !== null) return constants.bool(matchesRegex(regex, text));
      return a.kind === 'operation' && a.operator === 'ite' && a.args[0] && a.args[1] && a.args[2] && textOf(a.args[1]) !== null && textOf(a.args[2]) !== null
        ? logic.ite(a.args[0], constants.bool(matchesRegex(regex, textOf(a.args[1]) ?? '')), constants.bool(matchesRegex(regex, textOf(a.args[2]) ?? '')))
        : interner.inRegex(a, regex);
    },
  };
}

/** The string that a constant is; null for other terms. */
export function textOf(term: Term): string | null {
  return term.kind === 'constant' && term.sort === 'string' ? term.value : null;
}

function concatenated(interner: Interner, parts: readonly Term[]): Term {
  const flat: Term[] = [];
  for (const part of parts) {
    for (const piece of part.kind === 'operation' && part.operator === 'concat' ? part.args : [part]) {
      const text = textOf(piece);
      const last = flat.at(-1);
      const before = last ? textOf(last) : null;
      if (text === '') continue;
      if (text !== null && before !== null) flat[flat.length - 1] = interner.constants.text(before + text);
      else flat.push(piece);
    }
  }
  const [only] = flat;
  if (flat.length === 0) return interner.constants.text('');
  return flat.length === 1 && only ? only : interner.operation('concat', 'string', flat);
}

function measured(interner: Interner, arithmetic: Arithmetic, a: Term): Term {
  const text = textOf(a);
  if (text !== null) return interner.constants.int(textLength(text));
  if (a.kind === 'operation' && a.operator === 'concat') return arithmetic.sum(a.args.map((part) => measured(interner, arithmetic, part)));
  return interner.operation('length', 'int', [a]);
}

function cut(interner: Interner, operator: 'at' | 'substring', a: Term, [offset, count]: readonly [Term, Term]): Term {
  const text = textOf(a);
  const from = numberOf(offset);
  const size = numberOf(count);
  if (text !== null && typeof from === 'number' && typeof size === 'number') {
    const points = codePoints(text);
    const inside = from >= 0 && from < points.length && size > 0;
    return interner.constants.text(inside ? points.slice(from, from + size).join('') : '');
  }
  return interner.operation(operator, 'string', operator === 'at' ? [a, offset] : [a, offset, count]);
}

/** First position (in code points) of b in a at or after an offset; -1 if there is none or the offset is outside. */
export function positionOf(a: string, b: string, offset: number): number {
  const points = codePoints(a);
  if (offset < 0 || offset > points.length) return -1;
  const skipped = points.slice(0, offset).join('').length;
  const unit = a.indexOf(b, skipped);
  return unit < 0 ? -1 : textLength(a.slice(0, unit));
}

function located(interner: Interner, a: Term, b: Term, offset: Term): Term {
  const x = textOf(a);
  const y = textOf(b);
  const from = numberOf(offset);
  if (x !== null && y !== null && typeof from === 'number') return interner.constants.int(positionOf(x, y, from));
  return interner.operation('indexOf', 'int', [a, b, offset]);
}

function replaced(interner: Interner, operator: 'replaceFirst' | 'replaceAll', a: Term, from: Term, to: Term): Term {
  const [x, y, z] = [textOf(a), textOf(from), textOf(to)];
  if (from === to) return a;
  if (x !== null && y !== null && z !== null) return interner.constants.text(replaceText(operator, x, y, z));
  return interner.operation(operator, 'string', [a, from, to]);
}

/** SMT-LIB's str.replace (an empty `from` prepends) and str.replace_all (an empty `from` changes nothing). */
export function replaceText(operator: 'replaceFirst' | 'replaceAll', text: string, from: string, to: string): string {
  if (operator === 'replaceFirst') {
    const at = text.indexOf(from);
    return at < 0 ? text : text.slice(0, at) + to + text.slice(at + from.length);
  }
  return from === '' ? text : text.split(from).join(to);
}
