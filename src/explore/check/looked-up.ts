// Decides states made for one call: those in which some of the records that its rules look up by key are there, and the others are not.

import { isList, type ObjectKey, type Value } from '../../base/value.ts';
import type { Collection, Contract } from '../../contract/contract.ts';
import type { Expression } from '../../contract/expression.ts';
import { subexpressions } from '../../contract/subexpressions.ts';
import { environmentOf } from '../../simulate/evaluate/environment.ts';
import { evaluate } from '../../simulate/evaluate/evaluate.ts';
import { EvaluationError } from '../../simulate/evaluation-error.ts';
import { keyText } from '../../simulate/key.ts';
import { isLegal } from '../../simulate/legality.ts';
import { isRecords } from '../../simulate/operand.ts';
import type { State } from '../../simulate/state.ts';
import { completeState, keyedRecord } from '../../verify/complete-state.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import { type Call, requestOf } from '../call.ts';

/** Records that are looked up, up to which states without one of them are made. */
const MOST_RECORDS = 8;

/** A record that a rule looks up. */
interface LookedUp {
  readonly collection: Collection;
  readonly key: Value;
}

/** The state with all that is looked up, then those without one of them; all legal. Keys are read where nothing is there. */
export function statesFor(contract: Contract, call: Call, empty: State, options: StateOptions): readonly State[] {
  const records = lookedUp(contract, call, empty, options).slice(0, MOST_RECORDS);
  const { seed, now, limits } = options.verify;
  const kept = records.length === 0 ? [] : [records, ...records.map((one) => records.filter((other) => other !== one))];
  return kept.flatMap((some) => {
    const partial = new Map<ObjectKey, Value[]>();
    for (const { collection, key } of some) {
      const list = partial.get(collection.name) ?? [];
      list.push(keyedRecord(collection, key));
      partial.set(collection.name, list);
    }
    const made = completeState(contract, partial, seed);
    return 'state' in made && isLegal(contract, made.state, { now, limits }) === null ? [made.state] : [];
  });
}

export interface StateOptions {
  readonly verify: VerifyOptions;
  readonly credentials: ReadonlyMap<string, string>;
}

/** Each record that a precondition looks up by a key that the request tells. */
function lookedUp(contract: Contract, call: Call, empty: State, { verify, credentials }: StateOptions): readonly LookedUp[] {
  const request = requestOf(call, credentials);
  const environment = environmentOf(empty, { request, now: verify.now, limits: verify.limits });
  const found = new Map<string, LookedUp>();
  for (const { rule } of call.operation.preconditions) {
    for (const [name, expression] of lookupsIn(rule.expression)) {
      const collection = contract.collections.get(name);
      const key = evaluate(expression, environment);
      if (collection === undefined || key instanceof EvaluationError || isRecords(key) || !isKey(collection, key)) continue;
      found.set(`${name} ${String(keyText(key))}`, { collection, key });
    }
  }
  return [...found.values()];
}

function isKey({ key: parts }: Collection, key: Value): boolean {
  return parts.length === 1 ? !isList(key) : isList(key) && key.length === parts.length;
}

/** `KEY in COLLECTION` and `COLLECTION[KEY]`, with keys that are not bound by a macro. */
function lookupsIn(expression: Expression): readonly (readonly [collection: string, key: Expression])[] {
  return [expression, ...subexpressions(expression)].flatMap((part): readonly (readonly [string, Expression])[] => {
    const [key, over] = part.kind === 'index' ? [part.key, part.of] : part.kind === 'call' || part.kind === 'dispatch' ? part.args : [];
    if (key === undefined || over?.kind !== 'root' || over.root.kind !== 'collection') return [];
    const isBound = [key, ...subexpressions(key)].some(({ kind }) => kind === 'local' || kind === 'fresh');
    return isBound ? [] : [[over.root.name, key]];
  });
}
