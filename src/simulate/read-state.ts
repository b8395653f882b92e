// Decides whether a JSON value names a state of the contract: known names, keys in order. Schemas and invariants are `isLegal`'s.

import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { isObject, kindOf, type Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Locate } from '../contract/reading.ts';
import { placed } from './placed.ts';
import { collectRecords } from './read-records.ts';
import type { Records } from './records.ts';
import { emptyState, type State } from './state.ts';

/**
 * Reads `{"orders": [records…] | {key: record, …}, "session": value}`. Missing collections are empty, missing variables have their
 * initial value. Unknown names, records without their key, and repeated keys are diagnostics, placed where `locate` knows a place.
 */
export function stateOf(contract: Contract, value: Value, locate: Locate = () => null): Checked<State> {
  const diagnostics: Diagnostic[] = [];
  if (!isObject(value)) {
    const message = `a state is an object of collections and variables, found ${kindOf(value)}`;
    return { value: null, diagnostics: [placed({ code: 'state-shape', severity: 'error', message }, [], locate)] };
  }
  const empty = emptyState(contract);
  const collections = new Map<string, Records>(empty.collections);
  const variables = new Map<string, Value>(empty.variables);
  for (const [key, given] of value) {
    const name = String(key);
    const collection = contract.collections.get(name);
    if (collection !== undefined) {
      const { records, problems } = collectRecords(collection, given, locate);
      collections.set(name, records);
      diagnostics.push(...problems);
    } else if (variables.has(name)) variables.set(name, given);
    else diagnostics.push(placed(unknownName(contract, name), [name], locate));
  }
  return { value: diagnostics.length === 0 ? { collections, variables } : null, diagnostics };
}

function unknownName(contract: Contract, name: string): Diagnostic {
  const known = [...contract.collections.keys(), ...contract.variables.keys()];
  return {
    code: 'unknown-collection',
    severity: 'error',
    message: `the contract has no collection or variable '${name}'`,
    ...didYouMean(name, known),
  };
}
