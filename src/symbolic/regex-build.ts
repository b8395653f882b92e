// Decides which regex a parsed pattern is: a pattern that may match anywhere becomes one of the whole string.

import type { AST } from '@eslint-community/regexpp';
import { categoryOf } from '../base/unicode-category.ts';
import { ANY_TEXT, type Language, type Range, type Regex } from './regex.ts';
import {
  complementOf,
  DIGITS,
  ECMA_LINE_ENDS,
  ECMA_SPACE,
  normalRanges,
  propertyRanges,
  RE2_LINE_ENDS,
  RE2_SPACE,
  WORD,
} from './regex-ranges.ts';

export type Dialect = 'ecma' | 're2';

/** Thrown for a construct without a regular meaning here; caught where the translation began. */
export class UnsupportedPattern extends Error {
  override readonly name = 'UnsupportedPattern';
}

/** RE2 refuses larger counts, so the concrete interpreter does too. */
const MAX_REPEAT = 1000;
/** Alternatives that taking anchored groups apart may give. */
const MAX_ALTERNATIVES = 256;

type Elements = readonly AST.Element[];

/** The strings that the pattern matches somewhere. */
export function languageOf(pattern: AST.Pattern, dialect: Dialect): Language {
  const looks = leadingLooks(pattern);
  if (looks === null) return anywhere(pattern.alternatives, dialect);
  const required = looks.ahead.filter((look) => !look.negate).map((look) => fromStart(look.alternatives, dialect));
  const forbidden = looks.ahead.filter((look) => look.negate).map((look) => fromStart(look.alternatives, dialect));
  return { kind: 'meeting', required: [anchored([looks.rest], true, dialect), ...required], forbidden };
}

interface LeadingLooks {
  readonly ahead: readonly AST.LookaheadAssertion[];
  readonly rest: Elements;
}

/** `^(?=A)(?!B)C` looks from one place only, the beginning, so it is three patterns. Null for a pattern of another form. */
function leadingLooks({ alternatives }: AST.Pattern): LeadingLooks | null {
  const [only] = alternatives;
  if (alternatives.length !== 1 || only === undefined || !isAnchor(only.elements[0], 'start')) return null;
  const rest = only.elements.slice(1);
  const count = rest.findIndex((element) => lookOf(element) === null);
  const ahead = (count === -1 ? rest : rest.slice(0, count)).flatMap((element) => lookOf(element) ?? []);
  return ahead.length === 0 ? null : { ahead, rest: count === -1 ? [] : rest.slice(count) };
}

function lookOf(element: AST.Element): AST.LookaheadAssertion | null {
  return element.type === 'Assertion' && element.kind === 'lookahead' ? element : null;
}

function isAnchor(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind;
}

function anywhere(alternatives: readonly AST.Alternative[], dialect: Dialect): Regex {
  return anchored(
    alternatives.map((alternative) => alternative.elements),
    false,
    dialect,
  );
}

function fromStart(alternatives: readonly AST.Alternative[], dialect: Dialect): Regex {
  return anchored(
    alternatives.map((alternative) => alternative.elements),
    true,
    dialect,
  );
}

/** Alternatives that may begin (unless fixed to the start) and end anywhere, but where anchors say otherwise. */
function anchored(alternatives: readonly Elements[], isFixed: boolean, dialect: Dialect): Regex {
  const options = takenApart(takenApart(alternatives, 0), -1).map((elements): Regex => {
    const first = elements.findIndex((element) => !isAnchor(element, 'start'));
    const start = first === -1 ? elements.length : first;
    const last = elements.findLastIndex((element) => !isAnchor(element, 'end'));
    const end = Math.max(start, last + 1);
    const parts = elements.slice(start, end).map((element) => build(element, dialect));
    const before = start > 0 || isFixed ? [] : [ANY_TEXT];
    return sequence([...before, ...parts, ...(end < elements.length ? [] : [ANY_TEXT])]);
  });
  return choice(options);
}

/** Groups with anchors at an end of an alternative are multiplied out, so that each alternative has its own anchors. */
function takenApart(alternatives: readonly Elements[], end: 0 | -1): readonly Elements[] {
  const done: Elements[] = [];
  const pending = [...alternatives].reverse();
  for (let elements = pending.pop(); elements !== undefined; elements = pending.pop()) {
    if (done.length + pending.length > MAX_ALTERNATIVES) throw new UnsupportedPattern('anchors in many groups');
    const outer = elements.at(end);
    const inner =
      outer !== undefined && (outer.type === 'Group' || outer.type === 'CapturingGroup') && /[\^$]/.test(outer.raw) ? outer : null;
    if (inner === null) {
      done.push(elements);
      continue;
    }
    if (inner.type === 'Group' && inner.modifiers) throw new UnsupportedPattern('modifiers');
    for (const alternative of [...inner.alternatives].reverse()) {
      pending.push(end === 0 ? [...alternative.elements, ...elements.slice(1)] : [...elements.slice(0, -1), ...alternative.elements]);
    }
  }
  return done;
}

function build(element: AST.Element, dialect: Dialect): Regex {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup': {
      if (element.type === 'Group' && element.modifiers) throw new UnsupportedPattern('modifiers');
      return choice(element.alternatives.map((alternative) => sequence(alternative.elements.map((part) => build(part, dialect)))));
    }
    case 'Character':
      return { kind: 'text', text: characterText(element.value) };
    case 'CharacterSet':
      return { kind: 'class', ranges: setRanges(element, dialect) };
    case 'CharacterClass':
      return classOf(element, dialect);
    case 'Quantifier':
      return repeat(element, dialect);
    case 'Assertion':
      throw new UnsupportedPattern(assertionName(element));
    case 'Backreference':
      throw new UnsupportedPattern('back-reference');
    default:
      throw new UnsupportedPattern(element.type);
  }
}

function assertionName(assertion: AST.Assertion): string {
  switch (assertion.kind) {
    case 'start':
    case 'end':
      return 'anchor inside a pattern';
    case 'word':
      return 'word boundary';
    default:
      return assertion.kind;
  }
}

function repeat({ element, min, max }: AST.Quantifier, dialect: Dialect): Regex {
  const isBounded = max !== Number.POSITIVE_INFINITY;
  if (min > MAX_REPEAT || (isBounded && max > MAX_REPEAT)) throw new UnsupportedPattern(`a repetition of more than ${MAX_REPEAT}`);
  return { kind: 'repeat', of: build(element, dialect), min, max: isBounded ? max : null };
}

function characterText(codePoint: number): string {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) throw new UnsupportedPattern('lone surrogate');
  return String.fromCodePoint(codePoint);
}

function classOf(characterClass: AST.CharacterClass, dialect: Dialect): Regex {
  const ranges = characterClass.elements.flatMap((element): readonly Range[] => {
    switch (element.type) {
      case 'Character':
        return [[element.value, element.value]];
      case 'CharacterClassRange':
        return [[element.min.value, element.max.value]];
      case 'CharacterSet':
        return setRanges(element, dialect);
      default:
        throw new UnsupportedPattern(element.type);
    }
  });
  const normal = normalRanges(ranges);
  const kept = characterClass.negate ? complementOf(normal) : normal;
  return kept.length === 0 ? { kind: 'empty' } : { kind: 'class', ranges: kept };
}

function setRanges(set: AST.CharacterSet, dialect: Dialect): readonly Range[] {
  switch (set.kind) {
    case 'any':
      return complementOf(dialect === 'ecma' ? ECMA_LINE_ENDS : RE2_LINE_ENDS);
    case 'digit':
      return set.negate ? complementOf(DIGITS) : DIGITS;
    case 'word':
      return set.negate ? complementOf(WORD) : WORD;
    case 'space': {
      const space = dialect === 'ecma' ? ECMA_SPACE : RE2_SPACE;
      return set.negate ? complementOf(space) : space;
    }
    case 'property': {
      const ranges = propertyRanges(propertyText(set));
      if (ranges === null) throw new UnsupportedPattern(set.raw);
      return set.negate ? complementOf(ranges) : ranges;
    }
  }
}

/** Only what the concrete interpreter reads too: general categories and scripts. */
function propertyText({ key, value, raw }: AST.UnicodePropertyCharacterSet): string {
  const category = categoryOf(value === null || key === 'General_Category' || key === 'gc' ? (value ?? key) : '');
  if (category !== null) return category;
  if (value !== null && (key === 'Script' || key === 'sc')) return `Script=${value}`;
  throw new UnsupportedPattern(raw);
}

/** Parts one after the other; neighbouring texts become one. */
function sequence(parts: readonly Regex[]): Regex {
  const merged: Regex[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'empty') return part;
    if (part.kind === 'text' && last?.kind === 'text') merged[merged.length - 1] = { kind: 'text', text: last.text + part.text };
    else if (part.kind !== 'text' || part.text !== '') merged.push(part);
  }
  const [only] = merged;
  if (only === undefined) return { kind: 'text', text: '' };
  return merged.length === 1 ? only : { kind: 'sequence', parts: merged };
}

function choice(options: readonly Regex[]): Regex {
  const possible = options.filter((option) => option.kind !== 'empty');
  const [only] = possible;
  if (only === undefined) return { kind: 'empty' };
  return possible.length === 1 ? only : { kind: 'choice', options: possible };
}
