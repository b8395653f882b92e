// Decides what people are told about a script in the comments of any format, and that a comment stays one.

import { toJson } from '../../base/json.ts';
import { isList, isObject } from '../../base/value.ts';
import type { Call, Script } from './script.ts';

/** Characters of an initial state that a comment repeats. */
const MAX_STATE = 4_000;

/** Lines without line breaks: what the run shows, where it starts, and what was left out. */
export function commentsOf({ id, about, initial, choices, unsent }: Script): readonly string[] {
  const chosen = choices.map(([step, place, value]) => oneLine(`  at step ${step}, ${place}: ${toJson(value)}`));
  return [
    oneLine(`${id}: ${about}`),
    ...startOf(initial),
    ...(chosen.length === 0 ? [] : ['The server chooses, or the run is another:', ...latest(chosen)]),
    ...(unsent === null ? [] : [oneLine(`It ends there: ${unsent}`)]),
  ];
}

/** Lines about choices of a long run. */
const MAX_CHOICES = 20;

function latest(lines: readonly string[]): readonly string[] {
  const left = lines.length - MAX_CHOICES;
  return left <= 0 ? lines : [`  … ${left} earlier ones`, ...lines.slice(left)];
}

function startOf(initial: Script['initial']): readonly string[] {
  if (initial === null) return ['The server starts in its state at reset.'];
  const roots = isObject(initial) ? [...initial] : [];
  const lines = roots.flatMap(([name, value]) =>
    (value !== null && isList(value) ? value : [value]).map((record) => `  ${oneLine(`${String(name)}: ${toJson(record)}`)}`),
  );
  if (lines.length === 0) return ['The server starts with nothing in it.'];
  const size = lines.reduce((sum, line) => sum + line.length, 0);
  if (size > MAX_STATE) return [`The server starts in the given state (${lines.length} records and variables).`];
  return ['The server starts in this state:', ...lines];
}

/** What a call is, in a line: its step, its name, and how the clock moves before it. */
export function titleOf({ index, name, operation, advance }: Call): string {
  const called = name === operation.id || name === `${operation.id}-${index}` ? '' : ` (${name})`;
  return oneLine(`step ${index} ${operation.id}${called}${advance === null ? '' : `, after ${advance}`}`);
}

/** The text without anything that ends a line or that a reader cannot see: such characters as `\uXXXX`. */
export function oneLine(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
