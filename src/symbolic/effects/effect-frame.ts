// Decides what evaluating the effects of one step shares: sight of the state before, the server's choices, and the causes of problems.

import type { Effect, Rule } from '../../contract/contract.ts';
import { type Cause, CONFLICT, FAULT } from '../../contract/outcome.ts';
import type { Schema } from '../../contract/schema.ts';
import { compileExpression, type Frame } from '../compile.ts';
import type { Execution } from '../execution.ts';
import { frameOf, type Sight } from '../frame.ts';
import { isTrue, isUndecided } from '../kinds.ts';
import { toStored } from '../stored.ts';
import type { Term } from '../term.ts';
import type { Result, Symbolic, SymbolicCollection } from '../value.ts';
import type { Problem } from './plan.ts';

export interface EffectSight {
  readonly execution: Execution;
  /** Sees the state before. */
  readonly sight: Sight;
  /** The server's choice at a place of the step, within the schema. */
  readonly choose: (place: string, schema: Schema) => Symbolic;
  /** A key for the collection that it has not had, generated at a place of the step. */
  readonly generateKey: (place: string, collection: string, property: string) => Symbolic;
  /** Takes note that a key for the collection holds generated parts (null in `parts`), so it is one that the collection has not had. */
  readonly issue: (collection: string, parts: readonly (Symbolic | null)[], key: Symbolic) => void;
  /** A collection of the state before that knows which keys the step has generated: it has none of them. */
  readonly withIssued: (c: SymbolicCollection) => SymbolicCollection;
}

/** The value of a rule in an effect, as it is stored. */
export function storedValue(at: EffectSight, rule: Rule, frame: Frame = frameOf(at.execution, at.sight)): Result {
  const { context } = at.execution;
  const result = compileExpression(context, rule.expression, frame);
  const stored = toStored(context, result.value);
  return { value: stored.value, error: context.factory.or([result.error, stored.error]) };
}

/** When a condition is true, and when it is neither true nor false; without a condition always and never. */
export function conditionOf(
  at: EffectSight,
  rule: Rule | null,
  frame: Frame = frameOf(at.execution, at.sight),
): { readonly holds: Term; readonly fails: Term } {
  const { context } = at.execution;
  if (rule === null) return { holds: context.factory.true, fails: context.factory.false };
  const result = compileExpression(context, rule.expression, frame);
  return { holds: isTrue(context, result), fails: isUndecided(context, result) };
}

export function faultOf(effect: Effect, condition: Term, message: string): Problem {
  const cause = (): Cause => ({ kind: 'effect', id: effect.id, rule: effect.text, message, layer: effect.layer, source: effect.source });
  return { kind: 'fault', condition, status: FAULT, cause };
}

export function conflictOf(effect: Effect, condition: Term): Problem {
  const cause = (): Cause => ({
    kind: 'conflict',
    id: effect.id,
    rule: effect.text,
    message: 'the key exists',
    layer: effect.layer,
    source: effect.source,
  });
  return { kind: 'refused', condition, status: CONFLICT, cause };
}
