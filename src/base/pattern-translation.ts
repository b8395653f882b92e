// Decides how an ECMA-262 regular expression is written for RE2, which matches in linear time; refuses what RE2 cannot express.

import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { categoryOf } from './unicode-category.ts';

/** Why a text is no regular expression, or one that is not evaluated. */
export interface PatternProblem {
  readonly kind: 'problem';
  /** `malformed`: it is no regular expression. `unsupported`: it is, and has a construct without linear-time meaning, which the message names. */
  readonly code: 'malformed' | 'unsupported';
  readonly message: string;
}

/** RE2 expressions that together mean the pattern: all of the `required` match, none of the `forbidden` does. */
export interface Translation {
  readonly kind: 'translation';
  readonly required: readonly string[];
  readonly forbidden: readonly string[];
}

/** The translation of a pattern under the `u` flag, or without it where only that parses. */
export function translatePattern(source: string): Translation | PatternProblem {
  const strict = attempt(source, true);
  if (strict.kind === 'translation' || strict.code === 'unsupported') return strict;
  // Real documents hold patterns such as `^[\w-.]+$` and `\-` that only the older, laxer syntax accepts.
  const lax = attempt(source, false);
  return lax.kind === 'problem' && lax.code === 'malformed' ? strict : lax;
}

function attempt(source: string, unicode: boolean): Translation | PatternProblem {
  try {
    return translate(new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode }));
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'problem', code: 'unsupported', message: error.message };
    if (error instanceof RangeError) return { kind: 'problem', code: 'unsupported', message: 'groups nested this deep' };
    return { kind: 'problem', code: 'malformed', message: error instanceof Error ? error.message : String(error) };
  }
}

// `^(?=A)(?!B)C` looks from one place only, the beginning, so it means: `^A` and `^C` match, `^B` does not.
function translate({ alternatives }: AST.Pattern): Translation {
  const [only] = alternatives;
  const elements = alternatives.length === 1 && only ? only.elements : [];
  const looks = elements.slice(1).findIndex((element) => lookahead(element) === null);
  const count = looks === -1 ? Math.max(0, elements.length - 1) : looks;
  if (elements[0]?.type !== 'Assertion' || elements[0].kind !== 'start' || count === 0) {
    return { kind: 'translation', required: [printAlternatives(alternatives)], forbidden: [] };
  }
  const required = [
    `\\A(?:${elements
      .slice(count + 1)
      .map(printElement)
      .join('')})`,
  ];
  const forbidden: string[] = [];
  for (const element of elements.slice(1, count + 1)) {
    const look = lookahead(element);
    if (look) (look.negate ? forbidden : required).push(`\\A(?:${printAlternatives(look.alternatives)})`);
  }
  return { kind: 'translation', required, forbidden };
}

function lookahead(element: AST.Element): AST.LookaheadAssertion | null {
  return element.type === 'Assertion' && element.kind === 'lookahead' ? element : null;
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
  if (min > MAX_REPEAT || (max !== Number.POSITIVE_INFINITY && max > MAX_REPEAT))
    throw new Unsupported(`a repetition of more than ${MAX_REPEAT}`);
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

// General categories and scripts have the same short names in both.
function propertyName({ key, value }: AST.UnicodePropertyCharacterSet): string {
  const category = categoryOf(value === null || key === 'General_Category' || key === 'gc' ? (value ?? key) : '');
  if (category !== null) return category;
  if (value !== null && (key === 'Script' || key === 'sc')) return value;
  throw new Unsupported(`p{${value === null ? key : `${key}=${value}`}}`);
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
