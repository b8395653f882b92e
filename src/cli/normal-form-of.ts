// Decides of which trajectories `envfactory verify --normal-form` tells the normal form: the valid ones.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { normalForm } from '../explore/equivalence/normal-form.ts';
import type { NormalForm } from '../explore/equivalence/normal-form-result.ts';
import { fillHoles, holesOf } from '../verify/holes.ts';
import type { VerifyOptions } from '../verify/options.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { Terminal } from './terminal.ts';

/** With the values that the verdict gives its holes; null where it is not valid. */
export async function normalFormOf(
  contract: Contract,
  trajectory: Trajectory,
  { verdict, holes }: Verdict,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<NormalForm | null> {
  if (verdict !== 'valid') return null;
  terminal.progress('looking for the normal form');
  const values = new Map(holesOf(trajectory).flatMap((name) => (holes?.has(name) ? [[name, holes.get(name) ?? null] as const] : [])));
  const found = await normalForm(contract, fillHoles(trajectory, values), { verify: { ...options, record: null } });
  terminal.progress('');
  return found;
}
