// Decides what the demo shows: the gold calls of a public benchmark judged by the installed command, and one refutation in full.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'envfactory-demo-'));
const trajectories = join(folder, 'trajectories.jsonl');
const retail = [
  'specs/tau2-retail/openapi.yaml',
  trajectories,
  '--overlay',
  'constraints/tau2-retail.overlay.yaml',
  '--initial',
  'specs/tau2-retail/data/db.json',
  '--keep-going',
];

/** The statuses of a command that did its job: all valid, or something invalid. */
const DONE = [0, 1];

try {
  heading('The 114 tasks of the benchmark as trajectories');
  run('import', 'specs/tau2-retail/data/tasks.json', '--from', 'tau2', '-o', trajectories);
  heading('Every gold call, judged');
  run('verify', ...retail, '--summary');
  heading('One refutation in full');
  run('verify', ...retail, '--only', '105');
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {string} text */
function heading(text) {
  console.log(`\n== ${text}`);
}

/** @param {readonly string[]} args */
function run(...args) {
  const shown = args.map((arg) => (arg === trajectories ? 'trajectories.jsonl' : arg));
  console.log(`$ envfactory ${shown.join(' ')}\n`);
  const done = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], { cwd: root, stdio: 'inherit' });
  if (done.status === null || !DONE.includes(done.status)) process.exit(done.status ?? 1);
}
