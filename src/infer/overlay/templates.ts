// Decides what an inferred overlay says of an operation: what it needs, what it does, what it answers. What is not certain is left out.

import { answerText } from './answers.ts';
import { effectsOf } from './effects.ts';
import type { OperationText, Precondition, TemplateInput } from './operation-text.ts';
import { preconditionsOf } from './preconditions.ts';

const NOTHING: OperationText = { preconditions: [], effects: [], response: [] };

export function operationText(input: TemplateInput): OperationText {
  const { fact } = input;
  if (fact.kind === 'opaque' || fact.kind === 'watch' || fact.kind === 'session') return NOTHING;
  const preconditions = preconditionsOf(input);
  if (input.existenceOnly) return { ...NOTHING, preconditions };
  const effects = effectsOf(input);
  const object = objectBody(input, [...preconditions.map(({ rule }) => rule), ...effects.flat(2)]);
  return { preconditions: [...object, ...preconditions], effects, response: answerText(input, effects.length > 0) };
}

/** Where rules read properties of a body whose schema names properties and no type: other values than objects are refused. */
function objectBody({ operation, shapes }: TemplateInput, texts: readonly string[]): readonly Precondition[] {
  if (operation.body === null || shapes.of(operation.body).isObject || !texts.some((text) => /request\.body[.[,]/.test(text))) return [];
  const isObject = 'type(request.body) == map';
  return [
    {
      rule: operation.bodyRequired ? isObject : `!has(request.body) || ${isObject}`,
      // As for any other request that does not fit its schema.
      status: operation.refusals.has(422) && !operation.refusals.has(400) ? 422 : 400,
      message: 'the body is no object',
    },
  ];
}
