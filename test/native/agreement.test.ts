// What native solvers mean by our operators, written as SMT-LIB text, is what we mean by them; their models satisfy what was asked.

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/base/limits.ts';
import { createFactory, type Factory } from '../../src/symbolic/factory.ts';
import { interpretTerm } from '../../src/symbolic/interpret.ts';
import type { Model } from '../../src/symbolic/model.ts';
import type { Answer, Solver } from '../../src/symbolic/solver.ts';
import type { Term } from '../../src/symbolic/term.ts';
import { NATIVE_NAMES, nativeSolver } from '../support/native-solver.ts';
import { constantTerm, cook, model, type Recipe, raw, recipe } from '../support/random-terms.ts';

const LIMITS = { rlimit: 300_000, timeoutMs: 2_000 };
/** Where a theory of strings gives up, it says so; it must not say that a value differs. */
const SOMETIMES_UNKNOWN = 0.2;
const RUNS = 60;

describe.each(NATIVE_NAMES)('%s', (name) => {
  const backend = nativeSolver(name);
  const sessions = [false, true].map((sequences): Solver => backend.open({ ...LIMITS, sequences }));
  afterAll(() => backend.dispose());

  /** One session answers many questions, each in a scope. */
  function ask(assertions: readonly Term[], sequences: boolean): Answer {
    const session = sessions[sequences ? 1 : 0];
    if (session === undefined) throw new Error('no session');
    session.push();
    for (const term of assertions) session.assert(term);
    const answer = session.check();
    session.pop();
    return answer;
  }

  describe.each(['bool', 'int', 'real', 'string'] as const)('computes terms of sort %s as we do', (sort) => {
    test.each([
      ['without strings', false],
      ['with strings', true],
    ])('%s', (_name, texts) => {
      let unknown = 0;
      fc.assert(
        fc.property(recipe(sort, { depth: 2, nonlinear: true, texts, functions: false }), model, (made, values) => {
          const answer = ask(disagreement(made, values), texts || sort === 'string');
          if (answer.kind === 'unknown') unknown += 1;
          expect(answer.kind).not.toBe('sat');
          if (answer.kind === 'unknown') expect(answer.cause).not.toBe('fault');
        }),
        { numRuns: RUNS },
      );
      expect(unknown).toBeLessThanOrEqual(texts ? RUNS * SOMETIMES_UNKNOWN : 0);
    });
  });

  test('a model satisfies the formula, and where there is none no values do', () => {
    const seen = { sat: 0, unsat: 0, unknown: 0 };
    const formulas = fc.array(recipe('bool', { depth: 3, nonlinear: false, texts: false, functions: true }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(formulas, fc.array(model, { minLength: 20, maxLength: 20 }), (made, samples) => {
        const f = createFactory(DEFAULT_LIMITS);
        const assertions = made.map((part) => cook(f, part));
        const answer = ask(assertions, false);
        seen[answer.kind] += 1;
        const models = answer.kind === 'sat' ? [answer.model] : samples;
        const satisfied = models.filter((values) => assertions.every((term) => interpretTerm(term, values) === true));
        if (answer.kind !== 'unknown') expect(satisfied.length > 0).toBe(answer.kind === 'sat');
      }),
      { numRuns: 200 },
    );
    // The law would say little of formulas that are all alike.
    expect(seen.sat).toBeGreaterThan(20);
    expect(seen.unsat).toBeGreaterThan(20);
    expect(seen.unknown).toBeLessThan(20);
  });
});

/** The claim that the term, exactly as described, differs from what we compute. */
function disagreement(made: Recipe, values: Model): readonly Term[] {
  const f = createFactory(DEFAULT_LIMITS);
  const value = interpretTerm(raw(made), values);
  if (value === null) throw new Error('a term without quantifiers has a value');
  const isEqual: Term = {
    id: -2,
    kind: 'operation',
    sort: 'bool',
    operator: 'equal',
    args: [raw(made), constantTerm(f, made.sort, value)],
  };
  return [...valuesOf(f, made, values), { id: -1, kind: 'operation', sort: 'bool', operator: 'not', args: [isEqual] }];
}

/** That the unknowns of a term have the values of a model. */
function valuesOf(f: Factory, made: Recipe, values: Model): readonly Term[] {
  const unknowns = new Set(leavesOf(made).map((leaf) => cook(f, leaf)));
  return [...unknowns].map((leaf) => f.equal(leaf, constantTerm(f, leaf.sort, interpretTerm(leaf, values) ?? 0)));
}

function leavesOf(made: Recipe): readonly Recipe[] {
  if (made.kind === 'apply' && made.args.length === 0) return [made];
  if (made.kind === 'inRegex') return leavesOf(made.text);
  return made.kind === 'constant' ? [] : made.args.flatMap(leavesOf);
}
