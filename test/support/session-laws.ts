// What holds of a session, whoever the solver is: it is a stack of assertions with honest answers.

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { createFactory } from '../../src/symbolic/factory.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import type { Answer, Model, Solver, SolverBackend, SolverOptions, Undecided } from '../../src/symbolic/solver.ts';
import type { Term } from '../../src/symbolic/term.ts';

const f = createFactory(DEFAULT_LIMITS);
const OPTIONS: SolverOptions = { rlimit: 1_000_000, timeoutMs: 3_000, sequences: false };

/** In what solvers differ. */
interface Strengths {
  /** Whether it finds models of quantifiers over numbers. */
  readonly quantifierModels: boolean;
  /** Why it knows no root of 2. */
  readonly irrational: Pick<Undecided, 'cause' | 'reason'>;
}

const STRENGTHS_OF_Z3: Strengths = {
  quantifierModels: true,
  irrational: { cause: 'incomplete', reason: 'the model that was found has an irrational number' },
};

let backend: SolverBackend;
let strengths: Strengths;

function withSession<T>(use: (session: Solver) => T, options: Partial<SolverOptions> = {}): T {
  const session = backend.open({ ...OPTIONS, ...options });
  const result = use(session);
  session.dispose();
  return result;
}

function answerTo(...assertions: readonly Term[]): Answer {
  return withSession((session) => {
    for (const term of assertions) session.assert(term);
    return session.check();
  });
}

function modelOf(answer: Answer): Model {
  if (answer.kind !== 'sat') throw new Error(`the answer is ${answer.kind}`);
  return answer.model;
}

const [i, j] = [f.apply('i', 'int'), f.apply('j', 'int')];
const [x, s, t] = [f.apply('x', 'real'), f.apply('s', 'string'), f.apply('t', 'string')];
const [p, q] = [f.apply('p', 'bool'), f.apply('q', 'bool')];

function scopesLaws(): void {
  describe('scopes', () => {
    test('what is asserted after a push is gone after the pop', () => {
      withSession((session) => {
        session.assert(f.less(i, f.int(5)));
        session.push();
        session.assert(f.less(f.int(5), i));
        expect(session.check().kind).toBe('unsat');
        expect(session.assertions()).toHaveLength(2);
        session.pop();
        expect(session.check().kind).toBe('sat');
        expect(session.assertions()).toEqual([f.less(i, f.int(5))]);
      });
    });

    test('a pop without a push is a mistake', () => {
      withSession((session) => expect(() => session.pop()).toThrow('a pop without a push'));
    });

    test('sessions do not see each other', () => {
      withSession((one) => {
        one.assert(p);
        withSession((other) => {
          other.assert(f.not(p));
          expect([one.check().kind, other.check().kind]).toEqual(['sat', 'sat']);
        });
      });
    });
  });
}

function trackingLaws(): void {
  describe('tracked terms', () => {
    test('hold during the check only, and the core names those that clash', () => {
      withSession((session) => {
        session.assert(f.less(f.int(3), i));
        const clash = f.less(i, f.int(2));
        expect(session.check([p, clash, q])).toEqual({ kind: 'unsat', core: [clash] });
        expect(session.check([p]).kind).toBe('sat');
        expect(session.check().kind).toBe('sat');
      });
    });

    test('have no part in a core if the assertions clash without them', () => {
      withSession((session) => {
        session.assert(f.and([f.less(i, j), f.less(j, i)]));
        expect(session.check([p, q])).toEqual({ kind: 'unsat', core: [] });
      });
    });

    test('are each needed in a minimal core', () => {
      withSession((session) => {
        const steps = Array.from({ length: 8 }, (_, n) => f.less(f.apply(`v${n}`, 'int'), f.apply(`v${(n + 1) % 5}`, 'int')));
        const answer = session.check([...steps, p], { minimise: true });
        if (answer.kind !== 'unsat') throw new Error(answer.kind);
        for (const left of answer.core) expect(session.check(answer.core.filter((term) => term !== left)).kind).toBe('sat');
        expect(session.check(answer.core).kind).toBe('unsat');
      });
    });
  });
}

function atomLaws(): void {
  describe('strings as atoms', () => {
    test('that differ in the model have different texts, also from the constants of the question', () => {
      const names = Array.from({ length: 12 }, (_, n) => f.apply(`name${n}`, 'string'));
      const constants = [f.text('a1'), f.text('a2'), f.text('')];
      const model = modelOf(answerTo(f.distinct([...names, ...constants])));
      const texts = [...names, ...constants].map((name) => interpretTerm(name, model));
      expect(new Set(texts).size).toBe(15);
    });

    test('may be arguments: functions have values at the texts of the model', () => {
      const owner = f.apply('owner', 'string', [s]);
      const model = modelOf(
        answerTo(f.equal(owner, f.text('ann')), f.not(f.equal(f.apply('owner', 'string', [t]), owner)), f.not(f.equal(s, f.text('s0')))),
      );
      expect(interpretTerm(owner, model)).toBe('ann');
      expect(interpretTerm(f.apply('owner', 'string', [t]), model)).not.toBe('ann');
    });

    test('become sequences when an operator looks inside, before or after the first check', () => {
      withSession((session) => {
        session.push();
        session.assert(f.equal(s, f.concat([f.text('ab'), t])));
        expect(session.check().kind).toBe('sat');
        session.assert(f.equal(f.length(s), f.int(2)));
        expect(interpretTerm(t, modelOf(session.check()))).toBe('');
        expect(session.check([f.contains(t, f.text('x'))])).toMatchObject({ kind: 'unsat' });
        session.pop();
        expect(session.check().kind).toBe('sat');
      });
    });
  });
}

function modelLaws(): void {
  describe('models', () => {
    test('of quantified questions give values everywhere, not only at the points of the question', () => {
      const k = f.bound('k', 'int');
      const total = (at: Term): Term => f.apply('total', 'int', [at]);
      const rule = (at: Term): Term => f.or([f.less(at, f.int(0)), f.lessOrEqual(at, total(at))]);
      const answer = answerTo(f.forall([k], rule(k)), f.equal(total(f.int(4)), f.int(17)), f.less(total(i), f.int(-3)));
      if (!strengths.quantifierModels) return expect(answer.kind).toBe('unknown');
      const model = modelOf(answer);
      fc.assert(fc.property(fc.integer({ min: -50, max: 50 }), (at) => interpretTerm(rule(f.int(at)), model) === true));
    });

    test('of quantified questions over strings as atoms, too', () => {
      const k = f.bound('k', 'string');
      const has = (at: Term): Term => f.apply('has', 'bool', [at]);
      const model = modelOf(
        answerTo(
          f.forall([k], f.or([f.equal(k, f.text('x')), f.equal(k, s), f.not(has(k))])),
          has(f.text('x')),
          has(s),
          f.not(f.equal(s, f.text('x'))),
        ),
      );
      const other = interpretTerm(s, model);
      fc.assert(fc.property(fc.string(), (at) => interpretTerm(has(f.text(at)), model) === (at === 'x' || at === other)));
    });

    test('have exact numbers, however large', () => {
      const large = f.int({ kind: 'number', numerator: 10n ** 40n, denominator: 1n });
      const model = modelOf(answerTo(f.less(large, i), f.equal(f.multiply(f.int(7), x), f.real(3))));
      expect(interpretTerm(f.less(large, i), model)).toBe(true);
      expect(model.valueOf('x', [], 'real')).toEqual({ kind: 'number', numerator: 3n, denominator: 7n });
    });

    test('leave open what the question does not mention', () => {
      const model = modelOf(answerTo(p));
      expect(model.valueOf('nobody asked', [], 'int')).toBeNull();
      expect(model.valueOf('p', [], 'bool')).toBe(true);
    });

    test('have strings of any characters that are asked for', () => {
      const text = 'é"\\u{41}\n😀';
      const model = modelOf(answerTo(f.equal(f.concat([s, f.text('!')]), f.text(`${text}!`)), f.equal(f.length(t), f.int(2))));
      expect(model.valueOf('s', [], 'string')).toBe(text);
      expect(interpretTerm(f.length(t), model)).toBe(2);
    });
  });
}

function nameLaws(): void {
  describe('names', () => {
    test('that are operators, reserved words or strange are functions like others', () => {
      const names = ['and', 'str.len', '=', 'k!0', 'ite', '|', 'a b', 'é', '', '\u0000', '\ud800', '\ud801', '{7c}', '$p', '#0', '?v.1'];
      const unknowns = names.map((name) => f.apply(name, 'int'));
      const model = modelOf(answerTo(...unknowns.map((unknown, n) => f.equal(unknown, f.int(n)))));
      expect(names.map((name) => model.valueOf(name, [], 'int'))).toEqual(names.map((_, n) => n));
    });
  });
}

function unknownLaws(): void {
  describe('unknown', () => {
    test('where a model is no model over rational numbers', () => {
      expect(answerTo(f.equal(f.multiply(x, x), f.real(2)))).toEqual({ kind: 'unknown', ...strengths.irrational });
    });

    const tag = f.text('\u{E0041}');

    test('where a character cannot be said, unless the rest is contradiction enough', () => {
      const beyond = f.equal(f.concat([s, t]), tag);
      expect(answerTo(beyond)).toEqual({ kind: 'unknown', cause: 'encoding', reason: 'a text with characters beyond U+2FFFF' });
      expect(answerTo(beyond, f.less(i, j), f.less(j, i)).kind).toBe('unsat');
      expect(withSession((session) => session.check([beyond]))).toMatchObject({ kind: 'unknown', cause: 'encoding' });
    });

    test('only as long as the assertion is in scope', () => {
      withSession((session) => {
        session.push();
        session.assert(f.inRegex(s, { kind: 'class', ranges: [[0xe0041, 0xe0042]] }));
        expect(session.check()).toMatchObject({ kind: 'unknown', cause: 'encoding' });
        session.pop();
        expect(session.check().kind).toBe('sat');
      });
    });

    test('characters beyond the alphabet are no trouble to atoms', () => {
      expect(interpretTerm(s, modelOf(answerTo(f.equal(s, tag))))).toBe('\u{E0041}');
    });
  });
}

/** Declares the tests of these laws. */
export function sessionLaws(start: () => Promise<SolverBackend>, its: Strengths = STRENGTHS_OF_Z3): void {
  beforeAll(async () => {
    backend = await start();
    strengths = its;
  });
  scopesLaws();
  trackingLaws();
  atomLaws();
  modelLaws();
  nameLaws();
  unknownLaws();
  test('a session that was disposed of is not asked', () => {
    const session = backend.open(OPTIONS);
    session.dispose();
    expect(() => session.check()).toThrow('disposed');
  });
}
