// Decides the flags of `envfactory compare`, and what help says about them.

import { type Command, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_COMPARE_OPTIONS } from '../explore/compare/compare.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { LAYERS, layers, natural, positive, repeated } from './arguments.ts';
import { CERTIFICATE_FLAG, CERTIFICATE_HELP } from './certificate-flag.ts';
import { type CompareFlags, runCompare } from './compare-command.ts';
import { SOLVER_FLAG, SOLVER_HELP } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

const COMPARE_EXAMPLES = `
Examples:
  envfactory compare api.yaml --overlay tools.yaml --against tools.yaml --against policy.yaml
  envfactory compare api-v1.yaml --against api-v2.yaml --json
  envfactory compare api.yaml --overlay tools.yaml --against policy.yaml --trajectories gold.jsonl --initial db.json`;

const EXIT_HELP = `
Exit status: 0 the contracts accept, do and refuse the same, 1 there is a difference, 2 the input is wrong, 3 undecided.`;

/** Adds the command; what it ends with is given to `finish`. */
export function addCompare(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  const { maxSteps, maxCalls } = DEFAULT_COMPARE_OPTIONS;
  program
    .command('compare')
    .description('Prove per operation whether two contracts accept the same requests and do the same, or show a difference.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON; with --overlay the contract A')
    .addOption(
      new Option('--against <file>', 'contract B: overlays on the same document, or another document and overlays on it; may be repeated')
        .argParser(repeated)
        .makeOptionMandatory(),
    )
    .option('--overlay <file>', 'OAI Overlay to lay over the document for A; may be repeated, applied in order', repeated)
    .option('--trajectories <file...>', 'compare what A and B say of these trajectories, and not the operations')
    .option('--initial <state>', 'where runs start: reset, or a JSON file', 'reset')
    .option('--max-steps <n>', 'steps that runs may have', natural, maxSteps)
    .option('--max-calls <n>', 'calls that running may try', natural, maxCalls)
    .option('--no-infer', 'infer no contract where A or B declares none')
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('--summary', 'requirements and counts alone, without what shows them')
    .option('--json', 'the result as one line of JSON (schemas/compare.schema.json), and nothing else on standard output')
    .option(CERTIFICATE_FLAG, CERTIFICATE_HELP)
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list or collection that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of what is left open', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory compare --help tells more)')
    .addHelpText('after', `${COMPARE_EXAMPLES}\n${EXIT_HELP}`)
    .action(async (spec: string, flags: CompareFlags) => finish(await runCompare(spec, flags, terminal)));
}
