// Decides how Z3's WebAssembly module is started and called: through its synchronous entry points, one check at a time.

import { init, type Z3_ast, type Z3_context, type Z3_solver } from 'z3-solver';

/** The low-level functions of Z3 as the package wraps them. */
export type LowLevel = Awaited<ReturnType<typeof init>>['Z3'];

/** A started Z3: one context, in which this program counts the references. */
export interface Api {
  readonly z3: LowLevel;
  readonly context: Z3_context;
  /** Checks on this thread. The wrapper's promise would cost two milliseconds of thread hops; measured in engine tests. */
  check(solver: Z3_solver, assumptions: readonly Z3_ast[]): 'sat' | 'unsat' | 'unknown';
  /** Bytes of the module's memory. */
  memory(): number;
  /** Ends the module's threads; without that the process never exits by itself. */
  end(): void;
}

/** What is used of the Emscripten module beyond the wrapper. */
interface Module {
  readonly HEAPU32: Uint32Array;
  readonly _Z3_solver_check_assumptions: (context: number, solver: number, count: number, assumptions: number) => number;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  readonly PThread: { readonly terminateAllThreads: () => void };
}

const BYTES_PER_POINTER = 4;

/** Starts Z3: about a quarter of a second, and 130 MB. */
export async function startZ3(): Promise<Api> {
  // What Z3 prints before it gives up says nothing that the exception does not, and would end among the verdicts.
  const { Z3: z3, em } = await init({ print: () => undefined, printErr: () => undefined });
  const module: Module = em;
  const config = z3.mk_config();
  const context = z3.mk_context_rc(config);
  z3.del_config(config);
  return {
    z3,
    context,
    check: (solver, assumptions) => verdictOf(callCheck(module, Number(context), Number(solver), assumptions.map(Number))),
    memory: () => module.HEAPU32.buffer.byteLength,
    end: () => module.PThread.terminateAllThreads(),
  };
}

function callCheck(module: Module, context: number, solver: number, assumptions: readonly number[]): number {
  const address = module._malloc(Math.max(1, assumptions.length) * BYTES_PER_POINTER);
  module.HEAPU32.set(assumptions, address / BYTES_PER_POINTER);
  const answer = module._Z3_solver_check_assumptions(context, solver, assumptions.length, address);
  module._free(address);
  return answer;
}

// Z3_lbool: -1 false, 0 undefined, 1 true.
function verdictOf(answer: number): 'sat' | 'unsat' | 'unknown' {
  if (answer === 0) return 'unknown';
  return answer > 0 ? 'sat' : 'unsat';
}
