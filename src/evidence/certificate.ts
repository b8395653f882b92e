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
  /** Of `plan`. */
  readonly goal: string | null;
  readonly avoid: string | null;
  readonly plans: number;
  /** Of `plan` and `check`. */
  readonly maxSteps: number;
  readonly maxCalls: number;
  /** Of `check`. */
  readonly induction: number | null;
  readonly lemmas: readonly string[];
  readonly final: string | null;
}

export type CertifiedCommand = 'verify' | 'plan' | 'check';

/** One result with the questions that were asked for it. */
export interface CertificateEntry {
  readonly id: string;
  /** The trajectory as JSON; null where the command has none. */
  readonly trajectory: string | null;
  /** The result as the command prints it with `--json`. */
  readonly result: string;
  readonly queries: readonly Query[];
}

export interface CertificateInput {
  readonly version: string;
  readonly solver: { readonly backend: string; readonly version: string | null };
  readonly command: CertifiedCommand;
  /** The document and the overlays by the names under which they were loaded, the overlays in order. */
  readonly document: string;
  readonly overlays: readonly string[];
  /** The texts of all files of the contract, by name. */
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
      trajectory: entry.trajectory === null ? null : add(`${folder}/trajectory.json`, `${entry.trajectory}\n`),
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
    document: input.document,
    overlays: input.overlays,
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
