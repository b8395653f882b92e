// Decides what is measured: trajectories over the shop, by length, by number of records, and by how much is unknown at the start.

import { readFileSync } from 'node:fs';
import { parseJson } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { trajectoriesOfTau2 } from '../../src/export/tau2.ts';
import { loadContractFiles } from '../../src/files/contract.ts';

/** How much of the initial state is known: all of it, only the keys that the calls name, or not even these. */
export type Kind = 'concrete' | 'known-keys' | 'hole-keys';

/** The contract of a specification that comes with the project. */
export function contractOf(document: string, overlays: readonly string[] = []): Contract {
  const { value } = loadContractFiles({ document, overlays });
  if (value === null) throw new Error(`${document} does not load`);
  return value;
}

/**
 * A trajectory of `steps` calls that puts a product and orders from it in turn; every call is claimed to succeed. The products are
 * named by constants, or by holes (one per product) that stand for every name.
 */
export function shopTrajectory(kind: Kind, steps: number, records: number): Trajectory {
  const sku = (i: number): unknown => (kind === 'hole-keys' ? { $hole: `sku${i}` } : `sku-${i}`);
  const calls = Array.from({ length: steps }, (_, i) =>
    i % 2 === 0
      ? { operationId: 'putProduct', params: { sku: sku(i) }, body: { price: 2.5, stock: 10 } }
      : { operationId: 'placeOrder', body: { sku: sku(i - 1), quantity: (i % 5) + 1 }, expect: { status: 201 } },
  );
  const initial = kind === 'concrete' ? { products: shopRecords(records), orders: [] } : 'any';
  return trajectoryOf({ id: `${kind}-${steps}`, initial, steps: calls });
}

function shopRecords(count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, i) => ({ sku: `sku-${i}`, price: 1.25, stock: i % 7 }));
}

function trajectoryOf(plain: unknown): Trajectory {
  const { value } = readTrajectory(parseJson(JSON.stringify(plain), 'workload').value, 'workload', () => null);
  if (value === null) throw new Error('the workload is no trajectory');
  return value;
}

/** The retail benchmark: contract, trajectories and initial state. */
export function retail(): { readonly contract: Contract; readonly trajectories: readonly Trajectory[]; readonly state: Value } {
  const data = 'specs/tau2-retail/data';
  const read = (file: string): Value => parseJson(readFileSync(`${data}/${file}`, 'utf8'), file).value;
  const tasks = trajectoriesOfTau2(read('tasks.json')).value ?? [];
  const trajectories = tasks.flatMap((task) => readTrajectory(task, 'task', () => null).value ?? []);
  const contract = contractOf('specs/tau2-retail/openapi.yaml', ['constraints/tau2-retail.overlay.yaml']);
  return { contract, trajectories, state: read('db.json') };
}
