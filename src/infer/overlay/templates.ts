// Decides what an inferred overlay says of an operation: what it needs, what it does, what it answers. What is not certain is left out.

import { answerText } from './answers.ts';
import { effectsOf } from './effects.ts';
import type { OperationText, TemplateInput } from './operation-text.ts';
import { preconditionsOf } from './preconditions.ts';

const NOTHING: OperationText = { preconditions: [], effects: [], response: [] };

export function operationText(input: TemplateInput): OperationText {
  const { fact } = input;
  if (fact.kind === 'opaque' || fact.kind === 'watch' || fact.kind === 'session') return NOTHING;
  const preconditions = preconditionsOf(input);
  if (input.existenceOnly) return { ...NOTHING, preconditions };
  const effects = effectsOf(input);
  return { preconditions, effects, response: answerText(input, effects.length > 0) };
}
