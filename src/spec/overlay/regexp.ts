// Decides JSONPath's `match` and `search`: I-Regexp (RFC 9485) in linear time, by its mapping to RE2 (section 5.4).

import { type FilterFunction, FunctionExpressionType, jsonpath } from 'json-p3';
import { RE2JS } from 're2js';

// The library's own function knows what an I-Regexp is, but would match it by backtracking.
const syntax = new jsonpath.functions.Match({ throwErrors: true, iRegexpCheck: true });

/** `match` must cover the whole string, `search` any part of it. A pattern that is no I-Regexp matches nothing, as RFC 9535 says. */
export function matchFunction(whole: boolean): FilterFunction {
  const compiled = new Map<string, RE2JS | null>();
  return {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call: (text: unknown, pattern: unknown): boolean => {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      const known = compiled.get(pattern);
      const regexp = known === undefined ? compile(pattern, whole) : known;
      compiled.set(pattern, regexp);
      return regexp?.matcher(text).find() === true;
    },
  };
}

function compile(pattern: string, whole: boolean): RE2JS | null {
  try {
    syntax.call('', pattern);
    const body = dotsExcludeLineEnds(pattern);
    return RE2JS.compile(whole ? `\\A(?:${body})\\z` : `(?:${body})`);
  } catch {
    return null; // Not an I-Regexp, or beyond RE2's limits of repetition.
  }
}

function dotsExcludeLineEnds(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\.|[[\].]/gsu, (token) => {
    if (token === '[') inClass = true;
    if (token === ']') inClass = false;
    return token === '.' && !inClass ? '[^\\n\\r]' : token;
  });
}
