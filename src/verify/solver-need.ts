// Decides whether a run leaves anything to ask a solver: mostly it does not, and the solver need not even start.

import { emptyModel } from '../symbolic/model.ts';
import type { SolverBackend } from '../symbolic/solver.ts';
import type { Run } from './run.ts';

/** Whether some fact or obligation is no constant. */
export function needsSolver(run: Run): boolean {
  const { facts } = run.execution.context;
  return facts.some((fact) => fact.kind !== 'constant') || run.obligations.some(({ claim }) => claim.kind !== 'constant');
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
