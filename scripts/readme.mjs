// Runs the marked examples of all documents against the package as it was built last, and compares what they print with what is shown.
// How to mark one: CONTRIBUTING.md, "Examples in documents".

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { examplesIn, isAsShown } from './readme/examples.mjs';
import { runExample } from './readme/run.mjs';

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));
const examples = documents.flatMap((path) => examplesIn(path, readFileSync(path, 'utf8')));
const failed = examples.filter((example) => !holds(example));

console.log(`readme: ${documents.length} documents, ${examples.length} marked examples run, ${failed.length} differ from what is shown`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** @param {import('./readme/examples.mjs').Example} example */
function holds(example) {
  const { status, output } = runExample(example);
  const asShown = example.shown === null || isAsShown(example.shown, output);
  const ok = status === example.exit && asShown;
  console.log(`${ok ? 'as shown' : 'DIFFERS'}  ${example.file}:${example.line}`);
  if (status !== example.exit) console.log(`  exit code ${status}, not ${example.exit}`);
  if (!ok) console.log(`${output.trimEnd().replace(/^/gm, '  | ')}`);
  return ok;
}
