// What planning covers: where the values of a request can come from, states that are one, keys that come back, and what it may not leave out.

import { afterAll, describe, expect, it } from 'vitest';
import { plan } from '../../../src/explore/plan.ts';
import { isShortest, type PlanResult } from '../../../src/explore/plan-result.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type World } from '../../support/language.ts';

afterAll(disposeDefaultSolver);

async function planned(world: World, goal: string, options: Parameters<typeof plan>[2] = {}): Promise<PlanResult> {
  const { value, diagnostics } = await plan(contractOf(world), { goal }, options);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

const body = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)): Record<string, unknown> => ({
  requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', required, properties } } } },
});
const TEXT = { type: 'string' };
const INTEGER = { type: 'integer' };
const ROOMS = {
  rooms: {
    key: 'id',
    schema: {
      type: 'object',
      required: ['id', 'name', 'seats', 'exits'],
      properties: { id: TEXT, name: TEXT, seats: INTEGER, exits: { type: 'array', items: TEXT } },
    },
    initial: [
      { id: 'a', name: 'attic', seats: 2, exits: ['b'] },
      { id: 'b', name: 'bath', seats: 0, exits: ['a'] },
    ],
  },
};

/** A variable `last` that a call sets to its argument `x`; `n` is a number. */
function setter(rules: readonly string[], properties: Record<string, unknown> = { x: TEXT }, required?: readonly string[]): World {
  return {
    collections: ROOMS,
    variables: { last: { schema: {}, initial: null }, mode: { schema: TEXT, initial: 'free' } },
    root: { 'x-definitions': { 'known(k)': 'k in rooms', 'near(k, l)': 'k in rooms[l].exits' } },
    operations: {
      set: { ...body(properties, required), 'x-preconditions': rules, 'x-effects': [{ assign: 'last', value: 'request.body.x' }] },
    },
  };
}

describe('all values that can pass are tried where a rule says which', () => {
  it.each([
    ['it is looked up', ['request.body.x in rooms'], undefined, ['a', 'b']],
    ['a definition looks it up', ['known(request.body.x)'], undefined, ['a', 'b']],
    ['it is an index', ['rooms[request.body.x].seats > 0'], undefined, ['a']],
    ['it is in a list', ["request.body.x in ['p', 'q']"], undefined, ['p', 'q']],
    ['it equals one of several', ["request.body.x == 'p' || request.body.x == mode"], undefined, ['p', 'free']],
    ['it is named in a record', ['rooms.exists(r, rooms[r].name == request.body.x)'], undefined, ['attic', 'bath']],
    ['it is a key that exists', ['rooms.exists(r, r == request.body.x)'], undefined, ['a', 'b']],
    ['it is either a key or a word', ["request.body.x == 'none' || request.body.x in rooms"], undefined, ['a', 'b', 'none']],
    ['another choice says so', ['request.body.y in rooms', 'near(request.body.x, request.body.y)'], { x: TEXT, y: TEXT }, ['a', 'b']],
    ['it is between bounds', ['request.body.x > 2 && request.body.x <= rooms["a"].seats + 2'], { x: INTEGER }, [3, 4]],
    ['what is left is bounded', ['rooms["a"].seats - request.body.x >= 0', 'request.body.x >= 1'], { x: INTEGER }, [1, 2]],
    ['it is one of alternatives', [], { x: { oneOf: [{ const: 'p' }, { type: 'integer', minimum: 1, maximum: 2 }] } }, ['p', 1, 2]],
    [
      'all in a list are looked up',
      ['request.body.x.all(r, r in rooms)', 'request.body.x.size() == 1'],
      { x: { type: 'array', items: TEXT } },
      [['a'], ['b']],
    ],
    ['a choice that is false takes the other branch', ["mode != 'free' ? request.body.x == 'p' : request.body.x == 'q'"], undefined, ['q']],
  ] as const)('%s', async (_, rules, properties, values) => {
    const world = setter(rules, properties);
    const none = await planned(world, "last == 'no such value'");
    expect(none).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'exhaustion', open: [] } });
    for (const value of values) {
      const found = await planned(world, `last == ${JSON.stringify(value).replaceAll('"', "'")}`);
      expect(found.plans[0]?.trajectory.steps.length).toBe(1);
    }
  });
});

describe('a plan is not missed because', () => {
  it('a lookup that would fail stands beside what decides alone', async () => {
    const rules = ["!(mode == 'strict' && rooms[request.body.x].seats > 0)"];
    const found = await planned(setter(rules, { x: { enum: ['a', 'z'] } }), "last == 'z'");
    expect(found.plans[0]?.trajectory.steps.length).toBe(1);
    expect(isShortest(found)).toBe(true);
  });

  it('an optional part may be left out where a rule asks for it only if it is sent', async () => {
    const world: World = {
      collections: ROOMS,
      variables: { last: { schema: {}, initial: null } },
      operations: {
        set: {
          ...body({ x: TEXT }, []),
          'x-preconditions': ['!has(request.body.x) || request.body.x in rooms'],
          'x-effects': [{ assign: 'last', value: "has(request.body.x) ? request.body.x : 'nothing'" }],
        },
      },
    };
    for (const goal of ["last == 'nothing'", "last == 'b'"]) expect((await planned(world, goal)).plans).toHaveLength(1);
    expect(await planned(world, "last == 'c'")).toMatchObject({ outcome: 'none', excluded: { steps: null } });
  });
});

const TICKET = { type: 'object', required: ['id', 'state'], properties: { id: TEXT, state: TEXT } };
const byId = { parameters: [{ name: 'id', in: 'path', required: true, schema: TEXT }] };

function tickets(id: Record<string, unknown> = TEXT, more: World = {}): World {
  const schema = { ...TICKET, properties: { ...TICKET.properties, id } };
  const answer = {
    responses: { 201: { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/Ticket' } } } } },
  };
  return {
    schemas: { Ticket: schema },
    collections: { tickets: { schema: { $ref: '#/components/schemas/Ticket' }, key: 'id' } },
    variables: { issued: { schema: INTEGER, initial: 0 }, ...more.variables },
    operations: {
      'POST /tickets': {
        operationId: 'issue',
        ...answer,
        'x-preconditions': ['tickets.size() < 2'],
        'x-effects': [
          { create: 'tickets', value: "{'state': 'new'}" },
          { assign: 'issued', value: 'min([issued + 1, 3])' },
        ],
      },
      'DELETE /tickets/{id}': {
        operationId: 'drop',
        ...byId,
        'x-preconditions': ['id in tickets'],
        'x-effects': [{ delete: 'tickets[id]' }],
      },
      'POST /tickets/{id}/use': {
        operationId: 'use',
        ...byId,
        'x-preconditions': ['id in tickets'],
        'x-effects': [{ update: 'tickets[id]', set: { state: "'used'" } }],
      },
      ...more.operations,
    },
  };
}

describe('keys that the server issues', () => {
  it('do not make endlessly many states by coming and going', async () => {
    const none = await planned(tickets(), "tickets.exists(t, tickets[t].state == 'lost')");
    expect(none).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'exhaustion' } });
  });

  it('are referred to where they were issued last', async () => {
    const found = await planned(tickets(), "issued == 3 && tickets.count(t, tickets[t].state == 'used') == 1");
    expect(found.plans[0]?.trajectory.steps.map(({ operationId }) => operationId)).toHaveLength(5);
    expect(isShortest(found)).toBe(true);
  });

  it('are used up where there are few', async () => {
    const few = tickets({ enum: ['t1', 't2'] });
    expect(await planned(few, 'issued == 3', { maxSteps: 4 })).toMatchObject({ outcome: 'unknown' });
    expect((await planned(few, 'issued == 2')).plans).toHaveLength(1);
    // Where one key is left, dropping the other does not bring it back.
    expect((await planned(tickets(), 'issued == 3')).plans[0]?.trajectory.steps).toHaveLength(4);
  });
});

describe('records that the caller names and the server names', () => {
  const library: World = {
    collections: {
      books: { key: 'id', schema: { type: 'object', required: ['id', 'copies'], properties: { id: TEXT, copies: INTEGER } } },
      loans: { key: 'id', schema: { type: 'object', required: ['id', 'book'], properties: { id: TEXT, book: TEXT } } },
    },
    operations: {
      add: {
        ...body({ id: { ...TEXT, minLength: 1 }, copies: { ...INTEGER, minimum: 0 } }),
        'x-preconditions': ['!(request.body.id in books)'],
        'x-effects': [{ create: 'books', value: 'request.body' }],
      },
      lend: {
        ...body({ book: TEXT }),
        'x-preconditions': ['request.body.book in books', 'books[request.body.book].copies > 0'],
        'x-effects': [
          { create: 'loans', value: "{'book': request.body.book}" },
          { update: 'books[request.body.book]', set: { copies: 'books[request.body.book].copies - 1' } },
        ],
      },
    },
  };

  it.each([
    ['running', {}],
    ['the solver alone', { maxCalls: 0 }],
  ])('are in a plan that is found by %s', async (_, options) => {
    const found = await planned(library, 'loans.size() == 2 && books.size() == 2', options);
    expect(found.plans[0]?.trajectory.steps).toHaveLength(4);
    expect(isShortest(found)).toBe(true);
  });
});

describe('a goal that no call leads to is out of reach at all, by induction', () => {
  /** Texts that may be kept are endless: what is not found by running might be found by more of it. */
  const write = { ...body({ x: TEXT }), 'x-effects': [{ assign: 'note', value: 'request.body.x' }] };
  const endless = (operations: NonNullable<World['operations']>): World => ({
    variables: { n: { schema: INTEGER, initial: 0 }, note: { schema: TEXT, initial: '' } },
    operations,
  });
  const assign = { assign: 'n', value: 'n == 2 ? 0 : n + 1' };
  const two = endless({ write, addTwo: { 'x-effects': [{ assign: 'n', value: 'n + 2' }] } });
  // From 4 a call leads to 5, and to 4 none leads from 3.
  const round = endless({ next: { ...write, 'x-preconditions': ['n != 3'], 'x-effects': [...write['x-effects'], assign] } });
  const apart = endless({ write, next: { 'x-preconditions': ['n != 3'], 'x-effects': [assign] } });

  it.each([
    ['from one state', two, 'n < 0', { k: 1, lemmas: [] }],
    ['from two states in a row', round, 'n == 5', { k: 2, lemmas: [] }],
    ['with lemmas', apart, 'n == 5', { k: 1, lemmas: ['n >= 0', 'n <= 2'] }],
  ] as const)('%s', async (_, world, goal, induction) => {
    const result = await planned(world, goal, { maxSteps: 4 });
    expect(result).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'induction', induction } });
  });

  it('but not where it is only far away', async () => {
    const result = await planned(two, 'n == 20', { maxSteps: 4 });
    expect(result).toMatchObject({ outcome: 'none', excluded: { steps: 4, method: 'solver', induction: null } });
  });

  it('and also where the record that it asks about may go', async () => {
    const world: World = {
      ...endless({ write, drop: { 'x-preconditions': ["'a' in rooms"], 'x-effects': [{ delete: "rooms['a']" }] } }),
      collections: ROOMS,
    };
    const result = await planned(world, "rooms['a'].seats > 2", { maxSteps: 4 });
    expect(result).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'induction' } });
  });
});

it('a goal that holds where a record is missing is not out of reach because it asks for the record elsewhere', async () => {
  const world: World = {
    collections: ROOMS,
    variables: { note: { schema: TEXT, initial: '' } },
    operations: {
      write: { ...body({ x: TEXT }), 'x-effects': [{ assign: 'note', value: 'request.body.x' }] },
      drop: { 'x-preconditions': ["'a' in rooms"], 'x-effects': [{ delete: "rooms['a']" }] },
    },
  };
  const found = await planned(world, "('a' in rooms ? rooms['a'].seats : 7) == 7", { maxCalls: 0 });
  expect(found.plans[0]?.trajectory.steps).toHaveLength(1);
});

it('plans differ in operations that they need, and that there are no more is known where all was tried', async () => {
  const set = (name: string, value: string, ...rules: readonly string[]) => ({
    'x-preconditions': rules,
    'x-effects': [{ assign: name, value }],
  });
  const world: World = {
    variables: { n: { schema: INTEGER, initial: 0 }, idle: { schema: { type: 'boolean' }, initial: false } },
    operations: { jump: set('n', '2', 'n == 0'), walk: set('n', 'n + 1', 'n < 2'), idle: set('idle', '!idle') },
  };
  const found = await planned(world, 'n == 2', { plans: 5 });
  const ways = found.plans.map(({ trajectory }) => trajectory.steps.map(({ operationId }) => operationId));
  expect(ways).toEqual([['jump'], ['walk', 'walk']]);
  expect([found.exhaustive, isShortest(found)]).toEqual([true, true]);
  expect(await planned(world, 'n == 2')).toMatchObject({ exhaustive: false });
});

it('no more records are supposed than there are keys, where the keys are truth values', async () => {
  const world: World = {
    collections: {
      flags: {
        key: 'on',
        schema: { type: 'object', required: ['on', 'n'], properties: { on: { type: 'boolean' }, n: { ...INTEGER, minimum: 0 } } },
      },
    },
    operations: {
      put: {
        ...body({ on: { type: 'boolean' }, n: { ...INTEGER, minimum: 0 } }),
        'x-preconditions': ['!(request.body.on in flags)'],
        'x-effects': [{ create: 'flags', value: 'request.body' }],
      },
    },
  };
  const fold = 'flags.fold(a, 0, f, a + flags[f].n)';
  const result = await planned(world, `${fold} < 0`, { maxCalls: 0, maxSteps: 3 });
  expect(result).toMatchObject({ outcome: 'none', excluded: { steps: null, method: 'induction', bounds: [] } });
  expect((await planned(world, `flags.size() == 2 && ${fold} > 5`, { maxCalls: 0 })).plans[0]?.trajectory.steps).toHaveLength(2);
});

describe('the order of records', () => {
  const adding = (rule: string): World => ({
    collections: { marks: { key: 'id', schema: { type: 'object', required: ['id'], properties: { id: INTEGER } } } },
    operations: {
      add: {
        ...body({ id: { type: 'integer', minimum: 1, maximum: 6 } }),
        'x-preconditions': ['!(request.body.id in marks)', rule],
        'x-effects': [{ create: 'marks', value: "{'id': request.body.id}" }],
      },
    },
  });

  it('makes no further states where no rule can tell it', async () => {
    const { excluded } = await planned(adding('marks.map(m, m).sum() >= 0'), '7 in marks');
    expect(excluded).toMatchObject({ steps: null, states: 2 ** 6 });
  });

  it('makes further states where a rule can', async () => {
    const found = await planned(adding('true'), 'marks.keys() == [6, 5, 1]');
    expect(found.plans[0]?.trajectory.steps).toHaveLength(3);
    const byFold = await planned(adding('true'), 'marks.fold(a, 0, m, a * 10 + m) == 312');
    expect(byFold.plans[0]?.trajectory.steps).toHaveLength(3);
  });
});
