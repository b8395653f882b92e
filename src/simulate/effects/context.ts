// Decides what the effects of one request share: the world they read, the keys they issue, and the choices that were made for them.

import type { Limits } from '../../base/limits.ts';
import type { Value } from '../../base/value.ts';
import type { Contract, Effect, Operation, Rule } from '../../contract/contract.ts';
import { describeFailure, effectCause } from '../cause.ts';
import type { Ask } from '../choose/ask.ts';
import { type Environment, type Frame, frameOf } from '../evaluate/environment.ts';
import { evaluateIn } from '../evaluate/evaluate.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { describeKind } from '../operand.ts';
import { asUndecided } from '../requirements.ts';
import { fault, type Stop } from '../stop.ts';
import type { Issuer } from './issuer.ts';
import { toStored } from './stored.ts';

export interface EffectContext {
  readonly contract: Contract;
  readonly operation: Operation;
  /** The state before, the request and the clock. */
  readonly environment: Environment;
  readonly issuer: Issuer;
  readonly ask: Ask;
  readonly limits: Limits;
}

/** A place where rules of an effect are evaluated: its locals are those of a `forEach`, if it is in one. */
export function newFrame(context: EffectContext): Frame {
  return frameOf(context.environment);
}

/** The fault of an effect. */
export function effectFault(effect: Effect, message: string, rule: Rule | null = null): Stop {
  return fault(effectCause('effect', effect, message, rule?.source ?? effect.source));
}

/** What an error value in an effect means: a fault of the contract, or nothing if it only says that a limit was hit. */
export function errorStop(effect: Effect, error: EvaluationError, rule: Rule | null = null): Stop {
  return (
    asUndecided(error, effect.id) ?? effectFault(effect, `${rule === null ? effect.text : rule.text}: ${describeFailure(error)}`, rule)
  );
}

/** The value of a rule, as it may be stored. */
export function storedValue(effect: Effect, rule: Rule, frame: Frame): Value | Stop {
  const value = toStored(evaluateIn(rule.expression, frame));
  return value instanceof EvaluationError ? errorStop(effect, value, rule) : value;
}

/** Whether `when` or `where` lets the effect happen; without one it does. */
export function isEnabled(effect: Effect, rule: Rule | null, frame: Frame): boolean | Stop {
  if (rule === null) return true;
  const result = evaluateIn(rule.expression, frame);
  if (typeof result === 'boolean') return result;
  if (result instanceof EvaluationError) return errorStop(effect, result, rule);
  return effectFault(effect, `${rule.text}: expected a boolean, found ${describeKind(result)}`, rule);
}
