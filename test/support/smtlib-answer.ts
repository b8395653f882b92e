// Decides what Z3 answers to a script: by its own parser, in an instance of its own.

import { init } from 'z3-solver';

/** What is used of the Emscripten module, which the package does not type. */
interface ScriptModule {
  ccall(name: string, result: 'string', types: readonly ['number', 'string'], args: readonly [number, string]): string;
}

/**
 * Answers scripts one after the other. An error anywhere in a script is its answer. (The package's own promise for this lets the
 * script's memory go while another thread reads it.)
 */
export async function startScriptSolver(): Promise<(script: string, rlimit: number) => string> {
  const { Z3: api, em } = await init();
  const wasm: ScriptModule = em;
  return (script, rlimit) => {
    const config = api.mk_config();
    const context = api.mk_context(config);
    api.del_config(config);
    const limited = `(set-option :rlimit ${rlimit})\n${script}`;
    const output = wasm.ccall('Z3_eval_smtlib2_string', 'string', ['number', 'string'], [Number(context), limited]);
    api.del_context(context);
    const lines = output.split('\n').filter((line) => line !== '');
    return lines.find((line) => line.startsWith('(error')) ?? lines.at(-1) ?? '';
  };
}
