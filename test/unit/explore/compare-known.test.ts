// Pairs of contracts whose difference is known by hand: what each accepts, does and refuses, also where references dangle and the server chooses.

import { afterAll, expect, test } from 'vitest';
import { compare } from '../../../src/explore/compare/compare.ts';
import type { CompareResult, Inclusion } from '../../../src/explore/compare/compare-result.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { contractOf, type PlainContract, type PlainOperation } from '../../support/contract-builder.ts';
import type { PlainSchema } from '../../support/schema-builder.ts';

afterAll(disposeDefaultSolver);

const TEXT: PlainSchema = { type: 'string' };
const WHOLE: PlainSchema = { type: 'integer' };
const ID = { name: 'id', in: 'query', required: true, schema: TEXT } as const;
const X = { name: 'x', in: 'query', required: true, schema: WHOLE } as const;

function record(properties: Readonly<Record<string, PlainSchema>>, required: readonly string[] = Object.keys(properties)): PlainSchema {
  return { type: 'object', required, additionalProperties: false, properties };
}

const bearer = { name: 'bearer', type: 'http', in: 'header', parameter: 'authorization' } as const;
const token = { name: 'token', type: 'apiKey', in: 'header', parameter: 'x-token' } as const;

function go(operation: PlainOperation, more: PlainContract = {}): PlainContract {
  return { ...more, operations: { ...more.operations, go: operation } };
}

function items(x: PlainSchema, operation: PlainOperation, required?: readonly string[]): PlainContract {
  return go(operation, { collections: { items: { key: 'id', schema: record({ id: TEXT, x }, required) } } });
}

const SMALL: PlainSchema = { type: 'integer', maximum: 5 };
const PUT: PlainOperation = {
  parameters: [ID, X],
  effects: [{ create: 'items', value: "{'id': request.query.id, 'x': request.query.x}" }],
};
const MAKE: PlainOperation = { effects: [{ create: 'items', value: "{'id': fresh(items)}" }] };

const DROP: PlainOperation = {
  parameters: [ID],
  preconditions: ['request.query.id in users'],
  effects: [{ delete: 'users[request.query.id]' }],
};
const SEE = 'request.query.id in orders';
const CHECKED = 'orders[request.query.id].user in users';

/** Orders of users; `go` looks at one. */
function shop(refers: 'nothing' | 'ignore' | 'restrict' | 'parent', rules: readonly string[], isDropping = true): PlainContract {
  const orders = { key: 'id', schema: record({ id: TEXT, user: TEXT }) };
  const links =
    refers === 'nothing'
      ? {}
      : refers === 'parent'
        ? { parent: { collection: 'users', property: 'user' } }
        : { references: { user: { collection: 'users', onDelete: refers } } };
  const collections = { users: { key: 'id', schema: record({ id: TEXT }) }, orders: { ...orders, ...links } };
  return go({ parameters: [ID], preconditions: rules }, { collections, operations: isDropping ? { DROP } : {} });
}

const answers = (schema: object): PlainOperation => ({ response: { kind: 'any', schema } });
const refusing = (...preconditions: NonNullable<PlainOperation['preconditions']>): PlainOperation => ({
  parameters: [ID, X],
  preconditions,
});

const FOUND = { rule: "request.query.id == 'a'", status: 404 };
const POSITIVE = { rule: 'request.query.x > 0', status: 422 };

/** `relation, alike, refusals`; each but the first only where it is not proved. */
const ROWS: readonly (readonly [what: string, a: PlainContract, b: PlainContract, expected: string])[] = [
  ['a check of what refers, where a delete leaves it dangling', shop('ignore', [SEE]), shop('ignore', [SEE, CHECKED]), 'weaker'],
  ['the same of a parent', shop('parent', [SEE]), shop('parent', [SEE, CHECKED]), 'weaker'],
  ['the same where the delete is refused', shop('restrict', [SEE]), shop('restrict', [SEE, CHECKED]), 'equal'],
  ['the same where nothing deletes', shop('ignore', [SEE], false), shop('ignore', [SEE, CHECKED], false), 'equal'],
  ['a link of A alone, which B does not keep', shop('ignore', [SEE], false), shop('nothing', [SEE, CHECKED]), 'weaker'],
  ['a link of A alone, which B keeps', shop('ignore', [SEE], false), shop('nothing', [SEE, CHECKED], false), 'equal'],
  ['answers of other types', go(answers({ types: ['integer'] })), go(answers({ types: ['string'] })), 'equal, alike different'],
  ['answers of fewer kinds', go(answers({ enum: ['a', 'b'] })), go(answers({ enum: ['a'] })), 'equal, alike different'],
  ['the same answers, written alike', go(answers({ types: ['integer'] })), go(answers({ types: ['integer'] })), 'equal'],
  ['a record outside the schema of B', items(WHOLE, PUT), items(SMALL, PUT), 'weaker'],
  ['a choice outside the schema of B', items(WHOLE, MAKE), items(SMALL, MAKE), 'equal, alike different'],
  ['a property that B requires', items(WHOLE, MAKE, ['id']), items(WHOLE, MAKE), 'equal, alike different'],
  ['one of two credentials, against one', go({ security: [[bearer], [token]] }), go({ security: [[bearer]] }), 'weaker'],
  ['both credentials, against one', go({ security: [[bearer, token]] }), go({ security: [[bearer]] }), 'stronger'],
  ['no credential, against one', go({}), go({ security: [[bearer]] }), 'weaker'],
  ['no credential or one, against none', go({ security: [[], [bearer]] }), go({}), 'equal'],
  ['another status of a refusal', go(refusing(FOUND)), go(refusing({ ...FOUND, status: 410 })), 'equal, refusals different'],
  ['refusals in another order', go(refusing(FOUND, POSITIVE)), go(refusing(POSITIVE, FOUND)), 'equal, refusals different'],
  [
    'what one refuses by schema, the other by rule',
    go({ parameters: [{ ...X, schema: SMALL }] }),
    go({ parameters: [X], preconditions: ['request.query.x <= 5'] }),
    'equal, refusals different',
  ],
  [
    'a fault where the other refuses',
    go({ parameters: [X], response: '10 / request.query.x' }),
    go({ parameters: [X], preconditions: ['request.query.x != 0'], response: '10 / request.query.x' }),
    'equal, refusals different',
  ],
];

async function told(a: PlainContract, b: PlainContract, maxCalls: number): Promise<string> {
  const { value } = await compare(contractOf(a), contractOf(b), { maxCalls });
  const one = goOf(value);
  const unproved = (['alike', 'refusals'] as const).flatMap((about) =>
    one[about].kind === 'proved' ? [] : [`${about} ${one[about].kind}`],
  );
  return [one.relation, ...unproved].join(', ');
}

function goOf(result: CompareResult | null): CompareResult['operations'][number] {
  const one = result?.operations.find(({ operationId }) => operationId === 'go');
  if (one === undefined) throw new Error('it was not compared');
  return one;
}

test.each(ROWS)('%s', async (_what, a, b, expected) => {
  expect(await told(a, b, 0)).toBe(expected);
});

test('the other way round it is the other way round', async () => {
  const turned = new Map([
    ['weaker', 'stronger'],
    ['stronger', 'weaker'],
  ]);
  for (const [what, a, b, expected] of ROWS.slice(0, 6))
    expect([what, await told(b, a, 30)]).toEqual([what, turned.get(expected) ?? expected]);
});

test('what is assumed of links is said, and which dangles in the state that is shown', async () => {
  const states = async (a: PlainContract, b: PlainContract): Promise<CompareResult | null> =>
    (await compare(contractOf(a), contractOf(b), { maxCalls: 0 })).value;
  const kept = await states(shop('restrict', [SEE]), shop('restrict', [SEE, CHECKED]));
  expect([kept?.states.links, kept?.states.dangling]).toEqual([['orders.user to users'], []]);
  const open = await states(shop('ignore', [SEE]), shop('ignore', [SEE, CHECKED]));
  expect([open?.states.links, open?.states.dangling]).toEqual([[], ['orders.user to users']]);
  expect(danglingIn(goOf(open).kept)).toMatch(/^orders\['.*'\]\.user refers to users\['.*'\], which does not exist$/);
  const none = await states(shop('ignore', [SEE]), shop('ignore', [SEE]));
  expect([none?.states.links, none?.states.dangling]).toEqual([[], []]);
});

function danglingIn(inclusion: Inclusion): string | null {
  const witness = inclusion.kind === 'different' ? inclusion.differences[0]?.witness : undefined;
  return witness?.kind === 'state' ? witness.dangling : null;
}

test('what they declare otherwise is said, though it shows in no state', async () => {
  const { value } = await compare(
    contractOf(go({ parameters: [ID], schemaStatus: 400 })),
    contractOf(go({ parameters: [ID], schemaStatus: 422 })),
    { maxCalls: 0 },
  );
  expect(goOf(value).declared).toEqual([{ what: 'status of a request outside the schema', a: '400', b: '422' }]);
});
