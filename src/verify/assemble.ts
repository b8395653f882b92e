// Decides how judgements on single obligations add up to the verdict on a trajectory.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { Context } from '../symbolic/context.ts';
import { clockBounds } from './clock.ts';
import type { Judgement } from './judge.ts';
import { stepOf } from './obligation.ts';
import type { VerifyOptions } from './options.ts';
import type { Bound, Claim, ClaimVerdict, SolverUse, StepVerdict, UnknownReason, Verdict } from './verdict.ts';

/** What the verdict claims, with the bounds that the proof used. */
export function claimOf(contract: Contract, trajectory: Trajectory, options: VerifyOptions, context: Context | null): Claim {
  const bounds = new Map<string, Bound>();
  // Any state may be met at any time, and the proof is about one.
  if (trajectory.initial.kind === 'any') for (const bound of clockBounds(contract)) bounds.set(bound.what, bound);
  for (const { what, size } of context?.bounds ?? []) bounds.set(what, { what, size });
  return {
    initial: trajectory.initial.kind,
    holes: options.holes,
    layers: options.layers,
    bound: bounds.size > 0 ? [...bounds.values()] : null,
  };
}

/** The verdict that the judgements amount to: any failure refutes, else anything open leaves it open. */
export function verdictOf(trajectory: Trajectory, claim: Claim, judgements: readonly Judgement[], use: SolverUse): Verdict {
  const failed = judgements.find((j) => j.kind === 'fails');
  const open = judgements.find((j) => j.kind === 'unknown');
  return {
    trajectory: trajectory.id,
    verdict: failed ? 'invalid' : open ? 'unknown' : 'valid',
    claim,
    steps: stepVerdicts(trajectory, judgements, failed ?? null),
    claims: claimVerdicts(judgements),
    failure: failed?.refutation.failure ?? null,
    counterexample: failed?.refutation.counterexample ?? null,
    holes: null,
    core: null,
    unknown: failed ? null : (open?.reason ?? null),
    solver: use,
  };
}

type Failed = Extract<Judgement, { kind: 'fails' }>;

function stepVerdicts(trajectory: Trajectory, judgements: readonly Judgement[], first: Failed | null): readonly StepVerdict[] {
  const irrelevant = first?.refutation.irrelevant() ?? null;
  const last = first?.refutation.failure.step ?? trajectory.steps.length;
  return trajectory.steps.flatMap(({ operationId }, index) => {
    const own = judgements.filter((j) => stepOf(j.obligation.about) === index);
    if (own.length === 0) return [];
    const failed = own.find((j) => j.kind === 'fails');
    const open = own.find((j) => j.kind === 'unknown');
    const outcome = failed ? 'fails' : open ? 'unknown' : 'holds';
    return [
      {
        index,
        operationId,
        outcome,
        ...(irrelevant === null || index > last ? {} : { relevant: !irrelevant.has(index) }),
        failure: failed?.refutation.failure ?? null,
        unknown: failed ? null : (open?.reason ?? null),
      } as const,
    ];
  });
}

function claimVerdicts(judgements: readonly Judgement[]): readonly ClaimVerdict[] {
  return judgements.flatMap((judgement) => {
    const { about } = judgement.obligation;
    if (stepOf(about) !== null || !('text' in about)) return [];
    const failure = judgement.kind === 'fails' ? judgement.refutation.failure : null;
    const unknown = judgement.kind === 'unknown' ? judgement.reason : null;
    return [{ claim: about.kind, rule: about.text, outcome: judgement.kind, failure, unknown }];
  });
}

/** The verdict of a trajectory on which nothing could be decided at all. */
export function undecidedVerdict(trajectory: Trajectory, claim: Claim, unknown: UnknownReason, use: SolverUse): Verdict {
  const steps: readonly StepVerdict[] = [];
  return {
    trajectory: trajectory.id,
    verdict: 'unknown',
    claim,
    steps,
    claims: [],
    failure: null,
    counterexample: null,
    holes: null,
    core: null,
    unknown,
    solver: use,
  };
}

/** The use of no solver. */
export const NO_SOLVER: SolverUse = { backend: 'none', version: null, queries: 0, ms: 0, rlimit: 0 };
