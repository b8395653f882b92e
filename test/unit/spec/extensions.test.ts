// What x- extensions mean, and every mistake in them at its place.

import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { printExpression } from '../../../src/contract/print.ts';
import { loadContract } from '../../../src/spec/load.ts';
import { reader } from './reading.ts';

interface Parts {
  /** Fields of the operation `op`: `POST /things/{id}` with a body of the schema New. */
  readonly operation?: string;
  /** Fields of x-state. */
  readonly state?: string;
  readonly collections?: string;
  readonly root?: string;
}

const THINGS = 'things: {schema: {$ref: "#/components/schemas/Thing"}, key: id}';

function document({ operation = '', state = '', collections = THINGS, root = '' }: Parts): string {
  return `openapi: 3.1.0
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: n, in: query, schema: {type: integer}}]
    post:
      operationId: op
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
${indent(operation, 6)}
components:
  schemas:
    Thing:
      type: object
      required: [id, status, count]
      properties:
        id: {type: string}
        status: {enum: [open, closed]}
        count: {type: integer}
        note: {type: string}
        address: {type: object, required: [zip], properties: {zip: {type: string}, city: {type: string}}}
        parts: {type: array, items: {type: object, required: [price], properties: {price: {type: number}}}}
        tags: {type: object, additionalProperties: {type: integer}}
    New: {type: object, required: [status], properties: {status: {enum: [open, closed]}, note: {type: string}}}
x-state:
  collections:
${indent(collections, 4)}
  variables: {counter: {schema: {type: integer}, initial: 0}}
${indent(state, 2)}
${root}
`;
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}

function load(parts: Parts): { contract: Contract | null; diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics } = loadContract({ document: 'api.yaml', read: reader({ 'api.yaml': document(parts) }) });
  return { contract: value, diagnostics };
}

/** The text that a diagnostic points at, from its column on, as long as it says. */
function pointed(parts: Parts, diagnostic: Diagnostic | undefined): string {
  const source = diagnostic?.source;
  const line = document(parts).split('\n')[(source?.line ?? 1) - 1] ?? '';
  return line.slice((source?.column ?? 1) - 1).slice(0, source?.length ?? 12);
}

type Mistake = [parts: Parts, code: string, at: string, hint?: string];

function expectMistake(parts: Parts, code: string, at: string, hint?: string): void {
  const { contract, diagnostics } = load(parts);
  expect(
    diagnostics.map((d) => d.code),
    JSON.stringify(diagnostics),
  ).toEqual([code]);
  expect(pointed(parts, diagnostics[0]).startsWith(at), `points at ${pointed(parts, diagnostics[0])}`).toBe(true);
  expect(contract === null).toBe(diagnostics[0]?.severity === 'error');
  expect(diagnostics[0]?.frame).toContain('>');
  if (hint !== undefined) expect(diagnostics[0]?.hint).toContain(hint);
}

describe('mistakes in x-state are said at their place', () => {
  const collections = (fields: string): Parts => ({
    collections: `${THINGS}\nothers: {schema: {$ref: "#/components/schemas/Thing"}, ${fields}}`,
  });
  test.each<Mistake>([
    [collections('key: id, paren: x'), 'unknown-key', 'paren', "did you mean 'parent'?"],
    [collections('key: ids'), 'unknown-property', 'ids', "did you mean 'id'?"],
    [collections('key: [id, id]'), 'wrong-kind', '[id, id]'],
    [collections('key: []'), 'wrong-kind', '[]'],
    [collections('key: 5'), 'wrong-kind', '5'],
    [collections('key: address'), 'invalid-key', 'address'],
    [collections('initial: []'), 'missing-field', '{schema'],
    [collections('key: id, parent: {collection: thing, key: id}'), 'unknown-collection', 'thing', "did you mean 'things'?"],
    [collections('key: id, parent: {collection: things}'), 'missing-field', '{collection'],
    [collections('key: id, parent: {collection: things, key: thing}'), 'unknown-property', 'thing'],
    [collections('key: id, references: {note: thing}'), 'unknown-collection', 'thing', "did you mean 'things'?"],
    [collections('key: id, references: {nte: things}'), 'unknown-property', 'nte', "did you mean 'note'?"],
    [collections('key: id, references: {note: {collection: things, onDelete: cascad}}'), 'wrong-kind', 'cascad', "did you mean 'cascade'?"],
    [collections('key: id, initial: [{status: open, count: 1}]'), 'missing-key', '{status'],
    [collections('key: id, initial: [{id: null, status: open, count: 1}]'), 'missing-key', 'null'],
    [collections('key: id, initial: [{id: a}, {id: b}, {id: a}]'), 'duplicate-record', '{id: a}'],
    [collections('key: id, initial: {x: {id: a}}'), 'key-mismatch', 'x'],
    [collections('key: id, initial: [a]'), 'wrong-kind', 'a'],
    [collections('key: id, initial: 5'), 'wrong-kind', '5'],
    [{ collections: `${THINGS}\nmy-things: {schema: {}, key: id}` }, 'invalid-name', 'my-things'],
    [{ collections: `${THINGS}\nrequest: {schema: {}, key: id}` }, 'invalid-name', 'request'],
    [{ collections: '[]' }, 'wrong-kind', '[]'],
    [{ state: 'colections: {}' }, 'unknown-key', 'colections', "did you mean 'collections'?"],
    [{ collections: `${THINGS}\ncounter: {schema: {type: object}, key: id}` }, 'duplicate-name', 'counter'],
  ])('%j: %s at %s', (parts, code, at, hint) => expectMistake(parts, code, at, hint));
});

describe('mistakes in rules are said at their place', () => {
  test.each<Mistake>([
    [{ operation: 'x-preconditions: [idd in things]' }, 'unknown-name', 'idd', "did you mean 'id'?"],
    [{ operation: 'x-preconditions: [{rule: id in things, mesage: no}]' }, 'unknown-key', 'mesage', "did you mean 'message'?"],
    [{ operation: 'x-preconditions: [{rule: id in things, status: 200}]' }, 'wrong-kind', '200'],
    [{ operation: "x-preconditions: [{rule: id in things, status: '404'}]" }, 'wrong-kind', "'404'"],
    [{ operation: 'x-preconditions: [{rule: id in things, message: 5}]' }, 'wrong-kind', '5'],
    [{ operation: 'x-preconditions: [true]' }, 'wrong-kind', 'true', 'quotes'],
    [{ operation: 'x-preconditions: {rule: id in things}' }, 'wrong-kind', '{rule'],
    [{ operation: 'x-preconditions: [{id: a, rule: id in things}, {id: a, rule: id in things}]' }, 'duplicate-id', '{id: a'],
    [{ operation: 'x-postconditions: [{rule: id in things, status: 400}]' }, 'unknown-key', 'status'],
    [{ operation: 'x-preconditions: [has(n) && n in things]' }, 'key-type', ''],
    [{ operation: 'x-preconditions: [id]' }, 'not-boolean', 'id'],
    [{ operation: 'x-preconditions: ["id in"]' }, 'bad-rule', ''],
    [{ operation: 'preconditions: [id in things]' }, 'unknown-extension', 'preconditions', "did you mean 'x-preconditions'?"],
    [{ operation: 'x-precondition: [id in things]' }, 'unknown-extension', 'x-precondition', "did you mean 'x-preconditions'?"],
    [{ operation: 'x-state: {}' }, 'misplaced-extension', 'x-state'],
    [{ root: 'x-effects: []' }, 'misplaced-extension', 'x-effects'],
    [{ root: 'x-invariants: [{rule: counter >= 0, status: 400}]' }, 'unknown-key', 'status'],
    [{ root: 'x-invariants: [id in things]' }, 'unknown-name', 'id'],
    [{ root: 'x-definitions: {"f(a, a)": a}' }, 'invalid-definition', '"f(a, a)"'],
    [{ root: 'x-definitions: {"f(a)": "a +"}' }, 'bad-rule', ''],
    [{ root: 'x-definitions: {"f(a)": 5}' }, 'wrong-kind', '5'],
  ])('%j: %s at %s', (parts, code, at, hint) => expectMistake(parts, code, at, hint));
});

describe('a name that is as good as one of ours is an error: with it a rule would be lost', () => {
  const misspelt = (name: string): Parts => ({ operation: `${name}: []` });
  test.each<Mistake>([
    [misspelt('x-precondition'), 'unknown-extension', 'x-precondition', "did you mean 'x-preconditions'?"],
    [misspelt('x-pre-condition'), 'unknown-extension', 'x-pre-condition', "did you mean 'x-preconditions'?"],
    [misspelt('x-Preconditions'), 'unknown-extension', 'x-Preconditions', "did you mean 'x-preconditions'?"],
    [misspelt('x_preconditions'), 'unknown-extension', 'x_preconditions', "did you mean 'x-preconditions'?"],
    [misspelt('X-Effects'), 'unknown-extension', 'X-Effects', "did you mean 'x-effects'?"],
    [misspelt('x-effect'), 'unknown-extension', 'x-effect', "did you mean 'x-effects'?"],
    [misspelt('x-require'), 'unknown-extension', 'x-require', "did you mean 'x-requires'?"],
    [misspelt('x-ensure'), 'unknown-extension', 'x-ensure', "did you mean 'x-ensures'?"],
    [misspelt('x-responses'), 'unknown-extension', 'x-responses', "did you mean 'x-response'?"],
    [misspelt('x-postcondtion'), 'unknown-extension', 'x-postcondtion', "did you mean 'x-postconditions'?"],
    [{ root: 'x-invariant: []' }, 'unknown-extension', 'x-invariant', "did you mean 'x-invariants'?"],
    [{ root: 'x-definition: {}' }, 'unknown-extension', 'x-definition', "did you mean 'x-definitions'?"],
    [{ root: 'x-states: {}' }, 'unknown-extension', 'x-states', "did you mean 'x-state'?"],
    [misspelt('x-invariant'), 'unknown-extension', 'x-invariant', 'which stands at the root of the document, not in an operation'],
    [{ root: 'x-precondition: []' }, 'unknown-extension', 'x-precondition', 'which stands in an operation, not at the root'],
  ])('%j: %s at %s', (parts, code, at, hint) => {
    expectMistake(parts, code, at, hint);
    expect(load(parts).contract).toBeNull();
  });

  test('at a path, where an operation would not have it', () => {
    const text = document({}).replace('    post:', '    x-precondition: []\n    post:');
    const { value, diagnostics } = loadContract({ document: 'api.yaml', read: reader({ 'api.yaml': text }) });
    expect(value).toBeNull();
    expect(diagnostics[0]?.hint).toContain('which stands in an operation, not at a path');
  });

  test.each([
    ['x-affect', 'warning'],
    ['x-rate-limit', undefined],
    ['x-codegen-request-body-name', undefined],
    ['x-examples', undefined],
  ])("%s may be another tool's: %s", (name, severity) => {
    const { contract, diagnostics } = load(misspelt(name));
    expect(contract).not.toBeNull();
    expect(diagnostics[0]?.severity).toBe(severity);
  });
});

describe('a comma that cuts a rule in {…} is one error', () => {
  const QUOTE = 'inside {…} and […] a comma ends a value: quote a text';
  test.each<Mistake>([
    [{ operation: 'x-preconditions: [{rule: key(id, id) in things, status: 404}]' }, 'unknown-key', 'id) in things', QUOTE],
    [{ operation: 'x-effects: [{update: "things[id]", set: {count: max(n, 3)}}]' }, 'unknown-key', '3)', QUOTE],
    [{ operation: 'x-effects: [{assign: counter, value: max(n, 3)}]' }, 'unknown-key', '3)', QUOTE],
    [{ operation: 'x-effects: [{create: things, value: {id: id, count: max(n, 3)}}]' }, 'unknown-key', '3)', QUOTE],
    [{ operation: 'x-response: {body: merge(id, id), status: 200}' }, 'unknown-key', 'id)', QUOTE],
    [
      { root: 'x-invariants: [{rule: things.all(t, things[t].count >= 0)}]' },
      'yaml-syntax',
      '[',
      'inside {…} and […], a text with any of [ ]',
    ],
  ])('%j: %s at %s', (parts, code, at, hint) => expectMistake(parts, code, at, hint));

  test('in a list there are two halves of a rule, and the first says it', () => {
    const { diagnostics } = load({ operation: 'x-preconditions: [max(n, 3) == 3]' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['bad-rule', 'bad-rule']);
    expect(diagnostics[0]?.hint).toContain(QUOTE);
  });

  test('on a line of its own it is none', () => {
    const { contract } = load({ root: 'x-invariants:\n  - rule: things.all(t, things[t].count >= 0)' });
    expect(contract?.invariants).toHaveLength(1);
  });
});

describe('mistakes in effects are said at their place', () => {
  const effect = (text: string): Parts => ({ operation: `x-effects:\n  - ${text}` });
  test.each<Mistake>([
    [effect('{updat: "things[id]", set: {count: 1}}'), 'invalid-effect', '{updat'],
    [effect('{update: "things[id]", create: things}'), 'invalid-effect', '{update'],
    [effect('{update: "things[id]", set: {cont: 1}}'), 'unknown-field', 'cont', "did you mean 'count'?"],
    [effect('{update: "things[id]", set: {count: "\'x\'"}}'), 'type-mismatch', "'x'"],
    [effect('{update: "things[id]", set: {count: 1}, merge: {}}'), 'invalid-effect', '{update'],
    [effect('{update: "things[id]"}'), 'invalid-effect', '{update'],
    [effect('{update: things, set: {count: 1}}'), 'not-a-place', 'things'],
    [effect('{update: "1 + 1", set: {count: 1}}'), 'not-a-place', '1 + 1'],
    [effect('{update: "things[id]", set: {count: 1}, wen: "true"}'), 'unknown-key', 'wen', "did you mean 'when'?"],
    [effect('{update: "things[id]", set: {count: 1}, when: "1"}'), 'not-boolean', '1'],
    [effect('{create: thing, value: {id: fresh(things)}}'), 'unknown-collection', 'thing', "did you mean 'things'?"],
    [effect('{create: things}'), 'missing-field', '{create'],
    [effect('{create: things, value: {idd: id}}'), 'unknown-field', 'idd', "did you mean 'id'?"],
    [effect('{create: things, value: {count: id}}'), 'type-mismatch', 'id'],
    [effect('{create: things, value: {status: "\'opn\'"}}'), 'type-mismatch', "'opn'"],
    [effect('{create: things, value: {id: "a), (b"}}'), 'bad-rule', ''],
    [effect('{create: things, value: {id: id}, upsert: yes please}'), 'wrong-kind', 'yes please'],
    [effect('{delete: things}'), 'not-a-place', 'things'],
    [effect('{delete: counter}'), 'not-a-place', 'counter'],
    [effect('{assign: conter, value: 1}'), 'unknown-variable', 'conter', "did you mean 'counter'?"],
    [effect('{assign: counter, value: "\'x\'"}'), 'type-mismatch', "'x'"],
    [effect('{forEach: counter, set: {count: 1}}'), 'not-iterable', 'counter'],
    [effect('{forEach: things, set: {count: 1}, delete: true}'), 'invalid-effect', '{forEach'],
    [effect('{forEach: things, set: {id: fresh(things)}}'), 'fresh-outside-effects', 'fresh'],
  ])('%j: %s at %s', (parts, code, at, hint) => expectMistake(parts, code, at, hint));

  test.each([
    ['the same field', '{update: "things[id]", set: {count: 1}}\n  - {update: "things[id]", set: {count: 2}}'],
    ['a record and its field', '{update: "things[id]", set: {count: 1}}\n  - {update: "things[id]", merge: {note: "\'x\'"}}'],
    ['a record that is deleted', '{update: "things[id]", set: {count: 1}}\n  - {delete: "things[id]"}'],
    [
      'a place and one inside it',
      '{update: "things[id].address", set: {zip: "\'1\'"}}\n  - {update: "things[id]", set: {address.zip: "\'2\'"}}',
    ],
    ['twice in one effect', '{update: "things[id]", set: {address.zip: "\'1\'", address: {zip: "\'2\'"}}}'],
    ['twice in one bulk effect', '{forEach: things, set: {address.zip: "\'1\'", address: {zip: "\'2\'"}}}'],
    ['a variable', '{assign: counter, value: 1}\n  - {assign: counter, value: 2}'],
    ['the same new key', '{create: things, key: id, value: {}}\n  - {create: things, key: id, value: {}}'],
  ])('writes that always clash: %s', (_name, text) => {
    expect(
      load(effect(text))
        .diagnostics.map((d) => d.code)
        .filter((code) => code !== 'possibly-absent'),
    ).toContain('clashing-writes');
  });

  test.each([
    ['other fields', '{update: "things[id]", set: {count: 1, note: "\'x\'"}}\n  - {update: "things[id]", set: {status: "\'open\'"}}'],
    ['other keys', '{update: "things[id]", set: {count: 1}}\n  - {update: "things[request.body.status]", set: {count: 2}}'],
    ['one has a condition', '{update: "things[id]", set: {count: 1}}\n  - {update: "things[id]", set: {count: 2}, when: "false"}'],
    [
      'new keys',
      '{create: things, value: {status: request.body.status, count: 1}}\n  - {create: things, value: {status: request.body.status, count: 1}}',
    ],
  ])('writes that need not clash are fine: %s', (_name, text) => {
    expect(load(effect(text)).diagnostics).toEqual([]);
  });
});

describe('what effects may say', () => {
  const effects = (text: string): Contract => {
    const { contract, diagnostics } = load({
      operation: `x-preconditions: [id in things, has(n), "has(things[id].address)", "has(things[id].parts)", "has(things[id].tags)"]\nx-effects:\n${text}`,
    });
    expect(diagnostics).toEqual([]);
    if (contract === null) throw new Error('does not load');
    return contract;
  };

  test('scalars are themselves, strings are CEL, mappings and lists are built of them', () => {
    const contract = effects(
      '  - {update: "things[id]", set: {count: 5, note: request.body.status, tags: {a: 1, "b c": n + 1}, parts: [{price: 0.1}, {price: "0.5 + 1"}], address: {zip: "string(1) // one"}}}',
    );
    const [effect] = contract.operations.get('op')?.effects ?? [];
    const fields = effect?.kind === 'update' && effect.change.kind === 'set' ? effect.change.fields : [];
    expect(fields.map((f) => printExpression(f.value.expression))).toEqual([
      '5',
      'request.body.status',
      "{'a': 1, 'b c': request.query.n + 1}",
      "[{'price': 0.1}, {'price': 0.5 + 1}]",
      "{'zip': string(1)}",
    ]);
  });

  test('places go through properties, maps and lists, in `update`, `delete`, `forEach` and keys of `set`', () => {
    const contract = effects(`  - {update: "things[id].parts[0]", set: {price: 1}}
  - {update: "things[id]", set: {address.city: "'x'"}}
  - {delete: "things[id].tags['old']"}
  - {forEach: "things[id].tags", where: "key != 'old' && record > 1", replace: record + 1}`);
    const shown = (contract.operations.get('op')?.effects ?? []).map((e) => [e.kind, e.text]);
    expect(shown).toEqual([
      ['update', 'update: things[id].parts[0]'],
      ['update', 'update: things[id]'],
      ['delete', "delete: things[id].tags['old']"],
      ['forEach', 'forEach: things[id].tags'],
    ]);
  });

  test('both names of an extension count, in the order in which they stand', () => {
    const { contract } = load({ operation: 'x-requires: [id in things]\nx-preconditions: ["things[id].count > 0"]' });
    expect(contract?.operations.get('op')?.preconditions.map((p) => [p.id, p.rule.text])).toEqual([
      ['op/preconditions/0', 'id in things'],
      ['op/preconditions/1', 'things[id].count > 0'],
    ]);
  });

  test('headers of a response are rules, by names in lower case', () => {
    const { contract } = load({ operation: 'x-response: {body: "things[id]", headers: {X-Id: response.body.id}}' });
    const { headers } = contract?.operations.get('op')?.response ?? {};
    expect([...(headers ?? [])].map(([name, { text }]) => [name, text])).toEqual([['x-id', 'response.body.id']]);
    expect(load({ operation: 'x-response: {headers: {x: idd}}' }).diagnostics.map((d) => d.code)).toEqual(['unknown-name']);
    expect(load({ operation: "x-response: {headers: {x: '1', X: '2'}}" }).diagnostics.map((d) => d.code)).toEqual(['duplicate-name']);
  });
});

test('all mistakes are found at once', () => {
  const { diagnostics } = load({
    operation:
      'x-preconditions: [a, b]\nx-effects: [{assign: c, value: 1}]\nx-response: {status: x}\nx-postconditions: [response.body.nope == 1]',
    collections: `${THINGS}\nothers: {schema: {$ref: "#/nope"}, key: id}`,
    root: 'x-invariants: [d]',
  });
  expect(diagnostics.map((d) => d.code).toSorted()).toEqual([
    'reference-not-found',
    'unknown-field',
    'unknown-name',
    'unknown-name',
    'unknown-name',
    'unknown-name',
    'unknown-variable',
  ]);
});

describe('a document without any extension is said to have nothing but its schemas checked', () => {
  const BARE = 'openapi: 3.1.0\npaths:\n  /a:\n    post: {operationId: a, responses: {200: {description: ok}}}\n';
  const overlay = (target: string, update: string): string =>
    `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions: [{target: ${target}, update: ${update}}]\n`;
  const codes = (text: string, laid?: string): readonly string[] => {
    const files = { 'api.yaml': text, ...(laid === undefined ? {} : { 'o.yaml': laid }) };
    const overlays = laid === undefined ? [] : ['o.yaml'];
    const { value, diagnostics } = loadContract({ document: 'api.yaml', overlays, read: reader(files) });
    expect(value).not.toBeNull();
    return diagnostics.map(({ severity, code }) => `${severity} ${code}`);
  };

  test('a bare one, once', () => expect(codes(BARE)).toEqual(['note no-contract']));
  test('an overlay that adds none', () => expect(codes(BARE, overlay('$.info', '{x: 1}'))).toContain('note no-contract'));
  test('an overlay that adds one', () => {
    expect(codes(BARE, overlay('"$.paths[\'/a\'].post"', '{x-preconditions: ["1 == 1"]}'))).toEqual([]);
    expect(codes(BARE, overlay('$', '{x-state: {}}'))).toEqual([]);
  });
  test('one in the document', () => expect(codes(`${BARE}x-invariants: []\n`)).toEqual([]));
});
