// Disagreements that random contracts have found, each as a small contract of its own: the verdict, and what trying everything finds.

import { expect, test } from 'vitest';
import type { HoleMode, Verdict } from '../../src/verify/verdict.ts';
import { verify } from '../../src/verify/verify.ts';
import { loadMade } from '../support/contracts/load.ts';
import { trajectoryOf } from '../support/contracts/read.ts';
import type { Json } from '../support/contracts/shapes.ts';
import { tryEverything } from './brute-force.ts';

interface Row {
  readonly claim: string;
  /** Of the records of `c`, which have a key `id` that is `k0` or `k1`. */
  readonly fields?: Readonly<Record<string, Json>>;
  readonly operation: Readonly<Record<string, Json>>;
  readonly invariants?: readonly string[];
  readonly trajectory: Json;
  readonly holes: HoleMode;
  readonly verdict: Verdict['verdict'];
  readonly reason?: string;
}

const KEY: Json = { type: 'string', enum: ['k0', 'k1'] };
const P: Json = { name: 'p', in: 'path', required: true, schema: KEY };

const ROWS: readonly Row[] = [
  {
    claim: 'where no state satisfies the invariants, that no filling helps is no refutation',
    operation: {},
    invariants: ['false'],
    trajectory: { initial: 'any', steps: [{ operationId: 'op', params: { p: { $hole: 'h' } } }] },
    holes: 'exists',
    verdict: 'unknown',
    reason: 'vacuous',
  },
  {
    claim: 'a recorded response that only one value of a universal hole allows is refuted by another',
    operation: { 'x-response': { body: 'p' } },
    trajectory: {
      initial: 'any',
      steps: [{ operationId: 'op', params: { p: { $hole: 'h' } }, response: { status: 200, body: 'k0' } }],
    },
    holes: 'forall',
    verdict: 'invalid',
  },
  {
    claim: 'that a step would need a fresh key does not exclude a state which has all keys',
    fields: { f: { type: 'boolean' } },
    operation: {
      'x-preconditions': ['!(p in c)'],
      'x-effects': [
        { create: 'c', value: { id: 'fresh(c)', f: 'false' } },
        { forEach: 'c', delete: true },
      ],
    },
    trajectory: {
      initial: 'any',
      steps: [{ operationId: 'op', params: { p: 'k1' }, expect: { status: 409 } }],
      never: "'k0' in c && 'k1' in c",
    },
    holes: 'forall',
    verdict: 'invalid',
  },
  {
    claim: 'a state that does not lead to the recorded response refutes no other filling, and is no simpler counterexample',
    fields: { f: { type: 'boolean' } },
    operation: { 'x-response': { body: 'c[p]' } },
    invariants: ["'k1' in c"],
    trajectory: {
      initial: 'any',
      steps: [
        { operationId: 'op', params: { p: { $hole: 'h' } }, response: { status: 200, body: { id: 'k1', f: true } } },
        { operationId: 'op', params: { p: { $hole: 'i' } } },
      ],
    },
    holes: 'exists',
    verdict: 'valid',
  },
];

function documentOf({ fields = {}, operation, invariants = [] }: Row): Json {
  const record: Json = {
    type: 'object',
    properties: { id: KEY, ...fields },
    required: ['id', ...Object.keys(fields)],
    additionalProperties: false,
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Found', version: '1' },
    paths: { '/op/{p}': { post: { operationId: 'op', parameters: [P], responses: { '200': { description: 'ok' } }, ...operation } } },
    'x-state': { collections: { c: { schema: record, key: 'id' } } },
    'x-invariants': invariants,
  };
}

test.each(ROWS)('$claim', async (row) => {
  const { contract, errors } = loadMade(documentOf(row));
  if (contract === null) throw new Error(errors.map(({ message }) => message).join('; '));
  const trajectory = trajectoryOf(row.trajectory);
  const { value } = await verify(contract, trajectory, { holes: row.holes });
  expect([value?.verdict, value?.unknown?.kind]).toEqual([row.verdict, row.reason]);
  if (row.verdict === 'unknown') return;
  const found = tryEverything(contract, trajectory);
  expect(row.holes === 'forall' ? found?.forall : found?.exists).toBe(row.verdict === 'valid');
});
