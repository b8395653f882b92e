// Decides the flags of `envfactory import`, and what help says about them.

import { type Command, Option } from 'commander';
import { natural } from './arguments.ts';
import { IMPORT_FORMATS, type ImportFlags, runImport } from './import-command.ts';
import type { Terminal } from './terminal.ts';

const IMPORT_EXAMPLES = `
Example:
  envfactory import tasks.json --from tau2 -o trajectories.jsonl`;

/** Adds the command; what it ends with is given to `finish`. */
export function addImport(program: Command, terminal: Terminal, finish: (status: number) => void): void {
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
