// Runs the marked examples of all documents against the package as it was built last, and compares what they print with what is shown.
// With --write, what is printed takes the place of what is shown and differs. How to mark one: CONTRIBUTING.md, "Examples in documents".

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesIn, isAsShown, showing } from './readme/examples.mjs';
import { runExample } from './readme/run.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env['PATH'] = `${fileURLToPath(new URL('../node_modules/.bin', import.meta.url))}${delimiter}${process.env['PATH']}`;

const write = process.argv.includes('--write');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));

const results = documents.flatMap((path) => {
  const before = readFileSync(path, 'utf8');
  const ran = examplesIn(path, before).map(runAndCompare);
  const printed = ran.filter(({ exited, asShown }) => exited && !asShown);
  if (write && printed.length > 0) writeFileSync(path, showing(before, printed));
  return ran;
});
const failed = results.filter(({ exited, asShown }) => !exited || !(asShown || write));

console.log(`readme: ${documents.length} documents, ${results.length} marked examples run, ${failed.length} differ from what is shown`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** @param {import('./readme/examples.mjs').Example} example */
function runAndCompare(example) {
  const { status, output } = runExample(example);
  const exited = status === example.exit;
  const asShown = example.shown === null || isAsShown(example.shown, output);
  console.log(`${exited && asShown ? 'as shown' : 'DIFFERS '}  ${example.file}:${example.line}`);
  if (!exited) console.log(`  exit code ${status}, not ${example.exit}`);
  if (!exited || !asShown) console.log(output.trimEnd().replace(/^/gm, '  | '));
  return { example, output, exited, asShown };
}
