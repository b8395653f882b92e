// Decides what a state is: records by collection, values by variable. Immutable; keeping an old one costs nothing.

import type { Checked } from '../base/diagnostic.ts';
import type { ObjectKey, Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import { collectRecords } from './read-records.ts';
import { entriesOf, NO_RECORDS, type Records } from './records.ts';

export interface State {
  readonly collections: ReadonlyMap<string, Records>;
  readonly variables: ReadonlyMap<string, Value>;
}

/** No records; every variable at its initial value. */
export function emptyState(contract: Contract): State {
  return {
    collections: new Map(Array.from(contract.collections.keys(), (name) => [name, NO_RECORDS])),
    variables: new Map(Array.from(contract.variables, ([name, variable]) => [name, variable.initial])),
  };
}

/** The state at reset. Records without a key, or with the same, are diagnostics; whether they fit their schemas is `isLegal`'s question. */
export function initialState(contract: Contract): Checked<State> {
  const { collections, variables } = emptyState(contract);
  const filled = new Map(collections);
  const diagnostics = Array.from(contract.collections.values()).flatMap((collection) => {
    const { records, problems } = collectRecords(collection, collection.initial);
    filled.set(collection.name, records);
    return problems.map((problem) => ({ ...problem, source: collection.source }));
  });
  return { value: diagnostics.length === 0 ? { collections: filled, variables } : null, diagnostics };
}

/** `{collection: [records in order], variable: value}`, collections first. */
export function stateValue(state: State): Value {
  const value = new Map<ObjectKey, Value>();
  for (const [name, records] of state.collections)
    value.set(
      name,
      entriesOf(records).map(({ record }) => record),
    );
  for (const [name, variable] of state.variables) value.set(name, variable);
  return value;
}
