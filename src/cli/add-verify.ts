// Decides the flags of `envfactory verify`, and what help says about them.

import { type Command, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { jobs, LAYERS, layers, natural, positive, repeated } from './arguments.ts';
import { asFlag } from './as-flag.ts';
import { CERTIFICATE_FLAG, CERTIFICATE_HELP } from './certificate-flag.ts';
import { SOLVER_FLAG, SOLVER_HELP } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';
import { runVerify } from './verify-command.ts';
import type { VerifyFlags } from './verify-flags.ts';

const EXIT_STATUS = '\nExit status: 0 all valid, 1 something invalid, 2 the input is wrong, 3 undecided.';

const VERIFY_EXAMPLES = `
Examples:
  envfactory verify api.yaml trajectory.json
  envfactory verify api.yaml --overlay rules.overlay.yaml --initial db.json --keep-going --json runs.jsonl
  cat runs.jsonl | envfactory verify api.yaml - --initial any --summary`;

/** Adds the command; what it ends with is given to `finish`. */
export function addVerify(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  program
    .command('verify')
    .description('Prove each trajectory valid, or print a counterexample.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .argument('<trajectory...>', 'files with trajectories: a JSON object, a JSON list, or JSON Lines; - is standard input')
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--no-infer', 'infer no contract where none is declared')
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .option('--initial <state>', 'initial state of all trajectories, instead of their own: reset, any, or a JSON file')
    .addOption(new Option('--holes <mode>', 'what {"$hole": …} stands for').choices(['exists', 'forall']).default('exists'))
    .option('--keep-going', 'judge the steps after a failed one too')
    .option('--no-repair', 'look for no repair of an invalid trajectory (one is looked for where there is one trajectory alone)')
    .option('--normal-form', 'of each valid trajectory: which steps commute, which can be left out, and its steps in normal order')
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('--json', 'one verdict per line as JSON (schemas/verdict.schema.json), and nothing else on standard output')
    .addOption(asFlag('the counterexample, or a run of what is valid,'))
    .option('--all-steps', 'show all steps of a counterexample, also those that do not matter')
    .option('--quiet', 'say nothing about valid trajectories')
    .option('--summary', 'print the counts only')
    .option('--only <id>', 'judge only the trajectory of that id; may be repeated', repeated)
    .option(
      '--states <file>',
      'write the answers and the last state of a run of each trajectory, as JSON Lines (null where it starts in any)',
    )
    .option('--smtlib <file>', 'write every question to the solver as SMT-LIB 2 (on one thread)')
    .option(CERTIFICATE_FLAG, CERTIFICATE_HELP)
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--jobs <n>', 'worker threads', jobs, 1)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list or collection that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of what a counterexample leaves open', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory verify --help tells more)')
    .addHelpText('after', `${VERIFY_EXAMPLES}\n${EXIT_STATUS}`)
    .action(async (spec: string, files: string[], flags: VerifyFlags) => finish(await runVerify(spec, files, flags, terminal)));
}
