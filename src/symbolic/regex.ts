// Decides the form of a regular language: what patterns are translated to, and what a solver is asked about.

/** A regular expression over Unicode code points, matching a whole string. */
export type Regex =
  /** Matches nothing, not even the empty string (that is `text` ''). */
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  /** One code point in one of the ranges, bounds included. */
  | { readonly kind: 'class'; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Regex[] }
  | { readonly kind: 'choice'; readonly options: readonly Regex[] }
  /** `max` null: without bound. */
  | { readonly kind: 'repeat'; readonly of: Regex; readonly min: number; readonly max: number | null };

/** The highest code point. (SMT-LIB's strings end at 0x2FFFF; the encoder says so where it matters.) */
export const MAX_CODE_POINT = 0x10ffff;

/** Any one code point. */
export const ANY_CHARACTER: Regex = { kind: 'class', ranges: [[0, MAX_CODE_POINT]] };

/** Any string. */
export const ANY_TEXT: Regex = { kind: 'repeat', of: ANY_CHARACTER, min: 0, max: null };
