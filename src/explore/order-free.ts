// Decides of which collections no rule can tell the order of the records, so that states that differ in it alone are one.

import type { Contract, Operation } from '../contract/contract.ts';
import type { Expression } from '../contract/expression.ts';
import { effectExpressions } from '../contract/rules-of.ts';
import { partsOf } from '../contract/subexpressions.ts';
import { inlined } from './inlined.ts';

/** Collections in whose order nothing differs: no outcome, no state after, none of the rules given. Answers may list them in any order. */
export function orderFree(contract: Contract, rules: readonly Expression[]): ReadonlySet<string> {
  const told = new Set<string>();
  const tell = (name: string): void => void told.add(name);
  for (const { rule } of contract.invariants) note(inlined(rule.expression), tell);
  for (const rule of rules) note(inlined(rule), tell);
  for (const operation of contract.operations.values()) {
    for (const { rule } of [...operation.preconditions, ...operation.postconditions]) note(inlined(rule.expression), tell);
    for (const expression of operation.effects.flatMap(effectExpressions)) note(inlined(expression), tell);
    noteAnswer(operation, tell);
  }
  return new Set([...contract.collections.keys()].filter((name) => !told.has(name)));
}

/** A list in an answer may have any order, unless a postcondition looks at it. */
function noteAnswer({ response, postconditions }: Operation, tell: (name: string) => void): void {
  if (response.status !== null && typeof response.status !== 'number') note(inlined(response.status.expression), tell);
  for (const rule of response.headers?.values() ?? []) note(inlined(rule.expression), tell);
  if (response.body.kind === 'record' && response.body.key !== null) note(inlined(response.body.key), tell);
  if (response.body.kind === 'list' && postconditions.length > 0) tell(response.body.collection);
  if (response.body.kind !== 'rule') return;
  const body = inlined(response.body.rule.expression);
  const isListing = body.kind === 'collect' || (body.kind === 'call' && LISTINGS.has(body.operator));
  if (isListing && postconditions.length === 0) noteParts(body, tell);
  else note(body, tell);
}

/** Listings of a map, which have its order. */
const LISTINGS: ReadonlySet<string> = new Set(['keys', 'values']);
/** Of these the order of the list makes no difference. */
const OF_ANY_ORDER: ReadonlySet<string> = new Set(['sum', 'minimum', 'maximum', 'listSize', 'mapSize']);

/** Tells the collections whose order the value of the expression can depend on. */
function note(expression: Expression, tell: (name: string) => void): void {
  switch (expression.kind) {
    case 'root':
      if (expression.root.kind === 'collection') tell(expression.root.name);
      return;
    case 'index':
      noteSource(expression.of, tell);
      return note(expression.key, tell);
    case 'quantify':
      noteSource(expression.over, tell);
      return note(expression.body, tell);
    case 'collect':
      if (expression.macro !== 'count') break;
      return noteParts(expression, tell);
    case 'fold':
      if (!isSum(expression)) break;
      noteSource(expression.over, tell);
      note(expression.initial, tell);
      return note(expression.body, tell);
    case 'call':
      return noteCall(expression, tell);
    default:
      break;
  }
  for (const part of partsOf(expression)) note(part, tell);
}

function noteCall({ operator, args }: Extract<Expression, { kind: 'call' }>, tell: (name: string) => void): void {
  const [first, second] = args;
  if ((operator === 'inMap' || operator === 'inList') && first !== undefined && second !== undefined) {
    note(first, tell);
    return noteSource(second, tell);
  }
  if (OF_ANY_ORDER.has(operator) && first !== undefined) return noteSource(first, tell);
  for (const arg of args) note(arg, tell);
}

/** A collection, or a list made of one, of which the order does not matter. */
function noteSource(expression: Expression, tell: (name: string) => void): void {
  if (expression.kind === 'root' && expression.root.kind === 'collection') return;
  const isList = expression.kind === 'collect' && (expression.macro === 'map' || expression.macro === 'filter');
  if (isList) return noteParts(expression, tell);
  const [of] = expression.kind === 'call' && LISTINGS.has(expression.operator) ? expression.args : [];
  if (of !== undefined) return noteSource(of, tell);
  note(expression, tell);
}

/** What the parts of a macro or a listing depend on, where the order of its result does not matter. */
function noteParts(expression: Expression, tell: (name: string) => void): void {
  const [over, ...others] = partsOf(expression);
  if (over !== undefined) noteSource(over, tell);
  for (const other of others) note(other, tell);
}

/** `acc + e`, where `e` does not read `acc`. */
function isSum({ accumulator, body }: Extract<Expression, { kind: 'fold' }>): boolean {
  if (body.kind !== 'call' || body.operator !== 'add') return false;
  const isAccumulator = (part: Expression): boolean => part.kind === 'local' && part.slot === accumulator;
  const reads = (part: Expression): boolean => isAccumulator(part) || partsOf(part).some(reads);
  const [left, right] = body.args;
  if (left === undefined || right === undefined) return false;
  return (isAccumulator(left) && !reads(right)) || (isAccumulator(right) && !reads(left));
}
