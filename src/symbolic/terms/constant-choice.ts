// Decides how an operator is carried into a choice between constants: it is computed at each end instead.

import type { Num } from '../../base/value.ts';
import type { Term } from '../term.ts';
import { choiceOf, type Folder } from './folder.ts';
import { MAX_LISTED } from './listed-values.ts';

/** Ends of choices past which an operator stays outside. */
const MAX_ENDS = MAX_LISTED;

type Compute = (values: readonly (boolean | Num | string)[]) => Term;

/**
 * The operator computed, where all arguments are constants, or all but one, and that one is a choice that ends in constants. Null for
 * other arguments.
 */
export function byConstants(folder: Folder, args: readonly Term[], compute: Compute): Term | null {
  const open = args.findIndex((arg) => arg.kind !== 'constant');
  const chosen = args[open];
  if (chosen === undefined) return compute(args.map(valueOf));
  if (args.some((arg, i) => i > open && arg.kind !== 'constant') || countEnds(folder, chosen, MAX_ENDS) === null) return null;
  const known = new Map<Term, Term>();
  const atEnd = (term: Term): Term => {
    const before = known.get(term);
    if (before !== undefined) return before;
    const branches = choiceOf(term);
    const texts = folder.raw.notedTexts(term);
    const result =
      branches !== null
        ? folder.make.ite(branches[0], atEnd(branches[1]), atEnd(branches[2]))
        : texts !== null
          ? byText(folder, term, texts, atEnd)
          : compute(args.map((arg) => valueOf(arg === chosen ? term : arg)));
    known.set(term, result);
    return result;
  };
  return atEnd(chosen);
}

// Only constants are asked for their value.
function valueOf(term: Term): boolean | Num | string {
  return term.kind === 'constant' ? term.value : false;
}

/** How many of `budget` are left after the ends of nested choices; null if there are more, or one is no constant. */
function countEnds(folder: Folder, term: Term, budget: number): number | null {
  if (term.kind === 'constant') return budget > 0 ? budget - 1 : null;
  const branches = choiceOf(term);
  if (branches === null) {
    const texts = folder.raw.notedTexts(term);
    return texts === null || texts.length > budget ? null : budget - texts.length;
  }
  const left = countEnds(folder, branches[1], budget);
  return left === null ? null : countEnds(folder, branches[2], left);
}

/** What is computed for each text that the term can be; the most frequent result also wherever it is none of them. */
function byText(folder: Folder, term: Term, texts: readonly string[], of: (text: Term) => Term): Term {
  const { make } = folder;
  const where = new Map<Term, Term[]>();
  for (const text of texts.map((one) => make.text(one))) {
    const result = of(text);
    where.set(result, [...(where.get(result) ?? []), make.equal(term, text)]);
  }
  const [most, ...others] = [...where].sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined) return of(make.text(''));
  return others.reduceRight((otherwise, [result, cases]) => make.ite(make.or(cases), result, otherwise), most[0]);
}
