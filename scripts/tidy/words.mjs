// Rules of wording: nothing left loose, nothing silenced, no trace of one machine or one registry, no knowledge of one domain.

import { homedir } from 'node:os';

const CODE = /^(src|test|benchmarks|scripts)\/.*\.(ts|mjs)$/;
const TESTS = /^test\/.*\.ts$/;
// These name what they forbid.
const OWN = /^(scripts\/tidy\/|test\/unit\/scripts\/)/;
// Data made elsewhere: documents, vectors. Their paths and addresses are their own.
const DATA = /^(specs\/|test\/(fixtures|golden)\/|test\/.*\/vectors\/|package-lock\.json$)/;

const MACHINE = ['/work/', '/root/', '/tmp/', `${homedir()}/`].map((path) => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/**
 * @param {string} name
 * @param {string} why
 * @param {(path: string) => boolean} applies
 * @param {RegExp} pattern of a line
 * @param {string} message
 * @returns {import('./file.mjs').Rule}
 */
function lineRule(name, why, applies, pattern, message) {
  return {
    name,
    why,
    applies: (path) => applies(path) && !OWN.test(path),
    check: ({ lines }) => lines.flatMap((text, index) => (pattern.test(text) ? [{ line: index + 1, message }] : [])),
  };
}

/** @type {readonly import('./file.mjs').Rule[]} */
export const WORD_RULES = [
  lineRule('loose-end', 'What is left to do is an issue.', (path) => CODE.test(path), /\b(TODO|FIXME)\b/, 'a loose end: do it, or file it'),
  lineRule(
    'silenced-compiler',
    'The types hold without being silenced.',
    (path) => CODE.test(path),
    /@ts-(ignore|nocheck)\b/,
    'the compiler is silenced',
  ),
  lineRule(
    'silenced-compiler-in-source',
    'A test may show that something does not compile; the source has no such place.',
    (path) => path.startsWith('src/'),
    /@ts-expect-error\b/,
    'the compiler is silenced',
  ),
  lineRule(
    'skipped-test',
    'Every test runs, everywhere.',
    (path) => TESTS.test(path),
    /\b(it|test|describe|suite)\.(skip|only|todo|skipIf|runIf)\b/,
    'a test that does not run, or that keeps others from running',
  ),
  lineRule(
    'empty-test',
    'A test can fail.',
    (path) => TESTS.test(path),
    /expect\((true|false|\d+|'[^']*')\)\.(toBe|toEqual)\(\1\)/,
    'compares a constant with itself',
  ),
  lineRule(
    'mocked-module',
    'Our own modules are tested as they are.',
    (path) => TESTS.test(path),
    /\bvi\.(mock|doMock)\(/,
    'a mocked module',
  ),
  lineRule(
    'machine-path',
    'The project is the same on every machine.',
    (path) => !DATA.test(path),
    new RegExp(`(^|[^\\w.@:/-])(${MACHINE.join('|')})`),
    'a path of one machine',
  ),
  lineRule(
    'registry-host',
    'Where packages come from is the business of who installs them.',
    (path) => !DATA.test(path),
    /\bregistry\.(npmjs|yarnpkg|npmmirror)\b|\bnpmjs\.(org|com)\b/,
    'names a package registry',
  ),
  lineRule(
    'one-domain',
    'No code knows the benchmark domain.',
    (path) => path.startsWith('src/'),
    /\bretail\b/i,
    'knowledge of one domain',
  ),
  lineRule(
    'vague-name',
    'A name says what a thing is for.',
    (path) => CODE.test(path),
    /\b(class|interface|function|type|const)\s+\w*(Util|Utils|Helper|Helpers|Manager)\b/,
    'a name that says nothing',
  ),
  {
    name: 'vague-file',
    why: 'A name says what a thing is for.',
    applies: (path) => /^(src|test|benchmarks|scripts)\//.test(path),
    check: ({ path }) =>
      /(^|[/.-])(utils?|helpers?|managers?|misc)([/.-]|$)/i.test(path) ? [{ line: 1, message: 'a name that says nothing' }] : [],
  },
];
