// The gates in their order, cheap ones first. Each is a list of commands, all of which must succeed.

/**
 * @typedef {object} Gate
 * @property {string} name
 * @property {string} title what holds when it passes
 * @property {readonly (readonly string[])[]} commands run one after the other
 * @property {boolean} [counts] whether the last command is vitest, whose report is counted
 */

/** Where vitest writes what the closing line is computed from. */
export const REPORT = 'reports/vitest.json';

/**
 * @param {readonly string[]} projects
 * @returns {readonly string[]}
 */
const vitest = (...projects) => [
  'vitest',
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
];

/** @type {readonly Gate[]} */
export const GATES = [
  { name: 'format', title: 'format and lint', commands: [['biome', 'ci', '--error-on-warnings']] },
  {
    name: 'types',
    title: 'types of sources, tests, benchmarks and scripts',
    commands: [
      ['tsc', '-p', '.'],
      ['tsc', '-p', 'tsconfig.scripts.json'],
    ],
  },
  { name: 'layers', title: 'imports point down, without cycles', commands: [['depcruise', 'src', 'test', 'scripts', 'benchmarks']] },
  { name: 'unused', title: 'no unused files, exports or dependencies', commands: [['knip']] },
  { name: 'tidy', title: 'size, purity, wording, lockfile, reasons for dependencies', commands: [['node', 'scripts/tidy.mjs']] },
  { name: 'build', title: 'the package builds', commands: [['node', 'scripts/prepare.mjs']] },
  { name: 'tests', title: 'unit, conformance and agreement tests', commands: [vitest('unit', 'conformance', 'agreement')], counts: true },
  { name: 'native', title: 'native solvers, installed for it, give the same verdicts', commands: [vitest('native')], counts: true },
  { name: 'package', title: 'what is published is complete and declared rightly', commands: [['node', 'scripts/check-package.mjs']] },
  { name: 'e2e', title: 'the packed package, installed elsewhere, does its work', commands: [vitest('e2e')], counts: true },
  { name: 'readme', title: 'examples in the documents do what they show', commands: [['node', 'scripts/readme.mjs']] },
];
