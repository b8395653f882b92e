// Decides a text that an ECMA-262 pattern probably matches, by walking its syntax tree; look-around and back-references are left to checking.

import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Random } from '../../base/random.ts';
import { pick } from './resolve.ts';

/** Characters that one text may grow to. */
const MAX_LENGTH = 4096;
const PRINTABLE: readonly number[] = Array.from({ length: 95 }, (_, i) => 32 + i);

interface Writing {
  readonly random: Random;
  /** How many more repetitions than needed a quantifier may take. */
  readonly extra: number;
}

/** A text built from the pattern, or null if the pattern cannot be parsed. */
export function textOfPattern(source: string, random: Random, extra: number): string | null {
  const pattern = parse(source);
  if (pattern === null) return null;
  return writeAlternatives(pattern.alternatives, { random, extra }).slice(0, MAX_LENGTH);
}

function parse(source: string): AST.Pattern | null {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: true });
  } catch {
    return null; // regexpp throws on a malformed pattern; the schema's author is told elsewhere.
  }
}

function writeAlternatives(alternatives: readonly AST.Alternative[], writing: Writing): string {
  const alternative = pick(alternatives, writing.random);
  return alternative?.elements.map((element) => writeElement(element, writing)).join('') ?? '';
}

function writeElement(element: AST.Element, writing: Writing): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'Group':
    case 'CapturingGroup':
      return writeAlternatives(element.alternatives, writing);
    case 'Quantifier':
      return writeRepetitions(element, writing);
    case 'CharacterSet':
    case 'CharacterClass':
      return writeMember(element, writing);
    case 'Assertion':
    case 'Backreference':
    case 'ExpressionCharacterClass':
      return '';
  }
}

function writeRepetitions(quantifier: AST.Quantifier, writing: Writing): string {
  const most = Math.min(quantifier.max, quantifier.min + writing.extra);
  const count = Math.min(writing.random.integer(quantifier.min, Math.max(quantifier.min, most)), MAX_LENGTH);
  let text = '';
  for (let i = 0; i < count && text.length < MAX_LENGTH; i += 1) text += writeElement(quantifier.element, writing);
  return text;
}

/** A printable ASCII character of the set if there is one, else the first of its first range. */
function writeMember(set: AST.CharacterClass | AST.CharacterSet, { random }: Writing): string {
  const printable = PRINTABLE.filter((point) => isMember(set, point));
  // Letters and digits read better than punctuation, where both will do.
  const plain = printable.filter((point) => /[A-Za-z0-9]/.test(String.fromCodePoint(point)));
  const point = pick(plain.length > 0 ? plain : printable, random) ?? firstMember(set);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function firstMember(set: AST.CharacterClass | AST.CharacterSet): number | undefined {
  if (set.type !== 'CharacterClass' || set.negate) return undefined;
  for (const element of set.elements) {
    if (element.type === 'Character') return element.value;
    if (element.type === 'CharacterClassRange') return element.min.value;
  }
  return undefined;
}

function isMember(set: AST.CharacterClass | AST.CharacterSet, point: number): boolean {
  if (set.type === 'CharacterClass') return set.elements.some((element) => isElement(element, point)) !== set.negate;
  switch (set.kind) {
    case 'any':
      return point !== 10 && point !== 13;
    case 'digit':
      return (point >= 48 && point <= 57) !== set.negate;
    case 'space':
      return /\s/.test(String.fromCodePoint(point)) !== set.negate;
    case 'word':
      return /\w/.test(String.fromCodePoint(point)) !== set.negate;
    case 'property':
      return hasProperty(set, point) !== set.negate;
  }
}

function isElement(element: AST.CharacterClassElement | AST.UnicodeSetsCharacterClassElement, point: number): boolean {
  switch (element.type) {
    case 'Character':
      return element.value === point;
    case 'CharacterClassRange':
      return element.min.value <= point && point <= element.max.value;
    case 'CharacterSet':
    case 'CharacterClass':
      return isMember(element, point);
    default:
      return false;
  }
}

function hasProperty({ key, value }: Extract<AST.CharacterSet, { kind: 'property' }>, point: number): boolean {
  const name = value === null ? key : `${key}=${value}`;
  return new RegExp(`^\\p{${name}}$`, 'u').test(String.fromCodePoint(point));
}
