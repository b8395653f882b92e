// Decides what a solver's answers to our commands mean. Whatever is not exactly as expected is a fault, never an answer.

import { itemsOf, nameOf, readSexps, type Sexp, UnreadableAnswer } from './sexp.ts';

/** A solver said something else than it was asked for. The message quotes it. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}

const MAX_QUOTED = 200;

/** Of `(check-sat)`: one word. Throws `WrongAnswer`. */
export function readVerdict(text: string): 'sat' | 'unsat' | 'unknown' {
  const word = nameOf(only(text));
  if (word === 'sat' || word === 'unsat' || word === 'unknown') return word;
  throw wrong(text);
}

/** Of `(get-unsat-assumptions)`: the symbols. Throws `WrongAnswer`. */
export function readCore(text: string): readonly string[] {
  const items = itemsOf(only(text));
  if (items === null) throw wrong(text);
  return items.map((item) => {
    const name = nameOf(item);
    if (name === null) throw wrong(text);
    return name;
  });
}

/** Of `(get-info :reason-unknown)`: why, in the solver's words. Throws `WrongAnswer`. */
export function readReason(text: string): string {
  const [key, reason] = itemsOf(only(text)) ?? [];
  if (nameOf(key) !== ':reason-unknown' || reason === undefined || reason.kind === 'list') throw wrong(text);
  return reason.text;
}

/** Of `(get-model)`: its definitions. Null if the solver has none to give; throws `WrongAnswer` otherwise. */
export function readDefinitions(text: string): readonly Sexp[] | null {
  const items = itemsOf(only(text));
  if (items === null) throw wrong(text);
  const [head, ...rest] = items;
  if (nameOf(head) === 'error') return null;
  // Written with this word by older solvers.
  return nameOf(head) === 'model' ? rest : items;
}

/** Of `(get-info :all-statistics)`: the number with that name, with or without parentheses around each; 0 if there is none. */
export function readStatistic(text: string, name: string): number {
  const [first, second] = itemsOf(only(text)) ?? [];
  const pairs = nameOf(first) === ':all-statistics' ? (itemsOf(second) ?? []) : [];
  for (const pair of pairs) {
    const [key, value] = itemsOf(pair) ?? [];
    if (key?.kind === 'string' && key.text === name) return numberOf(value);
  }
  const flat = itemsOf(only(text)) ?? [];
  const at = flat.findIndex((item) => nameOf(item) === `:${name}`);
  return at < 0 ? 0 : numberOf(flat[at + 1]);
}

function numberOf(sexp: Sexp | undefined): number {
  const value = Number(nameOf(sexp) ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** Of commands that say nothing. Throws `WrongAnswer` if they do. */
export function readNothing(text: string): void {
  if (sexpsOf(text).length > 0) throw wrong(text);
}

function only(text: string): Sexp {
  const [first, ...more] = sexpsOf(text);
  if (first === undefined || more.length > 0) throw wrong(text);
  return first;
}

function sexpsOf(text: string): readonly Sexp[] {
  try {
    return readSexps(text);
  } catch (error) {
    if (error instanceof UnreadableAnswer) throw new WrongAnswer(`it answered with ${error.message}`);
    throw error;
  }
}

function wrong(text: string): WrongAnswer {
  const shown = text.trim().replace(/\s+/g, ' ');
  return new WrongAnswer(`it answered ${shown.length > MAX_QUOTED ? `${shown.slice(0, MAX_QUOTED)}…` : shown || 'nothing'}`);
}
