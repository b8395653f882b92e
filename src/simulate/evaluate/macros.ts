// Decides the macros that walk: quantifiers, element-wise macros and `fold`.

import type { ListValue, ObjectKey, Value } from '../../base/value.ts';
import { isObject } from '../../base/value.ts';
import { EvaluationError, failure } from '../evaluation-error.ts';
import type { Evaluated } from '../operand.ts';
import { sorted } from '../operators/sorting.ts';
import { type Closure, type Compile, errorAt, type Node, notBoolean } from './closure.ts';
import { addEntry, asPart } from './construct.ts';
import { nestedTooDeep } from './depth.ts';
import { exceed, type Frame } from './environment.ts';
import { walk } from './walk.ts';

export function compileQuantify(expression: Node<'quantify'>, compile: Compile): Closure {
  const { quantifier } = expression;
  if (quantifier === 'existsOne') return compileExistsOne(expression, compile);
  const over = compile(expression.over);
  const body = compile(expression.body);
  const deciding = quantifier === 'exists';
  return (frame) => {
    let result: Evaluated = !deciding;
    const problem = walk(frame, over(frame), expression.binding, () => {
      const holds = body(frame);
      if (holds === deciding) result = deciding;
      else if (typeof holds !== 'boolean' && typeof result === 'boolean') result = notBoolean(holds, expression.body);
      return holds === deciding;
    });
    return problem === null ? result : problem.at(expression);
  };
}

function compileExistsOne(expression: Node<'quantify'>, compile: Compile): Closure {
  const over = compile(expression.over);
  const body = compile(expression.body);
  return (frame) => {
    let count = 0;
    let error: EvaluationError | null = null;
    const problem = walk(frame, over(frame), expression.binding, () => {
      const holds = body(frame);
      if (holds === true) count += 1;
      else if (holds !== false) error = notBoolean(holds, expression.body);
      return error !== null;
    });
    return problem?.at(expression) ?? error ?? count === 1;
  };
}

/** An element that a macro keeps, and what it makes of it. */
interface Kept {
  readonly element: Value;
  readonly key: Value;
  readonly made: Value;
}

export function compileCollect(expression: Node<'collect'>, compile: Compile): Closure {
  const over = compile(expression.over);
  const where = expression.where === null ? null : compile(expression.where);
  const body = expression.body === null ? null : compile(expression.body);
  return (frame) => {
    const kept: Kept[] = [];
    let error: EvaluationError | null = null;
    const problem = walk(frame, over(frame), expression.binding, (element, key) => {
      const holds = where === null ? true : where(frame);
      if (typeof holds !== 'boolean') error = notBoolean(holds, expression.where ?? expression);
      if (holds !== true) return error !== null;
      const made = body === null ? element : asPart(body(frame));
      if (made instanceof EvaluationError) error = made.at(expression);
      else kept.push({ element, key, made });
      return error !== null;
    });
    const failed = problem ?? error;
    return failed === null ? finish(frame, expression, kept) : failed.at(expression);
  };
}

function finish(frame: Frame, expression: Node<'collect'>, kept: readonly Kept[]): Evaluated {
  const result = FINISH[expression.macro](kept);
  if (!(result instanceof EvaluationError)) return result;
  const error = result.at(expression);
  return error.code === 'limit' ? exceed(frame, error) : error;
}

const FINISH: Readonly<Record<Node<'collect'>['macro'], (kept: readonly Kept[]) => Value | EvaluationError>> = {
  filter: elements,
  map: (kept) => kept.map(({ made }) => made),
  transformMap: (kept) => objectOf(kept.map(({ key, made }) => [key, made])),
  transformMapEntry,
  count: (kept) => kept.length,
  first: ([first]) => first?.element ?? (first === undefined ? failure('no-element', 'no element satisfies the rule') : null),
  sortBy: (kept) => sorted(elements(kept), (_, index) => kept[index]?.made ?? null),
};

function elements(kept: readonly Kept[]): ListValue {
  return kept.map(({ element }) => element);
}

function transformMapEntry(kept: readonly Kept[]): Value | EvaluationError {
  const entries: (readonly [Value, Value])[] = [];
  for (const { made } of kept) {
    if (!isObject(made)) return failure('wrong-kind', 'transformMapEntry needs objects');
    entries.push(...made);
  }
  return objectOf(entries);
}

function objectOf(entries: readonly (readonly [Value, Value])[]): Value | EvaluationError {
  const object = new Map<ObjectKey, Value>();
  for (const [key, value] of entries) {
    const problem = addEntry(object, key, value);
    if (problem !== null) return problem;
  }
  return object;
}

export function compileFold(expression: Node<'fold'>, compile: Compile): Closure {
  const over = compile(expression.over);
  const initial = compile(expression.initial);
  const body = compile(expression.body);
  const { accumulator, binding } = expression;
  return (frame) => {
    const walked = over(frame);
    let value: Evaluated = initial(frame);
    if (walked instanceof EvaluationError) return walked;
    const problem = walk(frame, walked, binding, () => {
      if (value instanceof EvaluationError) return true;
      frame.locals[accumulator] = value;
      value = body(frame);
      if (nestedTooDeep(value)) value = exceed(frame, errorAt(expression, 'limit', 'a value nested too deep'));
      return false;
    });
    return problem === null ? value : problem.at(expression);
  };
}
