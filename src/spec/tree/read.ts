// Decides how a file is read: as JSON if it is named so or is JSON, else as YAML.

import type { Checked } from '../../base/diagnostic.ts';
import type { Limits } from '../../base/limits.ts';
import { decodeFile } from './decode.ts';
import type { SpecFile } from './file.ts';
import type { SpecNode } from './node.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';

/** A file that was read. `root` is null if it could not be parsed, and `file` if it could not even be decoded. */
export interface ReadFile {
  readonly file: SpecFile | null;
  readonly root: SpecNode | null;
  readonly diagnostics: Checked<SpecNode>['diagnostics'];
}

/** The tree of a document. Everything that can be wrong with the bytes is a diagnostic. */
export function readTree(path: string, bytes: Uint8Array, limits: Limits): ReadFile {
  const decoded = decodeFile(path, bytes, limits);
  if (decoded.value === null) return { file: null, root: null, diagnostics: decoded.diagnostics };
  const tree = parse(decoded.value, limits);
  return { file: decoded.value, root: tree.value, diagnostics: tree.diagnostics };
}

function parse(file: SpecFile, limits: Limits): Checked<SpecNode> {
  if (file.path.toLowerCase().endsWith('.json')) return readJson(file, limits);
  // JSON is YAML, but reads twenty times faster as JSON.
  if (!/^\s*[{[]/.test(file.text)) return readYaml(file, limits);
  const json = readJson(file, limits);
  return json.diagnostics.every((d) => d.code !== 'json-syntax') ? json : readYaml(file, limits);
}
