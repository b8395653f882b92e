// The reference of the language names every function and macro that there is.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { macroNames } from '../../../src/contract/rules/macros.ts';
import { operatorSpellings } from '../../../src/contract/rules/resolve.ts';

test.each([...operatorSpellings(), ...macroNames()])('%s', (name) => {
  expect(readFileSync('docs/language.md', 'utf8')).toMatch(new RegExp(`\`${name.replaceAll('.', '\\.')}[\`(]`));
});
