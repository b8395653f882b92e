#!/usr/bin/env node
// The command: runs the program on its arguments and exits. Nothing is decided here but what happens when something goes wrong.

import { disposeDefaultSolver } from '../verify/default-solver.ts';
import { Disagreement } from '../verify/disagreement.ts';
import { EXIT_INTERNAL, EXIT_OUTPUT, EXIT_PIPE } from './exit.ts';
import { runProgram } from './program.ts';
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
  finish(await runProgram(process.argv.slice(2), terminal));
} catch (error) {
  fail(error);
} finally {
  await disposeDefaultSolver();
}
