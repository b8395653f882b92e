// Decides how a run is written in the Informal Trace Format, which Apalache, Quint and viewers of traces read.
// https://apalache-mc.org/docs/adr/015adr-trace.html

import { toJson } from '../base/json.ts';
import { denominatorOf, isInteger, numeratorOf } from '../base/number.ts';
import { isList, isNumber, isObject, type ObjectKey, type ObjectValue, type Value } from '../base/value.ts';
import type { Contract, Request } from '../contract/contract.ts';
import type { Outcome } from '../contract/outcome.ts';
import { entriesOf } from '../simulate/records.ts';
import type { State } from '../simulate/state.ts';
import { commentsOf } from './script/comments.ts';
import type { Script } from './script/script.ts';

/** The variables by which Quint tells which action was taken, and with which values. */
const ACTION = 'mbt::actionTaken';
const PICKS = 'mbt::nondetPicks';

/**
 * The trace of a run as one line of JSON: the state at the start, and that after each step. A collection is a `#map` from key to record, a
 * variable is itself. Which operation was called is in `mbt::actionTaken` (`init` at the start), its parameters and body in `mbt::nondetPicks`,
 * the status of the answer in the `#meta` of the state.
 */
export function itfOf(contract: Contract, script: Script): string {
  const { calls, run } = script;
  const steps = run.steps.slice(0, calls.length);
  const [first] = run.steps;
  const names = [...contract.collections.keys(), ...contract.variables.keys()];
  const states = [
    stateOf(first?.before ?? run.state, 0, 'init', new Map()),
    ...steps.map(({ request, state }, i) => {
      const outcome = calls[i]?.outcome;
      const picks = 'path' in request ? picksOf(request) : new Map<string, Value>();
      return stateOf(state, i + 1, calls[i]?.operation.id ?? '', picks, outcome);
    }),
  ];
  return toJson(
    object({
      '#meta': object({
        format: 'ITF',
        'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
        description: commentsOf(script).join('\n'),
        source: contract.title,
      }),
      vars: [...names, ACTION, PICKS],
      states,
    }),
  );
}

function stateOf(state: State, index: number, action: string, picks: ReadonlyMap<string, Value>, outcome?: Outcome): Value {
  const value = new Map<ObjectKey, Value>([['#meta', metaOf(index, outcome)]]);
  for (const [name, records] of state.collections)
    value.set(name, object({ '#map': entriesOf(records).map(({ key, record }) => [itfKey(key), itfValue(record)]) }));
  for (const [name, variable] of state.variables) value.set(name, itfValue(variable));
  value.set(ACTION, action);
  // Quint has an option for each value that an action may pick.
  value.set(PICKS, new Map([...picks].map(([name, picked]): [ObjectKey, Value] => [name, variant('Some', itfValue(picked))])));
  return value;
}

function metaOf(index: number, outcome: Outcome | undefined): Value {
  if (outcome === undefined) return object({ index });
  const failed = outcome.kind === 'success' ? {} : { message: outcome.cause.message };
  return object({ index, status: outcome.status, outcome: outcome.kind, ...failed });
}

function picksOf(request: Request): ReadonlyMap<string, Value> {
  const picks = new Map<string, Value>();
  for (const part of ['path', 'query', 'header', 'cookie'] as const) {
    for (const [name, value] of request[part]) picks.set(picks.has(name) ? `${part}.${name}` : name, value);
  }
  if (request.body !== undefined) picks.set(picks.has('body') ? 'request.body' : 'body', request.body);
  return picks;
}

/** A composite key is a tuple. */
function itfKey(key: Value): Value {
  return key !== null && isList(key) ? object({ '#tup': key.map(itfValue) }) : itfValue(key);
}

/**
 * The value in the format. Integers are `#bigint`, whatever their size; other numbers, which the format has not, are the variant `Rational` of a
 * numerator and a denominator; null is the variant `Null` of the empty tuple. Objects are records, unless a name in them would be
 * taken for one of the format's own: these are the variant `Object` of a `#map`. Timestamps, durations and bytes are their texts.
 */
function itfValue(value: Value): Value {
  if (value === null) return variant('Null', object({ '#tup': [] }));
  if (isNumber(value)) {
    if (isInteger(value)) return bigint(numeratorOf(value));
    return variant('Rational', object({ numerator: bigint(numeratorOf(value)), denominator: bigint(denominatorOf(value)) }));
  }
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(itfValue);
  if (!isObject(value)) return textOf(value);
  const isPlain = [...value.keys()].every((name) => typeof name === 'string' && !name.startsWith('#') && name !== 'tag');
  if (isPlain) return new Map([...value].map(([name, item]): [ObjectKey, Value] => [name, itfValue(item)]));
  return variant('Object', object({ '#map': [...value].map(([name, item]) => [itfValue(name), itfValue(item)]) }));
}

function textOf(value: Value): Value {
  const text: unknown = JSON.parse(toJson(value));
  return String(text);
}

function bigint(value: bigint): Value {
  return object({ '#bigint': String(value) });
}

function variant(tag: string, value: Value): Value {
  return object({ tag, value });
}

function object(entries: Readonly<Record<string, Value>>): ObjectValue {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
