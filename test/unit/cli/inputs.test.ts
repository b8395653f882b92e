// What the command says to files that are wrong: where, what, and how to go on; status 2 and nothing on standard output.

import { afterAll, describe, expect, it } from 'vitest';
import { command, temporaryFolder } from '../../support/command.ts';

const SHOP = 'specs/shop/openapi.yaml';
const TRAJECTORY = 'specs/shop/trajectories/order-and-cancel.json';
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** What a person needs of a complaint: `file:line:column: error:`, the message, the hint. */
async function complaints(...args: readonly string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await command(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return folder
    .hidden(stderr)
    .split('\n')
    .filter((line) => /error:|warning:|hint:/.test(line));
}

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('a trajectory file', () => {
  const HINT = '  hint: a trajectory is {"steps": [{"operationId": …}]}; a file holds one, a JSON list of them, or one per line';
  const PER_LINE = '  hint: the file is read as JSON Lines: each line is a JSON value of its own';
  it.each<[string, unknown, readonly string[]]>([
    ['empty', '', ['FOLDER/t:1:1: error: the file is empty [empty-file]', HINT]],
    ['of blank lines', '\n \n', ['FOLDER/t:1:1: error: the file is empty [empty-file]', HINT]],
    ['with an empty list', '[]', ['FOLDER/t:1:1: error: there is no trajectory in the list [no-trajectories]', HINT]],
    ['with a text', '"hello"', ['FOLDER/t:1:1: error: expected a trajectory (an object), found string [trajectory-shape]']],
    ['with null', 'null', ['FOLDER/t:1:1: error: expected a trajectory (an object), found null [trajectory-shape]']],
    ['that is no JSON', 'steps: []', ['FOLDER/t:1:1: error: not valid JSON: expected a value, found "steps" [bad-json]']],
    [
      'cut off in the middle',
      '{"id": "a",\n "steps": [{"operationId": "placeOrder", "body":',
      ['FOLDER/t:2:49: error: not valid JSON: expected a value, found the end of the file [bad-json]'],
    ],
    [
      'of JSON Lines, cut off in the middle of the second',
      '{"steps": []}\n{"steps": [{"operat',
      ['FOLDER/t:2:13: error: not valid JSON: expected the name of a property, found a string without end [bad-json]', PER_LINE],
    ],
    [
      'with a byte that is not UTF-8',
      bytes('{"id": "', [0xff], '", "steps": []}'),
      ['FOLDER/t:1:9: error: the file is not UTF-8: malformed at byte offset 8 (0xff) [file-encoding]'],
    ],
    [
      'in UTF-16',
      Buffer.from('\ufeff{"steps": []}', 'utf16le'),
      ['FOLDER/t:1:1: error: the file is encoded in UTF-16, not in UTF-8 [file-encoding]', '  hint: save it as UTF-8'],
    ],
    [
      'with misspelt properties',
      '{"stepz": [],\n "goel": "true", "steps": [{"operationID": "placeOrder"}]}',
      [
        "FOLDER/t:1:2: error: a trajectory has no property 'stepz' [unknown-property]",
        "  hint: did you mean 'steps'?",
        "FOLDER/t:2:2: error: a trajectory has no property 'goel' [unknown-property]",
        "  hint: did you mean 'goal'?",
        "FOLDER/t:2:29: error: a step has no property 'operationID' [unknown-property]",
        "  hint: did you mean 'operationId'?",
        "FOLDER/t:2:28: error: a step needs an 'operationId' [trajectory-shape]",
      ],
    ],
    [
      'with one key twice',
      '{"steps": [], "steps": []}',
      ['FOLDER/t:1:15: error: the key "steps" occurs twice in one object [duplicate-key]'],
    ],
    [
      'with a reference to a step that comes later',
      '{"steps": [{"operationId": "shipOrder", "params": {"orderId": "$steps.ordr.response.body#/id"}}]}',
      ["FOLDER/t:1:52: error: no earlier step is named 'ordr' [unknown-step]", '  hint: give the step an "as": "ordr"'],
    ],
    [
      'with two steps of one name',
      {
        steps: [
          { operationId: 'placeOrder', as: 'a' },
          { operationId: 'placeOrder', as: 'a' },
        ],
      },
      ["FOLDER/t:1:77: error: two steps are named 'a' [duplicate-name]"],
    ],
    ['nested without end', `{"steps":${'['.repeat(100_000)}`, ['FOLDER/t:1:521: error: nesting is deeper than 512 levels [too-deep]']],
    [
      'of one huge line, cut off at its end',
      `{"steps": [{"operationId": "${'x'.repeat(2_000_000)}"`,
      ["FOLDER/t:1:2000030: error: not valid JSON: expected ',' or '}', found the end of the file [bad-json]"],
    ],
    [
      'with claims that do not compile',
      '{"steps": [], "goal": "oders.size() > 0",\n "never": "1 + 1", "frame": ["order"]}',
      [
        "FOLDER/t:1:24: error: goal of trajectory FOLDER/t: there is no 'oders' here [unknown-name]",
        "  hint: did you mean 'orders'?",
        'FOLDER/t:2:14: error: never of trajectory FOLDER/t: expected boolean, and this is integer [not-boolean]',
        "FOLDER/t:2:29: error: frame of trajectory FOLDER/t: there is no collection or variable 'order' [unknown-collection]",
        "  hint: did you mean 'orders'?",
      ],
    ],
    [
      'with a goal that is written with escapes, at its string',
      '{"steps": [],\n "goal": "\\"a\\" in oders"}',
      ["FOLDER/t:2:10: error: goal of trajectory FOLDER/t: there is no 'oders' here [unknown-name]", "  hint: did you mean 'orders'?"],
    ],
    [
      'with an initial state of unknown names',
      '{"steps": [],\n "initial": {"oders": []}}',
      [
        "FOLDER/t:2:14: error: trajectory 'FOLDER/t': the contract has no collection or variable 'oders' [unknown-collection]",
        "  hint: did you mean 'orders'?",
      ],
    ],
  ])('%s', async (_, content, told) => {
    expect(await complaints('verify', SHOP, folder.file('t', content))).toEqual(told);
  });

  it('shows the line of the file that it complains about, under its number', async () => {
    const { stderr } = await command('verify', SHOP, folder.file('t', '{"steps": []}\n{"steps": [{"as": "a"}]}\n'));
    expect(folder.hidden(stderr)).toBe(`FOLDER/t:2:12: error: a step needs an 'operationId' [trajectory-shape]
    1 | {"steps": []}
  > 2 | {"steps": [{"as": "a"}]}
      |            ^^^^^^^^^^^
    3 |
`);
  });

  it('of a huge line shows the part that it complains about', async () => {
    const { stderr } = await command('verify', SHOP, folder.file('t', `{"steps": [], "id": "${'x'.repeat(100_000)}", "goel": "true"}`));
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(200);
    expect(stderr).toMatch(/x{20}", "goel": "true"}\n\s+\| +\^{6}\n/);
  });

  it('with an id twice is judged, with a warning that says where both are', async () => {
    const path = folder.file('t', '{"id": "a", "steps": []}\n{"id": "a", "steps": []}\n');
    const { status, stdout, stderr } = await command('verify', SHOP, path, '--json');
    expect({ status, lines: stdout.trimEnd().split('\n').length }).toEqual({ status: 0, lines: 2 });
    expect(folder.hidden(stderr)).toContain("FOLDER/t:2:1: warning: another trajectory has the id 'a' too (the first is at FOLDER/t:1:1)");
  });

  it('with a byte order mark, Windows line ends or blank lines between records is read', async () => {
    for (const text of ['\ufeff{"steps": []}', '{"steps":\r\n []}\r\n', '{"steps": []}\r\n\r\n{"steps": []}\r\n'])
      expect(await command('verify', SHOP, folder.file('t', text))).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a path', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'to nothing, beside what may have been meant',
      ['specs/shop/openapi.yml', 'specs/shop/trajectories/nothing-like-it'],
      [
        'specs/shop/openapi.yml:1:1: error: the file cannot be read: there is no such file or folder [unreadable]',
        "  hint: did you mean 'openapi.yaml'?",
        'specs/shop/trajectories/nothing-like-it:1:1: error: the file cannot be read: there is no such file or folder [unreadable]',
      ],
    ],
    ['to a folder', [SHOP, 'specs'], ['specs:1:1: error: this is a folder, not a file [not-a-file]']],
    [
      'that goes through a file',
      [SHOP, 'package.json/x'],
      ['package.json/x:1:1: error: the file cannot be read: a part of its path is no folder [unreadable]'],
    ],
    [
      'to an overlay that is not there',
      [SHOP, TRAJECTORY, '--overlay', 'specs/none.yaml'],
      ['specs/none.yaml:1:1: error: the file cannot be read: there is no such file or folder [unreadable]'],
    ],
    [
      'to an initial state that is not there',
      [SHOP, TRAJECTORY, '--initial', 'specs/none.json'],
      ['specs/none.json:1:1: error: the file cannot be read: there is no such file or folder [unreadable]'],
    ],
  ])('%s', async (_, args, told) => {
    expect(await complaints('verify', ...args)).toEqual(told);
  });
});

it('a folder to write to that is not there is no matter of the input', async () => {
  const { status, stderr } = await command('verify', SHOP, TRAJECTORY, '--smtlib', 'specs/none/x.smt2');
  expect(status).toBe(74);
  expect(stderr).toContain('specs/none/x.smt2:1:1: error: the file cannot be written: its folder does not exist [unwritable]');
});

describe('a document', () => {
  const cut = (text: string): string => folder.file('api.yaml', text);
  it('that is a trajectory, given in the wrong order, is refused as no OpenAPI document', async () => {
    const [told] = await complaints('verify', TRAJECTORY, SHOP);
    expect(told).toBe(`${TRAJECTORY}:1:1: error: the document says neither 'openapi: 3.x' nor 'swagger: "2.0"' [not-openapi]`);
  });

  it('that is cut off is refused with the place where it ends', async () => {
    const told = await complaints(
      'verify',
      cut('openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths:\n  /a: {get: {operationId: "x'),
      TRAJECTORY,
    );
    expect(told[0]).toMatch(/^FOLDER\/api\.yaml:4:\d+: error: .* \[yaml-syntax\]$/);
  });

  it('that is empty is refused', async () => {
    expect(await complaints('verify', cut(''), TRAJECTORY)).toEqual([
      'FOLDER/api.yaml:1:1: error: the file holds no document [empty-document]',
    ]);
  });

  it('with two operations of one id is refused', async () => {
    const text = `openapi: 3.1.0
info: {title: a, version: "1"}
paths:
  /a: {get: {operationId: x, responses: {"200": {description: ok}}}}
  /b: {get: {operationId: x, responses: {"200": {description: ok}}}}
`;
    const [told] = await complaints('verify', cut(text), TRAJECTORY);
    expect(told).toMatch(/^FOLDER\/api\.yaml:5:\d+: error: .*'x' is taken by GET \/a .* \[duplicate-operation\]$/);
  });
});

describe('an overlay', () => {
  const overlay = (actions: string): string =>
    folder.file('o.yaml', `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n${actions}`);

  it('whose target selects nothing is laid over all the same, with a warning at the target', async () => {
    const { status, stderr } = await command(
      'verify',
      SHOP,
      TRAJECTORY,
      '--overlay',
      overlay("  - {target: '$.paths.nothing', update: {}}\n"),
    );
    expect(status).toBe(0);
    expect(folder.hidden(stderr)).toContain('FOLDER/o.yaml:4:14: warning: the target selects nothing: $.paths.nothing [overlay-no-match]');
  });

  it('whose rules do not compile is refused with their places in the overlay', async () => {
    const rules = `  - target: $.paths['/orders'].post\n    update: {x-preconditions: ["request.body.quantty > 1", {rule: "1 +"}]}\n`;
    expect(await complaints('verify', SHOP, TRAJECTORY, '--overlay', overlay(rules))).toEqual([
      "FOLDER/o.yaml:5:46: error: object with sku, quantity has no property 'quantty' [unknown-field]",
      "  hint: did you mean 'quantity'?",
      "FOLDER/o.yaml:5:70: error: not a CEL expression: unexpected '+' [bad-rule]",
    ]);
  });

  it('that is no overlay is refused', async () => {
    const [told] = await complaints('verify', SHOP, TRAJECTORY, '--overlay', SHOP);
    expect(told).toContain('[not-an-overlay]');
  });
});

describe('a state in a file', () => {
  const TEA = { sku: 'tea', price: 1, stock: 3 };
  const ORDER = { id: 'o', sku: 'tea', quantity: 1, total: 1, status: 'placed' };
  it.each<[string, unknown, readonly string[]]>([
    ['cut off', '{"products": [', ['FOLDER/s:1:15: error: not valid JSON: expected a value, found the end of the file [bad-json]']],
    ['that is a list', '[]', ['FOLDER/s:1:1: error: a state is an object of collections and variables, found list [state-shape]']],
    [
      'of unknown names',
      '{"product": []}',
      [
        "FOLDER/s:1:2: error: the contract has no collection or variable 'product' [unknown-collection]",
        "  hint: did you mean 'products'?",
      ],
    ],
    [
      'with records in no list',
      '{"orders": 5}',
      ["FOLDER/s:1:2: error: the records of 'orders' must be a list or an object, found number [state-shape]"],
    ],
    [
      'with a record twice',
      { products: [TEA, TEA] },
      ["FOLDER/s:1:48: error: products[1]: another record has the key 'tea' [duplicate-key]"],
    ],
    [
      'with a record without its key',
      { products: [{ price: 1 }] },
      ["FOLDER/s:1:14: error: products[0]: the record has no 'sku' [missing-key]"],
    ],
    [
      'with a record under another key',
      { products: { pot: TEA } },
      ["FOLDER/s:1:14: error: products['pot']: the record stands under 'pot' but its key is 'tea' [key-mismatch]"],
    ],
    [
      'with a record outside its schema',
      { products: [{ ...TEA, stock: 'x' }] },
      [
        "FOLDER/s:1:45: error: the initial state does not satisfy the contract: products['tea'].stock: must be integer, not string [illegal-initial-state]",
        `  hint: ${SHOP}:112:16 asks for it`,
      ],
    ],
    [
      'with a reference to nothing',
      { orders: [ORDER] },
      [
        "FOLDER/s:1:28: error: the initial state does not satisfy the contract: orders['o'].sku refers to products['tea'], which does not exist [illegal-initial-state]",
        `  hint: ${SHOP}:134:25 asks for it`,
      ],
    ],
    [
      'that breaks an invariant',
      { products: [{ ...TEA, stock: -1 }] },
      [
        `${SHOP}:137:11: error: the initial state does not satisfy the contract: nothing is sold that is not there (products.all(p, products[p].stock >= 0)) [illegal-initial-state]`,
        '  hint: the state is at FOLDER/s:1:1',
      ],
    ],
  ])('%s', async (_, content, told) => {
    expect(await complaints('verify', SHOP, TRAJECTORY, '--initial', folder.file('s', content))).toEqual(told);
  });

  it('is complained about once, not once for every trajectory', async () => {
    const told = await complaints(
      'verify',
      SHOP,
      TRAJECTORY,
      TRAJECTORY,
      '--initial',
      folder.file('s', { products: [{ ...TEA, stock: -1 }] }),
    );
    expect(told.filter((line) => line.includes('illegal-initial-state'))).toHaveLength(1);
  });
});

it('an operation that does not exist is answered 404, and the nearest one is named', async () => {
  const { status, stdout } = await command('verify', SHOP, folder.file('t', { id: 't', steps: [{ operationId: 'placeOder', body: {} }] }));
  expect(status).toBe(1);
  expect(stdout).toContain(
    "step 0 placeOder: expected 2xx, got 404: the contract has no operation 'placeOder'; did you mean 'placeOrder'?",
  );
});
