// Decides what a success answers: status and body, read in the state after, or chosen by the server.

import { type Cause, FAULT } from '../contract/outcome.ts';
import { ANYTHING, type Schema } from '../contract/schema.ts';
import type { Operation, ResponseBody } from '../contract/contract.ts';
import { evaluateRule } from './claims/evaluate-rule.ts';
import { lookUp } from './collection/read.ts';
import { slots } from './collection/slots.ts';
import type { Choices } from './effects/choices.ts';
import type { WrittenRecord } from './effects/plan.ts';
import type { Problem } from './effects/plan.ts';
import type { Execution } from './execution.ts';
import type { Sight } from './frame.ts';
import { asInteger } from './kinds.ts';
import { ite } from './merge.ts';
import { failed, listOfGuarded, NULL_VALUE, ok } from './normal.ts';
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
export function answerOf(execution: Execution, operation: Operation, sight: Sight, records: readonly (WrittenRecord | null)[], choices: Choices): Answer {
  const { factory } = execution.context;
  const status = statusOf(execution, operation, sight);
  const body = bodyOf(execution, operation, sight, records, choices);
  const problems = [faultOf(operation, status.error, 'the status is no integer from 100 to 599')];
  if (body === null) return { status: status.term, body: null, problems };
  const stored = toStored(execution.context, body.value);
  problems.push(faultOf(operation, factory.or([body.error, stored.error]), 'the body has no value'));
  return { status: status.term, body: stored.value, problems };
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
function bodyOf(execution: Execution, operation: Operation, sight: Sight, records: readonly (WrittenRecord | null)[], choices: Choices): Result | null {
  const { context } = execution;
  const { body } = operation.response;
  switch (body.kind) {
    case 'none':
      return null;
    case 'rule':
      return evaluateRule(execution, sight, body.rule.expression);
    case 'any':
      return ok(context, choices.value('response.body', body.schema));
    case 'list':
      return listBody(execution, operation, sight, body.collection, choices);
    case 'record':
      return recordBody(execution, operation, sight, body, records, choices);
  }
}

// The records of an unknown base come in an order that nobody knows: such a list is only known to fit its schema.
function listBody(execution: Execution, operation: Operation, sight: Sight, collection: string, choices: Choices): Result {
  const { context } = execution;
  const found = slots(context, collectionOf(sight.state, collection));
  if (!found.unknown) return ok(context, listOfGuarded(context, found.slots.map((slot) => ({ guard: slot.present, value: slot.record }))));
  const open = context.opaque(`the list of the unknown collection ${collection}`, 'bool', []);
  return ok(context, ite(context, open, choices.value('response.body', declaredSchema(operation)), NULL_VALUE));
}

type RecordBody = Extract<ResponseBody, { readonly kind: 'record' }>;

function recordBody(execution: Execution, operation: Operation, sight: Sight, body: RecordBody, records: readonly (WrittenRecord | null)[], choices: Choices): Result {
  const { context } = execution;
  const { factory } = context;
  if (body.key !== null) {
    const key = evaluateRule(execution, sight, body.key);
    const { present, record } = lookUp(context, collectionOf(sight.state, body.collection), key.value);
    return { value: record, error: factory.or([key.error, factory.not(present)]) };
  }
  const written = body.effect === null ? null : (records[body.effect] ?? null);
  if (body.effect === null) return failed(context);
  if (written === null) return ok(context, choices.value('response.body', declaredSchema(operation)));
  const { present, record } = lookUp(context, collectionOf(sight.state, written.collection), written.key);
  if (written.guard === factory.true) return { value: record, error: factory.not(present) };
  const chosen = choices.value('response.body', declaredSchema(operation));
  return { value: ite(context, written.guard, record, chosen), error: factory.and([written.guard, factory.not(present)]) };
}

/** The schema of the declared response with the default status. */
function declaredSchema(operation: Operation): Schema {
  const status = String(operation.response.defaultStatus);
  const { responses } = operation;
  return responses.get(status) ?? responses.get(`${status.charAt(0)}XX`) ?? responses.get('default') ?? ANYTHING;
}

function faultOf(operation: Operation, condition: Term, message: string): Problem {
  const { response } = operation;
  const cause: Cause = { kind: 'response', id: `${operation.id}/response`, rule: 'x-response', message, layer: response.layer, source: response.source ?? operation.source };
  return { kind: 'fault', condition, status: FAULT, cause };
}
