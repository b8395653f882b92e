// Decides what a person is told about a rule: the values of the parts that took part, and the places in the state that they came from.

import type { Value } from '../../base/value.ts';
import type { Expression } from '../../contract/expression.ts';
import { printExpression } from '../../contract/print.ts';
import { type Environment, frameOf } from '../evaluate/environment.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type Evaluated, isRecords } from '../operand.ts';
import type { PlacePath } from '../place-path.ts';
import { bindDeciding } from './deciding.ts';
import { decidingPart } from './deciding-part.ts';
import { below, bindLocal, noteRead, noteValue, placeOf, type Tracing, valueOf } from './tracing.ts';

export interface Explanation {
  readonly result: Evaluated;
  /** By canonical text. Parts that were not evaluated (the other branch, the side that did not matter) are left out, and so are literals. */
  readonly values: ReadonlyMap<string, Value | EvaluationError>;
  /** Where the values come from. A quantifier that one element decides names that element's places, others the whole they walk over. */
  readonly reads: readonly PlacePath[];
  /** The smallest part that decides the result; null where that is the whole rule. */
  readonly deciding: Deciding | null;
}

/** A part of a rule, with the names that are bound around it and the values of what is in it. */
export interface Deciding {
  readonly text: string;
  readonly bindings: ReadonlyMap<string, Value>;
  readonly values: ReadonlyMap<string, Value | EvaluationError>;
}

/** Evaluates a rule again, slowly, and notes what its result rests on. */
export function explainRule(expression: Expression, environment: Environment): Explanation {
  const tracing: Tracing = { frame: frameOf(environment), values: new Map(), reads: new Map(), places: new Map() };
  const result = valueOf(tracing, expression);
  visit(tracing, expression);
  // That the rule as a whole is false is not news; why it has no value is.
  if (result instanceof EvaluationError) noteValue(tracing, expression, result);
  return { result, values: tracing.values, reads: [...tracing.reads.values()], deciding: decidingOf(expression, environment) };
}

function decidingOf(rule: Expression, environment: Environment): Deciding | null {
  const tracing: Tracing = { frame: frameOf(environment), values: new Map(), reads: new Map(), places: new Map() };
  const { expression, bindings } = decidingPart(tracing, rule);
  if (expression === rule) return null;
  tracing.values.clear();
  visit(tracing, expression);
  return { text: printExpression(expression), bindings, values: tracing.values };
}

/** Visits the parts of an expression, and notes each of their values. */
function visitPart(tracing: Tracing, part: Expression): void {
  const value = valueOf(tracing, part);
  if (part.kind !== 'literal') noteValue(tracing, part, value);
  visit(tracing, part);
}

function visit(tracing: Tracing, expression: Expression): void {
  switch (expression.kind) {
    case 'literal':
    case 'fresh':
      return;
    case 'local':
    case 'root':
    case 'member':
    case 'index':
    case 'has':
      return visitAccess(tracing, expression);
    case 'and':
    case 'or':
      return visitConnective(tracing, expression);
    case 'conditional': {
      visitPart(tracing, expression.test);
      const test = valueOf(tracing, expression.test);
      if (typeof test === 'boolean') visitPart(tracing, test ? expression.then : expression.else);
      return;
    }
    case 'call':
    case 'dispatch':
      return visitCall(tracing, expression);
    case 'list':
      return expression.items.forEach((item) => {
        visitPart(tracing, item);
      });
    case 'object':
      return expression.entries.forEach(({ value }) => {
        visitPart(tracing, value);
      });
    case 'let':
    case 'definition':
      return visitBinding(tracing, expression);
    case 'quantify':
      if (bindDeciding(tracing, expression)) visitPart(tracing, expression.body);
      else visitPart(tracing, expression.over);
      return;
    case 'collect':
    case 'fold':
      return visitPart(tracing, expression.over);
  }
}

type NodeOf<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** A chain of properties and elements counts as one part; what is computed inside it (keys, a call that it starts from) as others. */
function visitAccess(tracing: Tracing, expression: NodeOf<'local' | 'root' | 'member' | 'index' | 'has'>): void {
  const place = placeOf(tracing, expression);
  if (place !== null) noteRead(tracing, place);
  for (let part: Expression = expression; ; part = part.of) {
    if (part.kind === 'index') visitPart(tracing, part.key);
    else if (part.kind !== 'member' && part.kind !== 'has') {
      if (part.kind !== 'local' && part.kind !== 'root') visitPart(tracing, part);
      return;
    }
  }
}

function visitConnective(tracing: Tracing, expression: NodeOf<'and' | 'or'>): void {
  const deciding = expression.kind === 'or';
  const sides = [expression.left, expression.right];
  // A side that decides is the whole reason, also if it is the right one.
  const reason = sides.find((side) => valueOf(tracing, side) === deciding);
  for (const side of reason === undefined ? sides : [reason]) visitPart(tracing, side);
}

function visitCall(tracing: Tracing, { args, ...expression }: NodeOf<'call' | 'dispatch'>): void {
  const membership = expression.kind === 'call' ? expression.operator === 'inMap' : expression.candidates.includes('inMap');
  const [key, map] = args;
  if (membership && key !== undefined && map !== undefined) return visitMembership(tracing, key, map);
  for (const argument of args) visitPart(tracing, argument);
}

/** `k in c` rests on whether there is something at `c[k]`, not on all of `c`. */
function visitMembership(tracing: Tracing, key: Expression, map: Expression): void {
  visitPart(tracing, key);
  const value = valueOf(tracing, key);
  const place = value instanceof EvaluationError || isRecords(value) ? null : below(placeOf(tracing, map), value);
  if (place === null) visitPart(tracing, map);
  else noteRead(tracing, place);
}

function visitBinding(tracing: Tracing, expression: NodeOf<'let' | 'definition'>): void {
  const args = expression.kind === 'let' ? [expression.value] : expression.args;
  const slots = expression.kind === 'let' ? [expression.slot] : expression.slots;
  const bound = args.map((argument) => ({ value: valueOf(tracing, argument), place: placeOf(tracing, argument) }));
  for (const argument of args) visitPart(tracing, argument);
  bound.forEach(({ value, place }, i) => {
    bindLocal(tracing, slots[i] ?? 0, value, place);
  });
  visitPart(tracing, expression.body);
}

export { lastWrites } from './last-writes.ts';
