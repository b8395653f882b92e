// Decides what of a verification goes into its certificate.

import { toJson } from '../base/json.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import type { CertificateOptions } from '../evidence/certificate.ts';
import { verdictToJson } from '../verify/json.ts';
import type { VerifyOptions } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import type { Verdict } from '../verify/verdict.ts';
import { writeCertificate } from './certificate-flag.ts';
import type { Terminal } from './terminal.ts';
import type { VerifyFlags } from './verify-flags.ts';
import type { VerifyInput } from './verify-input.ts';

export interface Verified {
  readonly spec: string;
  readonly flags: VerifyFlags;
  readonly input: VerifyInput;
  readonly options: VerifyOptions;
  readonly entries: readonly { readonly verdict: Verdict; readonly queries: readonly Query[] }[];
}

/** Writes the certificate of verdicts. True if it cannot be written. */
export function certifyVerdicts(folder: string, { spec, flags, input, options, entries }: Verified, terminal: Terminal): Promise<boolean> {
  const byId = new Map(input.trajectories.map((trajectory) => [trajectory.id, trajectory]));
  const certified = {
    command: 'verify' as const,
    spec,
    overlays: flags.overlay ?? [],
    contract: input.contract,
    initial: input.initial,
    solver: options.solver,
    options: { ...optionsOf(flags), holes: flags.holes, keepGoing: flags.keepGoing ?? false },
    entries: entries.map(({ verdict, queries }) => {
      const trajectory = byId.get(verdict.trajectory);
      return {
        id: verdict.trajectory,
        trajectory: trajectory === undefined ? null : toJson(trajectoryValue(trajectory)),
        result: verdictToJson(verdict),
        queries,
      };
    }),
  };
  return writeCertificate(folder, certified, terminal);
}

/** What flags of all commands say; what a command does not have is as nothing. */
export function optionsOf(flags: Pick<VerifyFlags, 'layers' | 'scope' | 'rlimit' | 'timeout' | 'seed'>): CertificateOptions {
  const { layers, scope, rlimit, timeout, seed } = flags;
  const common = { layers, scope, rlimit, timeoutMs: timeout, seed };
  return {
    ...common,
    holes: 'exists',
    keepGoing: false,
    goal: null,
    avoid: null,
    plans: 0,
    maxSteps: 0,
    maxCalls: 0,
    induction: null,
    lemmas: [],
    final: null,
  };
}
