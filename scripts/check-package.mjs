// Checks the package as it is published: what it holds, what it declares, and how its types are found.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { pack } from './pack.mjs';

const ALLOWED = /^(dist\/.*\.(js|d\.ts)|schemas\/.*\.json|docs\/.*\.md|specs\/(classics|shop)\/.*|package\.json|[A-Z]+\.md|LICENSE)$/;
const NEEDED = ['dist/index.js', 'dist/index.d.ts', 'dist/cli/main.js', 'LICENSE', 'README.md'];

const { folder, tarball, files } = pack();
const faults = [
  ...files.filter((file) => !ALLOWED.test(file)).map((file) => `published without need: ${file}`),
  ...NEEDED.filter((file) => !files.includes(file)).map((file) => `not published: ${file}`),
  ...(run('publint', ['run', tarball, '--strict']) ? [] : ['publint finds fault']),
  ...(run('attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii']) ? [] : ['attw finds fault']),
];
rmSync(folder, { recursive: true });

for (const fault of faults) console.log(fault);
console.log(`package: ${files.length} files, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

/**
 * @param {string} tool
 * @param {readonly string[]} args
 */
function run(tool, args) {
  return spawnSync(tool, args, { stdio: 'inherit' }).status === 0;
}
