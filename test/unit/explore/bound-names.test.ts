// How the bounds of a proof are told: by what they are, and each once.

import { expect, it } from 'vitest';
import { namedBounds } from '../../../src/explore/bound-names.ts';

it.each([
  ['list hole call 0 0 order body..items', 'list body.items of order'],
  ['list hole call 12 3 order body..items[].tags', 'list body.items[].tags of order'],
  ['list hole call 0 1 list orders query.ids', 'list query.ids of list orders'],
  ['list choice 4 create#0.lines', 'list choice of the server create#0.lines'],
  ['collection orders', 'collection orders'],
])('%s is told as %s', (what, told) => {
  expect(namedBounds([{ what, size: 4 }])).toEqual([{ what: told, size: 4 }]);
});

it('the same argument of several steps is told once', () => {
  const bounds = [0, 1].map((step) => ({ what: `list hole call ${step} 0 order body..items`, size: 4 }));
  expect(namedBounds(bounds)).toHaveLength(1);
});
