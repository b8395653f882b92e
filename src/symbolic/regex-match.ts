// Decides whether a text is in a regular language: all positions a prefix can end at, set by set, without backtracking.

import { codePoints } from '../base/text.ts';
import type { Language, Regex } from './regex.ts';

/** Whether the whole text matches. Time is bounded by the product of the sizes of text and expression. */
export function matchesRegex(language: Language, text: string): boolean {
  const characters = codePoints(text).map((c) => c.codePointAt(0) ?? 0);
  const matches = (regex: Regex): boolean => ends(regex, characters, new Set([0])).has(characters.length);
  if (language.kind !== 'meeting') return matches(language);
  return language.required.every(matches) && !language.forbidden.some(matches);
}

function ends(regex: Regex, text: readonly number[], starts: ReadonlySet<number>): ReadonlySet<number> {
  switch (regex.kind) {
    case 'empty':
      return new Set();
    case 'text':
      return endsOfText(regex.text, text, starts);
    case 'class':
      return new Set([...starts].filter((at) => inRanges(text[at], regex.ranges)).map((at) => at + 1));
    case 'sequence':
      return regex.parts.reduce((at, part) => ends(part, text, at), starts);
    case 'choice':
      return new Set(regex.options.flatMap((option) => [...ends(option, text, starts)]));
    case 'repeat':
      return endsOfRepeat(regex, text, starts);
  }
}

function endsOfText(literal: string, text: readonly number[], starts: ReadonlySet<number>): ReadonlySet<number> {
  const wanted = codePoints(literal).map((c) => c.codePointAt(0) ?? 0);
  return new Set([...starts].filter((at) => wanted.every((c, i) => text[at + i] === c)).map((at) => at + wanted.length));
}

function inRanges(character: number | undefined, ranges: readonly (readonly [number, number])[]): boolean {
  return character !== undefined && ranges.some(([low, high]) => character >= low && character <= high);
}

function endsOfRepeat(
  { of, min, max }: Regex & { kind: 'repeat' },
  text: readonly number[],
  starts: ReadonlySet<number>,
): ReadonlySet<number> {
  let frontier = starts;
  for (let i = 0; i < min && frontier.size > 0; i += 1) frontier = ends(of, text, frontier);
  const reached = new Set(frontier);
  for (let i = min; frontier.size > 0 && (max === null || i < max); i += 1) {
    frontier = new Set([...ends(of, text, frontier)].filter((at) => !reached.has(at)));
    for (const at of frontier) reached.add(at);
  }
  return reached;
}
