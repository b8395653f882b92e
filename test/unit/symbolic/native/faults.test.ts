// A solver that crashes, complains, lies, talks nonsense or says nothing gives no verdict: only `unknown`, with the reason, and the next one is asked.

import { chmodSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { createNativeSolver } from '../../../../src/symbolic/native/create.ts';
import type { Answer, SolverBackend } from '../../../../src/symbolic/solver.ts';
import { temporaryFolder } from '../../../support/command.ts';

const folder = temporaryFolder();
const backends: SolverBackend[] = [];
afterAll(() => {
  for (const backend of backends) backend.dispose();
  folder.remove();
});

const f = createFactory(DEFAULT_LIMITS);
const i = f.apply('i', 'int');
const positive = f.less(f.int(0), i);

/** A program that says what z3 says to `--version`, and answers commands by name; what is not listed is answered with nothing. */
function program(name: string, answers: Readonly<Record<string, string>>, first = ''): string {
  const path = folder.file(
    name,
    `#!${process.execPath}
if (process.argv[2] === '--version') { console.log('Z3 version 0.1 - 64 bit'); process.exit(); }
const answers = ${JSON.stringify(answers)};
${first}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const command = line.replace(/^\\(([a-z-]+).*$/, '$1');
  if (command === 'echo') return console.log(line.slice(7, -2));
  const key = line.includes(':') ? line.replace(/^.*:([a-z-]+)\\)$/, '$1') : command;
  if (answers[key] === 'CRASH') { console.error('it hurts'); process.exit(3); }
  if (answers[key] === 'HANG') for (;;);
  const flood = () => process.stdout.write('x'.repeat(1000000), flood);
  if (answers[key] === 'FLOOD') return flood();
  if (answers[key] !== undefined) console.log(answers[key]);
});
`,
  );
  chmodSync(path, 0o755);
  return path;
}

function backendOf(path: string): SolverBackend {
  const { value, diagnostics } = createNativeSolver(path);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  backends.push(value);
  return value;
}

function answerOf(path: string, timeoutMs = 20_000): Answer {
  const session = backendOf(path).open({ rlimit: 0, timeoutMs, sequences: false });
  session.assert(positive);
  const answers = [session.check([f.less(i, f.int(5))]), session.check([f.less(i, f.int(5))])];
  session.dispose();
  // Whatever happened to the first process, the second one is asked, and does the same.
  expect(answers[1]).toEqual(answers[0]);
  return answers[0] ?? { kind: 'unknown', cause: 'fault', reason: 'not asked' };
}

const CHECK = 'check-sat-assuming';
const MODEL = '((define-fun $i () Int 3))';

describe('a fault', () => {
  test.each<[string, Readonly<Record<string, string>>, string | RegExp]>([
    [
      'an error for an assertion',
      { assert: '(error "line 1: no")', [CHECK]: 'unsat' },
      /^the solver failed: it answered \(error "line 1: no"\)/,
    ],
    ['an error for a question', { [CHECK]: '(error "no")' }, 'the solver failed: it answered (error "no")'],
    ['an error beside an answer', { [CHECK]: '(error "no")\nunsat' }, 'the solver failed: it answered (error "no") unsat'],
    ['two answers', { [CHECK]: 'sat\nunsat' }, 'the solver failed: it answered sat unsat'],
    ['no answer', {}, 'the solver failed: it answered nothing'],
    ['another word', { [CHECK]: 'perhaps' }, 'the solver failed: it answered perhaps'],
    ['no expression', { [CHECK]: ') unsat' }, 'the solver failed: it answered with a list that is closed and was not opened'],
    ['a crash', { [CHECK]: 'CRASH' }, 'the solver failed: it ended with status 3: it hurts'],
    ['a flood', { [CHECK]: 'FLOOD' }, 'the solver failed: it printed more than 64000000 characters'],
    ['a crash where the model is asked for', { [CHECK]: 'sat', 'get-model': 'CRASH' }, /it ended with status 3/],
    ['no model', { [CHECK]: 'sat', 'get-model': '(error "none")' }, 'the solver says sat and has no model'],
    [
      'a model that is none of the assertions',
      { [CHECK]: 'sat', 'get-model': '((define-fun $i () Int 9))' },
      'the model that the solver gave does not satisfy what was asserted',
    ],
    [
      'a core of something else',
      { [CHECK]: 'unsat', 'get-unsat-assumptions': '(p7)' },
      'the solver failed: it named p7, which was not assumed',
    ],
    ['no core', { [CHECK]: 'unsat', 'get-unsat-assumptions': 'p0' }, 'the solver failed: it answered p0'],
    ['no reason', { [CHECK]: 'unknown' }, 'the solver failed: it answered nothing'],
  ])('is %s', (name, answers, reason) => {
    const answer = answerOf(program(name.replaceAll(' ', '-'), { 'all-statistics': '(:rlimit-count 7)', ...answers }));
    expect(answer).toEqual({ kind: 'unknown', cause: 'fault', reason: reason instanceof RegExp ? expect.stringMatching(reason) : reason });
  });

  test('is nothing that is as it should be', () => {
    const path = program('good', { [CHECK]: 'sat', 'get-model': MODEL, 'all-statistics': '(:rlimit-count 7 :memory 2.5)' });
    const session = backendOf(path).open({ rlimit: 0, timeoutMs: 20_000, sequences: false });
    session.assert(positive);
    const answer = session.check([f.less(i, f.int(5))]);
    expect(answer.kind === 'sat' && answer.model.valueOf('i', [], 'int')).toBe(3);
    expect(session.statistics()).toMatchObject({ rlimit: 7, memoryBytes: 2_500_000 });
    session.dispose();
  });
});

test('a solver that hears nothing is ended when it is late', () => {
  const started = performance.now();
  expect(answerOf(program('deaf', { [CHECK]: 'HANG' }), 100)).toEqual({
    kind: 'unknown',
    cause: 'time-limit',
    reason: 'no answer within 100 ms',
  });
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('the limits have the reasons that the solver gives', () => {
  const reasons = ['resourceout', 'timeout', 'memout', '(incomplete quantifiers)'].map((reason) => {
    const answers = { [CHECK]: 'unknown', 'reason-unknown': `(:reason-unknown "${reason}")`, 'get-model': MODEL, 'all-statistics': '()' };
    const session = backendOf(program(reason.replace(/\W/g, ''), answers)).open({ rlimit: 9, timeoutMs: 20_000, sequences: false });
    session.assert(positive);
    const answer = session.check([positive]);
    session.dispose();
    return answer.kind === 'unknown' && [answer.cause, answer.candidate !== undefined];
  });
  expect(reasons).toEqual([
    ['resource-limit', false],
    ['time-limit', false],
    ['fault', false],
    ['incomplete', true],
  ]);
});

describe('what is no solver', () => {
  test.each([
    ['nothing there', folder.path('nowhere'), 'solver-not-started'],
    ['a file that is no program', folder.file('text', 'hello'), 'solver-not-started'],
    ['another program', process.execPath, 'unknown-solver'],
  ])('is said: %s', (_claim, path, code) => {
    expect(createNativeSolver(path)).toMatchObject({ value: null, diagnostics: [{ code, severity: 'error' }] });
  });

  test('is said where it is gone when it is needed', () => {
    const path = program('moody', {}, 'process.exit(4);');
    const session = backendOf(path).open({ rlimit: 0, timeoutMs: 20_000, sequences: false });
    session.assert(positive);
    expect(session.check()).toEqual({ kind: 'unknown', cause: 'fault', reason: 'the solver failed: it ended with status 4' });
    session.dispose();
  });
});
