// The lengths that are claimed of the classics are those of a search over models of the puzzles that were written for it alone.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  bridge,
  ferry,
  gripper,
  hanoi,
  husbands,
  jugs,
  knightsSwap,
  lightsOut,
  shortest,
  slidingTiles,
  toadsAndFrogs,
} from '../../support/puzzles.ts';

const claims: readonly { readonly spec: string; readonly steps?: number | null; readonly goal?: string }[] = JSON.parse(
  readFileSync('specs/classics/claims.json', 'utf8'),
);

/** For each claim of a plan, in the order in which they are made. */
const KNOWN: ReadonlyMap<string, readonly (number | null)[]> = new Map([
  ['tower-of-hanoi', [shortest(hanoi(3, isRight)), shortest(hanoi(3, () => false)), shortest(hanoi(4, isRight))]],
  [
    'sliding-tiles',
    [
      [1, 2, 3, 4, 5, 0],
      [1, 2, 3, 5, 4, 0],
    ].map((goal) => shortest(slidingTiles([4, 5, 0, 1, 2, 3], goal, 3))),
  ],
  ['gripper', [shortest(gripper(4))]],
  ['bridge-and-torch', [60, 17, 16].map((most) => shortest(bridge([1, 2, 5, 10], most)))],
  ['jealous-husbands', [shortest(husbands(3))]],
  ['three-jugs', [shortest(jugs([8, 5, 3], [8, 0, 0], [4, 4, 0]))]],
  ['lights-out', [shortest(lightsOut)]],
  ['toads-and-frogs', [shortest(toadsAndFrogs)]],
  ['knights-swap', [shortest(knightsSwap)]],
  ['ferry', [shortest(ferry)]],
]);

function isRight(pegs: readonly number[]): boolean {
  return pegs.every((peg) => peg === 2);
}

it.each([...KNOWN])('%s', (spec, lengths) => {
  expect(claims.filter((claim) => claim.spec === spec && claim.goal !== undefined).map(({ steps }) => steps)).toEqual(lengths);
});
