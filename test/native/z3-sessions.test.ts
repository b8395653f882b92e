// A session with a native z3 keeps the laws of sessions.

import { nativeSolver } from '../support/native-solver.ts';
import { sessionLaws } from '../support/session-laws.ts';

sessionLaws(async () => nativeSolver('z3'));
