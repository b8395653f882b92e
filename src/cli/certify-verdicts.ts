// Decides what of a verification goes into its certificate.

import { toJson } from '../base/json.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { type Judgement, judgementJson } from '../evidence/judgement.ts';
import type { VerifyOptions } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import { certifiedOptions, writeCertificate } from './certificate-flag.ts';
import type { Terminal } from './terminal.ts';
import type { VerifyFlags } from './verify-flags.ts';
import type { VerifyInput } from './verify-input.ts';

/** What was judged, and what was asked for it. */
export interface CertifiedJudgement {
  readonly trajectory: Trajectory;
  readonly judgement: Judgement;
  readonly queries: readonly Query[];
}

export interface Verified {
  readonly spec: string;
  readonly flags: VerifyFlags;
  readonly input: VerifyInput;
  readonly options: VerifyOptions;
  /** Whether repairs were looked for. */
  readonly repair: boolean;
  readonly judged: readonly CertifiedJudgement[];
}

/** Writes the certificate of verdicts. True if it cannot be written. */
export function certifyVerdicts(
  folder: string,
  { spec, flags, input, options, repair, judged }: Verified,
  terminal: Terminal,
): Promise<boolean> {
  const { holes, keepGoing = false, normalForm = false } = flags;
  const certified = {
    command: 'verify' as const,
    spec,
    overlays: flags.overlay ?? [],
    contract: input.contract,
    initial: input.initial,
    solver: options.solver,
    options: { ...certifiedOptions(flags), holes, keepGoing, repair, normalForm },
    entries: judged.map(({ trajectory, judgement, queries }) => ({
      id: trajectory.id,
      trajectories: [toJson(trajectoryValue(trajectory))],
      result: judgementJson(judgement),
      queries,
    })),
  };
  return writeCertificate(folder, certified, terminal);
}
