// Of warnings that differ in names and numbers only, three are shown and the rest is counted; errors, and what differs in kind, all are.

import { afterAll, expect, it } from 'vitest';
import type { Diagnostic, Severity } from '../../../src/base/diagnostic.ts';
import { grouped } from '../../../src/cli/group-diagnostics.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const made = (message: string, severity: Severity = 'warning', code = 'c'): Diagnostic => ({ severity, code, message });
const shown = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  grouped(diagnostics).map((one) => (one.kind === 'more' ? `${one.count} more ${one.like.code}` : one.diagnostic.message));

it.each<[claim: string, diagnostics: readonly Diagnostic[], shown: readonly string[]]>([
  ['nothing', [], []],
  ['three alike', ["no 'a'", "no 'b'", "no 'c'"].map((m) => made(m)), ["no 'a'", "no 'b'", "no 'c'"]],
  ['five alike', ['at 1', 'at 2.5', 'at 3', 'at 4', 'at 5'].map((m) => made(m)), ['at 1', 'at 2.5', 'at 3', '2 more c']],
  ['notes', ['a', 'a', 'a', 'a'].map((m) => made(m, 'note')), ['a', 'a', 'a', '1 more c']],
  ['errors', ['a', 'a', 'a', 'a'].map((m) => made(m, 'error')), ['a', 'a', 'a', 'a']],
  ['of other shapes', ['a', 'b', 'c', 'd'].map((m) => made(m)), ['a', 'b', 'c', 'd']],
  ['of other codes', ['a', 'b', 'c', 'd'].map((code) => made('m', 'warning', code)), ['m', 'm', 'm', 'm']],
  [
    'two kinds by turns',
    ["x 'a'", "y 'a'", "x 'b'", "y 'b'", "x 'c'", "y 'c'", "x 'd'", "y 'd'", "y 'e'"].map((m) => made(m)),
    ["x 'a'", "y 'a'", "x 'b'", "y 'b'", "x 'c'", '1 more c', "y 'c'", '2 more c'],
  ],
])('%s', (_claim, diagnostics, expected) => expect(shown(diagnostics)).toEqual(expected));

it('the command groups what the library lists in full', async () => {
  const operation = (name: string): object => ({ post: { operationId: name, responses: { 200: { description: 'ok' } }, 'x-affect': [] } });
  const paths = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`/${name}`, operation(name)]));
  const document = folder.file('api.json', { openapi: '3.1.0', info: { title: 't', version: '1' }, paths, 'x-state': {} });
  const { diagnostics } = loadContractFiles({ document });
  expect(diagnostics.map(({ code }) => code)).toEqual(Array(5).fill('unknown-extension'));
  const { stderr } = await command('verify', document, folder.file('t.json', { steps: [] }));
  expect(stderr.match(/warning:/g)).toHaveLength(3);
  expect(stderr).toContain('… and 2 more [unknown-extension]');
});
