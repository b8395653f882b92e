// Decides the flag `--certificate`: a folder with everything that a result rests on, for `recheck`.

import { toJson } from '../base/json.ts';
import type { Contract } from '../contract/contract.ts';
import type { InitialState } from '../contract/trajectory.ts';
import {
  type CertificateEntry,
  type CertificateOptions,
  type CertifiedCommand,
  certificateFiles,
  type LoadedFrom,
  NO_OPTIONS,
} from '../evidence/certificate.ts';
import { prepareFolder, writeFolder } from '../files/folder.ts';
import { inferredPath } from '../infer/overlay/overlay.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import type { SolverSource } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export const CERTIFICATE_FLAG = '--certificate <folder>';
export const CERTIFICATE_HELP = 'write what the result rests on, with every question to the solver, to a new folder, for recheck';

/** A contract and the files that were named for it. */
export interface CertifiedContract {
  readonly spec: string;
  readonly overlays: readonly string[];
  readonly contract: Contract;
}

export interface Certified extends CertifiedContract {
  readonly command: CertifiedCommand;
  /** Of `compare`. */
  readonly against?: CertifiedContract;
  /** Null: each trajectory's own. */
  readonly initial: InitialState | null;
  readonly options: CertificateOptions;
  readonly solver: SolverSource;
  readonly entries: readonly CertificateEntry[];
}

/** What flags of all commands say. */
interface CommonFlags {
  readonly layers: CertificateOptions['layers'];
  readonly scope: number;
  readonly rlimit: number;
  readonly timeout: number;
  readonly seed: number;
}

/** True if the folder cannot be written to, which is found out before the work is done. */
export function refusesCertificate(folder: string | undefined, terminal: Terminal): boolean {
  return folder !== undefined && terminal.report(prepareFolder(folder));
}

/** Where questions are recorded: nowhere unless there is a folder to write them to. */
export function recorded(folder: string | undefined): {
  readonly queries: readonly Query[];
  readonly record: ((query: Query) => void) | null;
} {
  const queries: Query[] = [];
  return { queries, record: folder === undefined ? null : (query) => void queries.push(query) };
}

/** What flags of all commands say; what a command does not have is as nothing. */
export function certifiedOptions({ layers, scope, rlimit, timeout, seed }: CommonFlags): CertificateOptions {
  return { ...NO_OPTIONS, layers, scope, rlimit, timeoutMs: timeout, seed };
}

/** Writes the certificate. True if it cannot be written. */
export async function writeCertificate(folder: string, certified: Certified, terminal: Terminal): Promise<boolean> {
  const { contract, against, initial } = certified;
  const backend = await certified.solver();
  const files = certificateFiles({
    version: version(),
    solver: { backend: backend.name, version: backend.version },
    command: certified.command,
    contract: loadedFrom(certified),
    against: against === undefined ? null : loadedFrom(against),
    files: new Map([...(against?.contract.files ?? []), ...contract.files]),
    initial: initial?.kind === 'given' ? { state: `${toJson(initial.state)}\n` } : { word: initial?.kind ?? null },
    options: certified.options,
    entries: certified.entries,
  });
  return terminal.report(writeFolder(folder, files));
}

/** What was inferred is an overlay too, before all others. */
function loadedFrom({ spec, overlays, contract }: CertifiedContract): LoadedFrom {
  const inferred = normalisePath(inferredPath(spec));
  const own = contract.files.has(inferred) ? [inferred] : [];
  return { document: normalisePath(spec), overlays: [...own, ...overlays.map(normalisePath)] };
}
