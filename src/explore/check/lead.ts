// Decides which steps go before the one that is asked about: so many free ones, each a success, through states that all differ.

import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Execution } from '../../symbolic/execution.ts';
import { decodeSymbolic } from '../../symbolic/free-decode.ts';
import { type CallForm, type FreeCall, type FreeStep, freeStep } from '../../symbolic/free-step/free-step.ts';
import { createInterpreter } from '../../symbolic/interpret.ts';
import type { Model } from '../../symbolic/model.ts';
import type { SymbolicState } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import type { Argument, Call } from '../call.ts';
import { sameState } from '../equivalence/same-end.ts';
import { orderFree } from '../order-free.ts';

/** Free steps from a state. */
export interface Lead {
  readonly steps: readonly FreeStep[];
  /** The state after them. */
  readonly state: SymbolicState;
  /** Holds where every step succeeds, with whatever status. */
  readonly assumed: readonly Term[];
}

export interface LeadOptions {
  readonly length: number;
  readonly now: Timestamp;
  readonly credentials: ReadonlyMap<string, string>;
}

/**
 * So many free steps. That their states differ is assumed where no rule can tell states of equal content apart: a shortest way to a state never
 * comes through one state twice.
 */
export function leadFrom(execution: Execution, start: SymbolicState, forms: readonly CallForm[], options: LeadOptions): Lead {
  const { length, now, credentials } = options;
  const { context, contract } = execution;
  const { factory } = context;
  const states = [start];
  const steps: FreeStep[] = [];
  const assumed: Term[] = [];
  let state = start;
  for (let index = 0; index < length; index += 1) {
    const step = freeStep(execution, state, forms, { index, now, credentials });
    assumed.push(factory.or(step.calls.map(({ chosen, transition }) => factory.and([chosen, transition.success]))));
    state = step.state;
    if (isOrderFree(contract)) {
      for (const before of states) {
        const same = sameState(context, before, state).map(({ term }) => term);
        assumed.push(factory.not(factory.and(same)));
      }
    }
    states.push(state);
    steps.push(step);
  }
  return { steps, state, assumed };
}

function isOrderFree(contract: Contract): boolean {
  const unordered = orderFree(contract, []);
  return [...contract.collections.keys()].every((name) => unordered.has(name));
}

/** The call that is made of several in a model; null where its arguments cannot be told. */
export function callIn(
  execution: Execution,
  model: Model,
  calls: readonly FreeCall[],
  complete: Parameters<typeof decodeSymbolic>[3],
): { readonly call: Call; readonly step: number } | null {
  const interpret = createInterpreter(model);
  const made = calls.find(({ chosen }) => interpret(chosen) === true) ?? calls[0];
  const args = made?.args.map((value) => decodeSymbolic(execution.context, model, value, complete));
  if (made === undefined || args === undefined || !args.every((value): value is Value => value !== undefined)) return null;
  const slots = made.form.slots.map(({ in: part, name }, i): Argument => ({ in: part, name, value: args[i] ?? null }));
  return { call: { operation: made.form.operation, args: slots }, step: made.step };
}
