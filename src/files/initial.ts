// Decides what `--initial` means: a word, or a file with a state in it.

import { type Checked, hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { readText } from './read.ts';

/** `reset`, `any`, or the state in a JSON file: collections (a list of records, or an object from key to record) and variables by name. */
export function readInitial(argument: string): Checked<InitialState> {
  if (argument === 'reset' || argument === 'any') return { value: { kind: argument }, diagnostics: [] };
  const text = readText(argument);
  if (text.value === null) return { value: null, diagnostics: text.diagnostics };
  const parsed = parseJson(text.value, argument);
  if (hasErrors(parsed.diagnostics)) return { value: null, diagnostics: parsed.diagnostics };
  return { value: { kind: 'given', state: parsed.value }, diagnostics: parsed.diagnostics };
}
