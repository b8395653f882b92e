// Decides whether an entry of a certificate is what comes out when it is judged again: the same result in all that it says, by the same questions.

import { differences } from '../base/differences.ts';
import { toJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import { hashOf, queryText } from './certificate.ts';
import type { Derived } from './derive.ts';
import type { Manifest, ManifestEntry } from './read-manifest.ts';
import type { RecheckFinding } from './recheck-finding.ts';
import { resultOf, statementOf } from './result-of.ts';

/** Names of the solver that judges again; another one may show the same by other examples. */
const BUILT_IN = 'z3-wasm';
const MAX_SHOWN = 200;
const MAX_DIFFERENCES = 100;
/** Parts of results that show what was decided, by examples of which there are others. */
const SHOWING =
  /(^|\.)(counterexample|witness|induction|trajectory|refutation|differences|holes|values|because|failure|plans|repair|searched)(\.|\[|$)/;

/** What is not as it comes out; empty if all is. */
export function derivedFindings(
  manifest: Manifest,
  entry: ManifestEntry,
  derived: Derived | null,
  texts: ReadonlyMap<string, string>,
): readonly RecheckFinding[] {
  const where = entry.id;
  if (derived === null) return [{ kind: 'result', where, message: 'nothing like it comes out of the contract' }];
  const named: readonly RecheckFinding[] =
    derived.id === entry.id ? [] : [{ kind: 'result', where, message: `it is about '${derived.id}', and called '${entry.id}'` }];
  return [...named, ...resultFindings(manifest, entry, derived, texts), ...questionFindings(entry, derived)];
}

function resultFindings(
  { solver, documents }: Manifest,
  entry: ManifestEntry,
  derived: Derived,
  texts: ReadonlyMap<string, string>,
): readonly RecheckFinding[] {
  const where = entry.id;
  const files = new Set(documents.flatMap(({ name }) => [name, normalisePath(name)]));
  const said = texts.get(entry.result.path) ?? '';
  const [stated, found] = [statementOf(said, files), statementOf(derived.result, files)];
  if (stated === null || found === null) return [{ kind: 'result', where, message: 'what the certificate has is no result' }];
  const all = differences(stated, found, MAX_DIFFERENCES);
  const decided = all.find(({ path }) => !SHOWING.test(path));
  const first = decided ?? all[0];
  if (first === undefined) return [];
  const [a, b] = [resultOf(said), resultOf(derived.result)];
  const at = `at ${first.path.replace(/^\./, '') || 'the top'} the certificate says ${shown(first.left)}, and what comes out is ${shown(first.right)}`;
  if (a !== b) return [{ kind: 'result', where, message: `the certificate says ${a}, and what comes out is ${b}: ${at}` }];
  const isShownOtherwise = solver.backend !== BUILT_IN && decided === undefined && all.length < MAX_DIFFERENCES;
  return [{ kind: isShownOtherwise ? 'unconfirmed' : 'result', where, message: at }];
}

function shown(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  const text = toJson(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/** Each question is asked as often as it is in the certificate, and has the answer that is said of it. */
function questionFindings({ id: where, queries }: ManifestEntry, { queries: asked }: Derived): readonly RecheckFinding[] {
  const findings: RecheckFinding[] = [];
  const open = new Map<string, number>();
  const textOf = (hash: string, name: string, answer: string): string => JSON.stringify([hash, name, answer]);
  for (const query of asked) {
    const text = textOf(hashOf(queryText(query)), query.name, query.answer);
    open.set(text, (open.get(text) ?? 0) + 1);
  }
  const foreign = queries.filter(({ sha256, name, answer }) => {
    const text = textOf(sha256, name, answer);
    const left = open.get(text) ?? 0;
    open.set(text, left - 1);
    return left <= 0;
  });
  const [first] = foreign;
  if (first !== undefined) {
    const message = `${foreign.length} of ${queries.length} questions are none that the contract leads to with this answer: '${first.name}' (${first.answer}) first`;
    findings.push({ kind: 'question', where, message });
  }
  const missing = asked.length - (queries.length - foreign.length);
  if (missing > 0) findings.push({ kind: 'question', where, message: `${missing} questions that the contract leads to are not there` });
  return findings;
}
