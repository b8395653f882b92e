// Runs the style rules over every file that is, or could be, in the repository, and the list of dependencies against its document.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tidyFile } from './tidy/file.mjs';
import { undocumented } from './tidy/lockfile.mjs';
import { findingsIn, RULES } from './tidy/rules.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const BINARY = /\.(png|jpg|gif|wasm|gz|zip|tgz)$/;
const paths = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
  maxBuffer: 1 << 26,
})
  .split('\0')
  .filter((path) => path !== '' && !BINARY.test(path) && existsSync(path))
  .sort();

const DOCUMENT = 'docs/dependencies.md';
const findings = [
  ...paths.flatMap((path) => findingsIn(tidyFile(path, readFileSync(path, 'utf8')))),
  ...undocumented(readFileSync('package.json', 'utf8'), readFileSync(DOCUMENT, 'utf8')).map(
    ({ line, message }) => `${DOCUMENT}:${line} dependency-reason: ${message}`,
  ),
];

for (const finding of findings) console.log(finding);
console.log(`tidy: ${paths.length} files, ${RULES.length + 1} rules, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
