// Decides what a success answers: status and body, read in the state after, or chosen by the server.

import type { Operation, ResponseBody } from '../contract/contract.ts';
import { type Cause, FAULT } from '../contract/outcome.ts';
import { recordEffects } from '../contract/rules-of.ts';
import { ANYTHING, objectsOf, type Schema } from '../contract/schema.ts';
import { evaluateRule } from './claims/evaluate-rule.ts';
import { lookUp } from './collection/read.ts';
import { slots } from './collection/slots.ts';
import type { Context } from './context.ts';
import type { Choices } from './effects/choices.ts';
import type { Problem, WrittenRecord } from './effects/plan.ts';
import { assignEntries } from './entries.ts';
import type { Execution } from './execution.ts';
import type { Sight } from './frame.ts';
import { asInteger, isObjectTerm } from './kinds.ts';
import { choose, ite } from './merge.ts';
import { listOfGuarded, NULL_VALUE, numberValue, ok, scalar } from './normal.ts';
import { collectionOf } from './state.ts';
import { toStored } from './stored.ts';
import type { Term } from './term.ts';
import type { Result, Symbolic } from './value.ts';

export interface Answer {
  readonly status: Term;
  /** Null: no body. */
  readonly body: Symbolic | null;
  readonly problems: readonly Problem[];
}

const LOWEST_STATUS = 100;
const HIGHEST_STATUS = 599;

/** The answer of the operation. `sight` sees the state after and the one before; `records` is what each effect wrote. */
export function answerOf(
  execution: Execution,
  operation: Operation,
  sight: Sight,
  records: readonly (WrittenRecord | null)[],
  choices: Choices,
): Answer {
  const { factory } = execution.context;
  const status = statusOf(execution, operation, sight);
  const seen = { status: numberValue(status.term), body: null };
  const record = writtenRecord(execution, operation, sight, records);
  const body = bodyOf(execution, operation, { ...sight, response: { ...seen, ...(record && { record }) } }, records, choices);
  const problems = [faultOf(operation, status.error, 'the status is no integer from 100 to 599')];
  const stored = body === null ? null : toStored(execution.context, body.value);
  if (body !== null && stored !== null) {
    problems.push(faultOf(operation, factory.or([body.error, stored.error]), 'the body has no value'));
  }
  const answered = { ...sight, response: { ...seen, body: stored?.value ?? null } };
  return { status: status.term, body: stored?.value ?? null, problems: [...problems, ...headerProblems(execution, operation, answered)] };
}

/** The record that the operation wrote, as it is afterwards; an error where it wrote none. */
function writtenRecord(
  { context }: Execution,
  operation: Operation,
  sight: Sight,
  records: readonly (WrittenRecord | null)[],
): Result | null {
  const { factory } = context;
  const written = recordEffects(operation.effects).flatMap((index) => records[index] ?? []);
  if (written.length === 0) return null;
  const looked = written.map(({ guard, collection, key }) => ({ guard, ...lookUp(context, collectionOf(sight.state, collection), key) }));
  const alternatives = looked.map(({ guard, present, record }) => ({ guard: factory.and([guard, present]), value: record }));
  return { value: choose(context, alternatives), error: factory.not(factory.or(alternatives.map(({ guard }) => guard))) };
}

/** Where a header has no value. What the values are, no claim asks. */
function headerProblems(execution: Execution, operation: Operation, sight: Sight): readonly Problem[] {
  const { context } = execution;
  return [...(operation.response.headers ?? [])].map(([name, rule]) => {
    const header = evaluateRule(execution, sight, rule.expression);
    const { error } = toStored(context, header.value);
    return faultOf(operation, context.factory.or([header.error, error]), `the header '${name}' has no value`);
  });
}

function statusOf(execution: Execution, { response }: Operation, sight: Sight): { readonly term: Term; readonly error: Term } {
  const { context } = execution;
  const { factory } = context;
  if (response.status === null) return { term: factory.int(response.defaultStatus), error: factory.false };
  if (typeof response.status === 'number') return { term: factory.int(response.status), error: factory.false };
  const result = evaluateRule(execution, sight, response.status.expression);
  const { term, error } = asInteger(context, result.value);
  const outside = factory.or([factory.less(term, factory.int(LOWEST_STATUS)), factory.less(factory.int(HIGHEST_STATUS), term)]);
  return { term, error: factory.or([result.error, error, outside]) };
}

/** The body before it is made JSON; null for none. */
function bodyOf(
  execution: Execution,
  operation: Operation,
  sight: Sight,
  records: readonly (WrittenRecord | null)[],
  choices: Choices,
): Result | null {
  const { context } = execution;
  const { body } = operation.response;
  switch (body.kind) {
    case 'none':
      return null;
    case 'rule':
      return ruleBody(execution, sight, body, choices);
    case 'any':
      return ok(context, choices.value('response.body', body.schema));
    case 'list':
      return listBody(execution, operation, sight, body.collection, choices);
    case 'record':
      return recordBody(execution, operation, sight, body, records, choices);
  }
}

/** The value of the rule; of an open body, with whatever else the server says. */
function ruleBody(execution: Execution, sight: Sight, { rule, rest }: Extract<ResponseBody, { kind: 'rule' }>, choices: Choices): Result {
  const { context } = execution;
  const result = evaluateRule(execution, sight, rule.expression);
  if (rest === undefined) return result;
  const error = context.factory.or([result.error, context.factory.not(isObjectTerm(context, result.value))]);
  return { value: assignEntries(context, choices.value('response.body', objectsOf(rest)), result.value), error };
}

// The records of an unknown base come in an order that nobody knows: such a list is only known to fit its schema.
function listBody(execution: Execution, operation: Operation, sight: Sight, collection: string, choices: Choices): Result {
  const { context } = execution;
  const found = slots(context, collectionOf(sight.state, collection));
  if (!found.unknown)
    return ok(
      context,
      listOfGuarded(
        context,
        found.slots.map((slot) => ({ guard: slot.present, value: slot.record })),
      ),
    );
  const open = context.opaque(`the list of the unknown collection ${collection}`, 'bool', []);
  return ok(context, ite(context, open, choices.value('response.body', declaredSchema(operation) ?? ANYTHING), NULL_VALUE));
}

type RecordBody = Extract<ResponseBody, { readonly kind: 'record' }>;

function recordBody(
  execution: Execution,
  operation: Operation,
  sight: Sight,
  body: RecordBody,
  records: readonly (WrittenRecord | null)[],
  choices: Choices,
): Result | null {
  const { context } = execution;
  const { factory } = context;
  const answered: AnsweredRecord | null = body.effect === null ? keyOfBody(execution, sight, body) : (records[body.effect] ?? null);
  if (answered === null) return chosenBody(execution, operation, choices);
  const { present, record } = lookUp(context, collectionOf(sight.state, body.collection), answered.key);
  const error = factory.or([answered.error ?? factory.false, factory.and([answered.guard, factory.not(present)])]);
  if (answered.guard === factory.true) return { value: record, error };
  // Where the effect was skipped, what is answered is open.
  const other = chosenBody(execution, operation, choices)?.value ?? noBody(context);
  return { value: ite(context, answered.guard, record, other), error };
}

interface AnsweredRecord extends WrittenRecord {
  readonly error?: Term;
}

function keyOfBody(execution: Execution, sight: Sight, { key, collection }: RecordBody): AnsweredRecord | null {
  if (key === null) return null;
  const value = evaluateRule(execution, sight, key);
  return { guard: execution.context.factory.true, collection, key: value.value, error: value.error };
}

function chosenBody(execution: Execution, operation: Operation, choices: Choices): Result | null {
  const schema = declaredSchema(operation);
  return schema === null ? null : ok(execution.context, choices.value('response.body', schema));
}

// A body that is there in some cases only has no form here: what depends on it is left open.
function noBody(context: Context): Symbolic {
  return scalar('boolean', context.opaque('a body that is absent in some cases', 'bool', []));
}

/** The schema declared for the default status: itself, its class (`2XX`), or `default`; null where there is none. */
function declaredSchema(operation: Operation): Schema | null {
  const { status, defaultStatus } = operation.response;
  const answered = String(typeof status === 'number' ? status : defaultStatus);
  const names = [answered, `${answered.charAt(0)}XX`, `${answered.charAt(0)}xx`, 'default'];
  const name = names.find((candidate) => operation.responses.has(candidate));
  return name === undefined ? null : (operation.responses.get(name) ?? null);
}

function faultOf(operation: Operation, condition: Term, message: string): Problem {
  const { response } = operation;
  const cause = (): Cause => ({
    kind: 'response',
    id: `${operation.id}/response`,
    rule: 'x-response',
    message,
    layer: response.layer,
    source: response.source ?? operation.source,
  });
  return { kind: 'fault', condition, status: FAULT, cause };
}
