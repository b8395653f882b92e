// A session with a native cvc5 keeps the laws of sessions.

import { nativeSolver } from '../support/native-solver.ts';
import { sessionLaws } from '../support/session-laws.ts';

sessionLaws(async () => nativeSolver('cvc5'), {
  quantifierModels: false,
  irrational: { cause: 'time-limit', reason: 'no answer within 3000 ms' },
});
