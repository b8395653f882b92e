// Decides the flags of `envfactory recheck`, and what help says about them.

import type { Command } from 'commander';
import { natural } from './arguments.ts';
import { type RecheckFlags, runRecheck } from './recheck-command.ts';
import type { Terminal } from './terminal.ts';

const RECHECK_EXAMPLES = `
Examples:
  envfactory verify api.yaml runs.jsonl --certificate evidence
  envfactory recheck evidence --solver cvc5
  envfactory recheck evidence --solver cvc5 --questions`;

const DEFAULT_TIMEOUT_MS = 60_000;

/** Adds the command; what it ends with is given to `finish`. */
export function addRecheck(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  program
    .command('recheck')
    .description(
      'Check a certificate: its files are whole, its questions are those of its contract, and another solver answers them alike.',
    )
    .argument('<folder>', 'what --certificate of verify, plan, check, compare or equivalent wrote')
    .option(
      '--solver <path>',
      'the second solver, a native z3 or cvc5; without it cvc5 and z3 are looked for among the programs of the system',
    )
    .option('--timeout <ms>', 'limit of one question to the second solver, in milliseconds', natural, DEFAULT_TIMEOUT_MS)
    .option('--questions', 'name every question, also where there are many, and what was answered')
    .option('--json', 'the result as one line of JSON (schemas/recheck.schema.json), and nothing else on standard output')
    .option('--seed <n>', 'changes nothing: rechecking leaves nothing to chance', natural)
    .showHelpAfterError('(envfactory recheck --help tells more)')
    .addHelpText(
      'after',
      `${RECHECK_EXAMPLES}\n\nExit status: 0 confirmed, 1 something is not as certified, 2 it is no certificate, 3 not all was confirmed.`,
    )
    .action(async (folder: string, flags: RecheckFlags) => finish(await runRecheck(folder, flags, terminal)));
}
