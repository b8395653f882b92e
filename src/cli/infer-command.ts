// Decides what `envfactory infer` does with its arguments: infers, prints the overlay, the facts or the story of one operation.

import type { Diagnostic } from '../base/diagnostic.ts';
import { toJson } from '../base/json.ts';
import { didYouMean } from '../base/suggest.ts';
import { inferFiles } from '../files/infer.ts';
import { writeText } from '../files/write.ts';
import type { Inference, OperationFact } from '../infer/inference.ts';
import { inferenceValue } from '../infer/inference-value.ts';
import { EXIT_INPUT, EXIT_OK } from './exit.ts';
import { renderExplanation } from './render-inference.ts';
import type { Terminal } from './terminal.ts';

/** The flags of the command, as parsed. */
export interface InferFlags {
  readonly output?: string;
  readonly json?: boolean;
  readonly explain?: string;
  readonly ignoreHints?: boolean;
  readonly minConfidence: number;
  readonly with?: readonly string[];
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
}

/** Runs the command; the result is the exit status. */
export function runInfer(spec: string, flags: InferFlags, terminal: Terminal): number {
  const { overlay = [], allow = [], ignoreHints = false, minConfidence, with: traffic = [] } = flags;
  const inferred = inferFiles({ document: spec, overlays: overlay, allow, ignoreHints, minConfidence, traffic });
  if (terminal.report(inferred.diagnostics) || inferred.value === null) return EXIT_INPUT;
  const { text, inference } = inferred.value;
  if (flags.explain !== undefined) return explain(inference, text, flags.explain, terminal);
  const result = flags.json === true ? `${toJson(inferenceValue(inference))}\n` : text;
  if (flags.output !== undefined) return terminal.report(writeText(flags.output, result)) ? EXIT_INPUT : EXIT_OK;
  terminal.print(result.trimEnd());
  return EXIT_OK;
}

function explain(inference: Inference, overlay: string, name: string, terminal: Terminal): number {
  const found = inference.operations.find((fact) => fact.operationId === name || nameOf(fact) === normalised(name));
  if (found === undefined) {
    terminal.report([unknownOperation(inference, name)]);
    return EXIT_INPUT;
  }
  for (const line of renderExplanation(inference, found, overlay, terminal.style)) terminal.print(line);
  return EXIT_OK;
}

function nameOf({ method, path }: OperationFact): string {
  return `${method} ${path}`;
}

function normalised(name: string): string {
  const [method = '', ...path] = name.trim().split(/\s+/);
  return `${method.toLowerCase()} ${path.join(' ')}`;
}

function unknownOperation({ operations }: Inference, name: string): Diagnostic {
  const names = operations.flatMap((fact) => fact.operationId ?? `${fact.method.toUpperCase()} ${fact.path}`);
  return { code: 'unknown-operation', severity: 'error', message: `there is no operation '${name}'`, ...didYouMean(name, names) };
}
