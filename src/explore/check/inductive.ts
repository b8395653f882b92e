// Decides which of several rules hold in every state within reach, by induction together: drops those that some step breaks until none does.

import type { Operation, Requirement } from '../../contract/contract.ts';
import type { Bound, UnknownReason } from '../../verify/verdict.ts';
import type { Checking } from './checking.ts';
import { withLemmas } from './lemmas.ts';
import type { LegalWitness, Possibility } from './one-step.ts';
import { reportOn } from './operation-report.ts';
import type { OutcomeKey } from './outcome-key.ts';

/** Why a rule was dropped: a legal state and a call after which it does not hold, or what kept the solver from an answer. */
export type Dropped = { readonly requirement: Requirement } & (
  | { readonly kind: 'broken'; readonly witness: LegalWitness }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
);

export interface Inductive {
  /** They hold initially, by assumption of the caller, and every step keeps all of them: the last pass dropped none. */
  readonly kept: readonly Requirement[];
  readonly dropped: readonly Dropped[];
  readonly bounds: readonly Bound[];
}

/** Passes over all operations; each but the last drops a rule. Where it is reached nothing is kept. */
const MAX_PASSES = 16;

/**
 * The greatest part of the candidates that is inductive relative to the invariants and to what is `given`. Every candidate must hold in the
 * initial state. Each pass asks a fresh solver, so the last one is a check of the result that does not depend on how it was found.
 */
export async function inductivePart(
  checking: Checking,
  given: readonly Requirement[],
  candidates: readonly Requirement[],
  quick: boolean,
): Promise<Inductive> {
  let kept = candidates;
  const dropped: Dropped[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const before = kept;
    const bounds: Bound[] = [];
    for (const operation of checking.contract.operations.values()) {
      const failed = await broken(checking, operation, [...given, ...kept], kept, quick, bounds);
      dropped.push(...failed);
      kept = kept.filter((one) => !failed.some(({ requirement }) => requirement === one));
      if (kept.length === 0) return { kept, dropped, bounds: [] };
    }
    if (kept.length === before.length) return { kept, dropped, bounds };
  }
  return {
    kept: [],
    dropped: [...dropped, ...kept.map((requirement) => ({ kind: 'unknown', requirement, reason: TOO_MANY }) as const)],
    bounds: [],
  };
}

const TOO_MANY: UnknownReason = { kind: 'rounds', message: `not settled after ${MAX_PASSES} passes`, constructs: [] };

/** Those that a call of the operation can break, or may. */
async function broken(
  checking: Checking,
  operation: Operation,
  assumed: readonly Requirement[],
  asked: readonly Requirement[],
  quick: boolean,
  bounds: Bound[],
): Promise<readonly Dropped[]> {
  const { contract, verify, credentials } = checking;
  const links = new Set([...checking.links, ...assumed.map(({ id }) => id)]);
  const keys = new Set(asked.map(faultOf));
  const options = { verify, credentials, links, quick, isShown: (key: OutcomeKey) => !keys.has(key) };
  const { possibility } = await reportOn(withLemmas(contract, assumed), operation, options);
  return asked.flatMap((requirement): readonly Dropped[] => {
    const answer: Possibility = possibility(faultOf(requirement));
    if (answer.kind === 'possible') return [{ kind: 'broken', requirement, witness: answer.witness }];
    if (answer.kind === 'unknown') return [{ kind: 'unknown', requirement, reason: answer.reason }];
    bounds.push(...answer.bounds);
    return [];
  });
}

/** The way of ending in which the rule is broken. */
function faultOf({ id }: Requirement): OutcomeKey {
  return `fault invariant ${id}`;
}
