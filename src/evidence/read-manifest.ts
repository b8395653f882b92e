// Decides whether a manifest from somebody else is one: every field of the right kind, every path inside the folder, or a complaint that says where.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import type { Layer } from '../contract/contract.ts';
import { CERTIFICATE_FORMAT, CERTIFIED_COMMANDS, type CertificateOptions, type CertifiedCommand, type LoadedFrom } from './certificate.ts';

export interface FileEntry {
  readonly path: string;
  readonly sha256: string;
}

export interface Manifest {
  readonly version: string;
  readonly solver: { readonly backend: string; readonly version: string | null };
  readonly command: CertifiedCommand;
  readonly contract: LoadedFrom;
  /** Null unless two contracts were compared. */
  readonly against: LoadedFrom | null;
  readonly documents: readonly (FileEntry & { readonly name: string })[];
  readonly initial: string | null | FileEntry;
  readonly options: CertificateOptions;
  readonly entries: readonly ManifestEntry[];
}

export interface ManifestEntry {
  readonly id: string;
  readonly trajectories: readonly FileEntry[];
  readonly result: FileEntry;
  readonly queries: readonly (FileEntry & { readonly name: string; readonly answer: 'sat' | 'unsat' | 'unknown' })[];
}

/** Files that a certificate may list. */
const MAX_FILES = 1_000_000;
const SAFE_PATH = /^(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

/** The manifest that a text is. */
export function readManifest(text: string, file: string): Checked<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(file, `the manifest is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return { value: manifestOf(value), diagnostics: [] };
  } catch (error) {
    if (error instanceof Malformed) return refused(file, error.message);
    throw error;
  }
}

function refused(file: string, message: string): Checked<never> {
  const diagnostic: Diagnostic = { code: 'bad-certificate', severity: 'error', message, source: { file, line: 1, column: 1 } };
  return { value: null, diagnostics: [diagnostic] };
}

class Malformed extends Error {}

function manifestOf(value: unknown): Manifest {
  const top = record(value, 'the manifest');
  if (text(top, 'format') !== CERTIFICATE_FORMAT) throw new Malformed(`the format is not '${CERTIFICATE_FORMAT}'`);
  const solver = record(top['solver'], 'solver');
  const entries = list(top, 'entries').map(entryOf);
  const manifest: Manifest = {
    version: text(top, 'version'),
    solver: { backend: text(solver, 'backend'), version: textOrNull(solver, 'version') },
    command: oneOf(top, 'command', CERTIFIED_COMMANDS),
    contract: loadedFrom(top['contract'], 'contract'),
    against: top['against'] === null ? null : loadedFrom(top['against'], 'against'),
    documents: list(top, 'documents').map((one) => ({ ...fileOf(one, 'documents'), name: text(record(one, 'documents'), 'name') })),
    initial: initialOf(top['initial']),
    options: optionsOf(record(top['options'], 'options')),
    entries,
  };
  const count = entries.reduce(
    (sum, { queries, trajectories }) => sum + queries.length + trajectories.length + 1,
    manifest.documents.length,
  );
  if (count > MAX_FILES) throw new Malformed(`it lists more than ${MAX_FILES} files`);
  checkShape(manifest);
  return manifest;
}

/** Trajectories that an entry is about, by the command; `compare` has as many as it was given. */
const TRAJECTORIES: Readonly<Record<CertifiedCommand, number | null>> = { verify: 1, equivalent: 2, plan: 0, check: 0, compare: null };

/** What the command leaves in a certificate: one with nothing in it would hold, and say nothing. */
function checkShape({ command, against, entries }: Manifest): void {
  if (entries.length === 0) throw new Malformed('it has no entries: it certifies nothing');
  if (command !== 'verify' && entries.length > 1) throw new Malformed(`a certificate of ${command} has one entry`);
  if ((command === 'compare') !== (against !== null)) throw new Malformed("two contracts are of 'compare', and of nothing else");
  const expected = TRAJECTORIES[command];
  const odd = entries.find(({ trajectories }) => expected !== null && trajectories.length !== expected);
  if (odd !== undefined)
    throw new Malformed(`an entry of ${command} is about ${expected} trajectories, and '${odd.id}' has ${odd.trajectories.length}`);
}

function loadedFrom(value: unknown, what: string): LoadedFrom {
  const fields = record(value, what);
  return { document: text(fields, 'document'), overlays: list(fields, 'overlays').map((one) => asText(one, 'overlays')) };
}

function entryOf(value: unknown): ManifestEntry {
  const entry = record(value, 'an entry');
  return {
    id: text(entry, 'id'),
    trajectories: list(entry, 'trajectories').map((one) => fileOf(one, 'trajectories')),
    result: fileOf(entry['result'], 'result'),
    queries: list(entry, 'queries').map((one) => {
      const query = record(one, 'a query');
      return { ...fileOf(one, 'a query'), name: text(query, 'name'), answer: oneOf(query, 'answer', ['sat', 'unsat', 'unknown']) };
    }),
  };
}

function initialOf(value: unknown): Manifest['initial'] {
  if (value === null || value === 'reset' || value === 'any') return value;
  return fileOf(value, 'initial');
}

const LAYERS: readonly Layer[] = ['schema', 'declared', 'inferred'];

function optionsOf(options: Fields): CertificateOptions {
  return {
    layers: list(options, 'layers').map((one) => {
      const layer = LAYERS.find((known) => known === one);
      if (layer === undefined) throw new Malformed("'layers' has a layer that is none");
      return layer;
    }),
    scope: natural(options, 'scope'),
    rlimit: natural(options, 'rlimit'),
    timeoutMs: natural(options, 'timeoutMs'),
    seed: natural(options, 'seed'),
    holes: oneOf(options, 'holes', ['exists', 'forall']),
    keepGoing: flag(options, 'keepGoing'),
    repair: flag(options, 'repair'),
    normalForm: flag(options, 'normalForm'),
    goal: textOrNull(options, 'goal'),
    avoid: textOrNull(options, 'avoid'),
    plans: natural(options, 'plans'),
    maxSteps: natural(options, 'maxSteps'),
    maxCalls: natural(options, 'maxCalls'),
    induction: options['induction'] === null ? null : natural(options, 'induction'),
    lemmas: list(options, 'lemmas').map((one) => asText(one, 'lemmas')),
    final: textOrNull(options, 'final'),
    compared: oneOf(options, 'compared', ['responses', 'state']),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Malformed(`${what} is no object`);
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (Array.isArray(value)) return value;
  throw new Malformed(`'${name}' is no list`);
}

function asText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Malformed(`'${name}' is no text`);
}

function text(fields: Fields, name: string): string {
  return asText(fields[name], name);
}

function textOrNull(fields: Fields, name: string): string | null {
  return fields[name] === null ? null : text(fields, name);
}

function flag(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value === 'boolean') return value;
  throw new Malformed(`'${name}' is neither true nor false`);
}

function natural(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Malformed(`'${name}' is no whole number from 0 on`);
}

function oneOf<const T extends string>(fields: Fields, name: string, known: readonly T[]): T {
  const found = known.find((one) => one === fields[name]);
  if (found !== undefined) return found;
  throw new Malformed(`'${name}' is none of ${known.join(', ')}`);
}

function fileOf(value: unknown, what: string): FileEntry {
  const fields = record(value, what);
  const path = text(fields, 'path');
  if (!SAFE_PATH.test(path)) throw new Malformed(`the path '${path}' does not stay in the folder`);
  return { path, sha256: text(fields, 'sha256') };
}
