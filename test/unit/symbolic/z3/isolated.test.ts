// Z3 in a thread of its own answers as it does here, stops when it is late, and goes on afterwards.

import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/base/limits.ts';
import { createFactory } from '../../../../src/symbolic/factory.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import type { Answer, Solver, SolverOptions } from '../../../../src/symbolic/solver.ts';
import { openMailbox } from '../../../../src/symbolic/solving/mailbox.ts';
import type { Term } from '../../../../src/symbolic/term.ts';
import { createIsolatedZ3 } from '../../../../src/symbolic/z3/isolated/create.ts';

const f = createFactory(DEFAULT_LIMITS);
const backend = createIsolatedZ3();
afterAll(() => backend.dispose());

const [a, b] = [f.apply('a', 'int'), f.apply('b', 'int')];
const x = f.bound('x', 'int');
const g = (term: Term): Term => f.apply('g', 'int', [term]);

function open(options: Partial<SolverOptions> = {}): Solver {
  return backend.open({ rlimit: 0, timeoutMs: 30_000, sequences: false, ...options });
}

function modelOf(answer: Answer): (term: Term) => unknown {
  if (answer.kind !== 'sat') throw new Error(`a model was expected, not ${answer.kind}`);
  return (term) => interpretTerm(term, answer.model);
}

describe('a session', () => {
  test('keeps what is asserted in scopes', () => {
    const session = open();
    session.assert(f.less(a, b));
    expect(session.check().kind).toBe('sat');
    session.push();
    session.assert(f.less(b, a));
    expect(session.check().kind).toBe('unsat');
    session.push();
    session.pop();
    expect(session.check().kind).toBe('unsat');
    session.pop();
    expect(session.check().kind).toBe('sat');
    expect(() => session.pop()).toThrow('a pop without a push');
    session.dispose();
    expect(() => session.check()).toThrow('disposed of');
  });

  test('gives models of numbers, strings, functions and truths', () => {
    const session = open({ sequences: true });
    const text = f.apply('t', 'string');
    session.assert(f.equal(g(f.int(3)), f.int(7)));
    session.assert(f.inRegex(text, { kind: 'repeat', of: { kind: 'text', text: 'ä' }, min: 2, max: 2 }));
    session.assert(f.equal(f.multiply(f.int(3), f.apply('r', 'real')), f.toReal(f.int(1))));
    const value = modelOf(session.check());
    expect(value(g(f.int(3)))).toBe(7);
    expect(value(text)).toBe('ää');
    expect(value(f.less(f.apply('r', 'real'), f.toReal(f.int(1))))).toBe(true);
    session.dispose();
  });

  test('names the tracked terms that clash', () => {
    const session = open();
    const [low, high, other] = [f.less(a, f.int(0)), f.less(f.int(5), a), f.less(b, f.int(0))];
    expect(session.check([low, other, high], { minimise: true })).toEqual({ kind: 'unsat', core: [low, high] });
    session.dispose();
  });

  test('proposes a candidate where only quantifiers are left open', () => {
    const session = open();
    session.assert(f.forall([x], f.less(g(x), f.int(9))));
    session.assert(f.equal(g(a), f.int(4)));
    const answer = session.check([], { effort: 'matching' });
    if (answer.kind !== 'unknown' || !answer.candidate) throw new Error('no candidate');
    expect(interpretTerm(g(a), answer.candidate)).toBe(4);
    session.dispose();
  });
});

/** The program of a thread that runs some statements first, and others for each message. */
function program(onMessage: string, first = ''): URL {
  const text = `
    import { workerData } from 'node:worker_threads';
    const { port, signal } = workerData;
    const say = (message) => { port.postMessage(message); Atomics.add(signal, 0, 1); Atomics.notify(signal, 0); };
    port.on('message', (message) => { ${onMessage} });
    ${first}`;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}

test('a question that is not answered within its limit is stopped, and so is the next one', () => {
  const deaf = createIsolatedZ3(program('for(;;);', "say({ version: 'deaf' });"));
  const session = deaf.open({ rlimit: 0, timeoutMs: 100, sequences: false });
  session.assert(f.less(a, b));
  for (const _ of [1, 2]) expect(session.check()).toEqual({ kind: 'unknown', cause: 'time-limit', reason: 'no answer within 100 ms' });
  deaf.dispose();
});

test('what was said is told again to a new thread', () => {
  const session = open();
  session.assert(f.less(a, b));
  session.push();
  session.assert(f.less(b, f.int(0)));
  expect(session.check([f.less(f.int(0), a)]).kind).toBe('unsat');
  backend.dispose();
  expect(session.check([f.less(f.int(0), a)]).kind).toBe('unsat');
  session.pop();
  backend.dispose();
  expect(session.check([f.less(f.int(0), a)]).kind).toBe('sat');
  session.dispose();
});

test('a thread that says nothing is not waited for', () => {
  const mailbox = openMailbox<string, string>(new URL('data:text/javascript,for(;;);'));
  mailbox.post('hello');
  expect(mailbox.receive(50)).toBe(null);
  mailbox.end();
});

test('a message is received, whether it came before it was asked for or after', () => {
  const mailbox = openMailbox<string, string>(program("say(message + '!');"));
  for (const text of ['one', 'two', 'three']) {
    mailbox.post(text);
    expect(mailbox.receive(20_000)).toBe(`${text}!`);
  }
  mailbox.end();
});
