// Decides what Z3 is to the rest of the program: a backend that opens sessions.

import { emptyModel } from '../model.ts';
import type { SolverBackend } from '../solver.ts';
import { startZ3 } from './api.ts';
import { Z3Session } from './session.ts';

/** Starts Z3 in WebAssembly on this thread. Dispose of it, or the process will not exit. */
export async function createZ3(): Promise<SolverBackend> {
  const api = await startZ3();
  let isAlive = true;
  return {
    name: 'z3-wasm',
    version: api.z3.get_full_version(),
    emptyModel,
    open: (options) =>
      new Z3Session(api, options, () => {
        isAlive = false;
      }),
    get isAlive() {
      return isAlive;
    },
    dispose: () => {
      isAlive = false;
      api.end();
    },
  };
}
