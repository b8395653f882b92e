// Decides whether a certificate holds: its files are whole, its contract and trajectories lead to its questions and results again, and another solver
// gives the same answers.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { ScriptAnswer } from '../verify/script-solver.ts';
import { hashOf } from './certificate.ts';
import { derivedFindings } from './compare-derived.ts';
import { derive } from './derive.ts';
import type { FileEntry, Manifest, ManifestEntry } from './read-manifest.ts';
import type { RecheckFinding } from './recheck-finding.ts';
import { claimsOf, resultOf } from './result-of.ts';

export interface RecheckedEntry {
  readonly id: string;
  /** What the result says: a verdict, an outcome, or counts. */
  readonly result: string;
  /** What it says of each thing that it is about; empty where `result` is all. */
  readonly claims: readonly string[];
  readonly questions: readonly RecheckedQuestion[];
  readonly queries: number;
  /** Questions to which the second solver gave the same answer. */
  readonly confirmed: number;
  /** Questions that had no answer, so that the result does not rest on them. */
  readonly open: number;
}

/** A question, and what was answered to it by both. */
export interface RecheckedQuestion {
  readonly name: string;
  /** `unsat`: nothing in question is as the name says. `sat`: something is. `unknown`: nobody said, and nothing rests on it. */
  readonly answer: 'sat' | 'unsat' | 'unknown';
  /** Null where the second solver was not asked. */
  readonly second: ScriptAnswer['kind'] | null;
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
    findings.push({
      kind: 'contract',
      where: first?.source?.file ?? manifest.contract.document,
      message: first?.message ?? 'the contract does not load',
    });
    return { entries: [], findings, diagnostics: derived.diagnostics };
  }
  const entries = manifest.entries.map((entry, i) => {
    options.progress(`${i} of ${manifest.entries.length} rechecked`);
    findings.push(...derivedFindings(manifest, entry, derived.value?.[i] ?? null, texts));
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
  const ofEntries = entries.flatMap(({ trajectories, result, queries }) => [...trajectories, result, ...queries]);
  return [...documents, ...state, ...ofEntries];
}

function recheckEntry(
  entry: ManifestEntry,
  texts: ReadonlyMap<string, string>,
  { ask }: RecheckOptions,
  findings: RecheckFinding[],
): RecheckedEntry {
  const questions = entry.queries.map(({ path, name, answer }): RecheckedQuestion => {
    const second = answer === 'unknown' || ask === null ? null : ask(withoutStatus(texts.get(path) ?? ''));
    if (second === null || second.kind === answer) return { name, answer, second: second?.kind ?? null };
    const isContradiction = second.kind === 'sat' || second.kind === 'unsat';
    const why = 'why' in second ? second.why : 'the second solver does not know';
    const message = isContradiction
      ? `'${name}': the certificate says ${answer}, the second solver ${second.kind}`
      : `'${name}' (${answer}): ${why}`;
    findings.push({ kind: isContradiction ? 'answer' : 'unconfirmed', where: entry.id, message });
    return { name, answer, second: second.kind };
  });
  const json = texts.get(entry.result.path) ?? '';
  return {
    id: entry.id,
    result: resultOf(json),
    claims: claimsOf(json),
    questions,
    queries: questions.length,
    confirmed: questions.filter(({ answer, second }) => second === answer).length,
    open: questions.filter(({ answer }) => answer === 'unknown').length,
  };
}

/** The script without the answer that is expected: a solver that is told it may complain instead of answering, and is to answer by itself. */
function withoutStatus(script: string): string {
  return script.replace(/^\(set-info :status \w+\)\r?\n/m, '');
}
