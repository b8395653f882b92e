// Runs every gate, whatever the ones before it said, and closes with a line of counts: each gate is one, and so is each test in it.
// `npm test -- NAME …` runs only the gates of these names.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests } from './test/count.mjs';
import { GATES, REPORT } from './test/gates.mjs';

const GATE_TIMEOUT_MS = 40 * 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
process.env['PATH'] = `${fileURLToPath(new URL('../node_modules/.bin', import.meta.url))}${delimiter}${process.env['PATH']}`;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !GATES.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(`no gate is called ${unknown.join(', ')}; there are ${GATES.map((gate) => gate.name).join(', ')}`);
  process.exit(2);
}

const results = GATES.filter((gate) => wanted.length === 0 || wanted.includes(gate.name)).map(runGate);
summarise();

/** @param {import('./test/gates.mjs').Gate} gate */
function runGate(gate) {
  console.log(`\n== ${gate.name}: ${gate.title}`);
  const started = performance.now();
  rmSync(REPORT, { force: true });
  const succeeded = gate.commands.map(run).every((ok) => ok);
  const count = gate.counts ? countTests(existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : null) : { passed: 0, failed: 0, faults: [] };
  for (const fault of count.faults) console.log(fault);
  const ok = succeeded && count.failed === 0 && count.faults.length === 0;
  const seconds = (performance.now() - started) / 1000;
  console.log(`-- ${gate.name} ${ok ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { gate, ok, seconds, count };
}

/** @param {readonly string[]} command */
function run([tool = '', ...args]) {
  const ended = spawnSync(tool, args.filter(isThere), { stdio: 'inherit', timeout: GATE_TIMEOUT_MS });
  if (ended.error) console.log(`${tool}: ${ended.error.message}`);
  return ended.status === 0;
}

// A young project has no benchmarks yet; a tool that is pointed at a missing folder fails.
/** @param {string} argument */
function isThere(argument) {
  return argument !== 'benchmarks' || existsSync(argument);
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
