// Decides which calls a search tries in a state, and what it leaves untried.

import type { Contract, Operation } from '../contract/contract.ts';
import type { RequestPart } from '../contract/expression.ts';
import type { State } from '../simulate/state.ts';
import type { Argument, Call } from './call.ts';
import { credentialsRead } from './credentials.ts';
import { domainOf } from './domain.ts';
import type { OpenPart } from './open-part.ts';
import { combinations, type Factor } from './product.ts';
import { type PartText, readsOf } from './reads.ts';

/** Calls to try, and parts of requests for which other values might matter too. */
export interface Calls {
  readonly calls: readonly Call[];
  readonly open: readonly OpenPart[];
}

/** How calls are made up. */
export interface CallOptions {
  /** Of values that do not matter, or are made up. */
  readonly seed: number;
  /** Combinations of values that are tried of parts whose values are not all tried. */
  readonly mostOpen: number;
  /** Whether calls that end in a fault of the contract are wanted too, and not only those that may succeed. */
  readonly withFaults: boolean;
}

/** Calls of one operation in one state. */
const MAX_CALLS = 5_000;

/** Calls of the operation whose requests fit the schema. What no rule reads is left out where it is optional. */
export function callsOf(contract: Contract, operation: Operation, state: State, { seed, mostOpen, withFaults }: CallOptions): Calls {
  const reads = readsOf(operation);
  const context = { contract, state, reads, seed, mostOpen, withFaults };
  const open = new Set<PartText>();
  const factors: Factor<Argument | null>[] = [];
  for (const { in: part, name, required, schema } of slotsOf(operation)) {
    const text = part === 'body' ? 'body' : `${part}.${name}`;
    if (!required && !reads.isRead(text)) continue;
    const domain = domainOf(context, schema, text);
    for (const other of domain.open) open.add(other);
    const choices = domain.values.map((value): Argument => ({ in: part, name, value }));
    factors.push({ choices: required ? choices : [null, ...choices], isOpen: domain.open.length > 0 });
  }
  const { tuples, isCut } = combinations(factors, { all: MAX_CALLS, open: mostOpen });
  if (isCut) open.add('');
  return {
    calls: tuples.map((args) => ({ operation, args: args.filter((argument) => argument !== null) })),
    open: [...[...open].map((part) => ({ operationId: operation.id, part })), ...credentialsRead(operation)],
  };
}

type Slot = Pick<Operation['parameters'][number], 'name' | 'required' | 'schema'> & { readonly in: RequestPart };

function slotsOf({ parameters, body }: Operation): readonly Slot[] {
  return body === null ? parameters : [...parameters, { in: 'body', name: '', required: body.required, schema: body.schema }];
}
