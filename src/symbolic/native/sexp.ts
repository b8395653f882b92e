// Decides how a solver's answer is read as S-expressions of SMT-LIB 2.6, strictly and within limits.

/** What a solver may answer: symbols and numerals, symbols between bars, strings, lists. */
export type Sexp =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Sexp[] };

/** An answer that is none in SMT-LIB, or is too large. The message says why. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** Lists in lists. A model has one for each point of a function. */
const MAX_DEPTH = 100_000;
const MAX_PARTS = 5_000_000;

// In this order: white space and comments, parentheses, strings, symbols between bars, everything else up to the next of these.
const LEXEME = /[\t\n\r ]+|;[^\n]*|[()]|"[^"]*(?:""[^"]*)*"|\|[^|]*\||[^\t\n\r ()"|;]+/y;

/** All expressions of the text, in order. Throws `UnreadableAnswer`. */
export function readSexps(text: string): readonly Sexp[] {
  const all: Sexp[] = [];
  const stack: Sexp[][] = [all];
  let parts = 0;
  for (let at = 0; at < text.length; ) {
    LEXEME.lastIndex = at;
    const lexeme = LEXEME.exec(text)?.[0];
    if (lexeme === undefined) throw new UnreadableAnswer(`an unfinished ${text[at] === '|' ? 'symbol' : 'string'}`);
    at += lexeme.length;
    parts += 1;
    if (parts > MAX_PARTS) throw new UnreadableAnswer(`more than ${MAX_PARTS} parts`);
    place(lexeme, stack);
  }
  if (stack.length > 1) throw new UnreadableAnswer('an unclosed list');
  return all;
}

function place(lexeme: string, stack: Sexp[][]): void {
  const around = stack.at(-1);
  if (lexeme === '(') {
    const items: Sexp[] = [];
    around?.push({ kind: 'list', items });
    stack.push(items);
    if (stack.length > MAX_DEPTH) throw new UnreadableAnswer(`more than ${MAX_DEPTH} lists in one another`);
  } else if (lexeme === ')') {
    stack.pop();
    if (stack.length === 0) throw new UnreadableAnswer('a list that is closed and was not opened');
  } else {
    const atom = atomOf(lexeme);
    if (atom !== null) around?.push(atom);
  }
}

/** Null for what is between the expressions. */
function atomOf(lexeme: string): Sexp | null {
  const inner = lexeme.slice(1, -1);
  switch (lexeme[0]) {
    case '\t':
    case '\n':
    case '\r':
    case ' ':
    case ';':
      return null;
    case '"':
      return { kind: 'string', text: inner.replaceAll('""', '"') };
    case '|':
      return { kind: 'symbol', text: inner };
    default:
      return { kind: 'token', text: lexeme };
  }
}

/** The name that a symbol is, with or without bars; null for all else. */
export function nameOf(sexp: Sexp | undefined): string | null {
  return sexp?.kind === 'token' || sexp?.kind === 'symbol' ? sexp.text : null;
}

/** The items of a list; null for all else. */
export function itemsOf(sexp: Sexp | undefined): readonly Sexp[] | null {
  return sexp?.kind === 'list' ? sexp.items : null;
}
