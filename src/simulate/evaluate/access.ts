// Decides how an expression reads the world: roots, properties, elements and records.

import { isList, isObject, type ListValue, type ObjectValue, type Value } from '../../base/value.ts';
import type { RequestPart, Root } from '../../contract/expression.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { describeKind, type Evaluated, isRecords, type Operand } from '../operand.ts';
import { isObjectKey } from '../operators/maps.ts';
import { showKey } from '../place-path.ts';
import { hasKey, recordAt } from '../records.ts';
import { type Closure, type Compile, errorAt, type Node } from './closure.ts';
import type { Environment } from './environment.ts';

export function compileRoot(expression: Node<'root'>): Closure {
  const read = reader(expression.root);
  return ({ environment }) => {
    const value = read(environment);
    return value === undefined ? errorAt(expression, 'absent', `${describeRoot(expression.root)} is not there`) : value;
  };
}

function describeRoot(root: Root): string {
  switch (root.kind) {
    case 'collection':
    case 'variable':
      return `${root.state === 'before' ? 'old.' : ''}${root.name}`;
    case 'request':
    case 'response':
      return `${root.kind}.${root.part}`;
    case 'sent':
      return `has(request.${root.part})`;
    case 'now':
      return 'now';
  }
}

/** Undefined means absent; null is a value. */
function reader(root: Root): (environment: Environment) => Operand | undefined {
  switch (root.kind) {
    case 'collection': {
      const { name } = root;
      return root.state === 'before' ? ({ before }) => before?.collections.get(name) : ({ state }) => state.collections.get(name);
    }
    case 'variable': {
      const { name } = root;
      return root.state === 'before' ? ({ before }) => before?.variables.get(name) : ({ state }) => state.variables.get(name);
    }
    case 'request':
      return requestReader(root.part);
    case 'response':
      return responseReader(root.part);
    case 'sent':
      return ({ request }) => (request === null ? undefined : request[root.part] !== undefined);
    case 'now':
      return ({ now }) => now;
  }
}

function responseReader(part: 'status' | 'body' | 'record'): (environment: Environment) => Value | undefined {
  return part === 'status' ? ({ response }) => response?.status : ({ response }) => response?.[part];
}

function requestReader(part: RequestPart): (environment: Environment) => Value | undefined {
  return part === 'body' ? ({ request }) => request?.body : ({ request }) => request?.[part];
}

export function compileMember(expression: Node<'member'>, compile: Compile): Closure {
  const of = compile(expression.of);
  const { name } = expression;
  const problem = `no property '${name}'`;
  return (frame) => {
    const object = of(frame);
    if (object instanceof EvaluationError) return object;
    if (isRecords(object)) return recordAt(object, name) ?? errorAt(expression, 'no-such-key', `no record with the key ${showKey(name)}`);
    if (!isObject(object)) return errorAt(expression, 'wrong-kind', `${problem}: it is ${describeKind(object)}`);
    return object.get(name) ?? (object.has(name) ? null : errorAt(expression, 'no-such-property', problem));
  };
}

export function compileHas(expression: Node<'has'>, compile: Compile): Closure {
  const of = compile(expression.of);
  const { name } = expression;
  return (frame) => {
    const object = of(frame);
    if (object instanceof EvaluationError) return object;
    if (isRecords(object)) return hasKey(object, name);
    return isObject(object) ? object.has(name) : errorAt(expression, 'wrong-kind', `has(….${name}) of ${describeKind(object)}`);
  };
}

export function compileIndex(expression: Node<'index'>, compile: Compile): Closure {
  const of = compile(expression.of);
  const keyOf = compile(expression.key);
  return (frame) => {
    const container = of(frame);
    if (container instanceof EvaluationError) return container;
    const key = keyOf(frame);
    return key instanceof EvaluationError ? key : elementOf(container, key, expression);
  };
}

function elementOf(container: Operand, key: Operand, expression: Node<'index'>): Evaluated {
  if (isRecords(key)) return errorAt(expression, 'wrong-kind', 'a collection is no key');
  if (isRecords(container)) return recordAt(container, key) ?? errorAt(expression, 'no-such-key', `no record with the key ${showKey(key)}`);
  if (isList(container)) return itemOf(container, key, expression);
  if (isObject(container)) return entryOf(container, key, expression);
  return errorAt(expression, 'wrong-kind', `${describeKind(container)} has no elements`);
}

function itemOf(list: ListValue, index: Value, expression: Node<'index'>): Evaluated {
  if (typeof index !== 'number') return errorAt(expression, 'wrong-kind', `expected an index, found ${describeKind(index)}`);
  return list[index] ?? (index >= 0 && index < list.length ? null : outOfRange(list, index, expression));
}

function outOfRange(list: ListValue, index: number, expression: Node<'index'>): EvaluationError {
  return errorAt(expression, 'out-of-range', `index ${index} is outside a list of ${list.length}`);
}

function entryOf(object: ObjectValue, key: Value, expression: Node<'index'>): Evaluated {
  if (isObjectKey(key) && object.has(key)) return object.get(key) ?? null;
  return errorAt(expression, 'no-such-key', `no entry with the key ${showKey(key)}`);
}
