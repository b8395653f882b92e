// Writes the table of mutation scores in test/README.md from the report of the last `npm run mutate`.

import { readFileSync, writeFileSync } from 'node:fs';

const REPORT = 'reports/mutation/score.json';
const README = 'test/README.md';
const [BEGIN, END] = ['<!-- mutation:begin -->', '<!-- mutation:end -->'];

/** @typedef {{ readonly killed: number, readonly timeout: number, readonly survived: number, readonly uncovered: number }} Score */

/** @type {{ readonly files: Record<string, { readonly mutants: readonly { readonly status: string }[] }> }} */
const report = JSON.parse(readFileSync(REPORT, 'utf8'));

/** @param {readonly { readonly status: string }[]} mutants @returns {Score} */
function scoreOf(mutants) {
  const count = (/** @type {string} */ status) => mutants.filter((mutant) => mutant.status === status).length;
  return { killed: count('Killed'), timeout: count('Timeout'), survived: count('Survived'), uncovered: count('NoCoverage') };
}

/** @param {string} name @param {Score} score */
function row(name, { killed, timeout, survived, uncovered }) {
  const all = killed + timeout + survived + uncovered;
  const share = all === 0 ? '–' : `${((100 * (killed + timeout)) / all).toFixed(1)} %`;
  return `| ${name} | ${killed} | ${timeout} | ${survived} | ${uncovered} | ${share} |`;
}

const files = Object.entries(report.files)
  .map(([name, { mutants }]) => ({ name, mutants, score: scoreOf(mutants) }))
  .filter(({ score }) => score.killed + score.timeout + score.survived + score.uncovered > 0)
  .sort((a, b) => (a.name < b.name ? -1 : 1));
const table = [
  '| file | killed | timed out | survived | not covered | score |',
  '|---|--:|--:|--:|--:|--:|',
  ...files.map(({ name, score }) => row(`\`${name}\``, score)),
  row('**all**', scoreOf(files.flatMap(({ mutants }) => mutants))),
].join('\n');

const text = readFileSync(README, 'utf8');
const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
if (from < 0 || to < from) throw new Error(`${README} has no place for the table`);
writeFileSync(README, `${text.slice(0, from + BEGIN.length)}\n\n${table}\n\n${text.slice(to)}`);
