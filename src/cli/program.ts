// Decides which commands and flags there are, and what help says about them.

import { Command, CommanderError, Option } from 'commander';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import { DEFAULT_CHECK_OPTIONS } from '../explore/check/check.ts';
import { DEFAULT_PLAN_OPTIONS } from '../explore/plan.ts';
import { DEFAULT_OPTIONS } from '../verify/options.ts';
import { jobs, LAYERS, layers, natural, positive, repeated } from './arguments.ts';
import { type CheckFlags, runCheck } from './check-command.ts';
import { EXIT_INPUT, EXIT_OK } from './exit.ts';
import { IMPORT_FORMATS, type ImportFlags, runImport } from './import-command.ts';
import { type PlanFlags, runPlan } from './plan-command.ts';
import { SOLVER_FLAG, SOLVER_HELP } from './solver-flag.ts';
import type { Terminal } from './terminal.ts';
import { runVerify } from './verify-command.ts';
import type { VerifyFlags } from './verify-flags.ts';
import { version } from './version.ts';

const EXIT_STATUS = '\nExit status: 0 all valid, 1 something invalid, 2 the input is wrong, 3 undecided.';

const VERIFY_EXAMPLES = `
Examples:
  envfactory verify api.yaml trajectory.json
  envfactory verify api.yaml --overlay rules.overlay.yaml --initial db.json --keep-going --json runs.jsonl
  cat runs.jsonl | envfactory verify api.yaml - --initial any --summary`;

const PLAN_EXAMPLES = `
Examples:
  envfactory plan api.yaml --goal "orders.exists(o, orders[o].status == 'shipped')"
  envfactory plan api.yaml --goal "stock['tea'] == 0" --avoid "orders.size() > 3" --all 3 -o plans.jsonl`;

const CHECK_EXAMPLES = `
Examples:
  envfactory check api.yaml
  envfactory check api.yaml --overlay rules.overlay.yaml --initial db.json --strict --json`;

const IMPORT_EXAMPLES = `
Example:
  envfactory import tasks.json --from tau2 -o trajectories.jsonl`;

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
  addImport(program, terminal, finish);
  return program;
}

function addVerify(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  program
    .command('verify')
    .description('Prove each trajectory valid, or print a counterexample.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .argument('<trajectory...>', 'files with trajectories: a JSON object, a JSON list, or JSON Lines; - is standard input')
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .option('--initial <state>', 'initial state of all trajectories, instead of their own: reset, any, or a JSON file')
    .addOption(new Option('--holes <mode>', 'what {"$hole": …} stands for').choices(['exists', 'forall']).default('exists'))
    .option('--keep-going', 'judge the steps after a failed one too')
    .option('--no-repair', 'look for no repair of an invalid trajectory (one is looked for where there is one trajectory alone)')
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('--json', 'one verdict per line as JSON (schemas/verdict.schema.json), and nothing else on standard output')
    .option('--quiet', 'say nothing about valid trajectories')
    .option('--summary', 'print the counts only')
    .option('--only <id>', 'judge only the trajectory of that id; may be repeated', repeated)
    .option(
      '--states <file>',
      'write the answers and the last state of a run of each trajectory, as JSON Lines (null where it starts in any)',
    )
    .option('--smtlib <file>', 'write every question to the solver as SMT-LIB 2 (on one thread)')
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

function addPlan(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const { rlimit, timeoutMs } = DEFAULT_OPTIONS.question;
  const { maxSteps, maxCalls } = DEFAULT_PLAN_OPTIONS;
  program
    .command('plan')
    .description('Find a shortest sequence of calls to a goal, proved; or prove that there is none.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .requiredOption('--goal <rule>', 'what holds in the last state')
    .option('--avoid <rule>', 'what holds in no state on the way')
    .option('--initial <state>', 'where the plan starts: reset, or a JSON file', 'reset')
    .option('--max-steps <n>', 'steps that a plan may have', natural, maxSteps)
    .option('--all <k>', 'so many plans, shortest first, that differ in their operations', positive, 1)
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('-o, --output <file>', 'write the plans as trajectories, one JSON object per line')
    .option('--json', 'the result as one line of JSON (schemas/plan.schema.json), and nothing else on standard output')
    .option('--max-calls <n>', 'calls that the search by running may try', natural, maxCalls)
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of arguments that do not matter', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory plan --help tells more)')
    .addHelpText('after', `${PLAN_EXAMPLES}\n\nExit status: 0 a plan was found, 1 there is none, 2 the input is wrong, 3 undecided.`)
    .action(async (spec: string, flags: PlanFlags) => finish(await runPlan(spec, flags, terminal)));
}

function addCheck(program: Command, terminal: Terminal, finish: (status: number) => void): void {
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
    .option('--strict', 'warnings count for the exit status too')
    .option('--overlay <file>', 'OAI Overlay to lay over the document; may be repeated, applied in order', repeated)
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .addOption(
      new Option('--layers <list>', `only requirements of these layers, of ${LAYERS.join(',')}`).argParser(layers).default(LAYERS, 'all'),
    )
    .option('--json', 'the result as one line of JSON (schemas/check.schema.json), and nothing else on standard output')
    .option(SOLVER_FLAG, SOLVER_HELP)
    .option('--rlimit <n>', 'limit of one question, in the solver’s resource units; 0 for none', natural, rlimit)
    .option('--timeout <ms>', 'limit of one question, in milliseconds; 0 for none', natural, timeoutMs)
    .option('--scope <n>', 'elements of an unknown list or collection that a bounded proof covers', positive, DEFAULT_LIMITS.scope)
    .option('--seed <n>', 'seed of what is left open', natural, DEFAULT_OPTIONS.seed)
    .showHelpAfterError('(envfactory check --help tells more)')
    .addHelpText('after', `${CHECK_EXAMPLES}\n\nExit status: 0 every promise is kept, 1 one is broken, 2 the input is wrong, 3 undecided.`)
    .action(async (spec: string, flags: CheckFlags) => finish(await runCheck(spec, flags, terminal)));
}

function addImport(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  const formats = Object.entries(IMPORT_FORMATS);
  const from = formats.map(([name, { description }]) => `${name}: ${description}`).join('; ');
  program
    .command('import')
    .description('Turn another tool’s file into trajectories, one JSON object per line.')
    .argument('<file>', 'file to import; - is standard input')
    .addOption(new Option('--from <format>', from).choices(formats.map(([name]) => name)).makeOptionMandatory())
    .option('-o, --output <file>', 'write there instead of standard output')
    .option('--json', 'changes nothing: the output is JSON Lines')
    .option('--seed <n>', 'changes nothing: importing leaves nothing to chance', natural)
    .showHelpAfterError('(envfactory import --help tells more)')
    .addHelpText('after', `${IMPORT_EXAMPLES}\n\nExit status: 0 done, 2 the input is wrong.`)
    .action((file: string, flags: ImportFlags) => finish(runImport(file, flags, terminal)));
}
