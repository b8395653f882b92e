// Claims that the answers to the official CEL vectors are proved also where literals and bindings are unknown, and facts say what they are.

import { describe, expect, it } from 'vitest';
import { needsSequences } from '../../src/symbolic/needs-sequences.ts';
import type { Solver, SolverBackend } from '../../src/symbolic/solver.ts';
import { Unsupported } from '../../src/symbolic/unsupported.ts';
import { createZ3 } from '../../src/symbolic/z3/create.ts';
import { compileVector, concreteAnswer, differenceOf } from '../support/cel-answer.ts';
import { type Question, questionOf } from '../support/cel-unknowns.ts';
import { type CelVector, celVectors } from '../support/cel-vectors.ts';

/** Deterministic, unlike time. */
const LIMITS = { rlimit: 2_000_000, timeoutMs: 0 };

/**
 * Constructs whose meaning is not told to the solver where their operands are unknown, and why: a verdict that needs one is `unknown` and names
 * it (contract.md, ruling 14). An entry that leaves nothing open fails the test.
 */
const OPEN: readonly (readonly [construct: RegExp, why: string])[] = [
  [/^lastIndexOf$/, 'searching from the end needs a search for all occurrences'],
  [/^(lowerAscii|upperAscii)$/, 'every character becomes another one, as many as there are'],
  [/^trim$/, 'what is left is told by repetition at both ends'],
  [/^quote$/, 'characters are escaped one by one, as many as there are'],
  [/^(number of parts|part) that split gives$/, 'how many parts there are depends on the text'],
  [/^bytes of an unknown text$/, 'there is no sort for bytes'],
  [/^(whether )?(number|integer) that an unknown text is( fails)?$/, 'which texts are numbers, and which ones, is a grammar'],
  [/^(whether )?text of an unknown number( fails)?$/, 'decimal digits of any number'],
  [/^text of a duration$/, 'decimal digits of any number of seconds'],
  [/^date-time text of an instant$|^instant of a date-time text$|^whether a text is a date-time$/, 'a calendar, as text'],
  [/^get\w+ of an unknown instant$/, 'a calendar, and time zones'],
];

type Verdict =
  | { readonly kind: 'proved' }
  /** The answer would be another one if one of these constructs were something else than it is. */
  | { readonly kind: 'open'; readonly constructs: readonly string[] }
  | { readonly kind: 'wrong'; readonly reason: string };

/** What is asked about: vectors that the concrete interpreter evaluates as CEL does. */
function asked(): readonly (readonly [CelVector, () => Question])[] {
  return celVectors().flatMap((vector): readonly (readonly [CelVector, () => Question])[] => {
    const compiled = compileVector(vector);
    if (compiled.kind === 'refused' || vector.expected.kind === 'type') return [];
    const bindings = vector.bindings ?? [];
    const answer = concreteAnswer(bindings, compiled.expression);
    return differenceOf(vector.expected, answer) === null ? [[vector, () => questionOf(bindings, compiled.expression, answer)]] : [];
  });
}

function verdictOf(backend: SolverBackend, ask: () => Question): Verdict {
  try {
    const question = ask();
    if (question.claim === question.context.factory.true) return { kind: 'proved' };
    const terms = [...question.facts, question.claim];
    const session = backend.open({ ...LIMITS, sequences: needsSequences(terms) });
    const verdict = prove(session, question);
    session.dispose();
    return verdict;
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'open', constructs: [error.construct] };
    throw error;
  }
}

function prove(session: Solver, { context, facts, claim }: Question): Verdict {
  for (const fact of facts) session.assert(fact);
  // From facts that clash, anything follows.
  const possible = session.check();
  if (possible.kind !== 'sat') return { kind: 'wrong', reason: `what is given is ${possible.kind}` };
  session.assert(context.factory.not(claim));
  const answer = session.check();
  if (answer.kind === 'unsat') return { kind: 'proved' };
  const constructs = context.constructsIn(session.assertions());
  if (answer.kind === 'sat' && constructs.length > 0) return { kind: 'open', constructs };
  return { kind: 'wrong', reason: answer.kind === 'sat' ? 'the negation is possible' : answer.reason };
}

const backend = await createZ3();
const verdicts = asked().map(([vector, ask]) => ({ vector, verdict: verdictOf(backend, ask) }));
const proved = verdicts.filter(({ verdict }) => verdict.kind === 'proved');
const open = verdicts.flatMap(({ vector, verdict }) => (verdict.kind === 'open' ? [{ vector, constructs: verdict.constructs }] : []));

describe(`of ${verdicts.length} official CEL vectors with unknown literals and bindings`, () => {
  it(`${proved.length} are proved, ${open.length} are open, and none is wrong`, () => {
    const wrong = verdicts.flatMap(({ vector, verdict }) =>
      verdict.kind === 'wrong' ? [`${vector.name}: ${vector.text}: ${verdict.reason}`] : [],
    );
    expect(wrong).toEqual([]);
    expect(proved.length).toBeGreaterThan(1_000);
  });

  it('those that are open depend on constructs that are listed', () => {
    const others = open.filter(({ constructs }) => constructs.some((construct) => !OPEN.some(([listed]) => listed.test(construct))));
    expect(others.map(({ vector, constructs }) => `${vector.name}: ${constructs.join(', ')}`)).toEqual([]);
  });

  it.each(OPEN.map(([construct, why]) => [why, construct] as const))('some are open, since: %s: %s', (_why, construct) => {
    expect(open.flatMap(({ constructs }) => constructs).filter((name) => construct.test(name))).not.toEqual([]);
  });
});
