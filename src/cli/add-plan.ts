// Decides the flags of `envfactory plan`, and what help says about them.

import { type Command, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_PLAN_OPTIONS } from '../explore/plan.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { LAYERS, layers, natural, positive, repeated } from './arguments.ts';
import { asFlag } from './as-flag.ts';
import { CERTIFICATE_FLAG, CERTIFICATE_HELP } from './certificate-flag.ts';
import { type PlanFlags, runPlan } from './plan-command.ts';
import { SOLVER_FLAG, SOLVER_HELP } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';

const PLAN_EXAMPLES = `
Examples:
  envfactory plan api.yaml --goal "orders.exists(o, orders[o].status == 'shipped')"
  envfactory plan api.yaml --goal "stock['tea'] == 0" --avoid "orders.size() > 3" --all 3 -o plans.jsonl`;

/** Adds the command; what it ends with is given to `finish`. */
export function addPlan(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  const { maxSteps, maxCalls } = DEFAULT_PLAN_OPTIONS;
  program
    .command('plan')
    .description('Find a shortest sequence of calls to a goal, each answered 2xx, proved; or prove that there is none.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .requiredOption('--goal <rule>', 'what holds in the last state')
    .option('--avoid <rule>', 'what holds in no state on the way')
    .option('--initial <state>', 'where the plan starts: reset, or a JSON file', 'reset')
    .option('--max-steps <n>', 'steps that a plan may have', natural, maxSteps)
    .option('--all <k>', 'so many plans, shortest first; none has all the operations of another and more', positive, 1)
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--no-infer', 'infer no contract where none is declared')
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('-o, --output <file>', 'write the plans as trajectories, one JSON object per line')
    .option('--json', 'the result as one line of JSON (schemas/plan.schema.json), and nothing else on standard output')
    .option('--all-steps', 'show every step, also the same call again and again')
    .addOption(asFlag('the plans'))
    .option('--max-calls <n>', 'calls that the search by running may try', natural, maxCalls)
    .option(CERTIFICATE_FLAG, CERTIFICATE_HELP)
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of arguments that do not matter', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory plan --help tells more)')
    .addHelpText(
      'after',
      `${PLAN_EXAMPLES}\n\nExit status: 0 a plan was found, 1 there is none (within --max-steps, or at all where it says so), 2 the input is wrong, 3 undecided.`,
    )
    .action(async (spec: string, flags: PlanFlags) => finish(await runPlan(spec, flags, terminal)));
}
