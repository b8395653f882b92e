// Decides calls of operators: strict, so that an error in an argument is the result.

import { isList } from '../../base/value.ts';
import { OPERATORS, type OperatorName, type ParameterKind } from '../../contract/operators.ts';
import type { Context } from '../context.ts';
import { asInteger, kindTerm } from '../kinds.ts';
import { choose } from '../merge.ts';
import { failed } from '../normal.ts';
import { compileOperators } from '../operators/table.ts';
import type { Term } from '../term.ts';
import type { Alternative, Result, Symbolic } from '../value.ts';
import type { Compiling, Node } from './compiling.ts';
import { totalOfCollection } from './total.ts';

interface Arguments {
  readonly values: readonly Symbolic[];
  readonly error: Term;
}

export function compileCall(compiling: Compiling, { operator, args }: Node<'call'>): Result {
  const { context } = compiling;
  const total = operator === 'sum' ? totalOfCollection(compiling, args[0]) : null;
  if (total !== null) return total;
  const given = argumentsOf(compiling, args);
  if (given === null) return failed(context);
  const { value, error } = compileOperators[operator](context, given.values);
  return { value, error: context.factory.or([given.error, error]) };
}

/** The arguments; null if one is certainly an error. */
function argumentsOf({ context, compile, spend }: Compiling, args: readonly Node<'call'>['args'][number][]): Arguments | null {
  const values: Symbolic[] = [];
  const errors: Term[] = [];
  for (const arg of args) {
    const { value, error } = compile(arg);
    if (error === context.factory.true) return null;
    spend(weight(value));
    values.push(value);
    errors.push(error);
  }
  return { values, error: context.factory.or(errors) };
}

/** What an operator may have to look at in an argument, in elements. */
function weight(value: Symbolic): number {
  if (value.kind === 'list') return 1 + value.items.length;
  if (value.kind === 'sparse') return 1 + value.slots.length;
  if (value.kind !== 'known') return 1;
  if (typeof value.value === 'string') return 1 + value.value.length / 64;
  return value.value !== null && isList(value.value) ? 1 + value.value.length : 1;
}

/** The first candidate whose parameters fit; an error where none does. */
export function compileDispatch(compiling: Compiling, { candidates, args }: Node<'dispatch'>): Result {
  const { context } = compiling;
  const { factory } = context;
  const given = argumentsOf(compiling, args);
  if (given === null) return failed(context);
  const values: Alternative[] = [];
  const errors: Term[] = [given.error];
  let open = factory.true;
  for (const candidate of candidates) {
    const chosen = factory.and([open, fits(context, candidate, given.values)]);
    if (chosen === factory.false) continue;
    const { value, error } = compileOperators[candidate](context, given.values);
    if (error !== factory.true) values.push({ guard: chosen, value });
    errors.push(factory.and([chosen, error]));
    open = factory.and([open, factory.not(chosen)]);
    if (open === factory.false) break;
  }
  return { value: choose(context, values), error: factory.or([...errors, open]) };
}

function fits(context: Context, operator: OperatorName, values: readonly Symbolic[]): Term {
  const { parameters } = OPERATORS[operator];
  if (parameters.length !== values.length) return context.factory.false;
  return context.factory.and(values.map((value, i) => isOfKind(context, value, parameters[i] ?? 'any')));
}

function isOfKind(context: Context, value: Symbolic, kind: ParameterKind): Term {
  const { factory } = context;
  switch (kind) {
    case 'any':
      return factory.true;
    case 'integer':
      return factory.not(asInteger(context, value).error);
    case 'map':
      return kindTerm(context, value, 'object');
    case 'time':
      return factory.or([kindTerm(context, value, 'timestamp'), kindTerm(context, value, 'duration')]);
    default:
      return kindTerm(context, value, kind);
  }
}
