// Decides how string terms fold. What operators compute on constants is in `interpret-operator.ts`.

import { interpretOperator } from '../interpret-operator.ts';
import { ANY_TEXT, type Language } from '../regex.ts';
import { matchesRegex } from '../regex-match.ts';
import type { Sort, Term, TermOperator } from '../term.ts';
import { byConstants } from './constant-choice.ts';
import { expectSort, type Folder, isOperation, numberOf, numeral, textOf } from './folder.ts';

/** UTF-16 units past which texts are not put together while folding: a text must not double in size with every step of an input. */
const MAX_FOLDED_TEXT = 1_000_000;

/** UTF-16 units past which texts are not put together with each end of a choice. */
const MAX_CHOSEN_TEXT = 1_000;

export function concatenation(folder: Folder, parts: readonly Term[]): Term {
  const flat: Term[] = [];
  for (const part of parts) {
    expectSort(part, 'concat', 'string');
    for (const piece of isOperation(part, 'concat') ? part.args : [part]) append(folder, flat, piece);
  }
  const [only] = flat;
  if (only === undefined) return folder.make.text('');
  if (flat.length === 1) return only;
  const size = flat.reduce((total, part) => total + (textOf(part)?.length ?? 0), 0);
  const joined = size > MAX_CHOSEN_TEXT ? null : byConstants(folder, flat, (values) => folder.make.text(values.join('')));
  return joined ?? folder.raw.operation('concat', 'string', flat);
}

function append(folder: Folder, flat: Term[], piece: Term): void {
  const text = textOf(piece);
  if (text === '') return;
  const last = flat.at(-1);
  const before = last === undefined ? null : textOf(last);
  if (text !== null && before !== null && text.length + before.length <= MAX_FOLDED_TEXT)
    flat[flat.length - 1] = folder.make.text(before + text);
  else flat.push(piece);
}

/** The operator on constants (or choices between them) computed, else the operation. */
function computed(folder: Folder, operator: TermOperator, sort: Sort, args: readonly Term[]): Term {
  return (
    byConstants(folder, args, (values) => constant(folder, sort, interpretOperator(operator, values))) ??
    folder.raw.operation(operator, sort, args)
  );
}

function constant(folder: Folder, sort: Sort, value: ReturnType<typeof interpretOperator>): Term {
  if (typeof value === 'boolean') return folder.make.bool(value);
  if (typeof value === 'string') return folder.make.text(value);
  return numeral(folder, sort, value ?? 0);
}

export function lengthOf(folder: Folder, text: Term): Term {
  expectSort(text, 'length', 'string');
  if (isOperation(text, 'concat')) return folder.make.sum(text.args.map((part) => lengthOf(folder, part)));
  return computed(folder, 'length', 'int', [text]);
}

export type TextPredicate = 'contains' | 'prefixOf' | 'suffixOf' | 'textLess' | 'textLessOrEqual';

export function textPredicate(folder: Folder, operator: TextPredicate, a: Term, b: Term): Term {
  expectSort(a, operator, 'string');
  expectSort(b, operator, 'string');
  if (a === b) return folder.make.bool(operator !== 'textLess');
  return byEmptiness(folder, operator, a, b) ?? computed(folder, operator, 'bool', [a, b]);
}

function byEmptiness({ make }: Folder, operator: TextPredicate, a: Term, b: Term): Term | null {
  const isFirstEmpty = textOf(a) === '';
  const isSecondEmpty = textOf(b) === '';
  switch (operator) {
    case 'contains':
      return isSecondEmpty ? make.true : isFirstEmpty ? make.equal(b, a) : null;
    case 'prefixOf':
    case 'suffixOf':
      return isFirstEmpty ? make.true : isSecondEmpty ? make.equal(a, b) : null;
    case 'textLess':
      return isSecondEmpty ? make.false : isFirstEmpty ? make.not(make.equal(b, a)) : null;
    case 'textLessOrEqual':
      return isFirstEmpty ? make.true : isSecondEmpty ? make.equal(a, b) : null;
  }
}

export function characterAt(folder: Folder, text: Term, position: Term): Term {
  expectSort(text, 'at', 'string');
  expectSort(position, 'at', 'int');
  return computed(folder, 'at', 'string', [text, position]);
}

export function substring(folder: Folder, text: Term, start: Term, length: Term): Term {
  expectSort(text, 'substring', 'string');
  expectSort(start, 'substring', 'int');
  expectSort(length, 'substring', 'int');
  const from = numberOf(start);
  const count = numberOf(length);
  if ((typeof from === 'number' && from < 0) || (typeof count === 'number' && count <= 0)) return folder.make.text('');
  return computed(folder, 'substring', 'string', [text, start, length]);
}

export function indexOf(folder: Folder, text: Term, part: Term, start: Term): Term {
  expectSort(text, 'indexOf', 'string');
  expectSort(part, 'indexOf', 'string');
  expectSort(start, 'indexOf', 'int');
  return computed(folder, 'indexOf', 'int', [text, part, start]);
}

export function replacement(folder: Folder, operator: 'replaceFirst' | 'replaceAll', args: readonly [Term, Term, Term]): Term {
  for (const arg of args) expectSort(arg, operator, 'string');
  const [text, pattern, by] = args;
  if (pattern === by) return text;
  const size = args.reduce((total, arg) => total * ((textOf(arg)?.length ?? 0) + 1), 1);
  return size > MAX_FOLDED_TEXT ? folder.raw.operation(operator, 'string', args) : computed(folder, operator, 'string', args);
}

export function membership(folder: Folder, text: Term, regex: Language): Term {
  expectSort(text, 'inRegex', 'string');
  if (regex.kind === 'meeting') {
    const { make } = folder;
    const required = regex.required.map((part) => membership(folder, text, part));
    return make.and([...required, ...regex.forbidden.map((part) => make.not(membership(folder, text, part)))]);
  }
  if (regex === ANY_TEXT) return folder.make.true;
  return (
    byConstants(folder, [text], ([value]) => folder.make.bool(typeof value === 'string' && matchesRegex(regex, value))) ??
    folder.raw.inRegex(text, regex)
  );
}
