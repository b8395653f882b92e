// The table of style rules, in the order in which they are reported.

import { LOCKFILE_RULES } from './lockfile.mjs';
import { PURITY_RULES } from './purity.mjs';
import { SIZE_RULES } from './size.mjs';
import { WORD_RULES } from './words.mjs';

/** @type {readonly import('./file.mjs').Rule[]} */
export const RULES = [...SIZE_RULES, ...WORD_RULES, ...PURITY_RULES, ...LOCKFILE_RULES];

/**
 * @param {import('./file.mjs').TidyFile} file
 * @returns {readonly string[]} one line for each finding
 */
export function findingsIn(file) {
  return RULES.filter((rule) => rule.applies(file.path)).flatMap((rule) =>
    rule.check(file).map(({ line, message }) => `${file.path}:${line} ${rule.name}: ${message}`),
  );
}
