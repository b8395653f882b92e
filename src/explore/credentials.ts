// Decides with which credentials calls are made that nobody wrote.

import type { Contract, Operation } from '../contract/contract.ts';
import type { OpenPart } from './open-part.ts';
import { readsOf } from './reads.ts';

/** A credential for every scheme that some operation asks for: who one is, is for rules to ask. */
export function credentialsFor(contract: Contract): ReadonlyMap<string, string> {
  const schemes = [...contract.operations.values()].flatMap(({ security }) => security.flat());
  return new Map(schemes.map(({ name }) => [name, 'credential']));
}

/** Credentials whose value a rule reads: they are sent, and always the same. */
export function credentialsRead(operation: Operation): readonly OpenPart[] {
  const { isRead } = readsOf(operation);
  const parts = operation.security
    .flat()
    .map(({ in: part, parameter }) => `${part}.${part === 'header' ? parameter.toLowerCase() : parameter}`);
  return [...new Set(parts)].filter(isRead).map((part) => ({ operationId: operation.id, part }));
}
