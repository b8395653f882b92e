#!/usr/bin/env node
// The command: reads arguments, calls the library, renders, exits. Nothing is decided here.

import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Layer } from '../contract/contract.ts';

import { disposeDefaultSolver } from '../verify/default-solver.ts';
import { Disagreement } from '../verify/disagreement.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { EXIT_INPUT, EXIT_INTERNAL } from './exit.ts';
import { IMPORT_FORMATS, runImport } from './import-command.ts';
import { processTerminal } from './terminal.ts';
import { runVerify, type VerifyFlags } from './verify-command.ts';
import { version } from './version.ts';

const LAYERS: readonly Layer[] = ['schema', 'declared', 'inferred'];
const terminal = processTerminal();

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function layers(value: string): readonly Layer[] {
  return value.split(',').map((name) => {
    const layer = LAYERS.find((l) => l === name.trim());
    if (layer === undefined) throw new InvalidArgumentError(`'${name}' is no layer; layers are ${LAYERS.join(', ')}`);
    return layer;
  });
}

function natural(value: string): number {
  if (!/^\d{1,12}$/.test(value)) throw new InvalidArgumentError('expected a whole number');
  return Number(value);
}

const program = new Command('envfactory')
  .description('Formal verification of API trajectories against an OpenAPI document.')
  .version(version())
  .showHelpAfterError('(try --help)')
  .exitOverride((error) => finish(error.exitCode === 0 ? 0 : EXIT_INPUT));

program
  .command('verify')
  .description('Prove each trajectory valid, or print a counterexample.')
  .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
  .argument('<trajectory...>', 'files with trajectories: a JSON object, a JSON list, or JSON Lines; - is standard input')
  .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', collect, [])
  .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', collect, [])
  .option('--initial <state>', 'initial state of all trajectories: reset, any, or a JSON file')
  .addOption(new Option('--holes <mode>', 'what {"$hole": …} stands for').choices(['exists', 'forall']).default('exists'))
  .option('--keep-going', 'judge the steps after a failed one too')
  .option('--layers <list>', 'use only requirements of these layers', layers, LAYERS)
  .option('--json', 'one verdict per line as JSON (schemas/verdict.schema.json)')
  .option('--quiet', 'say nothing about valid trajectories')
  .option('--summary', 'print the counts only')
  .option('--only <id>', 'judge only the trajectory of that id; may be repeated', collect, [])
  .option('--smtlib <file>', 'write every question to the solver as SMT-LIB 2')
  .option('--jobs <n>', 'worker threads', natural, 1)
  .option('--rlimit <n>', 'limit of one question, in Z3’s resource units', natural, DEFAULT_OPTIONS.question.rlimit)
  .option('--timeout <ms>', 'limit of one question, in milliseconds', natural, DEFAULT_OPTIONS.question.timeoutMs)
  .option('--scope <n>', 'elements of an unknown list or collection that a bounded proof covers', natural, DEFAULT_LIMITS.scope)
  .option('--seed <n>', 'seed of what a counterexample leaves open', natural, DEFAULT_OPTIONS.seed)
  .addHelpText('after', '\nExit status: 0 all valid, 1 something invalid, 2 the input is wrong, 3 undecided.')
  .action(async (spec: string, files: string[], flags: VerifyFlags) => finish(await runVerify(spec, files, flags, terminal)));

program
  .command('import')
  .description('Turn another tool’s file into trajectories, one JSON object per line.')
  .argument('<file>', 'file to import; - is standard input')
  .addOption(new Option('--from <format>', formatsHelp()).choices(Object.keys(IMPORT_FORMATS)).makeOptionMandatory())
  .option('-o, --output <file>', 'write there instead of standard output')
  .action((file: string, flags: { readonly output?: string }) => finish(runImport(file, flags.output, terminal)));

function formatsHelp(): string {
  return Object.entries(IMPORT_FORMATS)
    .map(([name, meaning]) => `${name}: ${meaning}`)
    .join('; ');
}

function finish(status: number): void {
  process.exitCode = status;
}

// A reader that has seen enough closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  terminal.progress('');
  terminal.say(
    error instanceof Disagreement
      ? error.message
      : `internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  finish(EXIT_INTERNAL);
} finally {
  await disposeDefaultSolver();
}
