// Decides the flags of `envfactory infer`, and what help says about them.

import type { Command } from 'commander';
import { confidence, natural, repeated } from './arguments.ts';
import { type InferFlags, runInfer } from './infer-command.ts';
import type { Terminal } from './terminal.ts';

const INFER_EXAMPLES = `
Examples:
  envfactory infer api.yaml -o api.overlay.yaml
  envfactory infer api.yaml --explain cancelOrder
  envfactory infer api.yaml --with recorded.har -o api.overlay.yaml
  envfactory infer api.yaml --json | jq '.operations[] | select(.kind == "opaque")'`;

/** Adds the command; what it ends with is given to `finish`. */
export function addInfer(program: Command, terminal: Terminal, finish: (status: number) => void): void {
  program
    .command('infer')
    .description('Infer a contract from a plain OpenAPI document, as an overlay to read, correct and keep.')
    .argument('<spec>', 'OpenAPI 3.0, 3.1 or Swagger 2.0 document, YAML or JSON')
    .option('-o, --output <file>', 'write the overlay there instead of to standard output')
    .option('--json', 'the facts as one line of JSON (schemas/inference.schema.json) instead of the overlay')
    .option('--explain <operation>', 'what was concluded about one operation, and from what: its operationId, or "METHOD /path"')
    .option(
      '--with <traffic>',
      'recorded traffic to confirm or correct what is inferred: HAR files, or trajectories with recorded answers',
      repeated,
    )
    .option('--min-confidence <c>', 'leave out of the overlay what is less sure than that, from 0 to 1', confidence, 0)
    .option('--ignore-hints', 'leave out links and extensions of other tools')
    .option('--overlay <file>', 'OAI Overlay to lay over the document first; may be repeated, applied in order', repeated)
    .option('--allow <path>', 'file or folder outside the document’s folder that $ref may reach; may be repeated', repeated)
    .option('--seed <n>', 'changes nothing: inference leaves nothing to chance', natural)
    .showHelpAfterError('(envfactory infer --help tells more)')
    .addHelpText('after', `${INFER_EXAMPLES}\n\nExit status: 0 done, 2 the input is wrong.`)
    .action((spec: string, flags: InferFlags) => finish(runInfer(spec, flags, terminal)));
}
