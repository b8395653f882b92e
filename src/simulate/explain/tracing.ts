// Decides what is noted while a rule is walked again for people: values by text, places by name, and where bound names stand in the state.

import type { Value } from '../../base/value.ts';
import type { Expression, Slot } from '../../contract/expression.ts';
import { printExpression } from '../../contract/print.ts';
import type { Frame } from '../evaluate/environment.ts';
import { evaluateIn } from '../evaluate/evaluate.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type Evaluated, isRecords } from '../operand.ts';
import { type PlacePath, showPlace } from '../place-path.ts';

export interface Tracing {
  readonly frame: Frame;
  readonly values: Map<string, Value | EvaluationError>;
  readonly reads: Map<string, PlacePath>;
  /** Place of the value that a local is bound to, if it is a part of the state. */
  readonly places: Map<Slot, PlacePath>;
}

/** The value of a part of the rule, with the locals as they are bound now. */
export function valueOf(tracing: Tracing, expression: Expression): Evaluated {
  const { frame } = tracing;
  // Explaining evaluates parts again and again; each evaluation has the budget of a rule of its own.
  frame.budget = frame.environment.limits.maxEvaluationSteps;
  frame.exceeded = null;
  return evaluateIn(expression, frame);
}

/** Notes what a part of the rule evaluates to, unless it is a collection. */
export function noteValue(tracing: Tracing, expression: Expression, value: Evaluated): void {
  if (value instanceof EvaluationError || !isRecords(value)) tracing.values.set(printExpression(expression), value);
}

export function noteRead(tracing: Tracing, place: PlacePath): void {
  tracing.reads.set(showPlace(place), place);
}

/** The place in the state that an expression denotes; null if it denotes none (a literal, a part of the request, something computed). */
export function placeOf(tracing: Tracing, expression: Expression): PlacePath | null {
  switch (expression.kind) {
    case 'root': {
      const { root } = expression;
      return root.kind === 'collection' || root.kind === 'variable' ? { root: root.name, path: [] } : null;
    }
    case 'local':
      return tracing.places.get(expression.slot) ?? null;
    case 'member':
    case 'has':
      return below(placeOf(tracing, expression.of), expression.name);
    case 'index': {
      const key = valueOf(tracing, expression.key);
      return key instanceof EvaluationError || isRecords(key) ? null : below(placeOf(tracing, expression.of), key);
    }
    default:
      return null;
  }
}

export function below(place: PlacePath | null, step: Value): PlacePath | null {
  return place === null ? null : { root: place.root, path: [...place.path, step] };
}

/** Binds a local for what follows. */
export function bindLocal(tracing: Tracing, slot: Slot, value: Evaluated, place: PlacePath | null): void {
  tracing.frame.locals[slot] = value;
  if (place === null) tracing.places.delete(slot);
  else tracing.places.set(slot, place);
}
