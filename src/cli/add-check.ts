// Decides the flags of `envfactory check`, and what help says about them.

import { type Command, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_CHECK_OPTIONS } from '../explore/check/check.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { LAYERS, layers, natural, positive, repeated } from './arguments.ts';
import { asFlag } from './as-flag.ts';
import { CERTIFICATE_FLAG, CERTIFICATE_HELP } from './certificate-flag.ts';
import { type CheckFlags, runCheck } from './check-command.ts';
import { SOLVER_FLAG, SOLVER_HELP } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

const CHECK_EXAMPLES = `
Examples:
  envfactory check api.yaml
  envfactory check api.yaml --overlay rules.overlay.yaml --initial db.json --strict --json`;

/** Adds the command; what it ends with is given to `finish`. */
export function addCheck(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  const { maxSteps, maxCalls } = DEFAULT_CHECK_OPTIONS;
  program
    .command('check')
    .description(
      'Model-check the contract itself: invariants and other promises, operations and requirements of no use, states without a way on.',
    )
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .option('--initial <state>', 'where runs start: reset, or a JSON file', 'reset')
    .option('--max-steps <n>', 'steps that runs may have', natural, maxSteps)
    .option('--max-calls <n>', 'calls that running may try', natural, maxCalls)
    .option(
      '--induction <k>',
      'states in a row that induction may look at, 1 to 3; by default one, and two where that and running do not decide',
      positive,
    )
    .option('--lemma <rule>', 'RULE or NAME: RULE, proved first and then assumed; may be repeated', repeated)
    .option('--final <rule>', 'states in which nothing need go on')
    .option('--strict', 'warnings count for the exit status too')
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--no-infer', 'infer no contract where none is declared')
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('--json', 'the result as one line of JSON (schemas/check.schema.json), and nothing else on standard output')
    .addOption(asFlag('the runs that break a promise'))
    .option(CERTIFICATE_FLAG, CERTIFICATE_HELP)
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list or collection that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of what is left open', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory check --help tells more)')
    .addHelpText('after', `${CHECK_EXAMPLES}\n\nExit status: 0 every promise is kept, 1 one is broken, 2 the input is wrong, 3 undecided.`)
    .action(async (spec: string, flags: CheckFlags) => finish(await runCheck(spec, flags, terminal)));
}
