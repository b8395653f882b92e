// Decides what a certificate holds: everything that a verdict rests on, so that somebody else can come to it again. Plain data; files are the caller's.

import { createHash } from 'node:crypto';
import type { Layer } from '../contract/contract.ts';
import { toSmtLib } from '../symbolic/smtlib.ts';
import type { Query } from '../verify/prover.ts';
import type { HoleMode } from '../verify/verdict.ts';

/** The form of certificates, with its number. */
export const CERTIFICATE_FORMAT = 'envfactory-certificate/1';

/** What was asked, apart from the contract and the states. Numbers are as the flags of the commands have them. */
export interface CertificateOptions {
  readonly layers: readonly Layer[];
  readonly scope: number;
  readonly rlimit: number;
  readonly timeoutMs: number;
  readonly seed: number;
  readonly holes: HoleMode;
  readonly keepGoing: boolean;
  /** Of `verify`: whether repairs and normal forms were looked for. */
  readonly repair: boolean;
  readonly normalForm: boolean;
  /** Of `plan`. */
  readonly goal: string | null;
  readonly avoid: string | null;
  readonly plans: number;
  /** Of `plan`, `check` and `compare`. */
  readonly maxSteps: number;
  readonly maxCalls: number;
  /** Of `check`. */
  readonly induction: number | null;
  readonly lemmas: readonly string[];
  readonly final: string | null;
  /** Of `equivalent`. */
  readonly compared: 'responses' | 'state';
}

/** What an option is where the command does not have it. */
export const NO_OPTIONS: Omit<CertificateOptions, 'layers' | 'scope' | 'rlimit' | 'timeoutMs' | 'seed'> = {
  holes: 'exists',
  keepGoing: false,
  repair: false,
  normalForm: false,
  goal: null,
  avoid: null,
  plans: 0,
  maxSteps: 0,
  maxCalls: 0,
  induction: null,
  lemmas: [],
  final: null,
  compared: 'responses',
};

export const CERTIFIED_COMMANDS = ['verify', 'plan', 'check', 'compare', 'equivalent'] as const;

export type CertifiedCommand = (typeof CERTIFIED_COMMANDS)[number];

/** A document and the overlays on it by the names under which they were loaded, the overlays in order. */
export interface LoadedFrom {
  readonly document: string;
  readonly overlays: readonly string[];
}

/** One result with the questions that were asked for it. */
export interface CertificateEntry {
  /** The id of the trajectory that was judged, else the name of the command. */
  readonly id: string;
  /** What the result is about, as JSON: one trajectory of `verify`, two of `equivalent`, none of other commands. */
  readonly trajectories: readonly string[];
  /** The result as the command prints it with `--json`. */
  readonly result: string;
  readonly queries: readonly Query[];
}

/** What is to be certified. */
export interface CertificateInput {
  readonly version: string;
  readonly solver: { readonly backend: string; readonly version: string | null };
  readonly command: CertifiedCommand;
  readonly contract: LoadedFrom;
  /** The contract that `compare` compares with; null of other commands. */
  readonly against: LoadedFrom | null;
  /** The texts of all files of the contracts, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** `reset`, `any`, null for the trajectories' own, or a state as JSON. */
  readonly initial: { readonly word: string | null } | { readonly state: string };
  readonly options: CertificateOptions;
  readonly entries: readonly CertificateEntry[];
}

/** The files of a certificate by their paths in its folder; the manifest is `certificate.json`. The same input gives the same bytes. */
export function certificateFiles(input: CertificateInput): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const add = (path: string, text: string): { readonly path: string; readonly sha256: string } => {
    files.set(path, text);
    return { path, sha256: hashOf(text) };
  };
  const documents = [...input.files].map(([name, text], i) => ({ name, ...add(`documents/${i}${extensionOf(name)}`, text) }));
  const initial = 'word' in input.initial ? input.initial.word : add('initial.json', input.initial.state);
  const entries = input.entries.map((entry, i) => {
    const folder = `entries/${String(i).padStart(4, '0')}`;
    return {
      id: entry.id,
      trajectories: entry.trajectories.map((text, n) => add(`${folder}/trajectories/${String(n).padStart(4, '0')}.json`, `${text}\n`)),
      result: add(`${folder}/result.json`, `${entry.result}\n`),
      queries: entry.queries.map((query, n) => ({
        name: query.name,
        answer: query.answer,
        ...add(`${folder}/queries/${String(n).padStart(4, '0')}.smt2`, queryText(query)),
      })),
    };
  });
  const manifest = {
    format: CERTIFICATE_FORMAT,
    version: input.version,
    solver: input.solver,
    command: input.command,
    contract: input.contract,
    against: input.against,
    documents,
    initial,
    options: input.options,
    entries,
  };
  return new Map([['certificate.json', `${JSON.stringify(manifest, null, 2)}\n`], ...files]);
}

/** A question as a script of its own, with the answer that was given. */
export function queryText({ name, assertions, answer }: Query): string {
  const said = answer === 'unknown' ? {} : { expected: answer };
  return `; ${name.replaceAll(/\s+/g, ' ')}\n${toSmtLib(assertions, said)}`;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function extensionOf(name: string): string {
  return /\.(json|ya?ml)$/i.exec(name)?.[0].toLowerCase() ?? '';
}
