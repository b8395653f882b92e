// Decides of which trajectories the normal form is told: the valid ones, with the values that were found for their holes.

import type { Contract } from '../../contract/contract.ts';
import type { Trajectory } from '../../contract/trajectory.ts';
import { fillHoles, holesOf } from '../../verify/holes.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import type { Verdict } from '../../verify/verdict.ts';
import { normalForm } from './normal-form.ts';
import type { NormalForm } from './normal-form-result.ts';

/** With the values that the verdict gives its holes; null where it is not valid. */
export async function normalFormOf(
  contract: Contract,
  trajectory: Trajectory,
  { verdict, holes }: Verdict,
  options: VerifyOptions,
): Promise<NormalForm | null> {
  if (verdict !== 'valid') return null;
  const values = new Map(holesOf(trajectory).flatMap((name) => (holes?.has(name) ? [[name, holes.get(name) ?? null] as const] : [])));
  return normalForm(contract, fillHoles(trajectory, values), { verify: options });
}
