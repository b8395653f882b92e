// Support: what our two interpreters make of a CEL vector on known values, and whether that is what CEL says.

import type { Value } from '../../src/base/value.ts';
import type { Expression } from '../../src/contract/expression.ts';
import { compileRule } from '../../src/contract/rules/compile.ts';
import { showType } from '../../src/contract/types.ts';
import { environmentOf, frameOf } from '../../src/simulate/evaluate/environment.ts';
import { evaluateIn } from '../../src/simulate/evaluate/evaluate.ts';
import { EvaluationError } from '../../src/simulate/evaluation-error.ts';
import { isRecords } from '../../src/simulate/operand.ts';
import { compileExpression, type Frame } from '../../src/symbolic/compile.ts';
import type { Context } from '../../src/symbolic/context.ts';
import type { Result } from '../../src/symbolic/value.ts';
import { failed, known, ok } from '../../src/symbolic/values.ts';
import { isWithin } from './cel-types.ts';
import { isCelValue } from './cel-values.ts';
import type { CelBinding, CelVector, Expected } from './cel-vectors.ts';
import { scopeOf } from './rules.ts';
import { newContext, show } from './values.ts';

/** Refused at load, with the code of the first complaint. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: string;
}

export type Evaluated = { readonly kind: 'error'; readonly code: string } | { readonly kind: 'value'; readonly value: Value };

export type Compiled = { readonly kind: 'rule'; readonly expression: Expression } | Refused;

/** The rule, with the bindings as its first locals. */
export function compileVector({ text, bindings }: CelVector): Compiled {
  if (bindings === null) return { kind: 'refused', code: 'no-binding' };
  const scope = scopeOf(bindings.map(({ name, type }, slot) => ({ name, type, slot })));
  const { rule, diagnostics } = compileRule(text, scope, (offset) => ({ file: 'rule', line: 1, column: offset + 1 }));
  if (rule !== null) return { kind: 'rule', expression: rule.expression };
  return { kind: 'refused', code: diagnostics.find(({ severity }) => severity === 'error')?.code ?? 'none' };
}

/** What the concrete interpreter says. */
export function concreteAnswer(bindings: readonly CelBinding[], expression: Expression): Evaluated {
  const frame = frameOf(environmentOf({ collections: new Map(), variables: new Map() }));
  frame.locals.push(...bindings.map(({ value }) => value));
  const result = evaluateIn(expression, frame);
  if (result instanceof EvaluationError) return { kind: 'error', code: result.code };
  if (isRecords(result)) throw new Error('a rule without collections has no records');
  return { kind: 'value', value: result };
}

/** A frame without roots. */
export function frameOver(context: Context, locals: readonly Result[]): Frame {
  return { root: () => failed(context), fresh: () => failed(context), locals: [...locals] };
}

/** What the symbolic interpreter says where nothing is unknown: all has to fold away. */
export function symbolicAnswer(bindings: readonly CelBinding[], expression: Expression): Evaluated {
  const context = newContext();
  const locals = bindings.map(({ value }) => ok(context, known(value)));
  const { value, error } = compileExpression(context, expression, frameOver(context, locals));
  if (error === context.factory.true) return { kind: 'error', code: 'error' };
  if (error === context.factory.false && value.kind === 'known') return { kind: 'value', value: value.value };
  throw new Error('the result of a rule over known values is known');
}

/** Complaints about what is an error in CEL, too: of its checker, or when it is evaluated. */
const MISTAKES: ReadonlySet<string> = new Set([
  'bad-literal',
  'fraction-remainder',
  'key-type',
  'never-equal',
  'no-order',
  'no-overload',
  'not-boolean',
  'unknown-field',
  'unknown-name',
]);

/** How an answer differs from what CEL says; null if it does not. */
export function differenceOf(expected: Expected, answer: Refused | Evaluated): string | null {
  switch (expected.kind) {
    case 'type':
      return answer.kind === 'refused' ? `refused: ${answer.code}` : null;
    case 'error':
      if (answer.kind === 'refused') return MISTAKES.has(answer.code) ? null : `refused: ${answer.code}`;
      return answer.kind === 'error' ? null : `value: ${show(answer.value)}`;
    case 'value':
      if (answer.kind !== 'value') return `${answer.kind}: ${answer.code}`;
      return isCelValue(answer.value, expected.value) ? null : `value: ${show(answer.value)}`;
  }
}

/** How the static type of a rule differs from what CEL deduces; null if it promises as much, or CEL's is not given. */
export function typeDifference(expected: Expected, expression: Expression): string | null {
  const type = expected.kind === 'error' ? null : expected.type;
  return type === null || isWithin(expression.type, type) ? null : `type: ${showType(expression.type)}`;
}
