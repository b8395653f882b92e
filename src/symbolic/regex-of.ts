// Decides which regular language a pattern stands for, in either of the two syntaxes, or which construct of it has none.

import { type AST, RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp';
import type { Language } from './regex.ts';
import { type Dialect, languageOf, UnsupportedPattern } from './regex-build.ts';
import { ecmaOfRe2 } from './regex-re2.ts';

export type { Dialect };

/** `construct` names what has no regular meaning here: for people, after "unsupported: ". */
export type PatternTranslation =
  | { readonly kind: 'ok'; readonly regex: Language }
  | { readonly kind: 'unsupported'; readonly construct: string };

/** Characters of a pattern; `base/pattern.ts` has the same limit. */
const MAX_LENGTH = 10_000;
/** Translations that are kept; the oldest goes first. */
const MAX_CACHED = 1000;
const translations = new Map<string, PatternTranslation>();

/**
 * The strings in which the pattern matches somewhere: of ECMA-262 source under the `u` flag (or without it, where only that parses), or of
 * an RE2 expression. The same as `compilePattern` and `matchesRe2` of `base/pattern.ts` find, by code points.
 */
export function regexOfPattern(source: string, dialect: Dialect): PatternTranslation {
  const key = `${dialect} ${source}`;
  const known = translations.get(key);
  if (known !== undefined) return known;
  const translation = translate(source, dialect);
  const oldest = translations.keys().next();
  if (translations.size >= MAX_CACHED && !oldest.done) translations.delete(oldest.value);
  translations.set(key, translation);
  return translation;
}

function translate(source: string, dialect: Dialect): PatternTranslation {
  if (source.length > MAX_LENGTH) return unsupported(`a regular expression of more than ${MAX_LENGTH} characters`);
  try {
    const pattern = dialect === 'ecma' ? (parse(source, true) ?? parse(source, false)) : parse(ecmaOfRe2(source), true);
    return pattern === null ? unsupported('a malformed regular expression') : { kind: 'ok', regex: languageOf(pattern, dialect) };
  } catch (error) {
    if (error instanceof UnsupportedPattern) return unsupported(error.message);
    // The parser and the translation recur per nested group: thousands of them end the stack.
    if (error instanceof RangeError) return unsupported('groups nested this deep');
    throw error;
  }
}

function parse(source: string, unicode: boolean): AST.Pattern | null {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode });
  } catch (error) {
    if (error instanceof RegExpSyntaxError) return null;
    throw error;
  }
}

function unsupported(construct: string): PatternTranslation {
  return { kind: 'unsupported', construct };
}
