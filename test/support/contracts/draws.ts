// Support: decisions read off a tape of numbers, so that everything made from a tape shrinks as the tape does: zero is the simplest decision.

import fc from 'fast-check';

/** Decisions, one after the other. An exhausted tape decides for the simplest. */
export interface Draws {
  /** From 0 up to but not including `bound`. */
  below(bound: number): number;
  /** One of several, the simplest first. */
  pick<T>(options: readonly [T, ...T[]]): T;
  /** True for about that many of a hundred; false is the simpler. */
  chance(percent: number): boolean;
  /** From `min` to `max` things. */
  some<T>(min: number, max: number, make: (index: number) => T): readonly T[];
}

const SCALE = 1_000_000;

export function drawsOf(tape: readonly number[]): Draws {
  let at = 0;
  const next = (): number => tape[at++] ?? 0;
  const below = (bound: number): number => (bound <= 1 ? 0 : next() % bound);
  return {
    below,
    pick: ([first, ...others]) => {
      const i = below(others.length + 1);
      return i === 0 ? first : (others[i - 1] ?? first);
    },
    chance: (percent) => below(100) >= 100 - percent,
    some: (min, max, make) => Array.from({ length: min + below(max - min + 1) }, (_, i) => make(i)),
  };
}

/** Tapes of up to that many decisions, most of them long. */
export function tapes(length: number): fc.Arbitrary<readonly number[]> {
  const decision = fc.noBias(fc.nat({ max: SCALE }));
  const any = fc.array(decision, { maxLength: length, size: 'max' });
  const long = fc.array(decision, { minLength: Math.floor(length / 2), maxLength: length, size: 'max' });
  return fc.oneof({ withCrossShrink: true }, { weight: 1, arbitrary: any }, { weight: 4, arbitrary: long });
}
