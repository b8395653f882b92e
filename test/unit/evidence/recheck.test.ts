// Claims about certificates: they hold as they are written, every kind of tampering is found, and a second solver's answers count.

import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { trajectoryValue } from '../../../src/contract/print-trajectory.ts';
import { type CertificateEntry, certificateFiles, hashOf } from '../../../src/evidence/certificate.ts';
import { type Manifest, readManifest } from '../../../src/evidence/read-manifest.ts';
import { type Rechecked, recheck } from '../../../src/evidence/recheck.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { readTrajectories } from '../../../src/files/trajectories.ts';
import { verdictToJson } from '../../../src/verify/json.ts';
import type { Query } from '../../../src/verify/prover.ts';
import type { ScriptAnswer } from '../../../src/verify/script-solver.ts';
import { verify } from '../../../src/verify/verify.ts';

const SPEC = 'specs/shop/openapi.yaml';
type Files = Map<string, string>;

async function certify(...names: readonly string[]): Promise<Files> {
  const contract = loadContractFiles({ document: SPEC }).value;
  const trajectories = readTrajectories(names.map((name) => `specs/shop/trajectories/${name}.json`)).value ?? [];
  if (contract === null || trajectories.length === 0) throw new Error('the shop is not to be read');
  const entries: CertificateEntry[] = [];
  for (const trajectory of trajectories) {
    const queries: Query[] = [];
    const { value } = await verify(contract, trajectory, { record: (query) => void queries.push(query) });
    if (value === null) throw new Error(`${trajectory.id} is not judged`);
    entries.push({ id: trajectory.id, trajectory: toJson(trajectoryValue(trajectory)), result: verdictToJson(value), queries });
  }
  return new Map(
    certificateFiles({
      version: '0',
      solver: { backend: 'z3-wasm', version: null },
      command: 'verify',
      document: SPEC,
      overlays: [],
      files: contract.files,
      initial: { word: null },
      options: {
        layers: ['schema', 'declared', 'inferred'],
        scope: 4,
        rlimit: 20_000_000,
        timeoutMs: 30_000,
        seed: 1,
        holes: 'exists',
        keepGoing: false,
        goal: null,
        avoid: null,
        plans: 0,
        maxSteps: 0,
        maxCalls: 0,
        induction: null,
        lemmas: [],
        final: null,
      },
      entries,
    }),
  );
}

function manifestOf(files: Files): Manifest {
  const { value, diagnostics } = readManifest(files.get('certificate.json') ?? '', 'certificate.json');
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** A second solver that says what is expected. */
const AGREES = (script: string): ScriptAnswer => ({ kind: /:status unsat/.test(script) ? 'unsat' : 'sat' });

function recheckFiles(files: Files, ask: ((script: string) => ScriptAnswer) | null = AGREES): Promise<Rechecked> {
  return recheck(manifestOf(files), { read: (path) => files.get(path) ?? null, ask, progress: () => undefined });
}

/** Changes a file and its hash in the manifest, as somebody would who wants to be believed. */
function forge(files: Files, path: string, change: (text: string) => string): Files {
  const before = files.get(path) ?? '';
  const after = change(before);
  if (after === before) throw new Error(`nothing was changed in ${path}`);
  const manifest = (files.get('certificate.json') ?? '').replaceAll(hashOf(before), hashOf(after));
  return new Map([...files, [path, after], ['certificate.json', manifest]]);
}

const QUERY = 'entries/0000/queries/0000.smt2';
const certificate = await certify('order-from-anywhere', 'restock-then-order');

describe('a certificate', () => {
  it('holds as it is written, and its bytes are the same again but for times', async () => {
    const { findings, entries } = await recheckFiles(certificate);
    expect(findings).toEqual([]);
    expect(entries.map(({ id, result, queries, confirmed }) => [id, result, queries === confirmed])).toEqual([
      ['order-from-anywhere', 'invalid at step 0, placeOrder/preconditions/0', true],
      ['restock-then-order', 'valid', true],
    ]);
    const again = await certify('order-from-anywhere', 'restock-then-order');
    expect([...again].map(([path, text]) => [path, withoutTimes(text)])).toEqual(
      [...certificate].map(([path, text]) => [path, withoutTimes(text)]),
    );
  });

  it('has its documents, trajectories, results and questions in it, and names nothing outside', () => {
    expect([...certificate.keys()]).toEqual([
      'certificate.json',
      'documents/0.yaml',
      'entries/0000/trajectory.json',
      'entries/0000/result.json',
      QUERY,
      'entries/0001/trajectory.json',
      'entries/0001/result.json',
    ]);
  });

  it.each([
    ['changed', (files: Files) => new Map([...files, [QUERY, '(check-sat)\n']]), 'file'],
    ['missing', (files: Files) => new Map([...files].filter(([path]) => path !== QUERY)), 'file'],
    [
      'a verdict that was turned',
      (files: Files) => forge(files, 'entries/0000/result.json', () => '{"verdict":"valid","failure":null}\n'),
      'result',
    ],
    ['a question that was swapped', (files: Files) => forge(files, QUERY, () => '(assert false)\n(check-sat)\n'), 'question'],
    [
      'a trajectory that was changed',
      (files: Files) => forge(files, 'entries/0001/trajectory.json', (text) => text.replace(/"quantity": ?\d+/, '"quantity":100000')),
      'result',
    ],
    [
      'a rule that was changed',
      (files: Files) => forge(files, 'documents/0.yaml', (text) => text.replace('request.body.sku in products', "request.body.sku != 'x'")),
      'question',
    ],
    ['a document that was broken', (files: Files) => forge(files, 'documents/0.yaml', () => 'openapi: ['), 'contract'],
  ] as const)('does not hold where a file was tampered with: %s', async (_what, tamper, kind) => {
    const { findings } = await recheckFiles(tamper(new Map(certificate)));
    expect(findings.map((finding) => finding.kind)).toContain(kind);
  });

  it.each([
    ['a solver that contradicts', (script: string): ScriptAnswer => ({ kind: AGREES(script).kind === 'sat' ? 'unsat' : 'sat' }), 'answer'],
    ['a solver that does not know', (): ScriptAnswer => ({ kind: 'unknown' }), 'unconfirmed'],
    ['a solver that fails', (): ScriptAnswer => ({ kind: 'fault', why: 'out of memory' }), 'unconfirmed'],
  ] as const)('is not confirmed by %s', async (_who, ask, kind) => {
    const { findings } = await recheckFiles(certificate, ask);
    expect(findings.map((finding) => finding.kind)).toEqual([kind]);
  });
});

/** Times differ from run to run. */
function withoutTimes(text: string): string {
  return text.replaceAll(/"ms":[\d.]+/g, '').replaceAll(/"sha256": "\w+"/g, '');
}

describe('a manifest', () => {
  const text = certificate.get('certificate.json') ?? '';

  it.each([
    ['no JSON', 'x'],
    ['another format', text.replace('envfactory-certificate/1', 'other/1')],
    ['a path out of the folder', text.replace('documents/0.yaml', '../0.yaml')],
    ['an absolute path', text.replace('documents/0.yaml', '/etc/passwd')],
    ['a path with a drive', text.replace('documents/0.yaml', 'c:\\\\0.yaml')],
    ['another command', text.replace('"verify"', '"format"')],
    ['an answer that is none', text.replace('"answer": "', '"answer": "almost ')],
    ['a list that is none', text.replace('"overlays": []', '"overlays": {}')],
  ])('is refused: %s', (_what, forged) => {
    expect(forged).not.toBe(text);
    const { value, diagnostics } = readManifest(forged, 'certificate.json');
    expect(value).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['bad-certificate']);
  });
});
