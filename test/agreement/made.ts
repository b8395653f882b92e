// Decides how long the agreement of the interpreters on random contracts is tried, and prints what reproduces a disagreement.

import fc from 'fast-check';
import type { Contract } from '../../src/contract/contract.ts';
import { type ContractPlan, planContract } from '../support/contracts/contract.ts';
import { type Draws, drawsOf, tapes } from '../support/contracts/draws.ts';
import { loadMade } from '../support/contracts/load.ts';
import type { Size } from '../support/contracts/plan.ts';

/** A contract that loads, and decisions for what is done with it. */
export interface Made {
  readonly plan: ContractPlan;
  readonly contract: Contract;
  readonly draws: Draws;
}

/** What a made contract may be refused for: effects that always clash, texts that are never equal, uses of what is known to be null there. */
const REFUSALS = new Set(['clashing-writes', 'never-equal', 'type-mismatch']);

const CONTRACT_TAPE = 900;
const RUN_TAPE = 300;

const FACTOR = Number(process.env['AGREEMENT_FACTOR'] ?? 1);

/** How long a law may take, in milliseconds. */
export const PATIENCE: number = 240_000 * Math.max(1, FACTOR);

/** How many contracts are made; a multiple with `AGREEMENT_FACTOR`. The seed is fixed, or `AGREEMENT_SEED`. */
export function runs(usual: number): number {
  return Math.round(usual * FACTOR);
}

const SEED = Number(process.env['AGREEMENT_SEED'] ?? 20_260_101);

/** How a law fared: what it decided, and what it could not. */
export type Tally = Map<string, number>;

export function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

/** Tries the law on contracts of that size; returns how often what happened. A failure prints seed, path and contract. */
export async function tryLaw(size: Size, numRuns: number, law: (made: Made, tally: Tally) => Promise<void> | void): Promise<Tally> {
  const tally: Tally = new Map();
  const property = fc.asyncProperty(tapes(CONTRACT_TAPE), tapes(RUN_TAPE), async (contractTape, runTape) => {
    const plan = planContract(drawsOf(contractTape), size);
    const { contract, errors } = loadMade(plan.document);
    if (contract === null) {
      const others = errors.filter(({ code }) => !REFUSALS.has(code));
      if (others.length > 0)
        throw new Error(`does not load: ${others.map(({ message, frame }) => `${message}\n${frame ?? ''}`).join('\n')}`);
      count(tally, 'refused by the loader');
      return;
    }
    await law({ plan, contract, draws: drawsOf(runTape) }, tally);
  });
  const report = (details: fc.RunDetails<[readonly number[], readonly number[]]>): void => {
    if (!details.failed) return;
    const example = details.counterexample;
    const document = example === null ? null : planContract(drawsOf(example[0]), size).document;
    throw new Error(
      `AGREEMENT_SEED=${details.seed} path ${details.counterexamplePath ?? ''}, after ${details.numRuns} runs and ${details.numShrinks} steps of shrinking\n` +
        `${JSON.stringify(document)}\n${details.errorInstance instanceof Error ? (details.errorInstance.stack ?? '') : String(details.errorInstance)}`,
    );
  };
  await fc.assert(property, { numRuns, seed: SEED, reporter: report, endOnFailure: process.env['AGREEMENT_SHRINK'] === 'no' });
  return tally;
}

/** How often, as a share of all that was decided or not. */
export function share(tally: Tally, what: string): number {
  const all = [...tally.values()].reduce((sum, n) => sum + n, 0);
  return (tally.get(what) ?? 0) / Math.max(1, all);
}
