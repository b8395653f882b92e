// Decides whether a run leaves anything to ask a solver: mostly it does not, and the solver need not even start.

import { emptyModel } from '../symbolic/model.ts';
import type { SolverBackend } from '../symbolic/solver.ts';
import type { Run } from './run.ts';

/** Whether something is assumed of what is unknown: then it is to be shown that there is such a thing. */
export function hasOpenFacts({ execution }: Run): boolean {
  return execution.context.facts.some((fact) => fact.kind !== 'constant');
}

/** Whether some claim depends on what is unknown, or fails and the solver has to say for which of the unknowns that are possible. */
export function hasOpenClaims(run: Run): boolean {
  const claims = run.obligations.map(({ claim }) => claim);
  if (claims.some(({ kind }) => kind !== 'constant')) return true;
  return hasOpenFacts(run) && claims.some((claim) => claim.kind === 'constant' && claim.value !== true);
}

/** Stands where no question can arise. Being asked all the same is a mistake of this program. */
export const unavailableSolver: SolverBackend = {
  name: 'none',
  version: '',
  emptyModel,
  isAlive: false,
  open: () => {
    throw new Error('a question arose in a run that had folded to constants');
  },
  dispose: () => undefined,
};
