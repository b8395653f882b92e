// Claims about inference around what is declared: what is declared wins and is not changed, and the rest works on declared collections.

import { describe, expect, it } from 'vitest';
import type { Checked } from '../../../src/base/diagnostic.ts';
import type { Contract, Layer, Operation } from '../../../src/contract/contract.ts';
import { loadInferred } from '../../../src/infer/load-inferred.ts';
import { inferOverlay } from '../../../src/infer/overlay/overlay.ts';
import { documentOf } from './documents.ts';

const SCHEMA = { $ref: '#/components/schemas/Pet' };
const SCHEMAS = {
  Pet: {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'string' }, name: { type: 'string' }, code: { type: 'string' } },
  },
  Visit: { type: 'object', required: ['id', 'why'], properties: { id: { type: 'string' }, why: { type: 'string' } } },
};
const CLINIC = documentOf(
  {
    'get /pets': { answer: { type: 'array', items: SCHEMA } },
    'post /pets': { body: SCHEMA, answer: SCHEMA },
    'get /pets/{petId}': { answer: SCHEMA },
    'put /pets/{petId}': { body: SCHEMA, answer: SCHEMA },
    'delete /pets/{petId}': {},
    'post /visits': { body: { $ref: '#/components/schemas/Visit' }, answer: { $ref: '#/components/schemas/Visit' } },
    'get /visits/{visitId}': { answer: { $ref: '#/components/schemas/Visit' } },
  },
  SCHEMAS,
);

interface Action {
  readonly target: string;
  readonly update: unknown;
}

const state = (name: string, more: unknown): Action => ({
  target: '$',
  update: { 'x-state': { collections: { [name]: { schema: SCHEMA, key: 'id', ...Object(more) } } } },
});
const DECLARED: readonly Action[] = [
  state('pets', { initial: [{ id: 'p', name: 'Leo' }] }),
  {
    target: "$.paths['/pets'].post",
    update: {
      'x-preconditions': [{ rule: 'size(pets) < 3', status: 422 }],
      'x-effects': [{ create: 'pets', value: 'request.body' }],
    },
  },
  { target: "$.paths['/pets/{petId}'].get", update: { 'x-preconditions': [{ rule: 'petId in pets', status: 410 }] } },
];

function load(
  actions: readonly Action[],
  info: Readonly<Record<string, string>> = {},
  text = CLINIC,
  layers: readonly Layer[] = ['schema', 'declared', 'inferred'],
): Checked<Contract> {
  const overlay = JSON.stringify({ overlay: '1.0.0', info: { title: 'o', version: '1', ...info }, actions });
  const files = new Map(
    Object.entries({ 'small.json': text, 'o.json': overlay }).map(([name, file]) => [name, new TextEncoder().encode(file)]),
  );
  return loadInferred({ document: 'small.json', overlays: ['o.json'], layers, read: (path) => files.get(path) ?? null });
}

function contractOf(checked: Checked<Contract>): Contract {
  if (checked.value === null) throw new Error(checked.diagnostics.map(({ message }) => message).join('\n'));
  return checked.value;
}

const rulesOf = (operation: Operation | undefined): readonly string[] =>
  (operation?.preconditions ?? []).map(({ rule, status, layer }) => `${layer}: ${rule.text} else ${status}`);

describe('around a contract that is partly declared', () => {
  const loaded = load(DECLARED);
  const contract = contractOf(loaded);

  it('declared operations are as they are declared', () => {
    expect(rulesOf(contract.operations.get('POST /pets'))).toEqual(['declared: size(pets) < 3 else 422']);
    expect(rulesOf(contract.operations.get('GET /pets/{petId}'))).toEqual(['declared: petId in pets else 410']);
    expect(contract.operations.get('POST /pets')?.effects).toHaveLength(1);
    expect(contract.operations.get('GET /pets/{petId}')?.effects).toEqual([]);
  });

  it('the other operations work on the declared collection', () => {
    expect(rulesOf(contract.operations.get('DELETE /pets/{petId}'))).toEqual(['inferred: petId in pets else 404']);
    expect(contract.operations.get('DELETE /pets/{petId}')?.effects).toMatchObject([{ kind: 'delete', place: { root: 'pets' } }]);
    expect(contract.operations.get('PUT /pets/{petId}')?.effects).toMatchObject([{ kind: 'create', collection: 'pets', upsert: true }]);
    expect([...contract.collections.keys()].toSorted()).toEqual(['pets', 'visits']);
    expect(contract.collections.get('pets')?.initial).toHaveLength(1);
  });

  it('the layer can be left out', () => {
    const { value, diagnostics } = load(DECLARED, {}, CLINIC, ['schema', 'declared']);
    expect(value?.operations.get('DELETE /pets/{petId}')).toMatchObject({ preconditions: [], effects: [] });
    expect(diagnostics.map(({ code }) => code)).not.toContain('inferred-contract');
  });

  it('it is said how much is inferred', () => {
    expect(loaded.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'inferred-contract',
        message: expect.stringMatching(
          /^contracts of \d of 7 operations and 1 more collection are inferred, around those that are declared$/,
        ),
      }),
    );
  });

  it('what is declared as nothing is declared', () => {
    const actions = [...DECLARED, { target: "$.paths['/pets/{petId}'].delete", update: { 'x-preconditions': [] } }];
    expect(contractOf(load(actions)).operations.get('DELETE /pets/{petId}')).toMatchObject({ preconditions: [], effects: [] });
  });

  it('a declared collection of another name is joined by the schema of its records', () => {
    const contract = contractOf(load([state('animals', {})]));
    expect([...contract.collections.keys()].toSorted()).toEqual(['animals', 'visits']);
    expect(rulesOf(contract.operations.get('DELETE /pets/{petId}'))).toEqual(['inferred: petId in animals else 404']);
  });

  it('another key is not joined: nothing is inferred of those records, and that is said', () => {
    const checked = load([state('pets', { key: 'code' })]);
    const contract = contractOf(checked);
    expect(rulesOf(contract.operations.get('DELETE /pets/{petId}'))).toEqual([]);
    expect(contract.operations.get('DELETE /pets/{petId}')?.effects).toEqual([]);
    expect(rulesOf(contract.operations.get('GET /visits/{visitId}'))).toEqual(['inferred: visitId in visits else 404']);
    expect(checked.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'not-joined',
        message:
          "nothing is inferred of the records at /pets: the key of 'pets' is declared as 'code', and paths seem to name them by 'id'",
      }),
    );
  });

  it('a variable keeps its name', () => {
    const variable = { target: '$', update: { 'x-state': { variables: { visits: { schema: { type: 'integer' }, initial: 0 } } } } };
    const contract = contractOf(load([...DECLARED, variable]));
    expect([...contract.variables.keys()]).toEqual(['visits']);
    expect([...contract.collections.keys()]).toContain('visits_2');
  });

  it('an overlay that inference made is all that is inferred', () => {
    const files = new Map([['small.json', new TextEncoder().encode(CLINIC)]]);
    const inferred = inferOverlay({ document: 'small.json', read: (path) => files.get(path) ?? null }).value;
    expect(inferred?.text).toContain('x-layer: inferred');
    const contract = contractOf(load([state('pets', {})], { 'x-layer': 'inferred' }));
    expect([...contract.operations.values()].flatMap(({ preconditions }) => preconditions)).toEqual([]);
  });

  it('a contract of which nothing is left open is loaded as it is', () => {
    const all = ['get', 'post'].map((method) => ({ target: `$.paths['/pets'].${method}`, update: { 'x-effects': [] } }));
    const small = documentOf(
      { 'get /pets': { answer: { type: 'array', items: SCHEMA } }, 'post /pets': { body: SCHEMA, answer: SCHEMA } },
      SCHEMAS,
    );
    const checked = load([state('pets', {}), ...all], {}, small);
    expect(checked.diagnostics.map(({ code }) => code)).not.toContain('inferred-contract');
  });
});
