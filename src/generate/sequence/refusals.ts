// Decides which refusals an operation can claim to make: for want of credentials, by its schema, by each precondition, by a key that is taken, by a reference.

import type { Operation } from '../../contract/contract.ts';

const known = new WeakMap<Operation, readonly string[]>();

/** Ids of the causes of refusals that a request alone can provoke. Whether some state lets it is another question. */
export function refusalsOf(operation: Operation): readonly string[] {
  const before = known.get(operation);
  if (before !== undefined) return before;
  const { id, security, parameters, body, preconditions, effects } = operation;
  const open = security.length === 0 || security.some((schemes) => schemes.length === 0);
  const found = [
    ...(open ? [] : [`${id}/security`]),
    ...(parameters.length > 0 || body !== null ? [`${id}/schema`] : []),
    ...preconditions.map((requirement) => requirement.id),
    ...effects.flatMap((effect) => (effect.kind === 'create' && effect.key !== null && !effect.upsert ? [effect.id] : [])),
  ];
  known.set(operation, found);
  return found;
}
