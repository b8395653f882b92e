// Decides how one step of a trajectory ends, in every case: what can go wrong, in deciding order, and the state and answer of success.

import type { Timestamp } from '../base/value.ts';
import type { Contract, Operation, Requirement } from '../contract/contract.ts';
import { type Cause, FAULT } from '../contract/outcome.ts';
import { ruleHolds } from './claims/evaluate-rule.ts';
import { invariantHoldsAfter, type Touched, type TouchedKey } from './claims/invariants.ts';
import { keyText } from './collection/key.ts';
import type { Context } from './context.ts';
import { applyIssues, applyWrites } from './effects/apply.ts';
import { type Choices, createChoices } from './effects/choices.ts';
import { planEffects } from './effects/effects.ts';
import type { PlannedWrite, Problem, WrittenRecord } from './effects/plan.ts';
import { recordProblems } from './effects/record-check.ts';
import { settleReferences } from './effects/references.ts';
import type { Execution } from './execution.ts';
import type { Sight } from './frame.ts';
import { numberValue } from './normal.ts';
import { refusalsOf } from './request/accept.ts';
import { type Answer, answerOf } from './response.ts';
import type { SymbolicState } from './state.ts';
import type { Term } from './term.ts';
import type { Case, StepWrite, SymbolicRequest, Transition } from './transition.ts';

/** Which step it is, which names the server's choices, and when it happens. */
export interface Moment {
  readonly step: number;
  readonly now: Timestamp;
}

/** One request against a state. Each request has exactly one outcome in each case; nothing is said here about which case is claimed. */
export function executeStep(execution: Execution, before: SymbolicState, request: SymbolicRequest, moment: Moment): Transition {
  const cases = createCases(execution.context);
  const success = attempt(execution, before, request, moment, cases);
  return cases.finish(before, success);
}

/** What success leads to. */
interface Success {
  readonly state: SymbolicState;
  readonly answer: Pick<Answer, 'status' | 'body'>;
  readonly writes: readonly PlannedWrite[];
}

/** Runs through the deciding order; null as soon as success is excluded. */
function attempt(execution: Execution, before: SymbolicState, request: SymbolicRequest, moment: Moment, cases: Cases): Success | null {
  const sight: Sight = { state: before, before: null, request, response: null, now: moment.now, fresh: null };
  if (!isAccepted(execution, request, sight, cases)) return null;
  const choices = createChoices(execution, request.operation, moment.step);
  const done = perform(execution, request.operation, sight, moment.step, choices, cases);
  if (done === null) return null;
  const after: Sight = { ...sight, state: done.state, before, fresh: (name, ordinal) => choices.fresh(done.state, name, ordinal) };
  const answer = answerOf(execution, request.operation, after, done.records, choices);
  cases.endAll(answer.problems);
  const response = { status: numberValue(answer.status), body: answer.body };
  if (!keepsPromises(execution, request.operation, { ...after, response, fresh: null }, done.writes, cases)) return null;
  return { state: { ...done.state, holding: allInvariants(execution) }, answer, writes: done.writes };
}

/** Security, schema and preconditions. */
function isAccepted(execution: Execution, request: SymbolicRequest, sight: Sight, cases: Cases): boolean {
  cases.end('unformed', request.unformed, 0, null);
  for (const refusal of refusalsOf(execution.context, request)) cases.end('refused', refusal.condition, refusal.status, refusal.cause);
  for (const requirement of request.operation.preconditions) {
    if (cases.decided()) return false;
    cases.end('refused', failsAt(execution, sight, requirement), requirement.status, () => causeOf(requirement));
  }
  return !cases.decided();
}

interface Done {
  readonly state: SymbolicState;
  readonly writes: readonly PlannedWrite[];
  readonly records: readonly (WrittenRecord | null)[];
}

/** Effects, references and records. */
function perform(execution: Execution, operation: Operation, sight: Sight, step: number, choices: Choices, cases: Cases): Done | null {
  const { context } = execution;
  const before = sight.state;
  const plan = planEffects(
    execution,
    operation,
    { ...sight, fresh: (name, ordinal) => choices.fresh(before, name, ordinal) },
    step,
    choices,
  );
  cases.endAll(plan.problems);
  if (cases.decided()) return null;
  const written = applyWrites(context, applyIssues(before, choices.issued(), step), plan.writes, context.factory.true);
  const settled = settleReferences(execution, written, plan.writes);
  const writes = settled.cascades.length === 0 ? plan.writes : [...plan.writes, ...settled.cascades];
  cases.endAll(settled.problems);
  cases.endAll(recordProblems(execution, settled.state, writes));
  return cases.decided() ? null : { state: settled.state, writes, records: plan.records };
}

/** Postconditions and invariants, in sight of the state after and the response. */
function keepsPromises(execution: Execution, operation: Operation, after: Sight, writes: readonly PlannedWrite[], cases: Cases): boolean {
  for (const requirement of operation.postconditions) {
    if (cases.decided()) return false;
    cases.end('fault', failsAt(execution, after, requirement), FAULT, () => causeOf(requirement));
  }
  const touched = touchedBy(writes);
  for (const invariant of execution.contract.invariants) {
    if (cases.decided()) return false;
    const holds = invariantHoldsAfter(execution, after.state, invariant, touched, after.now);
    cases.end('fault', execution.context.factory.not(holds), FAULT, () => causeOf(invariant));
  }
  return !cases.decided();
}

const invariantIds = new WeakMap<Contract, ReadonlySet<string>>();

// Success includes that all invariants hold.
function allInvariants({ contract }: Execution): ReadonlySet<string> {
  const before = invariantIds.get(contract);
  if (before !== undefined) return before;
  const ids = new Set(contract.invariants.map((invariant) => invariant.id));
  invariantIds.set(contract, ids);
  return ids;
}

function failsAt(execution: Execution, sight: Sight, requirement: Requirement): Term {
  return execution.context.factory.not(ruleHolds(execution, sight, requirement.rule.expression));
}

function causeOf({ kind, id, rule, message, layer }: Requirement): Cause {
  return { kind, id, rule: rule.text, message: message ?? 'the rule does not hold', layer, source: rule.source };
}

function touchedBy(writes: readonly PlannedWrite[]): Touched {
  const touched = new Map<string, Map<string, TouchedKey>>();
  for (const { root, path } of writes) {
    const keys = touched.get(root) ?? new Map<string, TouchedKey>();
    touched.set(root, keys);
    const [key, property] = path;
    if (key === undefined) continue;
    const text = keyText(key);
    const name = property?.kind === 'known' && typeof property.value === 'string' ? property.value : null;
    const before = keys.get(text)?.properties ?? (keys.has(text) ? null : new Set<string>());
    keys.set(text, { key, properties: name === null || before === null ? null : new Set([...before, name]) });
  }
  return new Map([...touched].map(([root, keys]) => [root, [...keys.values()]]));
}

/** Collects the cases of a step, each where none before it decides. */
interface Cases {
  end(kind: 'unformed' | 'refused' | 'fault', condition: Term, status: number, cause: (() => Cause) | null): void;
  endAll(problems: readonly Problem[]): void;
  /** Whether the cases so far cover everything. */
  decided(): boolean;
  finish(before: SymbolicState, success: Success | null): Transition;
}

function createCases(context: Context): Cases {
  const { factory } = context;
  const cases: Case[] = [];
  let open = factory.true;
  const end: Cases['end'] = (kind, condition, status, cause) => {
    if (condition === factory.false) return;
    const here = factory.and([open, condition]);
    if (here === factory.false) return;
    cases.push({ kind, condition: here, alone: condition, status: factory.int(status), cause: cause === null ? null : cause() });
    open = factory.and([open, factory.not(condition)]);
  };
  return {
    end,
    endAll: (problems) => {
      for (const { kind, condition, status, cause } of problems) end(kind, condition, status, cause);
    },
    decided: () => open === factory.false,
    finish: (before, success) => {
      if (success === null)
        return {
          before,
          cases,
          success: factory.false,
          status: statusOf(context, cases),
          state: before,
          response: noAnswer(context),
          writes: [],
        };
      const { status, body } = success.answer;
      const all: readonly Case[] = [...cases, { kind: 'success', condition: open, alone: factory.true, status, cause: null }];
      const writes = success.writes.map(stepWrite);
      return {
        before,
        cases: all,
        success: open,
        status: statusOf(context, all),
        state: success.state,
        response: { status, body },
        writes,
      };
    },
  };
}

function noAnswer(context: Context): Transition['response'] {
  return { status: context.factory.int(0), body: null };
}

function statusOf(context: Context, cases: readonly Case[]): Term {
  const { factory } = context;
  return cases.reduceRight((otherwise, { condition, status }) => factory.ite(condition, status, otherwise), factory.int(0));
}

function stepWrite({ effect, guard, root, path, value }: PlannedWrite): StepWrite {
  return { effect, guard, root, path, value };
}
