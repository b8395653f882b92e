// Decides how errors are told apart: mistakes of this program, questions that cannot be asked, and a solver that is at its end.

import { type Z3_context, Z3_error_code } from 'z3-solver';
import type { Z3Api } from './engine.ts';

/** Z3 refused a call: a mistake of this program. */
export class SolverFault extends Error {
  override readonly name = 'SolverFault';
}

/** Thrown while a term is encoded that Z3's theories cannot express; caught where it was asserted. The message names it. */
export class NotEncodable extends Error {
  override readonly name = 'NotEncodable';
}

/** What Z3's last error was: its memory is full, which ends it like a crash, or a mistake of ours. */
export function lastFailure(api: Z3Api, context: Z3_context): Error {
  const code = api.get_error_code(context);
  const message = api.get_error_msg(context, code);
  return code === Z3_error_code.Z3_MEMOUT_FAIL ? new Error(message) : new SolverFault(message);
}
