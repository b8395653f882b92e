// Decides what a rule sees of a file: its path, its text, its lines, and for code its syntax tree.

import typescript from 'typescript';

/**
 * @typedef {object} TidyFile
 * @property {string} path relative to the root, with forward slashes
 * @property {string} text
 * @property {readonly string[]} lines
 * @property {import('typescript').SourceFile | null} tree null for what is not code
 *
 * @typedef {object} Finding
 * @property {number} line counted from 1
 * @property {string} message
 *
 * @typedef {object} Rule
 * @property {string} name
 * @property {string} why
 * @property {(path: string) => boolean} applies
 * @property {(file: TidyFile) => readonly Finding[]} check
 */

const CODE = /\.(ts|mjs)$/;

/**
 * @param {string} path
 * @param {string} text
 * @returns {TidyFile}
 */
export function tidyFile(path, text) {
  const kind = path.endsWith('.mjs') ? typescript.ScriptKind.JS : typescript.ScriptKind.TS;
  const tree = CODE.test(path) ? typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2023, true, kind) : null;
  return { path, text, lines: text.split('\n'), tree };
}

/**
 * Every node of the tree, parents first; none for what is not code.
 * @param {TidyFile} file
 * @returns {Generator<import('typescript').Node, void, undefined>}
 */
export function* nodesOf({ tree }) {
  /** @type {import('typescript').Node[]} */
  const open = tree === null ? [] : [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    /** @type {import('typescript').Node[]} */
    const children = [];
    typescript.forEachChild(node, (child) => void children.push(child));
    open.push(...children.reverse());
  }
}

/**
 * @param {import('typescript').Node} node
 * @returns {number} counted from 1
 */
export function lineOf(node) {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
