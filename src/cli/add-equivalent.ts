// Decides the flags of `envfactory equivalent`, and what help says about them.

import { type Command, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { LAYERS, layers, natural, positive, repeated } from './arguments.ts';
import { CERTIFICATE_FLAG, CERTIFICATE_HELP } from './certificate-flag.ts';
import { type EquivalentFlags, runEquivalent } from './equivalent-command.ts';
import { SOLVER_FLAG, SOLVER_HELP } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

const EQUIVALENT_HELP = `
Two trajectories are equivalent if from every initial state in question whatever can come of one can come of the other: failure,
where a step can end otherwise than claimed, or the last state, with the answers of the steps that are the same call in both.

Examples:
  envfactory equivalent api.yaml one.json other.json
  envfactory equivalent api.yaml both.jsonl --initial any --state-only --json

Exit status: 0 equivalent, 1 different, 2 the input is wrong, 3 undecided.`;

/** Adds the command; what it ends with is given to `finish`. */
export function addEquivalent(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  program
    .command('equivalent')
    .description('Prove that two trajectories do the same, or show where they differ.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .argument('<trajectory...>', 'files with two trajectories in all: a JSON object, a JSON list, or JSON Lines; - is standard input')
    .option('--only <id>', 'of the files, the trajectory of that id; may be repeated', repeated)
    .addOption(new Option('--state-only', 'compare the last states alone').conflicts('responses'))
    .option('--responses', 'compare the answers of steps that are the same call too (as is done unless told otherwise)')
    .option('--initial <state>', 'initial state of both trajectories, instead of their own: reset, any, or a JSON file')
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--no-infer', 'infer no contract where none is declared')
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('--json', 'the result as one line of JSON (schemas/equivalent.schema.json), and nothing else on standard output')
    .option(CERTIFICATE_FLAG, CERTIFICATE_HELP)
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list or collection that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of what a witness leaves open', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory equivalent --help tells more)')
    .addHelpText('after', EQUIVALENT_HELP)
    .action(async (spec: string, files: string[], flags: EquivalentFlags) => finish(await runEquivalent(spec, files, flags, terminal)));
}
