// Runs every gate, whatever the ones before it said, and closes with a line of counts: each gate is one, and so is each test in it.
// `npm test -- NAME …` runs only the gates of these names.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests } from './test/count.mjs';
import { GATES, REPORT } from './test/gates.mjs';
import { run } from './test/run.mjs';

const COMMAND_TIMEOUT_MS = 30 * 60_000;
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env['PATH'] = `${fileURLToPath(new URL('../node_modules/.bin', import.meta.url))}${delimiter}${process.env['PATH']}`;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !GATES.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(`no gate is called ${unknown.join(', ')}; there are ${GATES.map((gate) => gate.name).join(', ')}`);
  process.exit(2);
}

/** @type {Awaited<ReturnType<typeof runGate>>[]} */
const results = [];
for (const gate of GATES) if (wanted.length === 0 || wanted.includes(gate.name)) results.push(await runGate(gate));
summarise();

/** @param {import('./test/gates.mjs').Gate} gate */
async function runGate(gate) {
  console.log(`\n== ${gate.name}: ${gate.title}`);
  const started = performance.now();
  rmSync(REPORT, { force: true });
  const faults = [];
  for (const command of gate.commands) faults.push(await run(command, COMMAND_TIMEOUT_MS));
  const count = gate.counts ? countTests(existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : null) : { passed: 0, failed: 0, faults: [] };
  const reasons = [...faults, ...count.faults].filter((fault) => fault !== null);
  for (const reason of reasons) console.log(reason);
  const ok = reasons.length === 0 && count.failed === 0;
  const seconds = (performance.now() - started) / 1000;
  console.log(`-- ${gate.name} ${ok ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { gate, ok, seconds, count };
}

function summarise() {
  console.log('\n== summary');
  for (const { gate, ok, seconds, count } of results) {
    const tests = gate.counts ? `, ${count.passed} tests passed, ${count.failed} failed` : '';
    console.log(`${ok ? 'passed' : 'FAILED'}  ${gate.name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s${tests}`);
  }
  const passed = results.reduce((sum, { ok, count }) => sum + count.passed + (ok ? 1 : 0), 0);
  const failed = results.reduce((sum, { ok, count }) => sum + count.failed + (ok ? 0 : 1), 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
