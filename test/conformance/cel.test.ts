// Claims that both interpreters answer the official CEL vectors as CEL does, apart from a list with a reason for each entry.

import { describe, expect, it } from 'vitest';
import { compileVector, concreteAnswer, differenceOf, symbolicAnswer, typeDifference } from '../support/cel-answer.ts';
import { type CelVector, celVectors } from '../support/cel-vectors.ts';
import { LEFT_OUT, type LeftOut } from './cel-profile.ts';

/** How each interpreter differs from CEL; null if it does not. */
interface Outcome {
  readonly vector: CelVector;
  readonly concrete: string | null;
  readonly symbolic: string | null;
  /** Whether the rule is none: neither interpreter got to see it. */
  readonly refused: boolean;
}

function outcomeOf(vector: CelVector): Outcome {
  const { expected, bindings } = vector;
  const compiled = compileVector(vector);
  if (compiled.kind === 'refused') {
    const difference = differenceOf(expected, compiled);
    return { vector, concrete: difference, symbolic: difference, refused: true };
  }
  const { expression } = compiled;
  const types = typeDifference(expected, expression);
  if (expected.kind === 'type' || types !== null) return { vector, concrete: types, symbolic: types, refused: false };
  return {
    vector,
    concrete: differenceOf(expected, concreteAnswer(bindings ?? [], expression)),
    symbolic: differenceOf(expected, symbolicAnswer(bindings ?? [], expression)),
    refused: false,
  };
}

function concerns({ name, text }: LeftOut, vector: CelVector): boolean {
  return (name?.test(vector.name) ?? true) && (text?.test(vector.text) ?? true);
}

function show(entry: LeftOut): string {
  return `${entry.name?.source ?? ''} ${entry.text?.source ?? ''}`.trim();
}

const outcomes = celVectors().map(outcomeOf);
const isListed = ({ vector }: Outcome): boolean => LEFT_OUT.some((entry) => concerns(entry, vector));
const listed = outcomes.filter(isListed);

describe(`of ${outcomes.length} official CEL vectors`, () => {
  it('none is missing', () => expect(outcomes.length).toBeGreaterThan(2_300));

  describe.each(['concrete', 'symbolic'] as const)('the %s interpreter', (interpreter) => {
    const right = outcomes.filter((outcome) => outcome[interpreter] === null);

    const early = right.filter(({ refused }) => refused);

    it(`answers ${right.length} as CEL does, ${early.length} of them errors found at load, and all others are left out`, () => {
      const wrong = outcomes.filter((outcome) => outcome[interpreter] !== null && !isListed(outcome));
      expect(wrong.map(({ vector, [interpreter]: way }) => `${vector.name}: ${vector.text}: ${way}`)).toEqual([]);
      expect(right.length + listed.length).toBe(outcomes.length);
    });
  });

  describe(`${listed.length} are left out`, () => {
    for (const entry of LEFT_OUT) {
      const concerned = outcomes.filter(({ vector }) => concerns(entry, vector));
      const isAsSaid = (way: string | null): boolean => way !== null && entry.answer.test(way);

      it(`${concerned.length}: ${entry.why} (${show(entry)})`, () => {
        expect(concerned.length).toBeGreaterThan(0);
        const otherwise = concerned.filter(({ concrete, symbolic }) => !isAsSaid(concrete) || !isAsSaid(symbolic));
        expect(otherwise.map(({ vector, concrete, symbolic }) => `${vector.name}: ${vector.text}: ${concrete}, ${symbolic}`)).toEqual([]);
      });
    }
  });
});
