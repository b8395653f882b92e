// Support: a CEL vector whose literals and bindings are unknown to the symbolic interpreter, and facts that say what they are.

import { isInteger } from '../../src/base/number.ts';
import { type Duration, isList, isNumber, isObject, kindOf, type Timestamp, type Value } from '../../src/base/value.ts';
import type { Expression } from '../../src/contract/expression.ts';
import type { JsonType, Schema } from '../../src/contract/schema.ts';
import type { Type } from '../../src/contract/type.ts';
import { compileExpression } from '../../src/symbolic/compile.ts';
import type { Context } from '../../src/symbolic/context.ts';
import { equalSymbolic } from '../../src/symbolic/equality.ts';
import { freeValue } from '../../src/symbolic/free.ts';
import type { Term } from '../../src/symbolic/term.ts';
import type { Result, Symbolic } from '../../src/symbolic/value.ts';
import { known, ok, scalar } from '../../src/symbolic/values.ts';
import { type Evaluated, frameOver } from './cel-answer.ts';
import type { CelBinding } from './cel-vectors.ts';
import { mapLiterals } from './map-literals.ts';
import { newContext } from './values.ts';

/** Whether the claim follows from the facts is a question for a solver. */
export interface Question {
  readonly context: Context;
  readonly facts: readonly Term[];
  readonly claim: Term;
}

/** Locals for hidden literals begin here, far above the slots of any macro. */
const FIRST_HIDDEN = 10_000;

/** The question whether the answer is the right one, given only facts about what the literals and bindings are. */
export function questionOf(bindings: readonly CelBinding[], expression: Expression, answer: Evaluated): Question {
  const context = newContext();
  const { factory } = context;
  const given: Term[] = [];
  const hide = (name: string, value: Value, type: Type): Result => {
    const unknown = unknownLike(context, name, value, type);
    given.push(equalSymbolic(context, unknown, known(value)));
    return ok(context, unknown);
  };
  const locals = bindings.map(({ name, value, type }) => hide(name, value, type));
  const frame = frameOver(context, locals);
  let slot = FIRST_HIDDEN;
  const hidden = mapLiterals(expression, ({ value, type, offset }) => {
    slot += 1;
    const name = `literal at ${offset}`;
    frame.locals[slot] = hide(`${name}, number ${slot}`, value, type);
    return { kind: 'local', slot, name, type, offset };
  });
  const { value, error } = compileExpression(context, hidden, frame);
  const claim = answer.kind === 'error' ? error : factory.and([factory.not(error), equalSymbolic(context, value, known(answer.value))]);
  return { context, facts: [...given, ...context.facts], claim };
}

/** A value of the same shape about which nothing else is known; the value itself for those that have no unknowns. */
function unknownLike(context: Context, name: string, value: Value, type: Type): Symbolic {
  const { factory } = context;
  if (isTime(value)) return scalar(value.kind, factory.apply(name, 'int', []));
  const schema: Schema | null = type.kind === 'number' ? { types: ['number'] } : schemaLike(value);
  return schema === null ? known(value) : freeValue(context, { origin: { kind: 'hole', name }, schema, exists: factory.true });
}

function isTime(value: Value): value is Timestamp | Duration {
  const kind = kindOf(value);
  return kind === 'timestamp' || kind === 'duration';
}

/** What the value is like; null for one that is not of JSON. */
function schemaLike(value: Value): Schema | null {
  if (isList(value)) {
    const items = alternatives(value);
    return items && { types: ['array'], items };
  }
  if (isObject(value)) {
    const additionalProperties = [...value.keys()].every((key) => typeof key === 'string') ? alternatives([...value.values()]) : null;
    return additionalProperties && { types: ['object'], additionalProperties };
  }
  const type = jsonTypeOf(value);
  return type && { types: [type] };
}

function alternatives(values: readonly Value[]): Schema | null {
  const anyOf: Schema[] = [];
  for (const value of values) {
    const schema = schemaLike(value);
    if (schema === null) return null;
    anyOf.push(schema);
  }
  return anyOf.length === 0 ? {} : { anyOf };
}

function jsonTypeOf(value: Value): JsonType | null {
  const kind = kindOf(value);
  if (kind === 'null' || kind === 'boolean' || kind === 'string') return kind;
  return isNumber(value) ? (isInteger(value) ? 'integer' : 'number') : null;
}
