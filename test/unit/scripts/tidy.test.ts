// The style rules find what they forbid, and nothing in what they allow.

import { describe, expect, it } from 'vitest';
import { tidyFile } from '../../../scripts/tidy/file.mjs';
import { undocumented } from '../../../scripts/tidy/lockfile.mjs';
import { findingsIn, RULES } from '../../../scripts/tidy/rules.mjs';

const OPENING = '// Decides nothing.\n';
const long = (lines: number): string => `${OPENING}${'//\n'.repeat(lines - 1)}`;
const longFunction = (lines: number): string => `${OPENING}export function f(): void {\n${'  g();\n'.repeat(lines - 2)}}\n`;
const lock = (entry: object): string =>
  JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x', ...entry } } });

/** Written so that a search for what is forbidden does not find it here: [rule, path, text that breaks it, text that is just within it] */
const CASES: readonly (readonly [string, string, string, string])[] = [
  ['file-length', 'src/base/a.ts', long(401), long(400)],
  ['function-length', 'src/base/a.ts', longFunction(61), longFunction(60)],
  ['function-length', 'test/unit/a.test.ts', longFunction(61), `${OPENING}describe('a', () => {\n${'g();\n'.repeat(70)}});\n`],
  ['opening', 'src/base/a.ts', 'export const a: number = 1;\n', `#!/usr/bin/env node\n${OPENING}`],
  ['loose-end', 'src/base/a.ts', `${OPENING}// ${'TO'}DO later\n`, `${OPENING}// mastodon\n`],
  ['silenced-compiler', 'test/unit/a.ts', `${OPENING}// @ts-${'ignore'}\n`, `${OPENING}// @ts-expect-error: it may not compile\n`],
  ['silenced-compiler-in-source', 'src/base/a.ts', `${OPENING}// @ts-expect-error\n`, OPENING],
  ['skipped-test', 'test/unit/a.test.ts', `${OPENING}${'it'}.skip('a', f);\n`, `${OPENING}it.fails('a', f);\n`],
  ['skipped-test', 'test/unit/a.test.ts', `${OPENING}${'describe'}.only('a', f);\n`, `${OPENING}describe.each('a', f);\n`],
  ['empty-test', 'test/unit/a.test.ts', `${OPENING}expect(1).toBe(1);\n`, `${OPENING}expect(a).toBe(true);\n`],
  ['mocked-module', 'test/unit/a.test.ts', `${OPENING}vi.mock('./a.ts');\n`, `${OPENING}vi.fn();\n`],
  ['machine-path', 'README.md', 'see /work/main\n', 'see https://example.com/work/main and test/work/a\n'],
  ['registry-host', 'README.md', 'from https://registry.npmjs.org/a\n', 'from a registry\n'],
  ['one-domain', 'src/base/a.ts', `${OPENING}// the retail domain\n`, `${OPENING}// retailored\n`],
  ['vague-name', 'src/base/a.ts', `${OPENING}class StateManager {}\n`, `${OPENING}class Management {}\n`],
  ['vague-file', 'src/base/utils.ts', OPENING, ''],
  ['pure-core', 'src/base/a.ts', `${OPENING}Math.random();\n`, `${OPENING}// Math.random()\nMath.max(1);\n`],
  ['pure-core', 'src/base/a.ts', `${OPENING}new Date();\n`, `${OPENING}new Date(0);\n`],
  ['pure-core', 'src/base/a.ts', `${OPENING}const a = process.env.HOME;\n`, `${OPENING}const process = 1;\n`],
  ['pure-core', 'src/base/a.ts', `${OPENING}new Function('a');\n`, `${OPENING}new Map();\n`],
  ['pure-core', 'src/base/a.ts', `${OPENING}eval('a');\n`, `${OPENING}evaluate('a');\n`],
  ['pure-core', 'src/base/a.ts', `${OPENING}a.localeCompare(b);\n`, `${OPENING}a.compare(b);\n`],
  ['pure-core', 'src/base/a.ts', `${OPENING}console.log(a);\n`, `${OPENING}terminal.log(a);\n`],
  ['synchronous-core', 'src/simulate/a.ts', `${OPENING}await a;\n`, `${OPENING}// await\n`],
  ['lockfile', 'package-lock.json', lock({ resolved: 'https://example.com/a.tgz' }), lock({})],
  ['lockfile', 'package-lock.json', lock({ integrity: undefined }), lock({})],
  ['lockfile', 'package-lock.json', lock({ optionalDependencies: { b: '1.0.0' } }), lock({ optionalDependencies: { a: '1.0.0' } })],
  ['exact-version', 'package.json', '{"dependencies":{"a":"^1.0.0"}}', '{"dependencies":{"a":"1.0.0"}}'],
];

const broken = (path: string, text: string): readonly string[] => findingsIn(tidyFile(path, text)).map((line) => line.split(' ')[1] ?? '');

describe('style rules', () => {
  it.each(CASES.map(([rule, path, bad, good], index) => ({ rule, path, bad, good, index })))(
    '$index: $rule in $path',
    ({ rule, path, bad, good }) => {
      expect(broken(path, bad)).toContain(`${rule}:`);
      if (rule !== 'vague-file') expect(broken(path, good)).toEqual([]);
    },
  );

  it('are all shown at work above', () => {
    expect(new Set(CASES.map(([rule]) => rule))).toEqual(new Set(RULES.map(({ name }) => name)));
  });

  it('leave the clock to the code that enforces time limits on the solver', () => {
    const text = `${OPENING}performance.now();\n`;
    expect(broken('src/symbolic/z3/a.ts', text)).toEqual([]);
    expect(broken('src/verify/a.ts', text)).toEqual(['pure-core:']);
  });

  it('leave data as it came', () => {
    expect(broken('test/fixtures/a.yaml', 'servers: [/root/a]\n')).toEqual([]);
  });
});

describe('the list of dependencies', () => {
  it('names each dependency with a reason, and nothing else', () => {
    const manifest = '{"dependencies":{"a":"1.0.0"},"devDependencies":{"b":"1.0.0"}}';
    expect(undocumented(manifest, '| `a` | why |\n| `b` | why |\n')).toEqual([]);
    expect(undocumented(manifest, '| `a` | why |\n| `b` |\n| `c` | why |\n')).toEqual([
      { line: 1, message: 'b is a dependency without a line' },
      { line: 3, message: 'c is not a dependency' },
    ]);
  });
});
