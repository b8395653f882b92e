// Decides with which status an operation refuses, and why that one: it declares it, most operations of its document do, or it is usual.

import type { RefusalFact } from '../inference.ts';
import type { OperationView } from './api.ts';

type RefusalReason = RefusalFact['reason'];

export interface ErrorPolicy {
  refusalOf(operation: OperationView, reason: RefusalReason): RefusalFact;
}

interface Meaning {
  /** Statuses that mean it by themselves, the usual one first. */
  readonly statuses: readonly number[];
  /** What descriptions say of other statuses that mean it. */
  readonly said: RegExp;
}

const MEANINGS: Readonly<Record<RefusalReason, Meaning>> = {
  missing: { statuses: [404, 410], said: /\b(not found|could not be found|does not exist|doesn['’]t exist|no such|not exist)\b/i },
  duplicate: {
    statuses: [409],
    said: /\b(already (exists?|taken|in use|been taken|registered)|duplicate|conflict|not unique|must be unique)\b/i,
  },
  dangling: {
    statuses: [404, 422, 400],
    said: /\b(not found|does not exist|doesn['’]t exist|invalid reference|unknown (id|reference))\b/i,
  },
};

/** Statuses that documents use where they mean it without saying so, if the usual ones are declared nowhere. */
const INSTEAD: Readonly<Record<RefusalReason, readonly number[]>> = { missing: [], duplicate: [422, 400], dangling: [] };

/** The policy of a document. */
export function createErrorPolicy(operations: readonly OperationView[]): ErrorPolicy {
  const common = new Map<RefusalReason, number | null>();
  const commonOf = (reason: RefusalReason): number | null => {
    const known = common.get(reason);
    if (known !== undefined) return known;
    const found = mostCommon(operations, reason);
    common.set(reason, found);
    return found;
  };
  return {
    refusalOf: (operation, reason) => {
      const { statuses, said } = MEANINGS[reason];
      const [usual = 404] = statuses;
      const own = statuses.find((status) => operation.refusals.has(status));
      if (own !== undefined) return { reason, status: own, from: 'declared' };
      const described = [...operation.refusals].find(([, description]) => said.test(description));
      if (described !== undefined) return { reason, status: described[0], from: 'described' };
      const status = commonOf(reason);
      const here = INSTEAD[reason].find((instead) => operation.refusals.has(instead));
      if (here !== undefined && status === null) return { reason, status: here, from: 'declared' };
      return status === null ? { reason, status: usual, from: 'usual' } : { reason, status, from: 'document' };
    },
  };
}

/** The status that operations of the document declare most for it, by itself or by its description; null if none does. */
function mostCommon(operations: readonly OperationView[], reason: RefusalReason): number | null {
  const { statuses, said } = MEANINGS[reason];
  const counts = new Map<number, number>();
  for (const { refusals } of operations) {
    for (const [status, description] of refusals) {
      if (statuses.includes(status) || said.test(description)) counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted(([a, x], [b, y]) => y - x || a - b);
  return best === undefined ? null : best[0];
}
