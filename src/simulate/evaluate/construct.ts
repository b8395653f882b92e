// Decides the expressions that build or name values: list and object literals, `cel.bind`, definitions, `fresh`.

import type { ObjectKey, Value } from '../../base/value.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type Evaluated, isRecords } from '../operand.ts';
import { isObjectKey } from '../operators/maps.ts';
import { asObject } from '../records.ts';
import { type Closure, type Compile, errorAt, type Node } from './closure.ts';
import { exceed } from './environment.ts';

/** A result as a part of another value: a collection becomes the object from key to record, if its keys can be those of an object. */
export function asPart(result: Evaluated): Value | EvaluationError {
  if (result instanceof EvaluationError || !isRecords(result)) return result;
  return asObject(result) ?? new EvaluationError('not-json', 'a collection with composite keys cannot be part of a value');
}

export function compileList(expression: Node<'list'>, compile: Compile): Closure {
  const items = expression.items.map(compile);
  return (frame) => {
    const list: Value[] = [];
    for (const item of items) {
      const value = asPart(item(frame));
      if (value instanceof EvaluationError) return value.at(expression);
      list.push(value);
    }
    return list;
  };
}

export function compileObject(expression: Node<'object'>, compile: Compile): Closure {
  const entries = expression.entries.map(({ key, value }) => ({ key: compile(key), value: compile(value) }));
  return (frame) => {
    const object = new Map<ObjectKey, Value>();
    for (const entry of entries) {
      const key = asPart(entry.key(frame));
      if (key instanceof EvaluationError) return key.at(expression);
      const value = asPart(entry.value(frame));
      if (value instanceof EvaluationError) return value.at(expression);
      const problem = addEntry(object, key, value);
      if (problem !== null) return problem.at(expression);
    }
    return object;
  };
}

/** Adds an entry; an error for a key that an object cannot have or already has. */
export function addEntry(object: Map<ObjectKey, Value>, key: Value, value: Value): EvaluationError | null {
  if (!isObjectKey(key)) return new EvaluationError('wrong-kind', 'the key of an object is a string, a boolean or an integer');
  if (object.has(key)) return new EvaluationError('duplicate-key', `the key ${String(key)} occurs twice`);
  object.set(key, value);
  return null;
}

export function compileLet(expression: Node<'let'>, compile: Compile): Closure {
  const value = compile(expression.value);
  const body = compile(expression.body);
  const { slot } = expression;
  return (frame) => {
    frame.locals[slot] = value(frame);
    return body(frame);
  };
}

export function compileDefinition(expression: Node<'definition'>, compile: Compile): Closure {
  const args = expression.args.map(compile);
  const body = compile(expression.body);
  const { slots } = expression;
  return (frame) => {
    // All are evaluated before any is bound: an argument must not see the parameters.
    const values = args.map((argument) => argument(frame));
    values.forEach((value, i) => {
      frame.locals[slots[i] ?? 0] = value;
    });
    return body(frame);
  };
}

export function compileLocal(expression: Node<'local'>): Closure {
  const { slot, name } = expression;
  return (frame) => frame.locals[slot] ?? (frame.locals[slot] === null ? null : errorAt(expression, 'absent', `${name} has no value`));
}

export function compileFresh(expression: Node<'fresh'>): Closure {
  const { collection, ordinal } = expression;
  return (frame) => {
    const key = frame.environment.fresh?.(collection, ordinal);
    if (key === undefined) return errorAt(expression, 'absent', 'fresh keys are made by effects and responses only');
    return key instanceof EvaluationError ? exceed(frame, key.at(expression)) : key;
  };
}
