// Decides how one instance of Z3 (WebAssembly) is started, called synchronously, and let go. The only place that knows the npm package's insides.

import { init, type Z3_ast, type Z3_context, type Z3_solver, type Z3LowLevel } from 'z3-solver';

/** The typed functions of the package; those that end in a promise are not used. */
export type Z3Api = Z3LowLevel['Z3'];

/** -1 unsat, 0 unknown, 1 sat. */
export type CheckResult = -1 | 0 | 1;

export interface Engine {
  readonly api: Z3Api;
  readonly version: string;
  /** Decides on this thread. Z3's own `timeout` interrupts it, from a thread that Z3 starts and that does not keep the process from exiting. */
  check(context: Z3_context, solver: Z3_solver, assumptions: readonly Z3_ast[]): CheckResult;
}

/** What is used of the Emscripten module, which the package does not type. */
interface WasmModule {
  _Z3_solver_check_assumptions(context: number, solver: number, count: number, assumptions: number): number;
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPU32: Uint32Array;
  readonly PThread: { readonly runningWorkers: readonly Thread[]; readonly unusedWorkers: readonly Thread[] };
}

interface Thread {
  unref?(): void;
}

/** Starts an instance: about 0.25 s. Its memory is 2 GiB of address space, of which a small query touches some 100 MB. */
export async function startEngine(): Promise<Engine> {
  // What Z3 prints before it gives up says nothing that the exception does not, and would end among the verdicts.
  const silent = { print: () => undefined, printErr: () => undefined };
  const { Z3: api, em } = await init(silent);
  const wasm: WasmModule = em;
  const releaseProcess = (): void => {
    for (const thread of [...wasm.PThread.runningWorkers, ...wasm.PThread.unusedWorkers]) thread.unref?.();
  };
  return {
    api,
    version: api.get_full_version(),
    check: (context, solver, assumptions) => {
      const result = checkAssumptions(wasm, context, solver, assumptions);
      releaseProcess();
      return result;
    },
  };
}

function checkAssumptions(wasm: WasmModule, context: Z3_context, solver: Z3_solver, assumptions: readonly Z3_ast[]): CheckResult {
  const address = wasm._malloc(4 * Math.max(1, assumptions.length));
  try {
    for (const [i, assumption] of assumptions.entries()) wasm.HEAPU32[address / 4 + i] = Number(assumption);
    const result = wasm._Z3_solver_check_assumptions(Number(context), Number(solver), assumptions.length, address);
    return result === 1 ? 1 : result === -1 ? -1 : 0;
  } finally {
    wasm._free(address);
  }
}
