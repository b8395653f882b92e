// Decides what `npm ci` leaves behind in a clone: the built package, its command where `npx envfactory` finds it, and the solvers of one gate.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bins = join(root, 'node_modules', '.bin');

build();
linkCommands();
if (process.env['npm_command'] === 'ci' || process.env['npm_command'] === 'install') await fetchSolvers();

function build() {
  if (!existsSync(join(bins, 'tsdown')))
    return console.log('prepare: no build tool installed (an install without development dependencies); nothing built');
  const built = spawnSync(process.execPath, [join(root, 'node_modules/tsdown/dist/run.mjs'), '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

// npm links the commands of dependencies only; `npx` in this folder would otherwise install the package into its cache.
function linkCommands() {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(bins, { recursive: true });
  for (const [name, path] of Object.entries(bin)) link(join(bins, name), join(root, String(path)));
}

/**
 * @param {string} at
 * @param {string} target
 */
function link(at, target) {
  if (!existsSync(target)) return;
  chmodSync(target, 0o755);
  rmSync(at, { force: true });
  if (process.platform !== 'win32') return symlinkSync(relative(dirname(at), target), at);
  rmSync(`${at}.cmd`, { force: true });
  writeFileSync(`${at}.cmd`, `@node "${target}" %*\r\n`);
}

// So that the tests need no network. They try again if this does not succeed, and fail if they do not either.
async function fetchSolvers() {
  const { installNativeSolvers } = await import('./test/native.mjs');
  try {
    installNativeSolvers();
  } catch (error) {
    console.log(`prepare: ${error instanceof Error ? error.message : error} Only the gate \`native\` needs them.`);
  }
}
