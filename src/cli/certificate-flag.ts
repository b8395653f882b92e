// Decides the flag `--certificate`: a folder with everything that a result rests on, for `recheck`.

import { toJson } from '../base/json.ts';
import type { Contract } from '../contract/contract.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { type CertificateEntry, type CertificateOptions, type CertifiedCommand, certificateFiles } from '../evidence/certificate.ts';
import { prepareFolder, writeFolder } from '../files/folder.ts';
import { inferredPath } from '../infer/overlay/overlay.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import type { SolverSource } from '../verify/options.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export const CERTIFICATE_FLAG = '--certificate <folder>';
export const CERTIFICATE_HELP = 'write what the result rests on, with every question to the solver, to a new folder, for recheck';

export interface Certified {
  readonly command: CertifiedCommand;
  readonly spec: string;
  readonly overlays: readonly string[];
  readonly contract: Contract;
  /** Null: each trajectory's own. */
  readonly initial: InitialState | null;
  readonly options: CertificateOptions;
  readonly solver: SolverSource;
  readonly entries: readonly CertificateEntry[];
}

/** True if the folder cannot be written to, which is found out before the work is done. */
export function refusesCertificate(folder: string | undefined, terminal: Terminal): boolean {
  return folder !== undefined && terminal.report(prepareFolder(folder));
}

/** Writes the certificate. True if it cannot be written. */
export async function writeCertificate(folder: string, certified: Certified, terminal: Terminal): Promise<boolean> {
  const { contract, spec, initial } = certified;
  const document = normalisePath(spec);
  const inferred = normalisePath(inferredPath(spec));
  const backend = await certified.solver();
  const files = certificateFiles({
    version: version(),
    solver: { backend: backend.name, version: backend.version },
    command: certified.command,
    document,
    overlays: [...(contract.files.has(inferred) ? [inferred] : []), ...certified.overlays.map(normalisePath)],
    files: contract.files,
    initial: initial?.kind === 'given' ? { state: `${toJson(initial.state)}\n` } : { word: initial?.kind ?? null },
    options: certified.options,
    entries: certified.entries,
  });
  return terminal.report(writeFolder(folder, files));
}
