// Decides the form of a regular language: what patterns are translated to, and what a solver is asked about.

/** A regular expression over Unicode code points, matching a whole string. */
export type Regex =
  /** Matches nothing, not even the empty string (that is `text` ''). */
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  /** One code point in one of the ranges, bounds included; the ranges ascend and do not touch. */
  | { readonly kind: 'class'; readonly ranges: readonly Range[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Regex[] }
  | { readonly kind: 'choice'; readonly options: readonly Regex[] }
  /** `max` null: without bound. */
  | { readonly kind: 'repeat'; readonly of: Regex; readonly min: number; readonly max: number | null };

export type Range = readonly [low: number, high: number];

/** A language: the strings that match a regex, or all of several regexes and none of others. */
export type Language = Regex | { readonly kind: 'meeting'; readonly required: readonly Regex[]; readonly forbidden: readonly Regex[] };

/** The highest code point. (SMT-LIB's strings end at 0x2FFFF; the encoder says so where it matters.) */
export const MAX_CODE_POINT = 0x10ffff;

/** Any one code point. */
const ANY_CHARACTER: Regex = { kind: 'class', ranges: [[0, MAX_CODE_POINT]] };

/** Any string. */
export const ANY_TEXT: Regex = { kind: 'repeat', of: ANY_CHARACTER, min: 0, max: null };
