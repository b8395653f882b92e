// Claims about inferred overlays: ten documents of others have the overlay that is kept here, it loads, and what it says decides trajectories.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { inferFiles } from '../../../src/files/infer.ts';
import { readTrajectories } from '../../../src/files/trajectories.ts';
import { inferenceValue } from '../../../src/infer/inference-value.ts';
import type { InferredOverlay } from '../../../src/infer/overlay/overlay.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';

const DOCUMENTS = [
  'specs/petclinic/openapi.yaml',
  'test/fixtures/corpus/realworld-conduit.yaml',
  'test/fixtures/corpus/swagger-petstore3.yaml',
  'test/fixtures/corpus/scalar-galaxy.yaml',
  'test/fixtures/corpus/redocly-museum.yaml',
  'test/fixtures/corpus/notion.json',
  'test/fixtures/corpus/oai-link-example.yaml',
  'test/fixtures/corpus/oai-petstore-expanded.yaml',
  'test/fixtures/corpus/oai-petstore.swagger2.yaml',
  'test/fixtures/corpus/oai-tictactoe.yaml',
] as const;

function infer(document: string): InferredOverlay {
  const { value, diagnostics } = inferFiles({ document });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

function goldenOf(document: string): string {
  const [, name = 'overlay'] = /([^/]+)\/openapi\.yaml$/.exec(document) ?? /([^/]+)\.\w+$/.exec(document) ?? [];
  return `../../golden/infer/${name}.overlay.yaml`;
}

const isInference = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/inference.schema.json', 'utf8')));

afterAll(() => disposeDefaultSolver());

describe.each(DOCUMENTS)('the overlay of %s', (document) => {
  const inferred = infer(document);

  it('is the one that is kept', async () => {
    await expect(inferred.text).toMatchFileSnapshot(goldenOf(document));
  });

  it('is the same again', () => {
    expect(infer(document).text).toBe(inferred.text);
  });

  it('loads, and all that it asks for is of the layer inferred', () => {
    const { value } = loadContractFiles({ document });
    const layers = [...(value?.operations.values() ?? [])].flatMap(({ preconditions }) => preconditions.map(({ layer }) => layer));
    expect(value?.collections.size).toBe(inferred.collections);
    expect([...new Set(layers)]).toEqual(layers.length === 0 ? [] : ['inferred']);
  });

  it('has facts of the published form', () => {
    expect(isInference(JSON.parse(toJson(inferenceValue(inferred.inference))))).toBe(true);
  });
});

describe('a document without a contract', () => {
  const document = 'specs/petclinic/openapi.yaml';

  it.each([
    ['read-after-delete', 'invalid'],
    ['register-and-visit', 'valid'],
    ['pet-of-nobody', 'invalid'],
  ] as const)('decides %s: %s', async (id, expected) => {
    const contract = loadContractFiles({ document }).value;
    const trajectory = readTrajectories(['specs/petclinic/trajectories.jsonl']).value?.find((one) => one.id === id);
    if (contract === null || trajectory === undefined) throw new Error('the petclinic is not to be read');
    const { value: verdict } = await verify(contract, trajectory);
    expect(verdict?.verdict).toBe(expected);
    if (id === 'read-after-delete') expect(verdict?.failure?.requirement?.layer).toBe('inferred');
  });

  it('is left as it is on request, and without the layer', () => {
    expect(loadContractFiles({ document, infer: false }).value?.collections.size).toBe(0);
    expect(loadContractFiles({ document, layers: ['schema', 'declared'] }).value?.collections.size).toBe(0);
  });

  it('counts for nothing where a contract is declared', () => {
    const { diagnostics } = loadContractFiles({ document: 'specs/shop/openapi.yaml' });
    expect(diagnostics.filter(({ code }) => code === 'inferred-contract')).toEqual([]);
  });
});
