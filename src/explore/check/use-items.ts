// Decides of what use an operation and its preconditions are: whether it can succeed, whether each can refuse, and if not, what rules that out.

import type { Cause } from '../../contract/outcome.ts';
import { pathToTrajectory } from '../path-to-trajectory.ts';
import type { Edge } from '../search.ts';
import type { CheckItem, CheckVerdict } from './check-result.ts';
import type { Checking } from './checking.ts';
import { coreOf } from './core.ts';
import type { OperationReport } from './operation-report.ts';
import { type OutcomeKey, SUCCESS } from './outcome-key.ts';
import { ruleCause } from './rule-cause.ts';
import { sightingName } from './sightings.ts';

/** Credentials, if a call of the run needs any. */
export function usedBy(path: readonly Edge[], credentials: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return path.some(({ call }) => call.operation.security.length > 0) ? credentials : new Map();
}

/** Whether the operation can succeed, and each of its preconditions decide. */
export async function useItems(checking: Checking, report: OperationReport): Promise<readonly CheckItem[]> {
  const { operation } = report;
  const operationId = operation.id;
  const items: CheckItem[] = [
    { claim: 'can-succeed', operationId, requirement: null, verdict: await possibleVerdict(checking, report, SUCCESS) },
  ];
  for (const precondition of operation.preconditions) {
    const verdict = await possibleVerdict(checking, report, `refused precondition ${precondition.id}`);
    items.push({ claim: 'can-decide', operationId, requirement: ruleCause(precondition), verdict });
  }
  return items;
}

async function possibleVerdict(checking: Checking, report: OperationReport, key: OutcomeKey): Promise<CheckVerdict> {
  const { initial, credentials, sightings } = checking;
  const { operation, possibility } = report;
  const seen = sightings.seen.get(sightingName(operation.id, key));
  if (seen !== undefined) {
    const used = usedBy(seen.path, credentials);
    const trajectory = pathToTrajectory(seen.path, { id: 'witness', initial, goal: null, never: null, credentials: used });
    return { kind: 'proved', method: 'run', bounds: [], witness: { kind: 'run', trajectory } };
  }
  const answer = possibility(key);
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, induction: null };
  if (answer.kind === 'possible') return { kind: 'proved', method: 'state', bounds: [], witness: { kind: 'state', state: answer.witness } };
  checking.options.progress(`${operation.id}: why it never ends so`);
  const core = await coreOf(checking, operation, key);
  const instead = key === SUCCESS ? faultsOf(checking, report) : [];
  return { kind: 'violated', run: null, bounds: answer.bounds, ...(core ? { core } : {}), ...(instead.length > 0 ? { instead } : {}) };
}

/** Faults that calls of the operation do end in. */
function faultsOf({ sightings }: Checking, { operation, endings, possibility }: OperationReport): readonly Cause[] {
  return endings.flatMap(({ kind, key, cause }) => {
    const isSo = sightings.seen.has(sightingName(operation.id, key)) || possibility(key).kind === 'possible';
    return kind === 'fault' && cause !== null && isSo ? [cause] : [];
  });
}
