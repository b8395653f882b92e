#!/usr/bin/env node
// The command: runs the program on its arguments and exits. Nothing is decided here but what happens when something goes wrong.

import { CommanderError } from 'commander';
import { disposeDefaultSolver } from '../verify/default-solver.ts';
import { Disagreement } from '../verify/disagreement.ts';
import { EXIT_INPUT, EXIT_INTERNAL, EXIT_OK, EXIT_OUTPUT, EXIT_PIPE } from './exit.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

const { stdout, stderr, env } = process;
const terminal = createTerminal({ stdout, stderr, env });

function finish(status: number): void {
  process.exitCode = status;
}

function fail(error: unknown): void {
  terminal.progress('');
  if (error instanceof Disagreement) terminal.say(error.message);
  else {
    terminal.say(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    terminal.say('This is a bug in envfactory, not in your input. Please report it with the specification and the trajectory.');
  }
  finish(EXIT_INTERNAL);
}

// Node would exit with 1, which says that something is invalid.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

// A reader that has seen enough closes the pipe; that is no failure of ours, and nothing is left to do.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT_PIPE);
    if (stream === stdout) terminal.say(`error: the output cannot be written: ${error.code ?? error.message}`);
    process.exit(EXIT_OUTPUT);
  });
}

try {
  await createProgram(terminal, finish).parseAsync(process.argv);
} catch (error) {
  // Help and version end this way too. What is wrong with the arguments has been said.
  if (error instanceof CommanderError) finish(error.exitCode === 0 ? EXIT_OK : EXIT_INPUT);
  else fail(error);
} finally {
  await disposeDefaultSolver();
}
