// A certificate of each command is confirmed by another solver, and a wrong answer in one is not.

import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { hashOf } from '../../src/evidence/certificate.ts';
import { disposeDefaultSolver } from '../../src/verify/default-solver.ts';
import { command, temporaryFolder } from '../support/command.ts';
import { NATIVE_NAMES, nativePath } from '../support/native-solver.ts';

const SPEC = 'specs/shop/openapi.yaml';
const LOCK = 'specs/classics/lease-lock.yaml';
const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await disposeDefaultSolver();
});

const MADE: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['verify', ['verify', SPEC, 'specs/shop/trajectories/order-from-anywhere.json', 'specs/shop/trajectories/spend-exactly.json']],
  ['plan', ['plan', 'specs/classics/water-jugs.yaml', '--goal', "jugs['large'].litres == 4", '--max-calls', '1', '--max-steps', '2']],
  ['check', ['check', 'specs/classics/wallet.yaml']],
  ['compare', ['compare', LOCK, '--against', LOCK, '--max-calls', '20']],
  [
    'equivalent',
    ['equivalent', SPEC, 'specs/shop/trajectories/restock-then-order.json', 'specs/shop/trajectories/order-then-restock.json'],
  ],
  ['verify --normal-form', ['verify', SPEC, 'specs/shop/trajectories/order-and-cancel.json', '--normal-form']],
];

describe.each(MADE)('the certificate of %s', (name, args) => {
  const at = folder.path(name);

  test.each(NATIVE_NAMES)('is confirmed by %s', async (solver) => {
    if (solver === NATIVE_NAMES[0]) await command(...args, '--certificate', at);
    const { stdout, status, stderr } = await command('recheck', at, '--solver', nativePath(solver), '--json');
    expect([status, stderr]).toEqual([0, '']);
    const result: {
      readonly entries: readonly { readonly confirmed: number; readonly queries: number; readonly open: number }[];
      readonly findings: unknown;
    } = JSON.parse(stdout);
    expect(result.findings).toEqual([]);
    for (const { confirmed, queries, open } of result.entries) expect(confirmed).toBe(queries - open);
  });

  test('is not written over', async () => {
    const { status, stderr } = await command(...args, '--certificate', at);
    expect(status).toBe(74);
    expect(stderr).toContain('the folder has something in it already');
  });
});

test.each(NATIVE_NAMES)('%s contradicts an answer that was turned, also where the script expects it turned', async (solver) => {
  const at = folder.path(`turned-${solver}`);
  await command('check', 'specs/classics/wallet.yaml', '--certificate', at);
  const manifest = readFileSync(`${at}/certificate.json`, 'utf8');
  const { path }: { readonly path: string } = JSON.parse(manifest).entries[0].queries.find(
    ({ answer }: { readonly answer: string }) => answer === 'unsat',
  );
  const before = readFileSync(`${at}/${path}`, 'utf8');
  const after = before.replace(':status unsat', ':status sat');
  const entry = new RegExp(`"answer": "unsat",(\\s+)"path": "${path}"`);
  expect(manifest).toMatch(entry);
  writeFileSync(`${at}/${path}`, after);
  const turned = manifest.replace(entry, `"answer": "sat",$1"path": "${path}"`).replace(hashOf(before), hashOf(after));
  writeFileSync(`${at}/certificate.json`, turned);
  const { stdout, status } = await command('recheck', at, '--solver', nativePath(solver));
  expect(status).toBe(1);
  expect(stdout).toContain('the certificate says sat, the second solver unsat');
});

test('what is no certificate is said', async () => {
  const { status, stderr } = await command('recheck', 'specs/shop', '--solver', nativePath('z3'));
  expect(status).toBe(2);
  expect(stderr).toContain("the folder has no 'certificate.json'");
});
