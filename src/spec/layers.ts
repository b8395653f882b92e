// Decides what leaving a layer out means: its requirements are not asked for. State, effects and responses stay.

import type { Contract, Layer, Operation } from '../contract/contract.ts';

export function onlyLayers(contract: Contract, layers: readonly Layer[]): Contract {
  const counts = ({ layer }: { readonly layer: Layer }): boolean => layers.includes(layer);
  const reduced = (operation: Operation): Operation => ({
    ...operation,
    preconditions: operation.preconditions.filter(counts),
    postconditions: operation.postconditions.filter(counts),
  });
  return {
    ...contract,
    invariants: contract.invariants.filter(counts),
    operations: new Map(Array.from(contract.operations, ([id, operation]) => [id, reduced(operation)])),
  };
}
