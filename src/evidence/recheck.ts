// Decides whether a certificate holds: its files are whole, its contract and trajectories lead to its questions and results again, and another solver
// gives the same answers.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Query } from '../verify/prover.ts';
import type { ScriptAnswer } from '../verify/script-solver.ts';
import { hashOf, queryText } from './certificate.ts';
import { type Derived, derive } from './derive.ts';
import type { FileEntry, Manifest, ManifestEntry } from './read-manifest.ts';
import { resultOf } from './result-of.ts';

/** Something that is not as the certificate says. */
export interface RecheckFinding {
  /**
   * `file`: a file is missing or was changed. `contract`: the documents do not load. `result`: another result comes out. `question`: other questions
   * are asked. `answer`: the second solver contradicts. `unconfirmed`: it does not decide, or could not be asked.
   */
  readonly kind: 'file' | 'contract' | 'result' | 'question' | 'answer' | 'unconfirmed';
  /** The entry by its id, or the file. */
  readonly where: string;
  readonly message: string;
}

export interface RecheckedEntry {
  readonly id: string;
  /** What the result says: a verdict or an outcome. */
  readonly result: string;
  readonly queries: number;
  /** Questions to which the second solver gave the same answer. */
  readonly confirmed: number;
  /** Questions that had no answer, so that the result does not rest on them. */
  readonly open: number;
}

export interface Rechecked {
  readonly entries: readonly RecheckedEntry[];
  readonly findings: readonly RecheckFinding[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface RecheckOptions {
  /** The text of a file of the certificate; null if it is not there or cannot be read. */
  readonly read: (path: string) => string | null;
  /** Puts a script to the second solver; null where there is none, and only the derivation is checked. */
  readonly ask: ((script: string) => ScriptAnswer) | null;
  readonly progress: (text: string) => void;
}

export async function recheck(manifest: Manifest, options: RecheckOptions): Promise<Rechecked> {
  const findings: RecheckFinding[] = [];
  const texts = wholeFiles(manifest, options, findings);
  if (findings.length > 0) return { entries: [], findings, diagnostics: [] };
  const derived = await derive(manifest, texts, options.progress);
  if (derived.value === null) {
    const [first] = derived.diagnostics;
    findings.push({ kind: 'contract', where: manifest.document, message: first?.message ?? 'the contract does not load' });
    return { entries: [], findings, diagnostics: derived.diagnostics };
  }
  const entries = manifest.entries.map((entry, i) => {
    options.progress(`${i} of ${manifest.entries.length} rechecked`);
    compareDerived(entry, derived.value?.[i] ?? null, texts, findings);
    return recheckEntry(entry, texts, options, findings);
  });
  return { entries, findings, diagnostics: derived.diagnostics };
}

function wholeFiles(manifest: Manifest, { read }: RecheckOptions, findings: RecheckFinding[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, sha256 } of filesOf(manifest)) {
    const text = read(path);
    if (text === null) findings.push({ kind: 'file', where: path, message: 'the file is missing, too large, or not a plain file' });
    else if (hashOf(text) !== sha256) findings.push({ kind: 'file', where: path, message: 'the file is not the one that was certified' });
    else texts.set(path, text);
  }
  return texts;
}

function filesOf({ documents, initial, entries }: Manifest): readonly FileEntry[] {
  const state = initial !== null && typeof initial === 'object' ? [initial] : [];
  const ofEntries = entries.flatMap(({ trajectory, result, queries }) => [
    ...(trajectory === null ? [] : [trajectory]),
    result,
    ...queries,
  ]);
  return [...documents, ...state, ...ofEntries];
}

/** The same contract and trajectory must lead to the same result by the same questions: so they are about them. */
function compareDerived(
  entry: ManifestEntry,
  derived: Derived | null,
  texts: ReadonlyMap<string, string>,
  findings: RecheckFinding[],
): void {
  const { id } = entry;
  if (derived === null) {
    findings.push({ kind: 'result', where: id, message: 'nothing like it comes out of the contract' });
    return;
  }
  const stated = resultOf(texts.get(entry.result.path) ?? '');
  if (derived.result !== stated) {
    findings.push({ kind: 'result', where: id, message: `the certificate says ${stated}, and what comes out is ${derived.result}` });
  }
  const known = new Set(derived.queries.map((query: Query) => hashOf(queryText(query))));
  const foreign = entry.queries.filter(({ sha256 }) => !known.has(sha256));
  const [first] = foreign;
  if (first !== undefined) {
    const message = `${foreign.length} of ${entry.queries.length} questions are none that the contract leads to, '${first.name}' first`;
    findings.push({ kind: 'question', where: id, message });
  }
  const missing = derived.queries.length - (entry.queries.length - foreign.length);
  if (missing > 0) findings.push({ kind: 'question', where: id, message: `${missing} questions that the contract leads to are not there` });
}

function recheckEntry(
  entry: ManifestEntry,
  texts: ReadonlyMap<string, string>,
  { ask }: RecheckOptions,
  findings: RecheckFinding[],
): RecheckedEntry {
  let confirmed = 0;
  let open = 0;
  for (const { path, name, answer } of entry.queries) {
    if (answer === 'unknown') {
      open += 1;
      continue;
    }
    if (ask === null) continue;
    const second = ask(texts.get(path) ?? '');
    if (second.kind === answer) confirmed += 1;
    else if (second.kind === 'sat' || second.kind === 'unsat') {
      findings.push({
        kind: 'answer',
        where: entry.id,
        message: `'${name}': the certificate says ${answer}, the second solver ${second.kind}`,
      });
    } else {
      const why = 'why' in second ? second.why : 'the second solver does not know';
      findings.push({ kind: 'unconfirmed', where: entry.id, message: `'${name}' (${answer}): ${why}` });
    }
  }
  return { id: entry.id, result: resultOf(texts.get(entry.result.path) ?? ''), queries: entry.queries.length, confirmed, open };
}
