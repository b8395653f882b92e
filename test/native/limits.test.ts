// Whatever a native solver is asked, an answer comes in time, the reason is told, and its processes end.

import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import type { Solver, SolverOptions } from '../../src/symbolic/solver.ts';
import type { Term } from '../../src/symbolic/term.ts';
import { NATIVE_NAMES, nativePath, nativeSolver } from '../support/native-solver.ts';

const f = createFactory(DEFAULT_LIMITS);
const [i, j, k] = [f.apply('i', 'int'), f.apply('j', 'int'), f.apply('k', 'int')];
const cube = (term: Term): Term => f.multiply(term, f.multiply(term, term));
const positive = [i, j, k].map((term) => f.less(f.int(0), term));
/** No search ends here: Fermat's theorem for cubes. */
const cubes = f.and([...positive, f.equal(f.add(cube(i), cube(j)), cube(k))]);

describe.each(NATIVE_NAMES)('%s', (name) => {
  const backend = nativeSolver(name);
  afterAll(() => backend.dispose());

  function open(options: Partial<SolverOptions>, ...assertions: readonly Term[]): Solver {
    const session = backend.open({ rlimit: 0, timeoutMs: 60_000, sequences: false, ...options });
    for (const term of assertions) session.assert(term);
    return session;
  }

  test('ends at the time limit, and answers the next question', () => {
    const session = open({ timeoutMs: 500 }, f.less(f.int(0), i));
    session.push();
    session.assert(cubes);
    const started = performance.now();
    expect(session.check()).toEqual({ kind: 'unknown', cause: 'time-limit', reason: 'no answer within 500 ms' });
    expect(performance.now() - started).toBeLessThan(30_000);
    session.pop();
    expect(session.check([f.less(i, f.int(9))]).kind).toBe('sat');
    expect(session.check([f.less(i, f.int(0))]).kind).toBe('unsat');
    session.dispose();
  });

  test('ends at the resource limit, with the same count each time', () => {
    const spent = [1, 2].map(() => {
      const session = open({ rlimit: 20_000 }, cubes);
      expect(session.check()).toEqual({ kind: 'unknown', cause: 'resource-limit', reason: 'no answer within 20000 resource units' });
      const { rlimit } = session.statistics();
      session.dispose();
      return rlimit;
    });
    expect(spent[1]).toBe(spent[0]);
    expect(spent[0]).toBeGreaterThanOrEqual(20_000);
  });

  test('bears a chain of 5,000 choices', () => {
    let value = f.int(0);
    for (let n = 0; n < 5_000; n += 1) value = f.ite(f.equal(i, f.int(n)), f.apply(`choice${n}`, 'int'), value);
    const session = open({}, f.less(value, f.int(-5)));
    expect(session.check().kind).toBe('sat');
    session.dispose();
  });

  test('answers 600 questions in one session', () => {
    const session = open({}, f.less(f.int(0), i));
    for (let n = 0; n < 600; n += 1) {
      session.push();
      session.assert(f.equal(f.apply('total', 'int', [f.int(n)]), f.add(i, f.int(n))));
      if (session.check([f.less(f.apply('total', 'int', [f.int(n)]), f.int(n))]).kind !== 'unsat') throw new Error(`question ${n}`);
      session.pop();
    }
    session.dispose();
  });

  test('has no processes left when it is disposed of', async () => {
    const other = nativeSolver(name);
    const sessions = [1, 2, 3].map(() => other.open({ rlimit: 0, timeoutMs: 60_000, sequences: false }));
    for (const session of sessions) expect(session.check([f.less(i, j)]).kind).toBe('sat');
    const before = processesOf(nativePath(name));
    expect(before).toBeGreaterThanOrEqual(3);
    other.dispose();
    for (let n = 0; n < 100 && processesOf(nativePath(name)) > before - 3; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(processesOf(nativePath(name))).toBe(before - 3);
  });
});

/** Processes of this one that run a program. */
function processesOf(path: string): number {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes(path)).length;
}
