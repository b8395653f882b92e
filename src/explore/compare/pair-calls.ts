// Decides what is asked about two operations: where the one accepts, every way in which the other may end, and whether they answer differently.

import type { Timestamp } from '../../base/value.ts';
import type { Cause } from '../../contract/outcome.ts';
import { lookUp } from '../../symbolic/collection/read.ts';
import { equalSymbolic } from '../../symbolic/equality.ts';
import { executeStep } from '../../symbolic/execute.ts';
import type { Choice, Execution } from '../../symbolic/execution.ts';
import { directionOf } from '../../symbolic/free/leaf.ts';
import { argument, type CallForm, type CallSlot, requestOf } from '../../symbolic/free-step/free-step.ts';
import { validity } from '../../symbolic/schema/validity.ts';
import { writesSince } from '../../symbolic/settle.ts';
import { collectionOf, type SymbolicState, variableOf } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import type { Case, Transition } from '../../symbolic/transition.ts';
import type { Symbolic, SymbolicCollection } from '../../symbolic/value.ts';
import { causeKey, type OutcomeKey } from '../check/outcome-key.ts';
import type { Direction } from './pair.ts';
import { pathNames } from './path-names.ts';
import { sameSchema } from './same-schema.ts';

/** One form of the request, taken by both. */
export interface PairCall {
  readonly form: CallForm;
  readonly chosen: Term;
  readonly args: readonly Symbolic[];
  readonly accepting: Transition;
  readonly other: Transition;
  /** Numbers the choices of the server of either. */
  readonly step: number;
}

/** A way in which a request that one accepts can be taken by the other. */
export interface AskedQuestion {
  readonly key: OutcomeKey;
  /** Null for questions about requests that both accept, or both refuse. */
  readonly cause: Cause | null;
  readonly condition: Term;
}

/** Key of the question whether both accept and answer differently. */
export const UNLIKE: OutcomeKey = 'accepted with other effects';
/** Key of the question whether one server may choose what the other may not, where both accept. */
export const CHOSEN: OutcomeKey = 'accepted with other choices';
/** Key of the question whether both refuse with other statuses. */
export const REFUSED: OutcomeKey = 'refused with another status';

export interface PairSetting extends Direction {
  readonly execution: Execution;
  readonly otherExecution: Execution;
  readonly start: SymbolicState;
}

/** Executes every form of the request by both. */
export function pairCalls(
  { accepting, other, execution, otherExecution, start }: PairSetting,
  forms: readonly CallForm[],
  { now, credentials }: { readonly now: Timestamp; readonly credentials: ReadonlyMap<string, string> },
): readonly PairCall[] {
  const { factory } = execution.context;
  const choice = factory.apply('form', 'int');
  const names = pathNames(accepting.operation, other.operation);
  const own = accepting.symbolic.operations.get(accepting.operation.id);
  const partner = other.symbolic.operations.get(other.operation.id);
  if (own === undefined || partner === undefined) throw new Error(`there is no operation ${other.operation.id}`);
  return forms.map((form, step): PairCall => {
    const chosen = factory.equal(choice, factory.int(step));
    const args = form.slots.map((slot) => argument(execution, slot, `call ${step}`, chosen));
    const request = { ...requestOf(execution, form, args, credentials), operation: own };
    const slots = form.slots.map((slot): CallSlot => (slot.in === 'path' ? { ...slot, name: names.get(slot.name) ?? slot.name } : slot));
    const sent = { ...requestOf(otherExecution, { ...form, slots }, args, credentials), operation: partner };
    return {
      form,
      chosen,
      args,
      accepting: executeStep(execution, start, request, { step, now }),
      other: executeStep(otherExecution, start, sent, { step, now }),
      step,
    };
  });
}

/** The questions, each with the condition that a state and a request must satisfy. `shared` are the roots that both know. */
export function questionsOf(
  execution: Execution,
  otherExecution: Execution,
  start: SymbolicState,
  calls: readonly PairCall[],
  shared: readonly string[],
): readonly AskedQuestion[] {
  const { factory } = execution.context;
  const causes = new Map<OutcomeKey, Cause>();
  const terms = new Map<OutcomeKey, Term[]>();
  const unlike: Term[] = [];
  const chosen: Term[] = [];
  for (const call of calls) {
    const accepted = factory.and([call.chosen, call.accepting.success]);
    for (const { kind, cause, condition } of call.other.cases) {
      if ((kind !== 'refused' && kind !== 'fault') || cause === null) continue;
      const key = causeKey(kind, cause);
      if (!causes.has(key)) causes.set(key, cause);
      terms.set(key, [...(terms.get(key) ?? []), factory.and([accepted, condition])]);
    }
    const both = factory.and([accepted, call.other.success, sameChoices(execution, otherExecution, call.step)]);
    if (both !== factory.false) unlike.push(factory.and([both, factory.not(sameResults(execution, start, call, shared))]));
    chosen.push(factory.and([accepted, call.other.success, otherChoices(execution, otherExecution, call.step)]));
  }
  const refusals = [...causes].map(([key, cause]): AskedQuestion => ({ key, cause, condition: factory.or(terms.get(key) ?? []) }));
  return [
    ...refusals,
    { key: UNLIKE, cause: null, condition: factory.or(unlike) },
    { key: CHOSEN, cause: null, condition: factory.or(chosen) },
    { key: REFUSED, cause: null, condition: factory.or(calls.map((call) => refusedOtherwise(execution, call))) },
  ];
}

/** Both refuse, and answer with different statuses. */
function refusedOtherwise({ context: { factory } }: Execution, { chosen, accepting, other }: PairCall): Term {
  const refusals = (transition: Transition): readonly Case[] =>
    transition.cases.filter(({ kind }) => kind === 'refused' || kind === 'fault');
  const unequal = refusals(accepting).flatMap((a) =>
    refusals(other).map((b) => {
      const isUnequal = factory.not(factory.equal(a.status, b.status));
      return isUnequal === factory.false ? factory.false : factory.and([a.condition, b.condition, isUnequal]);
    }),
  );
  return factory.and([chosen, factory.or(unequal)]);
}

/** Choices of a step that both make at one place within different schemas. */
export function unequalChoices(execution: Execution, otherExecution: Execution, step: number): readonly UnequalChoice[] {
  const { schemas } = execution.context;
  return [...execution.choices].flatMap(([key, choice]) => {
    const other = otherExecution.choices.get(key);
    if (choice.step !== step || other === undefined) return [];
    const isSame = sameSchema({ schema: choice.schema, schemas }, { schema: other.schema, schemas });
    return isSame ? [] : [{ choice, other }];
  });
}

export interface UnequalChoice {
  readonly choice: Choice;
  readonly other: Choice;
}

/** At a place where both servers choose, one chooses what the other may not. */
function otherChoices(execution: Execution, otherExecution: Execution, step: number): Term {
  const { context } = execution;
  const outside = unequalChoices(execution, otherExecution, step).flatMap(({ choice, other }) => {
    const direction = directionOf({ kind: 'choice', step, place: choice.place });
    return [validity(context, other.schema, choice.value, direction), validity(context, choice.schema, other.value, direction)];
  });
  return context.factory.not(context.factory.and(outside));
}

/** At the places where both servers choose, they choose the same. */
function sameChoices(execution: Execution, otherExecution: Execution, step: number): Term {
  const { context } = execution;
  const shared = [...execution.choices].flatMap(([key, choice]) => {
    const other = otherExecution.choices.get(key);
    return choice.step !== step || other === undefined ? [] : [equalSymbolic(context, choice.value, other.value)];
  });
  return context.factory.and(shared);
}

function sameResults({ context }: Execution, start: SymbolicState, { accepting, other }: PairCall, shared: readonly string[]): Term {
  const { factory } = context;
  const [body, otherBody] = [accepting.response.body, other.response.body];
  const sameBody = body === null || otherBody === null ? factory.bool(body === otherBody) : equalSymbolic(context, body, otherBody);
  const roots = shared.map((name) =>
    start.collections.has(name)
      ? sameRecords(context, collectionOf(start, name), collectionOf(accepting.state, name), collectionOf(other.state, name))
      : equalSymbolic(context, variableOf(accepting.state, name), variableOf(other.state, name)),
  );
  return factory.and([factory.equal(accepting.response.status, other.response.status), sameBody, ...roots]);
}

/** Both come from one collection: they can differ only where one of them was written. The order of records is no matter. */
function sameRecords(context: Execution['context'], before: SymbolicCollection, a: SymbolicCollection, b: SymbolicCollection): Term {
  const { factory } = context;
  const writes = [...writesSince(before, a), ...writesSince(before, b)];
  const keys = new Map(writes.map((write) => [write.keyText, write.key] as const));
  return factory.and(
    [...keys.values()].map((key) => {
      const [ours, theirs] = [lookUp(context, a, key), lookUp(context, b, key)];
      const sameRecord = factory.implies(ours.present, equalSymbolic(context, ours.record, theirs.record));
      return factory.and([factory.equal(ours.present, theirs.present), sameRecord]);
    }),
  );
}
