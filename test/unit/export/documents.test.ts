// What is exported for other tools to read is what these formats ask for, and holds the run.

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../../../src/base/json.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { singular } from '../../../src/export/script/names.ts';
import type { Script } from '../../../src/export/script/script.ts';
import { printScripts, scriptOfRun } from '../../../src/export/trace-formats.ts';
import { stateValue } from '../../../src/simulate/state.ts';
import { loadContract } from '../../../src/spec/load.ts';
import { ARAZZO } from '../../support/arazzo-schema.ts';
import { readItf } from '../../support/itf.ts';
import { shop, trajectoryOf } from '../../support/judging.ts';
import { ODD_API, ODD_TEXTS, oddSteps } from '../../support/odd-api.ts';

function odd(): Contract {
  const { value } = loadContract({ document: 'odd.json', read: () => Buffer.from(JSON.stringify(ODD_API)) });
  if (value === null) throw new Error('the odd document is a contract');
  return value;
}

function runOf(contract: Contract, id: string, steps: readonly unknown[]): Script {
  const script = scriptOfRun(contract, trajectoryOf({ id, credentials: { key: 'k' }, steps }), 1, 'a run');
  if (!script) throw new Error('it starts at reset');
  return script;
}

const SHIPPED = [
  { operationId: 'placeOrder', body: { sku: 'pot', quantity: 1 }, as: 'order' },
  { operationId: 'shipOrder', params: { orderId: '$steps.order.response.body#/id' } },
  { operationId: 'shipOrder', params: { orderId: '$steps.order.response.body#/id' } },
];

describe('requests to read', () => {
  it('name the records that the run made', () => {
    const text = printScripts(shop(), 'http', [runOf(shop(), 'twice', SHIPPED)], '');
    expect(text).toBe(`# twice: a run
# The server starts in its state at reset.

### step 0 placeOrder (order)
POST /orders
content-type: application/json

{"sku":"pot","quantity":1}

# 201 {"id":"order#1","sku":"pot","quantity":1,"total":32,"status":"placed"}

### step 1 shipOrder
POST /orders/order#1/ship

# 200 {"id":"order#1","sku":"pot","quantity":1,"total":32,"status":"shipped"}

### step 2 shipOrder
POST /orders/order#1/ship

# 409 only a placed order can be shipped
`);
  });

  it.each([
    ['orders', 'order'],
    ['entries', 'entry'],
    ['boxes', 'box'],
    ['addresses', 'address'],
    ['glass', 'glass'],
    ['houses', 'house'],
    ['stock', 'stock'],
  ])('of %s are each called %s', (many, one) => expect(singular(many)).toBe(one));

  it('have every request in as many lines as they say, whatever is in it', () => {
    for (const text of ODD_TEXTS) {
      const lines = printScripts(odd(), 'http', [runOf(odd(), text, oddSteps(text))], '').split('\n');
      expect(lines.filter((line) => line.startsWith('### '))).toHaveLength(4);
      expect(lines.filter((line) => /^(?:POST|GET) \//.test(line))).toHaveLength(4);
    }
  });
});

describe('a body that is a form', () => {
  const FORMS = {
    openapi: '3.1.0',
    info: { title: 'Forms', version: '1' },
    paths: {
      '/sign': {
        post: {
          operationId: 'sign',
          requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
          responses: { 200: { description: 'signed', content: { 'application/json': { schema: { type: 'object' } } } } },
          'x-response': { status: 200, body: "{'token': 'a&b'}" },
        },
        head: { operationId: 'peek', responses: { 204: { description: 'there' } } },
      },
    },
  };
  const contract = loadContract({ document: 'forms.json', read: () => Buffer.from(JSON.stringify(FORMS)) }).value;
  const steps = [
    { operationId: 'sign', body: { 'a=': '1&2', list: ['x', 'y'] }, as: 'signed' },
    { operationId: 'sign', body: { token: '$steps.signed.response.body#/token' } },
    { operationId: 'peek' },
  ];

  it.each([
    [
      'curl',
      [
        "-H 'content-type: application/x-www-form-urlencoded'",
        "--data-raw 'a%3D=1%262&list=x&list=y'",
        `--data-raw token="$(uri "$got_signed_token")"`,
        'HEAD /sign \\\n  -I',
      ],
    ],
    ['vitest', ["'a%3D=1%262&list=x&list=y'", "'token=' + encodeURIComponent(text(take(answer0, 'token')))"]],
    ['http', ['a%3D=1&2&list=x&list=y', 'token=a&b']],
  ] as const)('is encoded as one by %s', (format, parts) => {
    if (contract === null) throw new Error('the forms are a contract');
    const text = printScripts(contract, format, [runOf(contract, 'forms', steps)], '');
    for (const part of parts) expect(text).toContain(part);
  });
});

const isArazzo = new Ajv2020({ allErrors: true }).compile(ARAZZO);

describe('an Arazzo document', () => {
  it('has a workflow for each run, whose steps take from answers what they need', () => {
    const document: unknown = JSON.parse(
      printScripts(shop(), 'arazzo', [runOf(shop(), 'twice', SHIPPED), runOf(shop(), 'twice', [])], 'api.yaml'),
    );
    expect(isArazzo(document), JSON.stringify(isArazzo.errors)).toBe(true);
    expect(document).toMatchObject({
      arazzo: '1.0.1',
      sourceDescriptions: [{ name: 'api', url: 'api.yaml', type: 'openapi' }],
      workflows: [
        {
          workflowId: 'twice',
          steps: [
            {
              stepId: 'order',
              operationId: 'placeOrder',
              outputs: { id: '$response.body#/id' },
              successCriteria: [{ condition: '$statusCode == 201' }],
            },
            { operationId: 'shipOrder', parameters: [{ name: 'orderId', in: 'path', value: '$steps.order.outputs.id' }] },
            { successCriteria: [{ condition: '$statusCode == 409' }] },
          ],
        },
        { workflowId: 'twice-2', steps: [] },
      ],
    });
  });

  it('has no text that would be read as an expression, and names operations without an id by their place', () => {
    for (const text of ODD_TEXTS) {
      const document: unknown = JSON.parse(printScripts(odd(), 'arazzo', [runOf(odd(), text, oddSteps(text))], 'api.yaml'));
      expect(isArazzo(document), JSON.stringify(isArazzo.errors)).toBe(true);
      const isOne = text.startsWith('$') || text.includes('{$');
      const value = isOne ? '$inputs.text1' : text;
      expect(document).toMatchObject({
        workflows: [
          {
            ...(isOne ? { inputs: { properties: { text1: { default: text } } } } : {}),
            steps: [
              { parameters: expect.arrayContaining([{ name: 'title', in: 'path', value }]), requestBody: { payload: { text: value } } },
              { operationPath: '{$sourceDescriptions.api.url}#/paths/~1notes/get' },
              { parameters: expect.arrayContaining([{ name: 'title', in: 'path', value: '$steps.note.outputs.parts_0_a_b_c_d' }]) },
              {},
            ],
          },
        ],
      });
    }
  });
});

describe('a trace in the Informal Trace Format', () => {
  it('has the state before and after each step, with actions and picks as Quint tells them', () => {
    const script = runOf(shop(), 'twice', SHIPPED);
    const { vars, states, meta } = readItf(printScripts(shop(), 'itf', [script], ''));
    expect(vars).toEqual(['products', 'orders', 'mbt::actionTaken', 'mbt::nondetPicks']);
    expect(meta).toMatchObject({ format: 'ITF', source: 'Shop' });
    const before = script.run.steps[0]?.before;
    const wanted = [before, ...script.run.steps.map(({ state }) => state)].map((state) => state && toPlain(stateValue(state)));
    expect(states.map(({ products, orders }) => ({ products: values(products), orders: values(orders) }))).toEqual(wanted);
    expect(states.map((state) => state['mbt::actionTaken'])).toEqual(['init', 'placeOrder', 'shipOrder', 'shipOrder']);
    expect(states[1]?.['mbt::nondetPicks']).toEqual({ body: { tag: 'Some', value: { sku: 'pot', quantity: 1 } } });
  });

  it('tells every value apart from the signs of the format', () => {
    for (const text of ODD_TEXTS) {
      const sent = { text, '#map': [1, 2.5, null], tag: { '#bigint': 'x' }, [text]: 12345678901234567890n.toString() };
      const steps = [{ operationId: 'write', params: { title: text, rank: 1 }, body: sent }];
      const { states } = readItf(printScripts(odd(), 'itf', [runOf(odd(), text, steps)], ''));
      expect(states[1]?.['mbt::nondetPicks']).toMatchObject({ title: { tag: 'Some', value: text }, body: { tag: 'Some', value: sent } });
    }
  });
});

function values(map: unknown): readonly unknown[] {
  return map instanceof Map ? [...map.values()] : [];
}
