// Decides what a step is of which nothing is known but that it succeeds: one of several operations, with any arguments.

import type { Timestamp } from '../../base/value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { RequestPart } from '../../contract/expression.ts';
import type { Schema } from '../../contract/schema.ts';
import { executeStep } from '../execute.ts';
import type { Execution } from '../execution.ts';
import { freeValue } from '../free.ts';
import type { SymbolicState } from '../state.ts';
import type { Term } from '../term.ts';
import type { SentPart, SymbolicRequest, Transition } from '../transition.ts';
import type { Symbolic } from '../value.ts';
import { known, objectValue } from '../values.ts';
import { either } from './either.ts';

/** A form that a call may have: the operation, and which of its parameters and body it sends. */
export interface CallForm {
  readonly operation: Operation;
  readonly slots: readonly CallSlot[];
}

export interface CallSlot {
  readonly in: RequestPart;
  /** Name of the parameter; empty for the body. */
  readonly name: string;
  readonly schema: Schema;
}

/** One form as it may be chosen at a step. */
export interface FreeCall {
  readonly form: CallForm;
  /** When this is the call that is made. */
  readonly chosen: Term;
  /** What is sent, in the order of the slots. */
  readonly args: readonly Symbolic[];
  readonly transition: Transition;
  /** Numbers the server's choices in it. */
  readonly step: number;
}

export interface FreeStep {
  readonly calls: readonly FreeCall[];
  /** One of the calls is made, and succeeds with 2xx. */
  readonly happens: Term;
  /** The state after. */
  readonly state: SymbolicState;
}

const SUCCESS_MIN = 200;
const SUCCESS_MAX = 299;

/** A step with any of the calls. `index` counts the steps; credentials are sent with every call. */
export function freeStep(
  execution: Execution,
  before: SymbolicState,
  forms: readonly CallForm[],
  { index, now, credentials }: { readonly index: number; readonly now: Timestamp; readonly credentials: ReadonlyMap<string, string> },
): FreeStep {
  const { factory } = execution.context;
  const choice = factory.apply(`call ${index}`, 'int');
  const calls = forms.map((form, number): FreeCall => {
    const chosen = factory.equal(choice, factory.int(number));
    const args = form.slots.map((slot) => argument(execution, slot, `call ${index} ${number} ${form.operation.id}`, chosen));
    const step = index * forms.length + number;
    const transition = executeStep(execution, before, requestOf(execution, form, args, credentials), { step, now });
    return { form, chosen, args, transition, step };
  });
  const succeeded = calls.map(({ chosen, transition }) =>
    factory.and([chosen, transition.success, isSuccessStatus(execution, transition)]),
  );
  return {
    calls,
    happens: factory.or(succeeded),
    state: either(
      execution.context,
      before,
      calls.map(({ chosen, transition }) => ({ guard: chosen, state: transition.state })),
    ),
  };
}

function isSuccessStatus({ context: { factory } }: Execution, { response: { status } }: Transition): Term {
  return factory.and([factory.lessOrEqual(factory.int(SUCCESS_MIN), status), factory.lessOrEqual(status, factory.int(SUCCESS_MAX))]);
}

/**
 * An unknown argument. What is assumed of it counts only where the call is made: that one call has no arguments keeps the others from nothing.
 */
export function argument({ context }: Execution, { in: part, name, schema }: CallSlot, prefix: string, chosen: Term): Symbolic {
  return freeValue(context, { origin: { kind: 'hole', name: `${prefix} ${part}.${name}` }, schema, exists: chosen });
}

/** The request of a call: its arguments, and the credentials that the operation asks for. */
export function requestOf(
  execution: Execution,
  { operation, slots }: CallForm,
  args: readonly Symbolic[],
  credentials: ReadonlyMap<string, string>,
): SymbolicRequest {
  const { context } = execution;
  const sent: Record<SentPart, Map<string, Symbolic>> = { path: new Map(), query: new Map(), header: new Map(), cookie: new Map() };
  for (const scheme of operation.security.flat()) {
    const credential = credentials.get(scheme.name);
    if (credential !== undefined)
      sent[scheme.in].set(scheme.in === 'header' ? scheme.parameter.toLowerCase() : scheme.parameter, known(credential));
  }
  let body: Symbolic | null = null;
  slots.forEach(({ in: part, name }, i) => {
    const value = args[i];
    if (value === undefined) return;
    if (part === 'body') body = value;
    else sent[part].set(part === 'header' ? name.toLowerCase() : name, value);
  });
  return {
    operation,
    sent,
    path: objectValue(sent.path, context),
    query: objectValue(sent.query, context),
    header: objectValue(sent.header, context),
    cookie: objectValue(sent.cookie, context),
    body,
    params: objectValue([], context),
    unformed: context.factory.false,
  };
}
