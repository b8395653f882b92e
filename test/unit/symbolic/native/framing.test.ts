// An answer ends at its mark, however it is cut into pieces, and not at a text that looks like it.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFraming } from '../../../../src/symbolic/native/framing.ts';

const MARK = 'end-of-answer-7';

/** The answers that come of the pieces. */
function answers(pieces: readonly string[]): readonly string[] {
  const framing = createFraming();
  framing.expect(MARK);
  return pieces.flatMap((piece) => framing.take(piece) ?? []);
}

const TEXTS = [
  'sat\n',
  '',
  `(\n${MARK}\n)\n`,
  `("\n${MARK}\n")\n`,
  `|\n${MARK}\n|\n`,
  `"a "" \n${MARK}\n"\n`,
  `; ( " |\nsat\n`,
  `${MARK}0\n${MARK} x\nx ${MARK}\n`,
  `${' '.repeat(500)}\nunknown\n`,
];

test.each(TEXTS)('%j', (text) => {
  const whole = (mark: string): string => `${text}${mark}\n`;
  for (const mark of [MARK, `"${MARK}"`]) {
    expect(answers([whole(mark)])).toEqual([text]);
    expect(answers([...whole(mark)])).toEqual([text]);
    expect(answers([text])).toEqual([]);
    fc.assert(
      fc.property(fc.nat(whole(mark).length), fc.nat(whole(mark).length), (a, b) => {
        const [i, j] = a < b ? [a, b] : [b, a];
        expect(answers([whole(mark).slice(0, i), whole(mark).slice(i, j), whole(mark).slice(j)])).toEqual([text]);
      }),
    );
  }
});
