// Decides what Z3 is to the rest of the program: a backend, started once per thread, that opens sessions.

import { emptyModel } from '../model.ts';
import type { Solver, SolverBackend, Undecided } from '../solver.ts';
import { type Engine, startEngine } from './engine.ts';
import { SolverFault } from './fault.ts';
import { openSession } from './session.ts';

let current: Promise<SolverBackend> | null = null;

/**
 * Z3 in WebAssembly, on this thread. Starting takes about 0.25 s; later calls give the same instance, or a new one where it crashed or was
 * disposed of. It does not keep the process from exiting.
 */
export async function createZ3(): Promise<SolverBackend> {
  const running = await current;
  if (running?.isAlive) return running;
  current = startEngine().then(createBackend);
  return current;
}

/** The backend that asks this engine. */
export function createBackend(engine: Engine): SolverBackend {
  let broken: Undecided | null = null;
  const open = new Set<Solver>();
  const onCrash = (error: unknown): Undecided => {
    // A mistake of ours is not to be mistaken for an answer.
    if (error instanceof SolverFault) throw error;
    const message = error instanceof Error ? error.message : String(error);
    broken = { kind: 'unknown', cause: 'fault', reason: `the solver crashed: ${message.slice(0, MAX_REASON)}` };
    return broken;
  };
  return {
    name: 'z3',
    version: engine.version,
    emptyModel,
    get isAlive() {
      return broken === null;
    },
    open: (options) => {
      const opened = openSession({ engine, broken: () => broken, onCrash, onDispose: (session) => open.delete(session) }, options);
      open.add(opened);
      return opened;
    },
    dispose: () => {
      for (const session of [...open]) session.dispose();
      broken ??= { kind: 'unknown', cause: 'fault', reason: 'the solver was disposed of' };
    },
  };
}

const MAX_REASON = 200;
