// Sections 3 and 6 of the contract language where a known state answers: what responses say and in which order outcomes are decided, in both interpreters.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { judged, told } from '../../support/judging.ts';
import { answers, contractOf, expectStory, type Story, takes, type World } from '../../support/language.ts';
import { base, effects, one, REF } from '../../support/language-shop.ts';

afterAll(disposeDefaultSolver);

type Row = readonly [claim: string, operations: NonNullable<World['operations']>, story: Story];

describe.each<readonly [sentence: string, rows: readonly Row[]]>([
  [
    '3: the response reads the state after, postconditions see old',
    [
      [
        'x-response',
        { op: { ...effects({ update: 'orders.a', set: { total: '9' } }), 'x-response': { status: 202, body: 'orders.a.total' } } },
        { calls: one('op', 202, { answer: 9 }) },
      ],
      [
        'old in x-response',
        { op: { ...effects({ update: 'orders.a', set: { total: '9' } }), 'x-response': { body: '[old.orders.a.total, orders.a.total]' } } },
        { calls: one('op', 200, { answer: [1, 9] }) },
      ],
      ['a status that is a rule', { op: { 'x-response': { status: "'a' in orders ? 203 : 204", body: '1' } } }, { calls: one('op', 203) }],
      [
        'the postcondition',
        {
          op: {
            ...effects({ assign: 'count', value: 'count + 1' }),
            'x-response': { body: 'count' },
            'x-postconditions': ['response.body == old.count + 1 && response.status == 200 && state.count == 1'],
          },
        },
        { calls: one('op', 200, { answer: 1 }) },
      ],
      [
        'a postcondition that is not true is a fault',
        { op: { ...effects({ assign: 'count', value: 'count + 1' }), 'x-postconditions': ['count == old.count'] } },
        { calls: one('op', 500), goal: 'count == 0' },
      ],
      ['an error in the response is a fault', { op: { 'x-response': { body: 'orders.c' } } }, { calls: one('op', 500) }],
      [
        'a body that reads the status',
        { op: { 'x-response': { status: 203, body: 'response.status + 1' } } },
        { calls: one('op', 203, { answer: 204 }) },
      ],
      [
        'a header that reads the body',
        { op: { 'x-response': { body: "'a'", headers: { Location: "'/orders/' + response.body", 'X-Status': 'response.status' } } } },
        { calls: one('op', 200, { answer: 'a', headers: { location: '/orders/a', 'x-status': 200 } }) },
      ],
      [
        'an error in a header is a fault',
        { op: { 'x-response': { headers: { 'X-Total': 'orders.c.total' } }, ...effects({ assign: 'count', value: '1' }) } },
        { calls: one('op', 500), goal: 'count == 0' },
      ],
      [
        'a composed body',
        { op: { 'x-response': { body: { total: 'orders.a.total', list: ['1', true, null] } } } },
        { calls: one('op', 200, { answer: { total: 1, list: [1, true, null] } }) },
      ],
    ],
  ],
  [
    'ruling 7: the response where the contract does not say',
    [
      [
        'the record read',
        {
          'GET /orders/{id}': {
            operationId: 'get',
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            'x-preconditions': ['id in orders'],
            ...answers(REF),
          },
        },
        { calls: one('get', 200, { params: { id: 'b' }, answer: { id: 'b', user: 'u', total: 2, status: 'old' } }) },
      ],
      [
        'the record updated',
        { op: { ...effects({ update: 'orders.b', set: { total: '3' } }), ...answers(REF) } },
        { calls: one('op', 200, { answer: { id: 'b', user: 'u', total: 3, status: 'old' } }) },
      ],
      [
        'the record created, lowest declared 2xx',
        { op: { ...effects({ create: 'orders', value: "{'id': 'c', 'user': 'u', 'total': 3}" }), ...answers(REF, 201) } },
        { calls: one('op', 201, { answer: { id: 'c', user: 'u', total: 3 } }) },
      ],
      [
        'a list of records',
        { 'GET /orders': { operationId: 'list', ...answers({ type: 'array', items: REF }) } },
        {
          calls: one('list', 200, {
            answer: [
              { id: 'a', user: 'u', total: 1, items: [{ price: 1 }, { price: 2 }] },
              { id: 'b', user: 'u', total: 2, status: 'old' },
            ],
          }),
        },
      ],
    ],
  ],
  [
    '3: the order of outcomes',
    [
      [
        'security before the schema',
        { op: { security: [{ key: [] }], ...takes({ type: 'object' }), 'x-preconditions': ['false'] } },
        { calls: one('op', 401) },
      ],
      [
        'the schema before preconditions',
        { op: { ...takes({ type: 'object' }), 'x-preconditions': [{ rule: 'false', status: 404 }] } },
        { calls: one('op', 400, { body: 1 }) },
      ],
      [
        '422 if that is declared',
        { op: { ...takes({ type: 'object' }), responses: { 200: { description: '' }, 422: { description: '' } } } },
        { calls: one('op', 422) },
      ],
      [
        'any credential that is not empty is valid',
        { op: { security: [{ key: [] }] } },
        { calls: [...one('op', 200, { credentials: { key: 'x' } }), ...one('op', 401, { credentials: { key: '' } })] },
      ],
      [
        'a refused request changes nothing',
        { op: { ...effects({ assign: 'count', value: '2' }, { create: 'orders', value: "{'id': 'a', 'user': 'u', 'total': 1}" }) } },
        { calls: one('op', 409), goal: 'count == 0' },
      ],
      [
        'a value outside its schema is a fault',
        { op: effects({ assign: 'count', value: '4' }) },
        { calls: one('op', 500), goal: 'count == 0' },
      ],
    ],
  ],
  [
    'ruling 5: clashing writes',
    [
      [
        'equal places',
        {
          op: {
            ...takes({ type: 'string' }),
            ...effects({ update: 'orders[request.body]', set: { total: '1' } }, { update: 'orders.b', set: { total: '2' } }),
          },
        },
        { calls: [...one('op', 200, { body: 'a' }), ...one('op', 500, { body: 'b' })], goal: 'orders.b.total == 2' },
      ],
      [
        'one inside the other',
        {
          op: { ...takes({ type: 'string' }), ...effects({ delete: 'orders[request.body]' }, { update: 'orders.b', set: { total: '2' } }) },
        },
        { calls: one('op', 500, { body: 'b' }) },
      ],
    ],
  ],
  [
    'ruling 11: now',
    [
      [
        'is fixed and moves by advance only',
        {
          note: { 'x-response': { body: 'now' } },
          op: { ...effects({ assign: 'note', value: 'string(now)' }) },
          check: { 'x-preconditions': ["timestamp(note) + duration('5400s') == now"] },
        },
        { calls: [...one('op', 200), ...one('check', 409), ...one('check', 200, { advance: 'PT90M' })] },
      ],
    ],
  ],
])('%s', (_sentence, rows) => {
  it.each(rows)('%s', (_claim, operations, story) =>
    expectStory(
      { ...base, operations, root: { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } } } },
      story,
    ),
  );
});

it.each<readonly [rule: string, why: string]>([
  ["orders['a'].total > 0 && orders['zz'].total > 1", "orders['zz'] has no value: no record with the key 'zz'"],
  ['1 / count == 1', '1 / count has no value: division by zero'],
  ["orders['a'].status == 'x'", "orders['a'].status has no value: no property 'status'"],
])('the message says which sub-expression failed: %s', async (rule, why) => {
  const contract = contractOf({ ...base, operations: { op: { 'x-preconditions': [rule] } } });
  expect(told(await judged(contract, { steps: [{ operationId: 'op' }] }))).toBe(`invalid 0: 2xx, 409: the rule does not hold (${why})`);
});
