// Decides how trajectory files are read: a JSON object, a JSON list, or JSON Lines; everything wrong is reported with its place.

import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import { codeFrame } from '../base/source.ts';
import { isList } from '../base/value.ts';
import { readTrajectory } from '../contract/read-trajectory.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { locateIn } from './locate.ts';
import { readText } from './read.ts';

const MAX_DIAGNOSTICS = 50;

/** All trajectories of the files, in order (`-` is standard input). A trajectory without `id` is named after its file and place in it. */
export function readTrajectories(paths: readonly string[]): Checked<readonly Trajectory[]> {
  const diagnostics: Diagnostic[] = [];
  const trajectories: Trajectory[] = [];
  for (const path of paths) {
    const text = readText(path);
    diagnostics.push(...text.diagnostics);
    if (text.value !== null) readInto(text.value, path, trajectories, diagnostics);
    if (diagnostics.length > MAX_DIAGNOSTICS) break;
  }
  return { value: hasErrors(diagnostics) ? null : trajectories, diagnostics: diagnostics.slice(0, MAX_DIAGNOSTICS) };
}

function readInto(text: string, file: string, trajectories: Trajectory[], diagnostics: Diagnostic[]): void {
  const lines = jsonLines(text);
  if (lines === null) readDocument(text, file, 1, file, trajectories, diagnostics);
  else for (const { line, content } of lines) readDocument(content, file, line, `${file}:${line}`, trajectories, diagnostics);
}

/** The non-empty lines if the text is JSON Lines: its first line is a complete JSON value and not all of the text. */
function jsonLines(text: string): readonly { readonly line: number; readonly content: string }[] | null {
  const lines = text.split('\n').map((content, index) => ({ line: index + 1, content: content.trimEnd() }));
  const filled = lines.filter(({ content }) => content.trim() !== '');
  const first = filled[0];
  if (!first || (filled.length === 1 && !first.content.startsWith('{'))) return null;
  return parseJson(first.content, '').value === null ? null : filled;
}

function readDocument(
  text: string,
  file: string,
  line: number,
  fallbackId: string,
  trajectories: Trajectory[],
  diagnostics: Diagnostic[],
): void {
  const parsed = parseJson(text, file);
  if (parsed.value === null && hasErrors(parsed.diagnostics)) {
    diagnostics.push(...parsed.diagnostics.map((d) => shift(d, line)));
    return;
  }
  const locate = locateIn(text, file, line);
  const values = parsed.value !== null && isList(parsed.value) ? parsed.value : [parsed.value];
  values.forEach((value, index) => {
    const prefix = parsed.value !== null && isList(parsed.value) ? [index] : [];
    const name = prefix.length > 0 ? `${fallbackId}[${index}]` : fallbackId;
    const read = readTrajectory(value, name, (path) => locate([...prefix, ...path]));
    diagnostics.push(...read.diagnostics.map((d) => framed(d, text, line)));
    if (read.value) trajectories.push(read.value);
  });
}

function shift(diagnostic: Diagnostic, firstLine: number): Diagnostic {
  const { source } = diagnostic;
  return source ? { ...diagnostic, source: { ...source, line: source.line + firstLine - 1 } } : diagnostic;
}

function framed(diagnostic: Diagnostic, text: string, firstLine: number): Diagnostic {
  const { source } = diagnostic;
  if (!source) return diagnostic;
  // The frame is cut from the text of this record, whose first line is line `firstLine` of the file.
  const padded = '\n'.repeat(firstLine - 1) + text;
  return { ...diagnostic, frame: codeFrame(padded, source) };
}
