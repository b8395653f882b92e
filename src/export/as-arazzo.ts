// Decides how runs are written as an Arazzo document: a workflow for each, whose steps call the operations and take what they need from earlier answers.
// https://spec.openapis.org/arazzo/v1.0.1.html

import type { ObjectKey, ObjectValue, Value } from '../base/value.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import { isPlainText, referencing } from './script/arazzo-values.ts';
import { commentsOf, oneLine, titleOf } from './script/comments.ts';
import { mediaTypeOf } from './script/message.ts';
import { prettyJson } from './script/pretty-json.ts';
import { type Call, expectedStatus, type Script } from './script/script.ts';
import { takenWhole } from './script/taken.ts';

/** The name of the source description. */
const SOURCE = 'api';

/** One document with a workflow for each run. `document` is the URL of the OpenAPI document, relative to where the result will stand. */
export function asArazzo(contract: Contract, scripts: readonly Script[], document: string): string {
  const ids = new Set<string>();
  const workflows = scripts.map((script) => workflowOf(script, uniqueId(script.id, ids)));
  return `${prettyJson(
    object({
      arazzo: '1.0.1',
      info: object({ title: `${contract.title}: runs`, version: '1.0.0' }),
      sourceDescriptions: [object({ name: SOURCE, url: document, type: 'openapi' })],
      workflows,
    }),
  )}\n`;
}

/** Letters, digits, `_` and `-`, as the specification recommends. */
function uniqueId(id: string, used: Set<string>): string {
  const plain = id.replaceAll(/[^A-Za-z0-9_-]+/g, '-') || 'run';
  let unique = plain;
  for (let number = 2; used.has(unique); number += 1) unique = `${plain}-${number}`;
  used.add(unique);
  return unique;
}

function workflowOf(script: Script, workflowId: string): Value {
  const inputs = new Map<string, Value>();
  const steps = script.calls.map((call) => stepOf(call, script.calls, inputs));
  return object({
    workflowId,
    summary: oneLine(script.id),
    description: commentsOf(script).join('\n'),
    ...(inputs.size === 0 ? {} : { inputs: object({ type: 'object', properties: new Map(inputs) }) }),
    steps,
  });
}

function stepOf(call: Call, calls: readonly Call[], inputs: Map<string, Value>): Value {
  const { name, operation, args, body, outcome } = call;
  const value = referencing(calls, inputs);
  const expected = expectedStatus(outcome);
  const outputs = takenWhole(calls, call.index).map((pointer) => value.output(call.index, pointer));
  return object({
    stepId: name,
    description: titleOf(call),
    ...operationOf(operation),
    ...(args.length === 0 ? {} : { parameters: args.map((arg) => object({ name: arg.name, in: arg.in, value: value.of(arg.value) })) }),
    ...(body === undefined ? {} : { requestBody: object({ contentType: mediaTypeOf(operation), payload: value.of(body) }) }),
    successCriteria: [object({ condition: expected === null ? '$statusCode >= 300' : `$statusCode == ${expected}` })],
    ...(outputs.length === 0
      ? {}
      : { outputs: new Map<ObjectKey, Value>(outputs.map(({ name: output, expression }) => [output, expression])) }),
  });
}

/** An operation without an `operationId` is named by its place in the document. */
function operationOf({ id, method, path }: Operation): Readonly<Record<string, Value>> {
  if (id !== `${method.toUpperCase()} ${path}` && isPlainText(id)) return { operationId: id };
  const pointer = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
  return { operationPath: `{$sourceDescriptions.${SOURCE}.url}#${pointer}` };
}

function object(entries: Readonly<Record<string, Value>>): ObjectValue {
  return new Map<ObjectKey, Value>(Object.entries(entries));
}
