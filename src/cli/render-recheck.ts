// Decides how a rechecked certificate reads on a terminal: what does not hold first and in full, then what was confirmed, and by whom.

import type { Manifest } from '../evidence/read-manifest.ts';
import type { Rechecked, RecheckedEntry, RecheckFinding } from '../evidence/recheck.ts';
import type { Style } from './style.ts';

/** Characters of a result that are shown. */
const MAX_RESULT = 80;
/** Entries that are named one by one. */
const MAX_NAMED = 20;

export function renderRecheck(manifest: Manifest, { entries, findings }: Rechecked, solver: string | null, style: Style): string {
  const named = entries.length <= MAX_NAMED ? entries.map((entry) => entryLine(entry, findings, style)) : [];
  return [...findings.map((finding) => findingLine(finding, style)), ...named, ...summary(manifest, entries, findings, solver, style)].join(
    '\n',
  );
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

function entryLine({ id, result, queries, confirmed, open }: RecheckedEntry, findings: readonly RecheckFinding[], style: Style): string {
  const own = findings.filter(({ where }) => where === id);
  const word = own.some(({ kind }) => kind !== 'unconfirmed')
    ? style.bad('refused')
    : own.length > 0
      ? style.warn('partly ')
      : style.good('holds  ');
  const tried = open === 0 ? '' : `; ${open} had none, and nothing rests on them`;
  const asked =
    queries === 0 ? 'all of it was computed, without a question' : `${confirmed} of ${queries - open} answers confirmed${tried}`;
  return `${word}      ${id}: ${result.length > MAX_RESULT ? `${result.slice(0, MAX_RESULT)}…` : result}; ${own.length === 0 ? 'the same again; ' : ''}${asked}`;
}

function summary(
  { solver: first, documents }: Manifest,
  entries: readonly RecheckedEntry[],
  findings: readonly RecheckFinding[],
  second: string | null,
  style: Style,
): readonly string[] {
  const total = entries.reduce((sum, { queries, open }) => sum + queries - open, 0);
  const confirmed = entries.reduce((sum, entry) => sum + entry.confirmed, 0);
  const bad = findings.filter(({ kind }) => kind !== 'unconfirmed').length;
  const by = second ?? 'nobody: no second solver was found (--solver PATH)';
  const verdict =
    bad > 0 ? style.bad(`${bad} findings: the certificate does not hold`) : style.bold('the certificate is what the contract leads to');
  return [
    '',
    verdict,
    `${documents.length} documents and ${entries.length} results; ${confirmed} of ${total} answers of ${first.version ?? first.backend} confirmed by ${by}`,
  ];
}
