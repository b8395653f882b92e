// Claims about certificates: they hold as they are written, every kind of tampering is found, and a second solver's answers count.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { trajectoryValue } from '../../../src/contract/print-trajectory.ts';
import type { Trajectory } from '../../../src/contract/trajectory.ts';
import {
  type CertificateEntry,
  type CertificateInput,
  type CertificateOptions,
  certificateFiles,
  hashOf,
  NO_OPTIONS,
} from '../../../src/evidence/certificate.ts';
import { type Manifest, readManifest } from '../../../src/evidence/read-manifest.ts';
import { type Rechecked, recheck } from '../../../src/evidence/recheck.ts';
import { recheckToJson } from '../../../src/evidence/recheck-to-json.ts';
import { check } from '../../../src/explore/check/check.ts';
import { checkToJson } from '../../../src/explore/check/check-to-json.ts';
import { compare } from '../../../src/explore/compare/compare.ts';
import { compareToJson } from '../../../src/explore/compare/compare-to-json.ts';
import { equivalenceToJson } from '../../../src/explore/equivalence/equivalence-to-json.ts';
import { equivalent } from '../../../src/explore/equivalence/equivalent.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { readTrajectories } from '../../../src/files/trajectories.ts';
import { verdictToJson } from '../../../src/verify/json.ts';
import { DEFAULT_OPTIONS } from '../../../src/verify/options.ts';
import type { Query } from '../../../src/verify/prover.ts';
import type { ScriptAnswer } from '../../../src/verify/script-solver.ts';
import { verify } from '../../../src/verify/verify.ts';

const SPEC = 'specs/shop/openapi.yaml';
const LOCK = 'specs/classics/lease-lock.yaml';
const LAYERS: CertificateOptions['layers'] = ['schema', 'declared', 'inferred'];
const { scope } = DEFAULT_LIMITS;
const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
const OPTIONS: CertificateOptions = { ...NO_OPTIONS, layers: LAYERS, scope, rlimit, timeoutMs, seed: 1 };
type Files = Map<string, string>;

function contractAt(document: string): Contract {
  const { value } = loadContractFiles({ document });
  if (value === null) throw new Error(`${document} does not load`);
  return value;
}

function written(document: string, parts: Pick<CertificateInput, 'command' | 'entries'> & Partial<CertificateInput>): Files {
  const contract = { document, overlays: [] };
  const base = { version: '0', solver: { backend: 'z3-wasm', version: null }, against: null, initial: { word: null }, options: OPTIONS };
  return new Map(certificateFiles({ ...base, contract, files: contractAt(document).files, ...parts }));
}

function trajectoriesOf(names: readonly string[]): readonly Trajectory[] {
  return readTrajectories(names.map((name) => `specs/shop/trajectories/${name}.json`)).value ?? [];
}

async function certify(...names: readonly string[]): Promise<Files> {
  const contract = contractAt(SPEC);
  const entries: CertificateEntry[] = [];
  for (const trajectory of trajectoriesOf(names)) {
    const queries: Query[] = [];
    const { value } = await verify(contract, trajectory, { record: (query) => void queries.push(query) });
    if (value === null) throw new Error(`${trajectory.id} is not judged`);
    entries.push({ id: trajectory.id, trajectories: [toJson(trajectoryValue(trajectory))], result: verdictToJson(value), queries });
  }
  return written(SPEC, { command: 'verify', entries });
}

async function certifyCheck(): Promise<Files> {
  const queries: Query[] = [];
  const { value } = await check(contractAt(LOCK), { maxSteps: 6, maxCalls: 500, verify: { record: (query) => void queries.push(query) } });
  if (value === null) throw new Error('the lock is not checked');
  const options = { ...OPTIONS, maxSteps: 6, maxCalls: 500 };
  return written(LOCK, { command: 'check', options, entries: [{ id: 'check', trajectories: [], result: checkToJson(value), queries }] });
}

async function certifyCompare(): Promise<Files> {
  const queries: Query[] = [];
  const contract = contractAt(LOCK);
  const asked = { maxSteps: 2, maxCalls: 50 };
  const { value } = await compare(contract, contract, { ...asked, verify: { record: (query) => void queries.push(query) } });
  if (value === null) throw new Error('the lock is not compared');
  const entries = [{ id: 'compare', trajectories: [], result: compareToJson(value), queries }];
  return written(LOCK, { command: 'compare', against: { document: LOCK, overlays: [] }, options: { ...OPTIONS, ...asked }, entries });
}

async function certifyEquivalent(...names: readonly string[]): Promise<Files> {
  const queries: Query[] = [];
  const trajectories = trajectoriesOf(names);
  const [left, right] = trajectories;
  if (left === undefined || right === undefined) throw new Error('two are compared');
  const { value } = await equivalent(contractAt(SPEC), left, right, { verify: { record: (query) => void queries.push(query) } });
  if (value === null) throw new Error('they are not compared');
  const about = trajectories.map((trajectory) => toJson(trajectoryValue(trajectory)));
  const entries = [{ id: 'equivalent', trajectories: about, result: equivalenceToJson(value), queries }];
  return written(SPEC, { command: 'equivalent', entries });
}

function manifestOf(files: Files): Manifest {
  const { value, diagnostics } = readManifest(files.get('certificate.json') ?? '', 'certificate.json');
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** A second solver that says what is expected; a script says it of itself to nobody. */
function agreeing(files: Files): (script: string) => ScriptAnswer {
  const answers = new Map<string, ScriptAnswer>();
  for (const text of files.values()) {
    const status = /^\(set-info :status (sat|unsat)\)\n/m.exec(text);
    if (status) answers.set(text.replace(status[0], ''), { kind: status[1] === 'unsat' ? 'unsat' : 'sat' });
  }
  return (script) => answers.get(script) ?? { kind: 'fault', why: 'it was not asked as it stands, without the answer' };
}

function recheckFiles(files: Files, ask: ((script: string) => ScriptAnswer) | null = agreeing(files)): Promise<Rechecked> {
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

/** Changes the manifest alone. */
function edit(files: Files, change: (manifest: string) => string): Files {
  const before = files.get('certificate.json') ?? '';
  const after = change(before);
  if (after === before) throw new Error('nothing was changed in the manifest');
  return new Map([...files, ['certificate.json', after]]);
}

const QUERY = 'entries/0000/queries/0000.smt2';
const RESULT = 'entries/0000/result.json';
const certificate = await certify('order-from-anywhere', 'restock-then-order');
const checked = await certifyCheck();
const compared = await certifyCompare();
const paired = await certifyEquivalent('restock-then-order', 'order-then-restock');

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
      'entries/0000/trajectories/0000.json',
      RESULT,
      QUERY,
      'entries/0001/trajectories/0000.json',
      'entries/0001/result.json',
    ]);
  });

  it.each([
    ['check', checked, /^violated 1, proved \d+$/, /^violated: kept invariants\/one-inside: workers\.all/],
    [
      'compare',
      compared,
      /^equal 4$/,
      /^equal: acquire \(A within B proved, B within A proved, same results proved, same refusals proved\)$/,
    ],
    ['equivalent', paired, /^different$/, null],
  ] as const)('of %s holds, and says what was claimed and what each question says', async (_command, files, result, claim) => {
    const { findings, entries } = await recheckFiles(files);
    expect(findings).toEqual([]);
    const [entry, ...others] = entries;
    expect(others).toEqual([]);
    expect(entry?.result).toMatch(result);
    if (claim !== null) expect(entry?.claims.some((text) => claim.test(text))).toBe(true);
    expect(entry?.questions.every(({ name, answer, second }) => name !== '' && (answer === 'unknown' || answer === second))).toBe(true);
  });

  it('is what the formats say, and so is the result of rechecking it', async () => {
    const compile = (name: string): ((value: unknown) => boolean) =>
      new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')));
    const [isManifest, isRecheck] = [compile('certificate'), compile('recheck')];
    for (const files of [certificate, checked, compared, paired]) {
      expect(isManifest(JSON.parse(files.get('certificate.json') ?? ''))).toBe(true);
      expect(isRecheck(JSON.parse(recheckToJson(manifestOf(files), await recheckFiles(files), 'a solver')))).toBe(true);
    }
  });
});

const TURNED = '"answer": "sat"';

describe('tampering is found and said', () => {
  it.each([
    ['a file was changed', certificate, (files: Files) => new Map([...files, [QUERY, '(check-sat)\n']]), 'file'],
    ['a file is missing', certificate, (files: Files) => new Map([...files].filter(([path]) => path !== QUERY)), 'file'],
    ['a verdict was turned', certificate, (files: Files) => forge(files, RESULT, (text) => text.replace('"invalid"', '"valid"')), 'result'],
    ['a result was made up', certificate, (files: Files) => forge(files, RESULT, () => '{"verdict":"valid","failure":null}\n'), 'result'],
    ['a result is none', certificate, (files: Files) => forge(files, RESULT, () => 'valid\n'), 'result'],
    [
      'a counterexample was swapped',
      certificate,
      (files: Files) => forge(files, RESULT, (text) => text.replace('"initial":{}', '"initial":{"products":[]}')),
      'result',
    ],
    ['a question was swapped', certificate, (files: Files) => forge(files, QUERY, () => '(assert false)\n(check-sat)\n'), 'question'],
    ['an answer was turned', certificate, (files: Files) => edit(files, (text) => text.replace(TURNED, '"answer": "unsat"')), 'question'],
    [
      'an answer was taken back',
      certificate,
      (files: Files) => edit(files, (text) => text.replace(TURNED, '"answer": "unknown"')),
      'question',
    ],
    [
      'an answer was turned in the script too',
      certificate,
      (files: Files) =>
        edit(
          forge(files, QUERY, (text) => text.replace(':status sat', ':status unsat')),
          (text) => text.replace(TURNED, '"answer": "unsat"'),
        ),
      'question',
    ],
    [
      'a question was called another',
      certificate,
      (files: Files) => edit(files, (text) => text.replace('step 0: outcome', 'step 9')),
      'question',
    ],
    [
      'a trajectory was called another',
      certificate,
      (files: Files) => edit(files, (text) => text.replace('"order-from-anywhere"', '"x"')),
      'result',
    ],
    [
      'a trajectory was changed',
      certificate,
      (files: Files) =>
        forge(files, 'entries/0001/trajectories/0000.json', (text) => text.replace(/"quantity": ?\d+/, '"quantity":100000')),
      'result',
    ],
    [
      'a rule was changed',
      certificate,
      (files: Files) => forge(files, 'documents/0.yaml', (text) => text.replace('request.body.sku in products', "request.body.sku != 'x'")),
      'question',
    ],
    ['a document was broken', certificate, (files: Files) => forge(files, 'documents/0.yaml', () => 'openapi: ['), 'contract'],
    ['a document was swapped', certificate, (files: Files) => forge(files, 'documents/0.yaml', () => textAt(LOCK)), 'result'],
    [
      'a promise was changed in what is said of it',
      checked,
      (files: Files) => forge(files, RESULT, (text) => text.replace('workers.all(a, workers.all', 'workers.all(a, workers.exists')),
      'result',
    ],
    [
      'a promise was called kept',
      checked,
      (files: Files) => forge(files, RESULT, (text) => text.replace('"verdict":"violated"', '"verdict":"proved"')),
      'result',
    ],
    [
      'a promise was changed in the document, and in what is said of it',
      checked,
      (files: Files) => {
        const weaker = (text: string): string => text.replaceAll('!(workers[a].inside && workers[b].inside)', 'true');
        return forge(forge(files, RESULT, weaker), 'documents/0.yaml', weaker);
      },
      'result',
    ],
    [
      'the run that breaks a promise was swapped',
      checked,
      (files: Files) => forge(files, RESULT, (text) => text.replace('"params":{"worker":"w2"}', '"params":{"worker":"w1"}')),
      'result',
    ],
    ['a question was dropped', checked, (files: Files) => dropQuestion(files, () => null), 'question'],
    ['a question was dropped, and another put there twice', checked, (files: Files) => dropQuestion(files, (other) => other), 'question'],
    [
      'a relation was turned',
      compared,
      (files: Files) => forge(files, RESULT, (text) => text.replace('"relation":"equal"', '"relation":"stronger"')),
      'result',
    ],
    [
      'what differs was swapped',
      paired,
      (files: Files) => forge(files, RESULT, (text) => text.replace('"finding":"found"', '"finding":"none"')),
      'result',
    ],
  ] as const)('%s', async (_what, of, tamper, kind) => {
    // Also where no second solver is at hand, and where it would agree to anything.
    const files = tamper(new Map(of));
    const { findings } = await recheckFiles(files, null);
    expect(findings.map((finding) => finding.kind)).toContain(kind);
    expect(findings.every(({ where, message }) => where !== '' && message !== '')).toBe(true);
  });
});

function textAt(document: string): string {
  return contractAt(document).files.get(document) ?? '';
}

/** Leaves the last question out, and puts there what is made of the first. */
function dropQuestion(files: Files, instead: (first: unknown) => unknown): Files {
  return edit(files, (text) => {
    const manifest: { readonly entries: readonly { readonly queries: unknown[] }[] } = JSON.parse(text);
    const [entry] = manifest.entries;
    const more = instead(entry?.queries[0]);
    entry?.queries.splice(-1, 1, ...(more === null ? [] : [more]));
    return JSON.stringify(manifest);
  });
}

describe('a second solver', () => {
  const agrees = agreeing(certificate);
  it.each([
    ['contradicts', (script: string): ScriptAnswer => ({ kind: agrees(script).kind === 'sat' ? 'unsat' : 'sat' }), 'answer'],
    ['does not know', (): ScriptAnswer => ({ kind: 'unknown' }), 'unconfirmed'],
    ['fails', (): ScriptAnswer => ({ kind: 'fault', why: 'out of memory' }), 'unconfirmed'],
  ] as const)('confirms nothing if it %s', async (_who, ask, kind) => {
    const { findings } = await recheckFiles(certificate, ask);
    expect(findings.map((finding) => finding.kind)).toEqual([kind]);
  });

  it('is not told the answer that is expected', async () => {
    const scripts: string[] = [];
    await recheckFiles(checked, (script) => {
      scripts.push(script);
      return { kind: 'unknown' };
    });
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes(':status'))).toEqual([]);
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
    ['nothing in it', JSON.stringify({ ...JSON.parse(text), entries: [] })],
    ['no trajectory', text.replace(/"trajectories": \[[^\]]*\]/, '"trajectories": []')],
    ['a second contract', text.replace('"against": null', '"against": {"document": "x", "overlays": []}')],
    [
      'two checks',
      (() => {
        const manifest: { readonly entries: readonly unknown[] } = JSON.parse(checked.get('certificate.json') ?? '');
        return JSON.stringify({ ...manifest, entries: [...manifest.entries, ...manifest.entries] });
      })(),
    ],
  ])('is refused: %s', (_what, forged) => {
    expect(forged).not.toBe(text);
    const { value, diagnostics } = readManifest(forged, 'certificate.json');
    expect(value).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['bad-certificate']);
  });
});
