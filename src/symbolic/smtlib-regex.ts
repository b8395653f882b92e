// Decides how a regex is said in SMT-LIB's theory of strings, whose alphabet ends at U+2FFFF.

import { MAX_CODE_POINT, type Range, type Regex } from './regex.ts';
import { MAX_SMT_CHARACTER, stringLiteral } from './smtlib-names.ts';

/**
 * The ranges in the smaller alphabet; null if they tell characters beyond it apart. Where they do not, the characters that are left out
 * behave like the last one that is not, and there are more of these than a question can mention.
 */
export function smtRanges(ranges: readonly Range[]): readonly Range[] | null {
  const kept: Range[] = [];
  for (const [low, high] of ranges) {
    if (low > MAX_SMT_CHARACTER - RESERVE || (high > MAX_SMT_CHARACTER - RESERVE && high !== MAX_CODE_POINT)) return null;
    kept.push([low, Math.min(high, MAX_SMT_CHARACTER)]);
  }
  return kept;
}

/** Characters at the end of the alphabet that no class may tell apart: they stand for all beyond. */
const RESERVE = 0x1000;

/** The regex as a term of sort RegLan; null if it cannot be said. */
export function regexText(regex: Regex): string | null {
  switch (regex.kind) {
    case 'empty':
      return 're.none';
    case 'text': {
      const literal = stringLiteral(regex.text);
      return literal === null ? null : `(str.to_re ${literal})`;
    }
    case 'class':
      return classText(regex.ranges);
    case 'sequence':
      return several('re.++', regex.parts);
    case 'choice':
      return several('re.union', regex.options);
    case 'repeat':
      return repeatText(regex);
  }
}

function several(operator: string, regexes: readonly Regex[]): string | null {
  const texts = regexes.map(regexText).filter((text) => text !== null);
  if (texts.length < regexes.length) return null;
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : `(${operator} ${texts.join(' ')})`;
}

function classText(ranges: readonly Range[]): string | null {
  const kept = smtRanges(ranges);
  if (kept === null) return null;
  const [only] = kept;
  if (kept.length === 1 && only && only[0] === 0 && only[1] === MAX_SMT_CHARACTER) return 're.allchar';
  const texts = kept.map(([low, high]) => `(re.range ${character(low)} ${character(high)})`);
  return texts.length === 1 ? (texts[0] ?? null) : `(re.union ${texts.join(' ')})`;
}

function character(code: number): string {
  return `"\\u{${code.toString(16)}}"`;
}

function repeatText({ of, min, max }: Regex & { kind: 'repeat' }): string | null {
  const text = regexText(of);
  if (text === null) return null;
  if (max !== null) return `((_ re.loop ${min} ${max}) ${text})`;
  if (min === 0) return text === 're.allchar' ? 're.all' : `(re.* ${text})`;
  return min === 1 ? `(re.+ ${text})` : `(re.++ ((_ re.^ ${min}) ${text}) (re.* ${text}))`;
}
