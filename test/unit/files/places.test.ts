// What is wrong within a trajectory or a state is said at its place in the file, with what was probably meant.

import { afterAll, describe, expect, it } from 'vitest';
import { placesIn, readTrajectories } from '../../../src/files/trajectories.ts';
import { command, temporaryFolder } from '../../support/command.ts';

const SHOP = 'specs/shop/openapi.yaml';
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** The exit status and the complaints of judging trajectories, one on a line; columns are shown as the eight characters that stand there. */
async function told(lines: readonly unknown[], ...more: readonly string[]): Promise<readonly [status: number, ...lines: string[]]> {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const { status, stderr } = await command('verify', SHOP, folder.file('t', `${text}\n`), '--keep-going', '--quiet', ...more);
  const pointed = (line: string, column: string): string =>
    text.split('\n')[Number(line) - 1]?.slice(Number(column) - 1, Number(column) + 7) ?? '';
  const said = folder
    .hidden(stderr)
    .replace(/t:(\d+):(\d+)/g, (_, line, column) => `t:${line} ${pointed(line, column)}`)
    .split('\n');
  return [status, ...said.filter((line) => /error:|warning:|hint:/.test(line)).map((line) => line.trim())];
}

const EMPTY = { id: 'empty', steps: [] };
const ORDER = { operationId: 'placeOrder', body: { sku: 'tea', quantity: 1 }, as: 'o' };
const TEA = { sku: 'tea', price: 4.5, stock: 3 };

describe('names in a step that the contract does not know', () => {
  it('an operation', async () => {
    expect(await told([EMPTY, { id: 'a', steps: [{ operationId: 'placeOder' }] }])).toEqual([
      1,
      `FOLDER/t:2 "placeOd: warning: trajectory 'a', step 0: the contract has no operation 'placeOder' [unknown-operation]`,
      "hint: did you mean 'placeOrder'?",
    ]);
  });

  it('a parameter', async () => {
    expect(await told([EMPTY, { id: 'a', steps: [{ operationId: 'shipOrder', params: { ordrId: 'x', other: 1 } }] }])).toEqual([
      1,
      `FOLDER/t:2 "ordrId": warning: trajectory 'a', step 0: shipOrder has no parameter 'ordrId', and a request with it is refused [unknown-parameter]`,
      "hint: did you mean 'orderId'?",
      `FOLDER/t:2 "other":: warning: trajectory 'a', step 0: shipOrder has no parameter 'other', and a request with it is refused [unknown-parameter]`,
      'hint: it has orderId',
    ]);
  });

  it('a part of an earlier answer', async () => {
    const steps = [ORDER, { operationId: 'shipOrder', params: { orderId: '$steps.o.response.body#/idd' } }];
    const [, first, hint] = await told([EMPTY, { id: 'a', steps }]);
    expect(first).toBe(
      `FOLDER/t:2 "$steps.: warning: trajectory 'a', step 1: $steps.o.response.body#/idd leads nowhere: Order has no 'idd' [dead-reference]`,
    );
    expect(hint).toBe("hint: did you mean 'id'?");
  });

  it('credentials', async () => {
    const [, ...lines] = await told([{ id: 'a', credentials: { key: 'x' }, steps: [{ ...ORDER, credentials: { kee: 'x' } }] }]);
    expect(lines.filter((line) => line.includes('warning'))).toEqual([
      `FOLDER/t:1 "key":"x: warning: trajectory 'a': no operation asks for credentials of 'key' [unknown-security-scheme]`,
      `FOLDER/t:1 "kee":"x: warning: trajectory 'a', step 0: no operation asks for credentials of 'kee' [unknown-security-scheme]`,
    ]);
  });
});

describe('an initial state in a trajectory that is none of the contract', () => {
  it.each<[claim: string, initial: unknown, lines: readonly string[]]>([
    [
      'a field of a record in a list',
      { products: [TEA, { ...TEA, sku: 'pot', stock: 'x' }] },
      [
        `FOLDER/t:2 "x"}]},": error: trajectory 'a': the initial state does not satisfy the contract: products['pot'].stock: must be integer, not string [illegal-initial-state]`,
        `hint: ${SHOP}:112:16 asks for it`,
      ],
    ],
    [
      'a field of a record in an object',
      { products: { tea: { ...TEA, stock: 'x' } } },
      [
        `FOLDER/t:2 "x"}}},": error: trajectory 'a': the initial state does not satisfy the contract: products['tea'].stock: must be integer, not string [illegal-initial-state]`,
        `hint: ${SHOP}:112:16 asks for it`,
      ],
    ],
    [
      'an invariant',
      { products: [{ ...TEA, stock: -1 }] },
      [
        `${SHOP}:137:11: error: trajectory 'a': the initial state does not satisfy the contract: nothing is sold that is not there (products.all(p, products[p].stock >= 0)) [illegal-initial-state]`,
        'hint: the state is at FOLDER/t:2 {"produc',
      ],
    ],
    [
      'an unknown collection',
      { product: [] },
      [
        `FOLDER/t:2 "product: error: trajectory 'a': the contract has no collection or variable 'product' [unknown-collection]`,
        "hint: did you mean 'products'?",
      ],
    ],
    [
      'a record without its key',
      { products: [{ price: 1 }] },
      [`FOLDER/t:2 {"price": error: trajectory 'a': products[0]: the record has no 'sku' [missing-key]`],
    ],
  ])('%s', async (_claim, initial, lines) => {
    expect(await told([EMPTY, { id: 'a', initial, steps: [] }])).toEqual([2, ...lines]);
  });
});

it('an initial state of the contract itself is complained about once, not once for every trajectory', async () => {
  const schema = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, n: { type: 'integer' } } };
  const state = { collections: { things: { schema, key: 'id', initial: [{ id: 'a', n: 'x' }] } } };
  const document = folder.file('api.json', { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {}, 'x-state': state });
  const { status, stderr } = await command(
    'verify',
    document,
    folder.file('two', [
      { id: 'a', steps: [] },
      { id: 'b', steps: [] },
    ]),
  );
  expect(status).toBe(2);
  expect(stderr.match(/: error: .*/g)).toEqual([
    ": error: the initial state does not satisfy the contract: things['a'].n: must be integer, not string [illegal-initial-state]",
  ]);
});

it('a trajectory that was read knows where its parts stand, one in a list too', () => {
  const { value } = readTrajectories([folder.file('list', '[{"steps": []},\n {"steps": [{"operationId": "a"}]}]')]);
  const [, second] = value ?? [];
  if (second === undefined) throw new Error('there are two');
  expect(placesIn(second)?.(['steps', 0, 'operationId'], 'value')).toMatchObject({ line: 2, column: 29 });
  expect(placesIn({ ...second })).toBeNull();
});
