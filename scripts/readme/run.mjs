// Runs one example of a document as its reader would: shell commands in the root of the clone, TypeScript as a user of the library.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLE_TIMEOUT_MS = 10 * 60_000;
const register = new URL('../typescript/register.mjs', import.meta.url).href;

/** @typedef {{ readonly status: number | null, readonly output: string }} Ended */

/**
 * @param {import('./examples.mjs').Example} example
 * @returns {Ended} with what it wrote to both streams, in the order in which it wrote
 */
export function runExample({ language, text }) {
  return language === 'sh' ? shell(`set -e\n${text}`) : typescript(text);
}

/** @param {string} commands */
function shell(commands) {
  // One pipe for both streams keeps their order.
  const ended = spawnSync('bash', ['-c', `exec 2>&1\n${commands}`], {
    encoding: 'utf8',
    timeout: EXAMPLE_TIMEOUT_MS,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status: ended.status, output: ended.stdout };
}

// Inside the package's own folder, `envfactory` is this package as it was built last; relative files are those of the clone.
/** @param {string} text */
function typescript(text) {
  const folder = mkdtempSync('.example-');
  const file = join(folder, 'example.ts');
  const settings = { extends: '../tsconfig.base.json', files: ['example.ts'] };
  try {
    writeFileSync(file, `${text}\n`);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const checked = shell(`tsc -p ${folder}`);
    return checked.status === 0 ? shell(`node --import ${register} ${file}`) : checked;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
