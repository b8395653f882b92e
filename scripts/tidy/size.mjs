// Rules of size and opening: what fits on a few screens, and says at its top what it is for.

import typescript from 'typescript';
import { lineOf, nodesOf } from './file.mjs';

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 60;
const CODE = /^(src|test|benchmarks|scripts)\/.*\.(ts|mjs)$|^[^/]+\.(ts|mjs)$/;

/** @param {string} path */
const isCode = (path) => CODE.test(path);

/** @type {readonly import('./file.mjs').Rule[]} */
export const SIZE_RULES = [
  {
    name: 'file-length',
    why: `A file has at most ${MAX_FILE_LINES} lines.`,
    applies: isCode,
    check: ({ text }) => {
      const length = text.replace(/\n$/, '').split('\n').length;
      return length <= MAX_FILE_LINES ? [] : [{ line: MAX_FILE_LINES + 1, message: `${length} lines, at most ${MAX_FILE_LINES}` }];
    },
  },
  {
    name: 'function-length',
    why: `A function has at most ${MAX_FUNCTION_LINES} lines. The body of a describe() is a chapter, not a function.`,
    applies: isCode,
    check: (file) => [...nodesOf(file)].filter(typescript.isFunctionLike).flatMap(tooLong),
  },
  {
    name: 'opening',
    why: 'A file opens with a comment: what it decides, what it leaves to others.',
    applies: isCode,
    check: ({ lines }) => {
      const first = lines[0]?.startsWith('#!') ? 1 : 0;
      return /^\/[/*]/.test(lines[first] ?? '') ? [] : [{ line: first + 1, message: 'the first line is not a comment' }];
    },
  },
];

/** @param {import('typescript').SignatureDeclaration} node */
function tooLong(node) {
  const { parent } = node;
  if (typescript.isCallExpression(parent) && parent.expression.getText().startsWith('describe')) return [];
  const end = node.getSourceFile().getLineAndCharacterOfPosition(node.getEnd()).line + 1;
  const length = end - lineOf(node) + 1;
  return length <= MAX_FUNCTION_LINES
    ? []
    : [{ line: lineOf(node), message: `a function of ${length} lines, at most ${MAX_FUNCTION_LINES}` }];
}
