// Decides which commands there are; each has a file that adds it.

import { Command, CommanderError } from 'commander';
import { addCheck } from './add-check.ts';
import { addCompare } from './add-compare.ts';
import { addEquivalent } from './add-equivalent.ts';
import { addImport } from './add-import.ts';
import { addInfer } from './add-infer.ts';
import { addPlan } from './add-plan.ts';
import { addRecheck } from './add-recheck.ts';
import { addVerify } from './add-verify.ts';
import { EXIT_INPUT, EXIT_OK } from './exit.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Runs the command that the arguments name; the result is the exit status. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let status = EXIT_OK;
  const program = createProgram(terminal, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    // Help and version end this way too. What is wrong with the arguments has been said.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_INPUT;
    throw error;
  }
  return status;
}

function createProgram(terminal: Terminal, finish: (status: number) => void): Command {
  const program = new Command('envfactory')
    .description('Formal verification of API trajectories against an OpenAPI document.')
    .version(version())
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: (text) => terminal.say(text.trimEnd()) })
    .showHelpAfterError('(envfactory --help lists the commands)');
  addVerify(program, terminal, finish);
  addPlan(program, terminal, finish);
  addCheck(program, terminal, finish);
  addEquivalent(program, terminal, finish);
  addRecheck(program, terminal, finish);
  addInfer(program, terminal, finish);
  addCompare(program, terminal, finish);
  addImport(program, terminal, finish);
  return program;
}
