// Decides what of a rule's text reaches the parser: strings and tokens as they are, blanks and comments as one blank, hostile nesting not at all.

/** Brackets may nest this deep in one rule; the parser recurses. */
const MAX_NESTING = 100;

/** Text for the parser. (Its time is quadratic in the length of a run of blanks.) */
export interface Scanned {
  readonly text: string;
  /** Where the character at an offset of `text` stands in the original. */
  original(offset: number): number;
  /** Where the innermost bracket stands that is not closed, in the original. */
  readonly unclosed: number | null;
}

/** A place that is refused before parsing. */
export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
  readonly offset: number;
}

/** A string, a run of blanks and comments, or a token. A quote by itself is a string that does not end. */
const PIECE =
  /(?<blank>(?:[\t\n\f\r ]|\/\/[^\r\n]*)+)|[bB]?[rR](?:'''[\s\S]*?'''|"""[\s\S]*?"""|'[^'\r\n]*'|"[^"\r\n]*")|[bB]?(?:'''(?:\\[\s\S]|(?!''')[^\\])*'''|"""(?:\\[\s\S]|(?!""")[^\\])*"""|'(?:\\.|[^'\\\r\n])*'|"(?:\\.|[^"\\\r\n])*")|[A-Za-z_]\w*|\d[\w.]*|[\s\S]/gy;

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

/** The text to parse, or the first place at which brackets nest too deep or a string does not end. */
export function scanRule(text: string): Scanned | Refused {
  const starts: number[] = [];
  const origins: number[] = [];
  const open: number[] = [];
  let squeezed = '';
  for (const match of text.matchAll(PIECE)) {
    const [piece] = match;
    if (OPENING.has(piece)) open.push(match.index);
    else if (CLOSING.has(piece)) open.pop();
    if (open.length > MAX_NESTING) return refused(`brackets nest deeper than ${MAX_NESTING} levels`, match.index);
    if (piece === "'" || piece === '"') return refused('a string that begins here does not end', match.index);
    starts.push(squeezed.length);
    origins.push(match.index);
    squeezed += match.groups?.['blank'] === undefined ? piece : ' ';
  }
  return {
    text: squeezed.trimEnd(),
    unclosed: open.at(-1) ?? null,
    original: (offset) => translate(starts, origins, offset),
  };
}

function refused(message: string, offset: number): Refused {
  return { kind: 'refused', message, offset };
}

/** The place that corresponds to an offset: as far behind the piece's start there as here. */
function translate(from: readonly number[], to: readonly number[], offset: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((from[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return (to[low] ?? 0) + Math.max(0, offset - (from[low] ?? 0));
}
