// Decides how trajectory files are read: a JSON object, a JSON list, or JSON Lines; everything wrong is reported with its place.

import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import { codeFrame, showSource } from '../base/source.ts';
import { isList, type Value } from '../base/value.ts';
import { readTrajectory } from '../contract/read-trajectory.ts';
import type { Locate, Path } from '../contract/reading.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { locateIn } from './locate.ts';
import { readText } from './read.ts';

const MAX_DIAGNOSTICS = 50;
const MAX_REPEATED_IDS = 5;

const places = new WeakMap<Trajectory, Locate>();

/** Where the parts of a trajectory stand that `readTrajectories` has read; null of any other. */
export function placesIn(trajectory: Trajectory): Locate | null {
  return places.get(trajectory) ?? null;
}

/** All trajectories of the files, in order (`-` is standard input). A trajectory without `id` is named after its file and place in it. */
export function readTrajectories(paths: readonly string[]): Checked<readonly Trajectory[]> {
  const diagnostics: Diagnostic[] = [];
  const trajectories: Trajectory[] = [];
  for (const path of paths) {
    const text = readText(path);
    diagnostics.push(...text.diagnostics);
    if (text.value !== null) diagnostics.push(...readInto(trajectories, { file: path, text: text.value }));
    if (diagnostics.length > MAX_DIAGNOSTICS) break;
  }
  if (hasErrors(diagnostics)) return { value: null, diagnostics: diagnostics.slice(0, MAX_DIAGNOSTICS) };
  return { value: trajectories, diagnostics: repeatedIds(trajectories) };
}

/** The trajectories in the text of a file; what is wrong with it is among the diagnostics. */
export function trajectoriesIn(file: string, text: string): Checked<readonly Trajectory[]> {
  const trajectories: Trajectory[] = [];
  const diagnostics = readInto(trajectories, { file, text }).slice(0, MAX_DIAGNOSTICS);
  return { value: hasErrors(diagnostics) ? null : trajectories, diagnostics };
}

interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** One JSON text in a file: all of it, or the record that begins at a line. */
interface Part {
  readonly content: string;
  readonly line: number;
  /** Names a trajectory without `id`. */
  readonly name: string;
}

function readInto(trajectories: Trajectory[], file: TextFile): readonly Diagnostic[] {
  if (file.text.trim() === '') return [nothingIn(file.file, 'empty-file', 'the file is empty')];
  const parts = jsonLines(file) ?? [{ content: file.text, line: 1, name: file.file }];
  const before = trajectories.length;
  const diagnostics = parts.flatMap((part) => readPart(trajectories, file, part).map((d) => inFile(d, file, part)));
  if (diagnostics.length > 0 || trajectories.length > before) return diagnostics;
  return [nothingIn(file.file, 'no-trajectories', 'there is no trajectory in the list')];
}

function nothingIn(file: string, code: string, message: string): Diagnostic {
  const hint = 'a trajectory is {"steps": [{"operationId": …}]}; a file holds one, a JSON list of them, or one per line';
  return { code, severity: 'error', message, source: { file, line: 1, column: 1 }, hint };
}

/** The non-empty lines if the text is JSON Lines: its first line is a complete JSON value and not all of the text. */
function jsonLines({ file, text }: TextFile): readonly Part[] | null {
  const lines = text.split('\n').map((line, index) => ({ content: line.trimEnd(), line: index + 1, name: `${file}:${index + 1}` }));
  const filled = lines.filter(({ content }) => content.trim() !== '');
  const first = filled[0];
  if (!first || (filled.length === 1 && !first.content.startsWith('{'))) return null;
  return parseJson(first.content, '').value === null ? null : filled;
}

function readPart(trajectories: Trajectory[], { file }: TextFile, { content, line, name }: Part): readonly Diagnostic[] {
  const parsed = parseJson(content, file);
  if (hasErrors(parsed.diagnostics)) {
    return parsed.diagnostics.map((d) => (d.source ? { ...d, source: { ...d.source, line: d.source.line + line - 1 } } : d));
  }
  const add = (value: Value, id: string, path: Path): readonly Diagnostic[] => {
    const read = readTrajectory(value, id, below(locate, path));
    if (read.value) trajectories.push(read.value);
    if (read.value) places.set(read.value, below(later, path));
    return read.diagnostics;
  };
  const locate = locateIn(content, file, line);
  // What is parsed for the places is not kept for those that may be asked for when the trajectory is judged.
  const later = locateIn(content, file, line);
  if (parsed.value === null || !isList(parsed.value)) return add(parsed.value, name, []);
  return parsed.value.flatMap((value, index) => add(value, `${name}[${index}]`, [index]));
}

function below(locate: Locate, first: Path): Locate {
  return (path, of) => locate([...first, ...path], of);
}

function inFile(diagnostic: Diagnostic, { text }: TextFile, { line }: Part): Diagnostic {
  const { code, source } = diagnostic;
  const framed = source ? { ...diagnostic, frame: codeFrame(text, source) } : diagnostic;
  return line > 1 && code === 'bad-json'
    ? { ...framed, hint: 'the file is read as JSON Lines: each line is a JSON value of its own' }
    : framed;
}

/** Verdicts are told apart by the ids of their trajectories. */
function repeatedIds(trajectories: readonly Trajectory[]): readonly Diagnostic[] {
  const first = new Map<string, Trajectory>();
  const repeated = new Map<string, Diagnostic>();
  for (const trajectory of trajectories) {
    const { id, source } = trajectory;
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, trajectory);
    else if (repeated.size < MAX_REPEATED_IDS && !repeated.has(id)) {
      const where = earlier.source ? ` (the first is at ${showSource(earlier.source)})` : '';
      const message = `another trajectory has the id '${id}' too${where}: their verdicts cannot be told apart`;
      repeated.set(id, { code: 'duplicate-id', severity: 'warning', message, ...(source ? { source } : {}) });
    }
  }
  return [...repeated.values()];
}
