// Whatever is asked, an answer comes in time, memory stays bounded, and the process may end.

import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import type { Regex } from '../../../../src/symbolic/regex.ts';
import type { Solver, SolverBackend, SolverOptions } from '../../../../src/symbolic/solver.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import { createBackend, createZ3 } from '../../../../src/symbolic/z3/create.ts';
import { startEngine } from '../../../../src/symbolic/z3/engine.ts';
import { SolverFault } from '../../../../src/symbolic/z3/fault.ts';

const f = createFactory(DEFAULT_LIMITS);
let backend: SolverBackend;

beforeAll(async () => {
  backend = await createZ3();
});

const [i, j, k] = [f.apply('i', 'int'), f.apply('j', 'int'), f.apply('k', 'int')];
const cube = (term: Term): Term => f.multiply(term, f.multiply(term, term));
const positive = [i, j, k].map((term) => f.less(f.int(0), term));
/** No search ends here: Fermat's theorem for cubes. */
const cubes = f.and([...positive, f.equal(f.add(cube(i), cube(j)), cube(k))]);
const [s, t, u] = [f.apply('s', 'string'), f.apply('t', 'string'), f.apply('u', 'string')];
const pieces: Regex = { kind: 'choice', options: ['ab', 'ba', 'aab'].map((text) => ({ kind: 'text', text })) };
const words = f.and([
  f.inRegex(s, { kind: 'repeat', of: pieces, min: 1, max: null }),
  f.equal(f.concat([s, t, u]), f.concat([u, s, t])),
  f.not(f.equal(s, t)),
  f.less(f.int(40), f.length(s)),
  f.contains(t, f.text('aba')),
  f.equal(f.replaceAll(u, f.text('a'), f.text('bb')), f.concat([t, s])),
]);

function open(options: Partial<SolverOptions>, ...assertions: readonly Term[]): Solver {
  const session = backend.open({ rlimit: 0, timeoutMs: 60_000, sequences: false, ...options });
  for (const term of assertions) session.assert(term);
  return session;
}

describe.each([
  ['nonlinear arithmetic', cubes],
  ['word equations', words],
])('%s', (_name, hard) => {
  test('ends at the time limit', () => {
    const session = open({ timeoutMs: 300 }, hard);
    const started = performance.now();
    expect(session.check()).toEqual({ kind: 'unknown', cause: 'time-limit', reason: 'no answer within 300 ms' });
    // The margin is for machines that do several things at once.
    expect(performance.now() - started).toBeLessThan(15_000);
    session.dispose();
  });

  test('ends at the resource limit, after the same number of units each time', () => {
    const spent = [1, 2].map(() => {
      const session = open({ rlimit: 5_000 }, hard);
      expect(session.check()).toEqual({ kind: 'unknown', cause: 'resource-limit', reason: 'no answer within 5000 resource units' });
      const { rlimit } = session.statistics();
      session.dispose();
      return rlimit;
    });
    expect(spent[0]).toBe(spent[1]);
    expect(spent[0]).toBeGreaterThanOrEqual(5_000);
  });
});

test('a time limit is that of its session alone', () => {
  const hurried = open({ timeoutMs: 50 }, cubes);
  hurried.check();
  hurried.dispose();
  const patient = open({ rlimit: 300_000, timeoutMs: 60_000 }, cubes);
  expect(patient.check()).toMatchObject({ kind: 'unknown', cause: 'resource-limit' });
  patient.dispose();
});

test('a session goes on after a question that had no answer', () => {
  const session = open({ rlimit: 20_000 });
  session.push();
  session.assert(cubes);
  expect(session.check().kind).toBe('unknown');
  session.pop();
  session.assert(f.less(i, j));
  expect(session.check().kind).toBe('sat');
  session.dispose();
});

test('the same questions take the same number of units, whatever was asked before in other sessions', () => {
  const units = (): readonly number[] => {
    const session = open({});
    const counts = Array.from({ length: 20 }, (_, n) => {
      session.push();
      session.assert(f.less(f.multiply(f.int(n + 2), i), f.add(j, f.int(n))));
      session.assert(f.or([f.less(j, f.int(n)), f.less(k, i)]));
      session.check([f.less(f.int(n), i)]);
      session.pop();
      return session.statistics().rlimit;
    });
    session.dispose();
    return counts;
  };
  const first = units();
  expect(units()).toEqual(first);
  expect(Math.min(...first)).toBeGreaterThan(0);
});

test('4,000 questions in one session leave no memory behind', { timeout: 180_000 }, () => {
  const terms = createFactory(DEFAULT_LIMITS);
  const session = open({ rlimit: 100_000 }, f.less(f.int(0), i));
  const bytes: number[] = [];
  // Encoded terms are kept for a while: what counts is that the most in use does not grow.
  const most = (from: number, to: number): number => Math.max(...bytes.slice(from, to));
  for (let n = 0; n < 4_000; n += 1) {
    session.push();
    session.assert(terms.equal(terms.apply('total', 'int', [terms.int(n)]), terms.add(terms.apply('i', 'int'), terms.int(n))));
    const answer = session.check([terms.less(terms.apply('total', 'int', [terms.int(n)]), terms.int(n))]);
    if (answer.kind !== 'unsat') throw new Error(answer.kind);
    session.pop();
    bytes.push(session.statistics().memoryBytes);
  }
  session.dispose();
  expect(most(3_200, 4_000) - most(0, 3_200)).toBeLessThan(2 * 1024 * 1024);
  expect(most(0, 4_000)).toBeLessThan(64 * 1024 * 1024);
});

test('200 sessions leave no memory behind', () => {
  const bytes = Array.from({ length: 200 }, (_, n) => {
    const session = open(
      { rlimit: 100_000, sequences: n % 2 === 0 },
      f.less(i, j),
      f.equal(f.length(s), f.int(n % 7)),
      f.not(f.equal(s, t)),
    );
    expect(session.check().kind).toBe('sat');
    const { memoryBytes } = session.statistics();
    session.dispose();
    return memoryBytes;
  });
  expect((bytes.at(-1) ?? 0) - (bytes[20] ?? 0)).toBeLessThan(1024 * 1024);
});

test('a chain of 20,000 choices is no deeper than the solver bears', () => {
  let value = f.int(0);
  for (let n = 0; n < 20_000; n += 1) value = f.ite(f.equal(i, f.int(n)), f.apply(`choice${n}`, 'int'), value);
  const session = open({}, f.less(value, f.int(-5)));
  expect(session.check().kind).toBe('sat');
  session.dispose();
});

test('no thread of the solver keeps the process from ending', () => {
  const before = process.getActiveResourcesInfo().filter((name) => /worker|port/i.test(name)).length;
  const session = open({ timeoutMs: 100 }, cubes);
  session.check();
  session.dispose();
  expect(process.getActiveResourcesInfo().filter((name) => /worker|port/i.test(name))).toHaveLength(before);
});

describe('a solver that fails', () => {
  test('by a trap answers unknown from then on, and another one can be started', async () => {
    const engine = await startEngine();
    let checks = 0;
    const failing = createBackend({
      ...engine,
      check: (...args) => {
        checks += 1;
        if (checks === 2) throw new Error('unreachable');
        return engine.check(...args);
      },
    });
    const session = failing.open({ rlimit: 0, timeoutMs: 0, sequences: false });
    session.assert(f.less(i, j));
    expect(session.check().kind).toBe('sat');
    const broken = { kind: 'unknown', cause: 'fault', reason: 'the solver crashed: unreachable' };
    expect(session.check()).toEqual(broken);
    session.push();
    session.assert(f.less(j, i));
    expect(session.check()).toEqual(broken);
    session.pop();
    session.dispose();
    expect(failing.isAlive).toBe(false);
    expect(failing.open({ rlimit: 0, timeoutMs: 0, sequences: false }).check()).toEqual(broken);
    expect((await createZ3()).isAlive).toBe(true);
  });

  test('by a wrong model is not believed', async () => {
    const engine = await startEngine();
    const lying = createBackend({ ...engine, check: (...args) => (engine.check(...args) === 1 ? 1 : 1) });
    const session = lying.open({ rlimit: 0, timeoutMs: 0, sequences: false });
    session.assert(f.less(i, j));
    session.check();
    session.assert(f.less(j, i));
    expect(() => session.check()).toThrow(SolverFault);
  });
});

test('a backend is started once, and again after it was disposed of', async () => {
  const first = await createZ3();
  expect(await createZ3()).toBe(first);
  first.dispose();
  expect(first.isAlive).toBe(false);
  const second = await createZ3();
  expect(second).not.toBe(first);
  expect(second.isAlive).toBe(true);
});
