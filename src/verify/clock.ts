// Decides whether anything depends on the clock, which stands still in searches and one-step proofs.

import type { Contract, Rule } from '../contract/contract.ts';
import { rulesOf } from '../contract/rules-of.ts';
import { subexpressions } from '../contract/subexpressions.ts';
import type { Bound } from './verdict.ts';

/** The bound that a proof has because the clock stood still: none where no rule reads it. */
export function clockBounds(contract: Contract, rules: readonly (Rule | null)[] = []): readonly Bound[] {
  const all = [
    ...[...contract.operations.values()].flatMap(rulesOf),
    ...contract.invariants.map(({ rule }) => rule.expression),
    ...rules.flatMap((rule) => (rule === null ? [] : [rule.expression])),
  ];
  const isRead = all.some((rule) => subexpressions(rule).some((part) => part.kind === 'root' && part.root.kind === 'now'));
  return isRead ? [{ what: 'seconds since reset', size: 0 }] : [];
}
