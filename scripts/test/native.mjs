// Decides how the native solvers that tests compare with get here: from PyPI, by pip, pinned by version and hash, once, below node_modules/.cache.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const requirements = fileURLToPath(new URL('native/requirements.txt', import.meta.url));
const program = fileURLToPath(new URL('native/cvc5.py', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'native-solvers');
const PIP_TIMEOUT_MS = 10 * 60_000;

/** @typedef {{ readonly z3: string, readonly cvc5: string }} NativeSolvers the paths of the programs */

/**
 * Runs once before the tests that need them.
 * @param {{ provide: (key: 'nativeSolvers', value: NativeSolvers) => void }} project
 */
export function setup(project) {
  project.provide('nativeSolvers', installNativeSolvers());
}

/**
 * Installs what is not there yet. Throws, and says why, where that cannot be done: without Python, or without a network the first time.
 * @returns {NativeSolvers}
 */
export function installNativeSolvers() {
  const pins = createHash('sha256').update(readFileSync(requirements)).update(readFileSync(program)).digest('hex').slice(0, 12);
  const home = join(cache, pins);
  if (!existsSync(home)) install(home);
  return { z3: join(home, 'bin', process.platform === 'win32' ? 'z3.exe' : 'z3'), cvc5: join(home, 'bin', 'cvc5') };
}

/** @param {string} home */
function install(home) {
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'installing-'));
  try {
    const python = run('python3', ['-c', 'import sys; print(sys.executable)']).trim();
    const options = [
      '--quiet',
      '--disable-pip-version-check',
      '--retries',
      '2',
      '--timeout',
      '20',
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
    ];
    run(python, ['-m', 'pip', 'install', ...options, '--target', fresh, '--requirement', requirements]);
    const path = `import sys\nsys.path.insert(0, ${JSON.stringify(home)})\n`;
    writeFileSync(join(fresh, 'bin', 'cvc5'), `#!${python}\n${path}${readFileSync(program, 'utf8')}`, { mode: 0o755 });
    // Complete or not there, also where two do this at once.
    if (!existsSync(home)) renameSync(fresh, home);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: PIP_TIMEOUT_MS });
  if (status === 0) return stdout;
  const why = error?.message ?? stderr.trim();
  throw new Error(`The native solvers cannot be installed (they need python3 with pip, and the first time a network): ${why}`);
}
