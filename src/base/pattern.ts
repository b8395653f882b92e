// Decides what regular expressions mean on concrete text: RE2 for CEL's `matches`, ECMA-262 for JSON Schema's `pattern`, in linear time.

import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { RE2JS } from 're2js';

/** Why a text is no regular expression, or one that is not evaluated. */
export interface PatternProblem {
  readonly kind: 'problem';
  /** `malformed`: it is no regular expression. `unsupported`: it is, and has a construct without linear-time meaning, which the message names. */
  readonly code: 'malformed' | 'unsupported';
  readonly message: string;
}

/** A compiled pattern. */
export interface Pattern {
  readonly kind: 'pattern';
  /** Whether the pattern matches somewhere in the text. */
  test(text: string): boolean;
}

/** Compiled expressions are kept: a schema's pattern is used for every value. Oldest first out beyond this many. */
const MAX_CACHED = 1000;
const ecma = new Map<string, Pattern | PatternProblem>();
const re2 = new Map<string, Pattern | PatternProblem>();

/** The pattern of ECMA-262 source under the `u` flag, as JSON Schema wants it. Look-around and back-references are `unsupported`. */
export function compilePattern(source: string): Pattern | PatternProblem {
  return cached(ecma, source, () => {
    const translated = translate(source);
    return typeof translated === 'string' ? compileRe2(translated) : translated;
  });
}

/** Whether an RE2 expression matches somewhere in the text. */
export function matchesRe2(text: string, expression: string): boolean | PatternProblem {
  const pattern = cached(re2, expression, () => compileRe2(expression));
  return pattern.kind === 'pattern' ? pattern.test(text) : pattern;
}

function cached(cache: Map<string, Pattern | PatternProblem>, source: string, make: () => Pattern | PatternProblem): Pattern | PatternProblem {
  const known = cache.get(source);
  if (known) return known;
  const made = make();
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

function problem(code: PatternProblem['code'], message: string): PatternProblem {
  return { kind: 'problem', code, message };
}

function translate(source: string): string | PatternProblem {
  try {
    const parsed = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: true });
    return printAlternatives(parsed.alternatives);
  } catch (error) {
    if (error instanceof Unsupported) return problem('unsupported', error.message);
    return retryWithoutUnicode(source, error);
  }
}

// Real documents hold patterns such as `^[\w-.]+$` and `\-` that only the older, laxer syntax accepts.
function retryWithoutUnicode(source: string, reason: unknown): string | PatternProblem {
  try {
    return printAlternatives(new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: false }).alternatives);
  } catch (error) {
    if (error instanceof Unsupported) return problem('unsupported', error.message);
    return problem('malformed', reason instanceof Error ? reason.message : String(reason));
  }
}

class Unsupported extends Error {}

function printAlternatives(alternatives: readonly AST.Alternative[]): string {
  return alternatives.map((alternative) => alternative.elements.map(printElement).join('')).join('|');
}

function printElement(element: AST.Element): string {
  switch (element.type) {
    case 'Group':
      if (element.modifiers) throw new Unsupported('modifiers');
      return `(?:${printAlternatives(element.alternatives)})`;
    case 'CapturingGroup':
      return `(?:${printAlternatives(element.alternatives)})`;
    case 'Character':
      return printCharacter(element.value);
    case 'CharacterSet':
      return printSet(element);
    case 'CharacterClass':
      return printClass(element);
    case 'Quantifier':
      return `(?:${printElement(element.element)})${printRepetition(element)}`;
    case 'Assertion':
      return printAssertion(element);
    case 'Backreference':
      throw new Unsupported('back-reference');
    default:
      throw new Unsupported(element.type);
  }
}

/** RE2 refuses larger repetition counts. */
const MAX_REPEAT = 1000;

function printRepetition({ min, max }: AST.Quantifier): string {
  if (min > MAX_REPEAT || (max !== Number.POSITIVE_INFINITY && max > MAX_REPEAT)) throw new Unsupported(`a repetition of more than ${MAX_REPEAT}`);
  return max === Number.POSITIVE_INFINITY ? `{${min},}` : `{${min},${max}}`;
}

function printAssertion(assertion: AST.Assertion): string {
  switch (assertion.kind) {
    case 'start':
      return '\\A';
    case 'end':
      return '\\z';
    case 'word':
      return assertion.negate ? '\\B' : '\\b';
    default:
      throw new Unsupported(assertion.kind);
  }
}

function printCharacter(codePoint: number): string {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) throw new Unsupported('lone surrogate');
  return `\\x{${codePoint.toString(16)}}`;
}

// ECMA-262's white space and line terminators; RE2's own \s is ASCII only.
const SPACE = '\\t\\n\\x{b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';

function setBody(set: AST.CharacterSet): { readonly body: string; readonly negated: boolean } {
  switch (set.kind) {
    case 'any':
      return { body: '\\n\\r\\x{2028}\\x{2029}', negated: true };
    case 'digit':
      return { body: '0-9', negated: set.negate };
    case 'space':
      return { body: SPACE, negated: set.negate };
    case 'word':
      return { body: '0-9A-Za-z_', negated: set.negate };
    case 'property':
      return { body: `\\p{${propertyName(set)}}`, negated: set.negate };
  }
}

// General categories and scripts have the same names in both.
function propertyName({ key, value }: AST.UnicodePropertyCharacterSet): string {
  if (value === null && /^[A-Z][a-z]?$/.test(key)) return key;
  if (value !== null && ['Script', 'sc', 'General_Category', 'gc'].includes(key)) return value;
  throw new Unsupported(`\\p{${value === null ? key : `${key}=${value}`}}`);
}

function printSet(set: AST.CharacterSet): string {
  const { body, negated } = setBody(set);
  return `[${negated ? '^' : ''}${body}]`;
}

function printClass(characterClass: AST.CharacterClass): string {
  const parts = characterClass.elements.map((element) => {
    if (element.type === 'Character') return printCharacter(element.value);
    if (element.type === 'CharacterClassRange') return `${printCharacter(element.min.value)}-${printCharacter(element.max.value)}`;
    if (element.type !== 'CharacterSet') throw new Unsupported(element.type);
    const { body, negated } = setBody(element);
    return negated ? negatedInClass(element, body) : body;
  });
  if (parts.length === 0) return characterClass.negate ? '[\\x{0}-\\x{10ffff}]' : '[^\\x{0}-\\x{10ffff}]';
  return `[${characterClass.negate ? '^' : ''}${parts.join('')}]`;
}

function negatedInClass(set: AST.CharacterSet, body: string): string {
  if (set.kind === 'digit') return '\\D';
  if (set.kind === 'word') return '\\W';
  if (set.kind === 'property') return `\\P${body.slice(2)}`;
  return '\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}';
}
