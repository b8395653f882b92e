// Decides what commands about a contract alone read: the contract, and the state in which it starts.

import type { Contract, Layer } from '../contract/contract.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { loadContractFiles } from '../files/contract.ts';
import { readInitial } from '../files/initial.ts';
import type { Terminal } from './terminal.ts';
import { misreadState } from './verify-input.ts';

export interface ContractInput {
  readonly contract: Contract;
  readonly initial: InitialState;
}

/** What of the flags says what is read. */
export interface ContractFlags {
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
  readonly layers: readonly Layer[];
  readonly initial: string;
  /** False for `--no-infer`. */
  readonly infer?: boolean;
}

/** Null after errors, all of which have been reported. */
export function readContractInput(
  spec: string,
  { overlay = [], allow = [], layers, initial, infer = true }: ContractFlags,
  terminal: Terminal,
): ContractInput | null {
  const contract = loadContractFiles({ document: spec, overlays: overlay, layers, allow, infer });
  const start = readInitial(initial);
  if (terminal.report([...contract.diagnostics, ...start.diagnostics]) || !contract.value || !start.value) return null;
  if (terminal.report(misreadState(contract.value, start.value, initial))) return null;
  return { contract: contract.value, initial: start.value };
}
