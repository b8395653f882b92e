// Decides what a success answers: status and body, read in the state after.

import { isObject, kindOf, type ObjectKey, type Value } from '../base/value.ts';
import type { Operation, ResponseBody, Rule } from '../contract/contract.ts';
import { recordEffects } from '../contract/rules-of.ts';
import { objectsOf, type Schema } from '../contract/schema.ts';
import { describeFailure, responseCause } from './cause.ts';
import type { Ask } from './choose/ask.ts';
import type { Run } from './effects/run.ts';
import { toStored } from './effects/stored.ts';
import type { Answer, Environment } from './evaluate/environment.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { EvaluationError } from './evaluation-error.ts';
import { showKey } from './place-path.ts';
import { entriesOf, recordAt } from './records.ts';
import { asUndecided } from './requirements.ts';
import { fault, isStop, type Stop } from './stop.ts';

/** Everything that an answer depends on. `environment` has the state after. */
export interface Answering {
  readonly operation: Operation;
  readonly environment: Environment;
  readonly run: Run;
  readonly ask: Ask;
}

/** The response, or the fault that it has none. */
export function answer(answering: Answering): Answer | Stop {
  const status = statusOf(answering);
  if (isStop(status)) return status;
  const body = bodyOf(seeing(answering, { status, body: undefined, ...written(answering) }), answering.operation.response.body);
  if (isStop(body)) return body;
  const isAbsent = typeof body === 'object' && body !== null && 'absent' in body;
  return withHeaders(answering, { status, body: isAbsent ? undefined : body });
}

/** The same with as much of the response as there is so far. */
function seeing(answering: Answering, response: Answer): Answering {
  return { ...answering, environment: { ...answering.environment, response } };
}

/** The record that the operation wrote, as it is afterwards. */
function written({ operation, environment, run }: Answering): Pick<Answer, 'record'> {
  for (const index of recordEffects(operation.effects)) {
    const effect = operation.effects[index];
    const key = run.touched.get(index);
    const root = effect?.kind === 'create' ? effect.collection : effect?.kind === 'update' ? effect.place.root : '';
    const records = environment.state.collections.get(root);
    const record = records === undefined || key === undefined ? undefined : recordAt(records, key);
    if (record !== undefined) return { record };
  }
  return {};
}

function withHeaders(answering: Answering, response: Answer): Answer | Stop {
  const { operation } = answering;
  const { environment } = seeing(answering, response);
  const headers = new Map<string, Value>();
  for (const [name, rule] of operation.response.headers ?? []) {
    const value = toStored(evaluate(rule.expression, environment));
    if (value instanceof EvaluationError) return errorStop(operation, value);
    headers.set(name, value);
  }
  return headers.size === 0 ? response : { ...response, headers };
}

/** No body at all; `undefined` would be lost among values that are looked up. */
const NO_BODY = { absent: true } as const;
type Body = Value | typeof NO_BODY | Stop;

const LEAST_STATUS = 100;
const GREATEST_STATUS = 599;

function statusOf({ operation, environment }: Answering): number | Stop {
  const { status, defaultStatus } = operation.response;
  if (status === null) return defaultStatus;
  if (typeof status === 'number') return status;
  const value = evaluate(status.expression, environment);
  if (value instanceof EvaluationError) return errorStop(operation, value);
  if (typeof value === 'number' && value >= LEAST_STATUS && value <= GREATEST_STATUS) return value;
  return fault(responseCause(operation, `${status.text} is no status from ${LEAST_STATUS} to ${GREATEST_STATUS}`));
}

function errorStop(operation: Operation, error: EvaluationError): Stop {
  return asUndecided(error, `${operation.id}/response`) ?? fault(responseCause(operation, describeFailure(error)));
}

function bodyOf(answering: Answering, body: ResponseBody): Body {
  const { operation, environment } = answering;
  switch (body.kind) {
    case 'none':
      return NO_BODY;
    case 'any':
      return openBody(answering, body.schema, body.likely);
    case 'list': {
      const records = environment.state.collections.get(body.collection);
      return records === undefined ? [] : entriesOf(records).map(({ record }) => record);
    }
    case 'record':
      return recordBody(answering, body);
    case 'rule': {
      const value = toStored(evaluate(body.rule.expression, environment));
      if (value instanceof EvaluationError) return errorStop(operation, value);
      return body.rest === undefined ? value : withRest(answering, value, body.rest);
    }
  }
}

/** The object with whatever else the server says. */
function withRest(answering: Answering, value: Value, rest: Schema): Body {
  if (!isObject(value)) return fault(responseCause(answering.operation, `an open body is an object, not ${kindOf(value)}`));
  const others = chosenBody(answering, objectsOf(rest));
  return others instanceof Map ? new Map<ObjectKey, Value>([...others, ...value]) : others;
}

/** Anything within the schema; what is likely has no say in whether there is an answer. */
function openBody(answering: Answering, schema: Schema, rule: Rule | undefined): Body {
  const likely = rule === undefined ? undefined : toStored(evaluate(rule.expression, answering.environment));
  return chosenBody(answering, schema, likely instanceof EvaluationError ? undefined : likely);
}

function recordBody(answering: Answering, body: Extract<ResponseBody, { kind: 'record' }>): Body {
  const { operation, environment, run } = answering;
  const key = body.effect === null ? keyOfBody(answering, body) : run.touched.get(body.effect);
  // The effect was skipped: what is answered then is open.
  if (key === undefined) return chosenBody(answering, declaredSchema(operation));
  if (isStop(key)) return key;
  const records = environment.state.collections.get(body.collection);
  const record = records === undefined ? undefined : recordAt(records, key);
  return record ?? fault(responseCause(operation, `${body.collection}[${showKey(key)}] does not exist after the step`));
}

function keyOfBody({ operation, environment }: Answering, { key }: Extract<ResponseBody, { kind: 'record' }>): Value | undefined | Stop {
  if (key === null) return undefined;
  const value = toStored(evaluate(key, environment));
  return value instanceof EvaluationError ? errorStop(operation, value) : value;
}

function chosenBody({ ask }: Answering, schema: Schema | null, likely?: Value): Body {
  if (schema === null) return NO_BODY;
  return ask({ place: 'response.body', schema, direction: 'response', taken: null, ...(likely !== undefined && { likely }) });
}

/** The schema declared for the literal or default status: itself, its class (`2XX`), or `default`; null where none is, or it has no JSON body. */
function declaredSchema({ response, responses }: Operation): Schema | null {
  const status = typeof response.status === 'number' ? response.status : response.defaultStatus;
  const names = [String(status), `${Math.floor(status / 100)}XX`, `${Math.floor(status / 100)}xx`, 'default'];
  const name = names.find((candidate) => responses.has(candidate));
  return name === undefined ? null : (responses.get(name) ?? null);
}
