// Requests that are lists.

import type { RequestRow } from './request-row.ts';

const integer = { type: 'integer' };

export const LISTS: readonly RequestRow[] = [
  {
    claim: 'uniqueItems',
    schema: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 2, maxItems: 3 },
    domain: [['a', 'b'], ['a', 'a'], ['c', 'b', 'a'], ['a'], ['a', 'b', 'a'], 'a'],
    rules: [
      ['request.body[0] != request.body[1]', 'some', 'all'],
      ['request.body == distinct(request.body)', 'some', 'all'],
      ["request.body.all(x, x == 'a')", 'none', 'not all'],
      ["'c' in request.body", 'some', 'not all'],
    ],
  },
  {
    claim: 'uniqueItems of a list without end',
    schema: { type: 'array', items: integer, uniqueItems: true },
    domain: [[], [1], [1, 2], [2, 2], [1, 2, 1]],
    rules: [
      ['size(request.body) < 2 || request.body[0] != request.body[1]', 'some', 'all'],
      ['size(request.body) == 2 && request.body[0] == request.body[1]', 'none', 'not all'],
    ],
  },
  {
    claim: 'prefixItems',
    schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer', minimum: 0 }], items: false, minItems: 2 },
    domain: [['a', 0], ['a', 5], ['a', -1], ['a'], ['a', 0, 0], [0, 'a']],
    rules: [
      ['size(request.body) == 2 && dyn(request.body)[1] >= 0', 'some', 'all'],
      ['dyn(request.body)[1] == 5', 'some', 'not all'],
      ['dyn(request.body)[1] == -1', 'none', 'not all'],
    ],
  },
  {
    claim: 'contains',
    schema: { type: 'array', items: integer, contains: { minimum: 5 }, maxItems: 2 },
    domain: [[], [5], [1], [1, 6], [6, 7], [1, 2], [5, 5, 5]],
    rules: [
      ['request.body.exists(x, x >= 5)', 'some', 'all'],
      ['request.body.all(x, x >= 5)', 'some', 'not all'],
      ['size(request.body) == 0', 'none', 'not all'],
    ],
  },
  {
    claim: 'lists of lists',
    schema: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'integer', minimum: 0, maximum: 1 } },
    },
    domain: [
      [[0]],
      [[0, 1], [1]],
      [
        [1, 1],
        [1, 1],
      ],
      [[]],
      [],
      [[2]],
      [[0], [0], [0]],
    ],
    rules: [
      ['request.body.all(row, row.all(cell, cell in [0, 1]))', 'some', 'all'],
      ['size(request.body) * size(request.body[0]) in [1, 2, 4]', 'some', 'all'],
      ['request.body[0][0] == 1', 'some', 'not all'],
      ['request.body.exists(row, size(row) == 0)', 'none', 'not all'],
    ],
  },
];
