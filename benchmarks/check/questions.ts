// Decides what is measured: the goals of the classics, with known lengths, and an API of twenty operations.

import { readFileSync } from 'node:fs';
import { parseJson } from '../../src/base/json.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import type { PlanTask } from '../../src/explore/plan.ts';
import { loadContractFiles } from '../../src/files/contract.ts';

/** A goal and the length of its shortest plans; null: there are none. */
export interface Question {
  readonly name: string;
  readonly contract: Contract;
  readonly task: PlanTask;
  readonly steps: number | null;
}

interface Claim {
  readonly spec: string;
  readonly goal?: string;
  readonly avoid?: string;
  readonly initial?: unknown;
  readonly steps?: number | null;
}

function contractOf(document: string, overlays: readonly string[] = []): Contract {
  const { value } = loadContractFiles({ document, overlays });
  if (value === null) throw new Error(`${document} does not load`);
  return value;
}

export function classics(): readonly Question[] {
  const claims: readonly Claim[] = JSON.parse(readFileSync('specs/classics/claims.json', 'utf8'));
  return claims.flatMap(({ spec, goal, avoid = null, initial = 'reset', steps = null }) => {
    if (goal === undefined) return [];
    const shell = parseJson(JSON.stringify({ initial, steps: [] }), 'claim').value;
    const { value } = readTrajectory(shell, 'claim', () => null);
    if (value === null) throw new Error(`the initial state of ${spec} cannot be read`);
    return [{ name: spec, contract: contractOf(`specs/classics/${spec}.yaml`), task: { goal, avoid, initial: value.initial }, steps }];
  });
}

/** Twenty operations, and ten calls to the goal. */
export function mailOrder(): Question {
  const goal = "orders.exists(o, orders[o].status == 'packed')";
  return { name: 'mail-order', contract: contractOf('benchmarks/check/mail-order.yaml'), task: { goal }, steps: 10 };
}

export function retail(): Contract {
  return contractOf('specs/tau2-retail/openapi.yaml', ['constraints/tau2-retail.overlay.yaml']);
}
