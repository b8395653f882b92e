// Decides what belongs to the judgement of a trajectory: its verdict, and where they were asked for, a repair and its normal form.

import type { Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { normalFormOf } from '../explore/equivalence/normal-form-of.ts';
import type { NormalForm } from '../explore/equivalence/normal-form-result.ts';
import { normalFormValue } from '../explore/equivalence/normal-form-value.ts';
import { type RepairResult, repair } from '../explore/repair/repair.ts';
import { repairValue } from '../explore/repair/repair-value.ts';
import { verdictToJson } from '../verify/json.ts';
import type { VerifyOptions } from '../verify/options.ts';
import type { Verdict } from '../verify/verdict.ts';

/** A verdict and what was looked for after it; null for what was not, or has no meaning. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly repaired: RepairResult | null;
  readonly normal: NormalForm | null;
}

export interface LookedFor {
  readonly repair: boolean;
  readonly normalForm: boolean;
}

/** Looks for what was asked for: a repair of what is invalid, the normal form of what is valid. */
export async function judgementOf(
  contract: Contract,
  trajectory: Trajectory,
  verdict: Verdict,
  asked: LookedFor,
  options: VerifyOptions,
  progress: (text: string) => void = () => undefined,
): Promise<Judgement> {
  const isBroken = asked.repair && verdict.verdict === 'invalid';
  if (isBroken) progress('looking for a repair');
  const repaired = isBroken ? await repair(contract, trajectory, verdict, { verify: options }) : null;
  if (asked.normalForm && verdict.verdict === 'valid') progress('looking for the normal form');
  const normal = asked.normalForm ? await normalFormOf(contract, trajectory, verdict, options) : null;
  progress('');
  return { verdict, repaired, normal };
}

/** The judgement as `verify --json` prints it. */
export function judgementJson({ verdict, repaired, normal }: Judgement): string {
  const repairs = repaired === null || isUntried(repaired) ? undefined : repairedValue(repaired);
  return verdictToJson(verdict, repairs, normal === null ? undefined : normalFormValue(normal));
}

/** Judges what comes after the verdict, and prints all of it. */
export async function judgementToJson(
  contract: Contract,
  trajectory: Trajectory,
  verdict: Verdict,
  asked: LookedFor,
  options: VerifyOptions,
): Promise<string> {
  return judgementJson(await judgementOf(contract, trajectory, verdict, asked, options));
}

function isUntried(result: RepairResult): boolean {
  return result.kind === 'none' && result.edits === 0;
}

function repairedValue(result: RepairResult): Value {
  return result.kind === 'none' ? null : repairValue(result.repair);
}
