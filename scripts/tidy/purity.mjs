// Rules of purity: the core gives the same answer everywhere and at any time, so it may not look at either.

import typescript from 'typescript';
import { lineOf, nodesOf } from './file.mjs';

const CORE = /^src\/(base|contract|spec|simulate|symbolic|verify|generate|calibrate|env)\//;
const CLOCKED = /^src\/symbolic\/(z3|native|solving)\//;
const SYNCHRONOUS = /^src\/(base|contract|spec|simulate|symbolic|generate|calibrate|env)\//;

/** What is read with a dot, and why not in the core. */
const IMPURE = new Map([
  ['Math.random', 'chance comes from the seeded generator that is passed in'],
  ['Date.now', 'time is an argument'],
  ['performance.now', 'time is an argument'],
  ['process.env', 'settings are arguments'],
  ['process.argv', 'settings are arguments'],
  ['process.cwd', 'folders are arguments'],
  ['process.hrtime', 'time is an argument'],
]);
const CLOCKS = new Set(['Date.now', 'performance.now']);
const LOCALE = new Set([
  'localeCompare',
  'toLocaleString',
  'toLocaleUpperCase',
  'toLocaleLowerCase',
  'toLocaleDateString',
  'toLocaleTimeString',
]);

/** @type {readonly import('./file.mjs').Rule[]} */
export const PURITY_RULES = [
  {
    name: 'pure-core',
    why: 'The core reads no chance, clock, environment or locale, prints nothing and makes no code from text.',
    applies: (path) => CORE.test(path),
    check: (file) => [...nodesOf(file)].flatMap((node) => impurity(node, CLOCKED.test(file.path))),
  },
  {
    name: 'synchronous-core',
    why: 'Waiting is for the solver and for input and output; what decides meaning is synchronous.',
    applies: (path) => SYNCHRONOUS.test(path) && !CLOCKED.test(path),
    check: (file) =>
      [...nodesOf(file)]
        .filter((node) => node.kind === typescript.SyntaxKind.AsyncKeyword || typescript.isAwaitExpression(node))
        .map((node) => ({ line: lineOf(node), message: 'async code in the synchronous core' })),
  },
];

/**
 * @param {import('typescript').Node} node
 * @param {boolean} clocked whether this code may read clocks, as what enforces time limits must
 */
function impurity(node, clocked) {
  const message = impureRead(node, clocked) ?? impureCall(node);
  return message === null ? [] : [{ line: lineOf(node), message }];
}

/**
 * @param {import('typescript').Node} node
 * @param {boolean} clocked
 */
function impureRead(node, clocked) {
  if (!typescript.isPropertyAccessExpression(node)) return null;
  if (node.expression.getText() === 'console') return 'console: the core returns what there is to say';
  const text = node.getText();
  if (LOCALE.has(node.name.text)) return `${node.name.text}: depends on the locale of the machine`;
  return clocked && CLOCKS.has(text) ? null : describe(text);
}

/** @param {string} text */
function describe(text) {
  const why = IMPURE.get(text);
  return why === undefined ? null : `${text}: ${why}`;
}

/** @param {import('typescript').Node} node */
function impureCall(node) {
  if (typescript.isCallExpression(node) && node.expression.getText() === 'eval') return 'eval: code is not made from text';
  if (!typescript.isNewExpression(node)) return null;
  const made = node.expression.getText();
  if (made === 'Function') return 'new Function: code is not made from text';
  return made === 'Date' && (node.arguments?.length ?? 0) === 0 ? 'new Date(): time is an argument' : null;
}
