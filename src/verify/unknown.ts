// Decides how a reason for not deciding is classified.

import type { UnknownReason } from './verdict.ts';

/** The classified reason behind an `unknown` of the solver. Z3 says why in words of its own. */
export function unknownAnswer(reason: string): UnknownReason {
  return { kind: classify(reason), message: `the solver did not decide: ${reason}`, constructs: [] };
}

// Z3's reasons are texts by design of its API (Z3_solver_get_reason_unknown): there is no code to match on.
function classify(reason: string): UnknownReason['kind'] {
  if (/resource|rlimit|max\. resource/i.test(reason)) return 'resource-limit';
  if (/timeout|canceled|interrupted/i.test(reason)) return 'time-limit';
  return 'incomplete-theory';
}

/** Not decided because the judgement depends on constructs without faithful meaning in logic. */
export function unsupported(constructs: readonly string[]): UnknownReason {
  const message = 'a model refutes the claim, but it depends on constructs whose meaning the solver does not know, and its replay does not';
  return { kind: 'unsupported', message, constructs };
}
