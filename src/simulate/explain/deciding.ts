// Decides which element of a quantifier is the reason for its value, if one is.

import { isList } from '../../base/value.ts';
import type { Expression } from '../../contract/expression.ts';
import { walk } from '../evaluate/walk.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { isRecords } from '../operand.ts';
import { below, noteRead, placeOf, type Tracing, valueOf } from './tracing.ts';

type Quantify = Extract<Expression, { kind: 'quantify' }>;

/**
 * Binds the first element that makes `all` false or `exists` true, else the first whose body is an error, and notes its value.
 * False if there is none: then the whole is the reason.
 */
export function bindDeciding(tracing: Tracing, expression: Quantify): boolean {
  const position = decidingPosition(tracing, expression);
  if (position === null) return false;
  const { over, binding } = expression;
  const container = placeOf(tracing, over);
  const walked = valueOf(tracing, over);
  let at = 0;
  // Walking up to the element binds it.
  walk(tracing.frame, walked, binding, (_, key) => {
    if (at === position)
      noteElement(tracing, expression, below(container, key), !(walked instanceof EvaluationError) && !isRecords(walked) && isList(walked));
    at += 1;
    return at > position;
  });
  return true;
}

function decidingPosition(tracing: Tracing, { quantifier, over, binding, body }: Quantify): number | null {
  if (quantifier === 'existsOne') return null;
  const wanted = quantifier === 'exists';
  let at = 0;
  let deciding: number | null = null;
  let failing: number | null = null;
  walk(tracing.frame, valueOf(tracing, over), binding, () => {
    const result = valueOf(tracing, body);
    if (result === wanted) deciding = at;
    else if (result instanceof EvaluationError) failing ??= at;
    at += 1;
    return result === wanted;
  });
  return deciding ?? failing;
}

/** Notes the bound locals, and where the one that is a part of the state stands: the element of a list, or the value of a pair. */
function noteElement(tracing: Tracing, { binding }: Quantify, place: ReturnType<typeof below>, isListElement: boolean): void {
  const slots = binding.kind === 'single' ? [binding.slot] : [binding.key, binding.value];
  const names = binding.kind === 'single' ? [binding.name] : [binding.keyName, binding.valueName];
  slots.forEach((slot, i) => {
    const isPart = binding.kind === 'pair' ? i === 1 : isListElement;
    if (place !== null && isPart) tracing.places.set(slot, place);
    else tracing.places.delete(slot);
    const value = tracing.frame.locals[slot];
    if (value !== undefined && (value instanceof EvaluationError || !isRecords(value))) tracing.values.set(names[i] ?? '', value);
  });
  if (place !== null) noteRead(tracing, place);
}
