// Decides the initial state of a trajectory on the concrete side, and whether it is one of the contract's.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { type Source, showSource } from '../base/source.ts';
import type { Contract } from '../contract/contract.ts';
import type { Cause } from '../contract/outcome.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { isLegal } from '../simulate/legality.ts';
import { pathInJson } from '../simulate/path-in-json.ts';
import type { PlacePath } from '../simulate/place-path.ts';
import { stateOf } from '../simulate/read-state.ts';
import { initialState, type State } from '../simulate/state.ts';
import type { VerifyOptions } from './options.ts';

// Many trajectories start in one state: it is read and checked once.
const checked = new WeakMap<Contract, WeakMap<object, Checked<State>>>();

/** The state of `reset` or of a given initial state, with complaints if it does not satisfy the contract. */
export function concreteStart(contract: Contract, initial: Exclude<InitialState, { kind: 'any' }>, options: VerifyOptions): Checked<State> {
  const perContract = checked.get(contract) ?? new WeakMap<object, Checked<State>>();
  checked.set(contract, perContract);
  const identity = initial.kind === 'given' && typeof initial.state === 'object' && initial.state !== null ? initial.state : contract;
  const known = perContract.get(identity);
  if (known) return known;
  const read = initial.kind === 'given' ? stateOf(contract, initial.state) : initialState(contract);
  const result = read.value === null ? read : legal(contract, initial, read.value, read.diagnostics, options);
  perContract.set(identity, result);
  return result;
}

function legal(
  contract: Contract,
  initial: InitialState,
  state: State,
  diagnostics: readonly Diagnostic[],
  options: VerifyOptions,
): Checked<State> {
  const illegal = isLegal(contract, state, { now: options.now, limits: options.limits });
  if (illegal === null) return { value: state, diagnostics };
  const { message, source } = illegal.kind === 'illegal' ? reasonOf(illegal.cause) : { ...illegal, source: null };
  const complaint: Diagnostic = {
    code: 'illegal-initial-state',
    severity: 'error',
    message: `the initial state does not satisfy the contract: ${message}`,
  };
  const place = illegal.kind === 'illegal' ? illegal.place : null;
  return { value: null, diagnostics: [...diagnostics, { ...complaint, ...whereIn(contract, initial, place, source) }] };
}

/** A state that was handed over is wrong there; what it should be is said in the contract. */
function whereIn(
  contract: Contract,
  initial: InitialState,
  place: PlacePath | null,
  source: Source | null,
): Pick<Diagnostic, 'source' | 'path' | 'hint'> {
  const of = source === null ? {} : { source };
  if (initial.kind !== 'given') return of;
  if (place === null) return { ...of, path: [] };
  const hint = source === null ? {} : { hint: `${showSource(source)} asks for it` };
  return { path: pathInJson(contract, initial.state, place), ...hint };
}

// Only of an invariant the rule says something that the message does not.
function reasonOf({ kind, rule, message, source }: Cause): { readonly message: string; readonly source: Source | null } {
  return { message: kind === 'invariant' && message !== rule ? `${message} (${rule})` : message, source };
}
