// Decides how one step of a trajectory ends, in every case: what can go wrong, in deciding order, and the state and answer of success.

import type { Timestamp } from '../base/value.ts';
import type { Requirement } from '../contract/contract.ts';
import { type Cause, FAULT } from '../contract/outcome.ts';
import { ruleHolds } from './claims/evaluate-rule.ts';
import { invariantHoldsAfter, type Touched } from './claims/invariants.ts';
import { keyText } from './collection/key.ts';
import type { Context } from './context.ts';
import { applyIssues, applyWrites } from './effects/apply.ts';
import { createChoices } from './effects/choices.ts';
import { planEffects } from './effects/effects.ts';
import type { PlannedWrite, Problem } from './effects/plan.ts';
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
import type { Symbolic } from './value.ts';

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
  const { context, contract } = execution;
  const { operation } = request;
  const choices = createChoices(execution, moment.step);
  const sight: Sight = { state: before, before: null, request, response: null, now: moment.now, fresh: null };
  cases.end('unformed', request.unformed, 0, null);
  for (const refusal of refusalsOf(context, request)) cases.end('refused', refusal.condition, refusal.status, refusal.cause);
  for (const requirement of operation.preconditions) {
    if (cases.decided()) return null;
    cases.end('refused', failsAt(execution, sight, requirement), requirement.status, causeOf(requirement));
  }
  if (cases.decided()) return null;
  const effectSight: Sight = { ...sight, fresh: (name, ordinal) => choices.fresh(before, name, ordinal) };
  const plan = planEffects(execution, operation, effectSight, moment.step, choices);
  cases.endAll(plan.problems);
  if (cases.decided()) return null;
  const issued = applyIssues(before, choices.issued(), moment.step);
  const written = applyWrites(context, issued, plan.writes, context.factory.true);
  const settled = settleReferences(execution, written, plan.writes);
  const writes = [...plan.writes, ...settled.cascades];
  cases.endAll(settled.problems);
  cases.endAll(recordProblems(execution, settled.state, writes));
  if (cases.decided()) return null;
  const after = settled.state;
  const answerSight: Sight = { ...sight, state: after, before, fresh: (name, ordinal) => choices.fresh(after, name, ordinal) };
  const answer = answerOf(execution, operation, answerSight, plan.records, choices);
  cases.endAll(answer.problems);
  const response = { status: numberValue(answer.status), body: answer.body };
  for (const requirement of operation.postconditions) {
    if (cases.decided()) return null;
    cases.end('fault', failsAt(execution, { ...answerSight, response, fresh: null }, requirement), FAULT, causeOf(requirement));
  }
  const touched = touchedBy(writes);
  for (const invariant of contract.invariants) {
    if (cases.decided()) return null;
    const holds = invariantHoldsAfter(execution, after, invariant, touched, moment.now);
    cases.end('fault', context.factory.not(holds), FAULT, causeOf(invariant));
  }
  // Success includes that all invariants hold.
  const state = { ...after, holding: new Set(contract.invariants.map((invariant) => invariant.id)) };
  return cases.decided() ? null : { state, answer, writes };
}

function failsAt(execution: Execution, sight: Sight, requirement: Requirement): Term {
  return execution.context.factory.not(ruleHolds(execution, sight, requirement.rule.expression));
}

function causeOf({ kind, id, rule, message, layer }: Requirement): Cause {
  return { kind, id, rule: rule.text, message: message ?? 'the rule does not hold', layer, source: rule.source };
}

function touchedBy(writes: readonly PlannedWrite[]): Touched {
  const touched = new Map<string, Map<string, Symbolic>>();
  for (const write of writes) {
    const keys = touched.get(write.root) ?? new Map<string, Symbolic>();
    touched.set(write.root, keys);
    const [key] = write.path;
    if (key !== undefined) keys.set(keyText(key), key);
  }
  return new Map([...touched].map(([root, keys]) => [root, [...keys.values()]]));
}

/** Collects the cases of a step, each where none before it decides. */
interface Cases {
  end(kind: 'unformed' | 'refused' | 'fault', condition: Term, status: number, cause: Cause | null): void;
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
    const here = factory.and([open, condition]);
    if (here === factory.false) return;
    cases.push({ kind, condition: here, status: factory.int(status), cause });
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
      const all: readonly Case[] = [...cases, { kind: 'success', condition: open, status, cause: null }];
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
