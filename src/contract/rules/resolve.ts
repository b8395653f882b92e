// Decides which operator a spelling means for arguments of given types.

import type { Expression } from '../expression.ts';
import { OPERATORS, type OperatorName, type ParameterKind } from '../operators.ts';
import { DYN, type Type, type TypeScope } from '../type.ts';
import { familyOf, isTimestampText, membersOf, showType } from '../types.ts';
import { checkArguments, checkNulls } from './arguments.ts';
import { complain, type Lowering } from './lowering.ts';
import type { Span } from './parse.ts';
import { isInteger, RESULT_TYPES } from './result-types.ts';
import { comparedInstants, withTimestamps } from './timestamps.ts';

type Fit = 'yes' | 'maybe' | 'no';

const NAMES: ReadonlyMap<string, readonly OperatorName[]> = spellings();

function spellings(): ReadonlyMap<string, readonly OperatorName[]> {
  const names = new Map<string, OperatorName[]>();
  for (const [name, operator] of Object.entries(OPERATORS) as [OperatorName, (typeof OPERATORS)[OperatorName]][]) {
    for (const spelled of operator.spelled) names.set(spelled, [...(names.get(spelled) ?? []), name]);
  }
  // int(x) of a number truncates as `truncate` does; one meaning is enough.
  names.set('int', ['toInteger']);
  return names;
}

/** Whether some operator is spelled like that. */
export function isOperatorName(name: string): boolean {
  return NAMES.has(name);
}

/** All spellings of functions, for suggestions. */
export function operatorSpellings(): readonly string[] {
  return [...NAMES.keys()].filter((name) => /^[A-Za-z]/.test(name));
}

/** The call that a spelling with arguments means. Null after a complaint, if no operator takes them. */
export function resolveCall(
  lowering: Lowering,
  spelled: string,
  given: readonly Expression[],
  offset: number,
  at: number | Span = offset,
): Expression | null {
  const { types } = lowering.scope;
  const candidates = (NAMES.get(spelled) ?? []).filter((name) => OPERATORS[name].parameters.length === given.length);
  const fitting = candidates.filter((name) => OPERATORS[name].parameters.every((kind, i) => fit(types, given[i]?.type, kind) !== 'no'));
  const chosen = spelled === '_/_' ? [division(types, given)].filter((name) => fitting.includes(name)) : fitting;
  const [first] = chosen;
  if (!first) {
    complainNoOverload(lowering, spelled, given, at, candidates);
    return null;
  }
  const sure = chosen.find((name) =>
    OPERATORS[name].parameters.every((kind, i) => kind === 'any' || fit(types, given[i]?.type, kind) === 'yes'),
  );
  const single = sure ?? (chosen.length === 1 ? first : null);
  if (single) return call(lowering, single, given, offset, at);
  return { kind: 'dispatch', candidates: chosen, args: given, type: DYN, offset };
}

// Ruling 3: truncated where both operands are typed integer, exact otherwise.
function division(types: TypeScope, args: readonly Expression[]): OperatorName {
  return args.every((arg) => isInteger(types, arg.type)) ? 'divideInteger' : 'divide';
}

/** The call of a known operator, after its own checks. */
export function call(
  lowering: Lowering,
  operator: OperatorName,
  given: readonly Expression[],
  offset: number,
  at: number | Span = offset,
): Expression {
  const instants = comparedInstants(lowering, operator, given, offset);
  if (instants) checkNulls(lowering, operator, given);
  else checkArguments(lowering, operator, given, at);
  return instants ?? plainCall(lowering.scope.types, operator, withTimestamps(lowering.scope.types, operator, given), offset);
}

function plainCall(types: TypeScope, operator: OperatorName, args: readonly Expression[], offset: number): Expression {
  const type = RESULT_TYPES[operator](
    types,
    args.map((arg) => arg.type),
  );
  return { kind: 'call', operator, args, type, offset };
}

/** Whether values of the type are of the kind: all, some or none of them. */
function fit(types: TypeScope, type: Type | undefined, kind: ParameterKind): Fit {
  if (!type) return 'no';
  const fits = membersOf(types, type).map((member) => fitOne(member, kind));
  if (fits.every((f) => f === 'yes')) return 'yes';
  return fits.every((f) => f === 'no') ? 'no' : 'maybe';
}

function fitOne(type: Type, kind: ParameterKind): Fit {
  if (kind === 'any' || type.kind === 'never') return 'yes';
  if (type.kind === 'dyn') return 'maybe';
  switch (kind) {
    case 'integer':
      return type.kind === 'integer' ? 'yes' : type.kind === 'number' ? 'maybe' : 'no';
    case 'map':
      return familyOf(type) === 'object' ? 'yes' : 'no';
    case 'time':
      return type.kind === 'timestamp' || type.kind === 'duration' || isTimestampText(type) ? 'yes' : 'no';
    default:
      return familyOf(type) === kind ? 'yes' : 'no';
  }
}

function complainNoOverload(
  lowering: Lowering,
  spelled: string,
  args: readonly Expression[],
  at: number | Span,
  candidates: readonly OperatorName[],
): void {
  const shown = /^\w+$/.test(spelled) ? spelled : spelled.replaceAll('_', '').replace('@', '');
  if (candidates.length === 0) {
    const counts = [...new Set((NAMES.get(spelled) ?? []).map((name) => OPERATORS[name].parameters.length))].sort();
    complain(lowering, at, 'no-overload', `'${shown}' takes ${counts.join(' or ')} arguments, not ${args.length}`);
    return;
  }
  const given = args.map((arg) => showType(arg.type)).join(' and ');
  const accepted = candidates.map((name) => OPERATORS[name].parameters.join(' and '));
  complain(lowering, at, 'no-overload', `'${shown}' does not take ${given}`, { hint: `it takes ${accepted.join(', or ')}` });
}
