// Decides how a requirement that no particular request broke is named: as the cause of a verdict, by its rule and place.

import type { Requirement } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';

export function ruleCause({ id, kind, rule, message, layer }: Requirement): Cause {
  return { kind, id, rule: rule.text, message: message ?? 'the rule does not hold', layer, source: rule.source };
}
