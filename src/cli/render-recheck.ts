// Decides how a rechecked certificate reads on a terminal: what does not hold first and in full, then what was claimed, what it rests on, and who confirms it.

import type { LoadedFrom } from '../evidence/certificate.ts';
import type { Manifest } from '../evidence/read-manifest.ts';
import type { Rechecked, RecheckedEntry, RecheckedQuestion } from '../evidence/recheck.ts';
import type { RecheckFinding } from '../evidence/recheck-finding.ts';
import type { Style } from './style.ts';

/** Entries that are named one by one. */
const MAX_NAMED = 20;
/** Claims and questions of an entry that are told one by one. */
const MAX_TOLD = 20;
/** Characters of a hash that tell files apart. */
const SHORT_HASH = 16;

export interface RecheckRendering {
  /** The second solver's name and version; null if there was none. */
  readonly solver: string | null;
  /** Whether all questions are told. */
  readonly questions: boolean;
  readonly style: Style;
}

export function renderRecheck(manifest: Manifest, { entries, findings }: Rechecked, rendering: RecheckRendering): string {
  const isNamed = rendering.questions || entries.length <= MAX_NAMED;
  const named = isNamed ? entries.flatMap((entry) => entryLines(entry, findings, rendering)) : [];
  return [
    ...findings.map((finding) => findingLine(finding, rendering.style)),
    ...named,
    ...summary(manifest, entries, findings, rendering),
  ].join('\n');
}

const WORDS: Readonly<Record<RecheckFinding['kind'], string>> = {
  file: 'file',
  contract: 'contract',
  result: 'result',
  question: 'questions',
  answer: 'disagreement',
  unconfirmed: 'unconfirmed',
};

function findingLine({ kind, where, message }: RecheckFinding, style: Style): string {
  const paint = kind === 'unconfirmed' ? style.warn : style.bad;
  return `${paint(WORDS[kind].padEnd(12))} ${where}: ${message}`;
}

function entryLines(
  entry: RecheckedEntry,
  findings: readonly RecheckFinding[],
  { questions: isAll, style }: RecheckRendering,
): readonly string[] {
  const { id, result, claims, questions, confirmed, open } = entry;
  const own = findings.filter(({ where }) => where === id);
  const isRefused = own.some(({ kind }) => kind !== 'unconfirmed');
  const word = isRefused ? style.bad('refused') : own.length > 0 ? style.warn('partly ') : style.good('holds  ');
  const tried = open === 0 ? '' : `; ${open} had none, and nothing rests on them`;
  const asked =
    questions.length === 0
      ? 'all of it was computed, without a question'
      : `${confirmed} of ${questions.length - open} answers confirmed${tried}`;
  const told = (texts: readonly string[]): readonly string[] => {
    const shown = isAll ? texts : texts.slice(0, MAX_TOLD);
    const more = texts.length - shown.length;
    return [...shown, ...(more > 0 ? [`… ${more} more (--questions)`] : [])].map((text) => style.dim(`  ${text}`));
  };
  return [
    `${word}      ${id}: ${result}; ${own.length === 0 ? 'the same again; ' : ''}${asked}`,
    ...told(claims),
    ...told(questions.map(questionText)),
  ];
}

/** The name says of which case it was asked whether there is one. */
function questionText({ name, answer, second }: RecheckedQuestion): string {
  const found = { sat: 'there is such a case', unsat: 'there is no such case', unknown: 'not decided' }[answer];
  const by = second === null ? '' : second === answer ? ', confirmed' : `, the second solver: ${second === 'fault' ? 'no answer' : second}`;
  return `question ${name}: ${found} (${answer}${by})`;
}

function summary(
  manifest: Manifest,
  entries: readonly RecheckedEntry[],
  findings: readonly RecheckFinding[],
  { solver: second, style }: RecheckRendering,
): readonly string[] {
  const { solver: first, documents } = manifest;
  const total = entries.reduce((sum, { queries, open }) => sum + queries - open, 0);
  const confirmed = entries.reduce((sum, entry) => sum + entry.confirmed, 0);
  const bad = findings.filter(({ kind }) => kind !== 'unconfirmed').length;
  const by = second ?? 'nobody: no second solver was found (--solver PATH)';
  const verdict =
    bad > 0
      ? style.bad(`${bad} ${bad === 1 ? 'finding' : 'findings'}: the certificate does not hold`)
      : style.bold('the certificate is what the contract leads to');
  return [
    '',
    verdict,
    aboutText(manifest),
    ...documents.map(({ name, sha256 }) => style.dim(`  ${name}  sha256 ${sha256.slice(0, SHORT_HASH)}…`)),
    `${documents.length} documents and ${entries.length} results; ${confirmed} of ${total} answers of ${first.version ?? first.backend} confirmed by ${by}`,
  ];
}

/** What was asked: the certificate is about that, and nothing else. */
function aboutText({ command, contract, against, initial, options }: Manifest): string {
  const { layers, scope, goal, avoid, maxSteps, maxCalls, induction, lemmas, final, compared, holes } = options;
  const start = initial === null ? 'its own initial states' : typeof initial === 'string' ? initial : 'the state in initial.json';
  const asked: readonly (string | null)[] = [
    command === 'plan' ? `goal ${goal}` : null,
    avoid === null ? null : `avoiding ${avoid}`,
    command === 'equivalent' && compared === 'state' ? 'the last state alone' : null,
    command === 'verify' && holes === 'forall' ? 'whatever the holes stand for' : null,
    maxSteps > 0 ? `up to ${maxSteps} steps and ${maxCalls} calls` : null,
    induction === null ? null : `induction over ${induction}`,
    lemmas.length > 0 ? `lemmas ${lemmas.join('; ')}` : null,
    final === null ? null : `final ${final}`,
    `scope ${scope}`,
    layers.length < 3 ? `layers ${layers.join(', ')} alone` : null,
  ];
  const files = [contract, ...(against === null ? [] : [against])].map(loadedText).join(' against ');
  return `${command} of ${files}, from ${start}: ${asked.filter((text) => text !== null).join(', ')}`;
}

function loadedText({ document, overlays }: LoadedFrom): string {
  return [document, ...overlays].join(' + ');
}
