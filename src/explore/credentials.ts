// Decides with which credentials calls are made that nobody wrote.

import type { Contract } from '../contract/contract.ts';

/** A credential for every scheme that some operation asks for: who one is, is for rules to ask. */
export function credentialsFor(contract: Contract): ReadonlyMap<string, string> {
  const schemes = [...contract.operations.values()].flatMap(({ security }) => security.flat());
  return new Map(schemes.map(({ name }) => [name, 'credential']));
}
