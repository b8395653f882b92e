// Laws of generated sequences: each is proved as it claims, refusals included, and the same seed gives the same sequence.

import { afterAll, describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import { DEFAULT_LIMITS } from '../../../src/base/limits.ts';
import { randomAt } from '../../../src/base/random.ts';
import { DEFAULT_NOW } from '../../../src/base/time.ts';
import { trajectoryValue } from '../../../src/contract/print-trajectory.ts';
import type { Trajectory } from '../../../src/contract/trajectory.ts';
import { credentialsFor } from '../../../src/explore/credentials.ts';
import { loadContractFiles } from '../../../src/files/contract.ts';
import { choosersFor } from '../../../src/generate/sequence/choosers.ts';
import { randomPolicy } from '../../../src/generate/sequence/policy.ts';
import { toTrajectory } from '../../../src/generate/sequence/to-trajectory.ts';
import { walk } from '../../../src/generate/sequence/walk.ts';
import { plainRealism } from '../../../src/simulate/choose/realism.ts';
import { initialState } from '../../../src/simulate/state.ts';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { verify } from '../../../src/verify/verify.ts';

afterAll(disposeDefaultSolver);

const LENGTH = 12;

/** Sequences of a document, without a solver. */
function sequencesOf(document: string, count: number): readonly Trajectory[] {
  const contract = loadContractFiles({ document }).value;
  const state = contract && initialState(contract).value;
  if (contract === null || state === null) throw new Error(`${document} can be read`);
  const drawing = { contract, credentials: credentialsFor(contract), limits: DEFAULT_LIMITS, realism: plainRealism, solver: null };
  const start = { initial: { kind: 'reset' }, state, now: DEFAULT_NOW } as const;
  return Array.from({ length: count }, (_, i) => {
    const options = { length: LENGTH, policy: randomPolicy(contract, new Map(), 0.25) };
    const walker = walk(drawing, start, choosersFor(contract, i, plainRealism), randomAt(1, 'sequence', i), options);
    return toTrajectory(walker.sequence, { id: `s${i}` });
  });
}

describe.each(['specs/shop/openapi.yaml', 'specs/petclinic/openapi.yaml'])('sequences of %s', (document) => {
  const sequences = sequencesOf(document, 12);

  it('are as long as they should be', () => {
    expect(sequences.map(({ steps }) => steps.length)).toEqual(sequences.map(() => LENGTH));
  });

  it('claim refusals too', () => {
    expect(sequences.some(({ steps }) => steps.some((step) => step.expect !== null))).toBe(true);
  });

  it('are proved', async () => {
    const contract = loadContractFiles({ document }).value;
    if (contract === null) throw new Error('the document can be read');
    for (const sequence of sequences)
      expect([sequence.id, (await verify(contract, sequence)).value?.verdict]).toEqual([sequence.id, 'valid']);
  });

  it('are the same for the same seed', () => {
    const texts = (all: readonly Trajectory[]): readonly string[] => all.map((one) => toJson(trajectoryValue(one)));
    expect(texts(sequencesOf(document, 3))).toEqual(texts(sequences.slice(0, 3)));
  });
});
