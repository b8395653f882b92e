// Decides what `envfactory verify` reads: the contract, the trajectories that were chosen, and the state in which they start.

import type { Diagnostic } from '../base/diagnostic.ts';
import { codeFrame } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Contract } from '../contract/contract.ts';
import type { Locate } from '../contract/reading.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { loadContractFiles } from '../files/contract.ts';
import { readInitial } from '../files/initial.ts';
import { locateIn } from '../files/locate.ts';
import { readText, STANDARD_INPUT } from '../files/read.ts';
import { readTrajectories } from '../files/trajectories.ts';
import { stateOf } from '../simulate/read-state.ts';
import type { Terminal } from './terminal.ts';
import type { VerifyFlags } from './verify-flags.ts';

/** What is judged. */
export interface VerifyInput {
  readonly contract: Contract;
  readonly trajectories: readonly Trajectory[];
  /** Null: each trajectory's own. */
  readonly initial: InitialState | null;
  /** Where parts of that state stand in its file; null where it is from none. */
  readonly start: Locate | null;
}

/** What of the flags says what is read. */
type InputFlags = Partial<Pick<VerifyFlags, 'infer'>> & Pick<VerifyFlags, 'overlay' | 'layers' | 'allow' | 'initial' | 'only'>;

/** The files of the command line; null after errors, all of which have been reported. */
export function readVerifyInput(spec: string, files: readonly string[], flags: InputFlags, terminal: Terminal): VerifyInput | null {
  const { overlay = [], layers, allow = [], initial: start, infer = true } = flags;
  if (terminal.report(readOnce([spec, ...overlay, ...files, ...(start === undefined ? [] : [start])]))) return null;
  const contract = loadContractFiles({ document: spec, overlays: overlay, layers, allow, infer });
  const trajectories = readTrajectories(files);
  const initial = start === undefined ? null : readInitial(start);
  const problems = [...contract.diagnostics, ...trajectories.diagnostics, ...(initial?.diagnostics ?? [])];
  if (terminal.report(problems) || !contract.value || !trajectories.value) return null;
  if (initial?.value && start !== undefined && terminal.report(misreadState(contract.value, initial.value, start))) return null;
  const chosen = choose(trajectories.value, flags.only ?? [], terminal);
  const given = initial?.value?.kind === 'given' && start !== undefined ? placesOfState(start) : null;
  return chosen && { contract: contract.value, trajectories: chosen, initial: initial?.value ?? null, start: given };
}

/** What is wrong with the names and keys of a state in a file, before it is a complaint about every trajectory. */
export function misreadState(contract: Contract, initial: InitialState, file: string): readonly Diagnostic[] {
  if (initial.kind !== 'given' || stateOf(contract, initial.state).value !== null) return [];
  const text = file === STANDARD_INPUT ? null : readText(file).value;
  const { diagnostics } = stateOf(contract, initial.state, placesOfState(file));
  return text === null ? diagnostics : diagnostics.map((d) => (d.source ? { ...d, frame: codeFrame(text, d.source) } : d));
}

/** The file is read again when a place is asked for, as long as it can be. */
function placesOfState(file: string): Locate {
  let locate: Locate | null = null;
  return (path, of) => {
    const text = locate !== null || file === STANDARD_INPUT ? null : readText(file).value;
    locate ??= text === null ? () => ({ file, line: 1, column: 1 }) : locateIn(text, file);
    return locate(path, of);
  };
}

function readOnce(paths: readonly string[]): readonly Diagnostic[] {
  if (paths.filter((path) => path === STANDARD_INPUT).length <= 1) return [];
  return [{ code: 'standard-input-twice', severity: 'error', message: 'standard input (-) can stand for one file only' }];
}

function choose(trajectories: readonly Trajectory[], only: readonly string[], terminal: Terminal): readonly Trajectory[] | null {
  if (only.length === 0) return trajectories;
  const ids = trajectories.map(({ id }) => id);
  const complaints = only.filter((id) => !ids.includes(id)).map((id) => unknownTrajectory(id, ids));
  return terminal.report(complaints) ? null : trajectories.filter(({ id }) => only.includes(id));
}

function unknownTrajectory(id: string, ids: readonly string[]): Diagnostic {
  return { code: 'unknown-trajectory', severity: 'error', message: `there is no trajectory '${id}'`, ...didYouMean(id, ids) };
}
