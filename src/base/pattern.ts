// Decides what regular expressions mean on concrete text: RE2 for CEL's `matches`, ECMA-262 for JSON Schema's `pattern`, in linear time.

import { RE2JS } from 're2js';
import { type PatternProblem, type Translation, translatePattern } from './pattern-translation.ts';

export type { PatternProblem };

/** A compiled pattern. */
export interface Pattern {
  readonly kind: 'pattern';
  /** Whether the pattern matches somewhere in the text. */
  test(text: string): boolean;
}

/** Compiled expressions are kept: a schema's pattern is used for every value. Oldest first out beyond this many. */
const MAX_CACHED = 1000;
/** Characters of an expression. Matching takes time in proportion to the lengths of text and expression. */
const MAX_LENGTH = 10_000;
const ecma = new Map<string, Pattern | PatternProblem>();
const re2 = new Map<string, Pattern | PatternProblem>();

/**
 * The pattern of ECMA-262 source under the `u` flag, as JSON Schema wants it (or without it, where only that parses). Look-ahead is supported
 * directly after `^` at the beginning; look-around elsewhere and back-references are `unsupported`.
 */
export function compilePattern(source: string): Pattern | PatternProblem {
  return cached(ecma, source, () => {
    const translation = translatePattern(source);
    return translation.kind === 'problem' ? translation : compileTranslation(translation);
  });
}

/** Whether an RE2 expression matches somewhere in the text. */
export function matchesRe2(text: string, expression: string): boolean | PatternProblem {
  const pattern = compileRe2Pattern(expression);
  return pattern.kind === 'pattern' ? pattern.test(text) : pattern;
}

/** The pattern of an RE2 expression. */
export function compileRe2Pattern(expression: string): Pattern | PatternProblem {
  return cached(re2, expression, () => compileRe2(expression));
}

function cached(
  cache: Map<string, Pattern | PatternProblem>,
  source: string,
  make: () => Pattern | PatternProblem,
): Pattern | PatternProblem {
  const known = cache.get(source);
  if (known) return known;
  const made = source.length > MAX_LENGTH ? problem('unsupported', `a regular expression of more than ${MAX_LENGTH} characters`) : make();
  const oldest = cache.keys().next();
  if (cache.size >= MAX_CACHED && !oldest.done) cache.delete(oldest.value);
  cache.set(source, made);
  return made;
}

function compileRe2(expression: string): Pattern | PatternProblem {
  try {
    const compiled = RE2JS.compile(expression);
    return { kind: 'pattern', test: (text) => compiled.matcher(text).find() };
  } catch (error) {
    // re2js throws its syntax errors; there is no other way to ask.
    return problem('malformed', error instanceof Error ? error.message : String(error));
  }
}

/** All of the `required` must match, none of the `forbidden`. */
function compileTranslation({ required, forbidden }: Translation): Pattern | PatternProblem {
  const positive = required.map(compileRe2);
  const negative = forbidden.map(compileRe2);
  for (const part of [...positive, ...negative]) {
    // The source parsed as ECMA-262, so this is a construct that RE2 lacks, such as nested repetition beyond 1000.
    if (part.kind === 'problem') return problem('unsupported', part.message);
  }
  const holds = (part: Pattern | PatternProblem, text: string): boolean => part.kind === 'pattern' && part.test(text);
  return {
    kind: 'pattern',
    test: (text) => positive.every((part) => holds(part, text)) && !negative.some((part) => holds(part, text)),
  };
}

function problem(code: PatternProblem['code'], message: string): PatternProblem {
  return { kind: 'problem', code, message };
}
