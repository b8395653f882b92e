// Decides which operator a spelling means for arguments of given types.

import { didYouMean } from '../../base/suggest.ts';
import type { Expression } from '../expression.ts';
import { OPERATORS, type OperatorName, type ParameterKind } from '../operators.ts';
import type { Type, TypeScope } from '../type.ts';
import { familyOf, membersOf, overlap, showType } from '../types.ts';
import { complain, type Lowering } from './lowering.ts';
import { isInteger, RESULT_TYPES } from './result-types.ts';

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

/** All spellings, for suggestions. */
export function operatorSpellings(): readonly string[] {
  return [...NAMES.keys()].filter((name) => /^\w/.test(name));
}

/** The call that a spelling with arguments means. Null after a complaint, if no operator takes them. */
export function resolveCall(lowering: Lowering, spelled: string, given: readonly Expression[], offset: number): Expression | null {
  const { types } = lowering.scope;
  const candidates = (NAMES.get(spelled) ?? []).filter((name) => OPERATORS[name].parameters.length === given.length);
  const fitting = candidates.filter((name) => OPERATORS[name].parameters.every((kind, i) => fit(types, given[i]?.type, kind) !== 'no'));
  const chosen = spelled === '_/_' ? [division(types, given)].filter((name) => fitting.includes(name)) : fitting;
  const [first] = chosen;
  if (!first) {
    complainNoOverload(lowering, spelled, given, offset, candidates.length > 0);
    return null;
  }
  const sure = chosen.find((name) => OPERATORS[name].parameters.every((kind, i) => kind === 'any' || fit(types, given[i]?.type, kind) === 'yes'));
  const single = sure ?? (chosen.length === 1 ? first : null);
  if (single) return call(lowering, single, given, offset);
  return { kind: 'dispatch', candidates: chosen, args: given, type: { kind: 'dyn' }, offset };
}

function division(types: TypeScope, args: readonly Expression[]): OperatorName {
  return args.every((arg) => isInteger(types, arg.type)) ? 'divideInteger' : 'divide';
}

/** The call of a known operator, after its own checks. */
export function call(lowering: Lowering, operator: OperatorName, given: readonly Expression[], offset: number): Expression {
  const args = coerced(lowering, operator, given);
  const { types } = lowering.scope;
  checkComparison(lowering, operator, args, offset);
  if (operator === 'inMap') checkKey(lowering, args, offset);
  if (operator === 'remainder' && args.some((arg) => membersOf(types, arg.type).some((m) => m.kind === 'number'))) {
    complain(lowering, offset, 'fraction-remainder', '% needs integers, and a number may be a fraction', 'make them integers with int(x)');
  }
  return { kind: 'call', operator, args, type: RESULT_TYPES[operator](types, args.map((arg) => arg.type)), offset };
}

const ORDERED = new Set<OperatorName>(['less', 'lessOrEqual', 'greater', 'greaterOrEqual']);
const COMPARED = new Set<OperatorName>(['equal', 'notEqual', ...ORDERED]);
const TIMED = new Set<OperatorName>(['addTime', 'subtractTime', 'timePart']);

/** Strings of format date-time become timestamps where the operator is about time. */
function coerced(lowering: Lowering, operator: OperatorName, args: readonly Expression[]): readonly Expression[] {
  const { types } = lowering.scope;
  const timely = (arg: Expression): boolean => membersOf(types, arg.type).every((m) => m.kind === 'timestamp' || isTimeText(m));
  const wanted = (COMPARED.has(operator) && args.every(timely)) || TIMED.has(operator);
  if (!wanted) return args;
  return args.map((arg) => {
    const isText = membersOf(types, arg.type).some(isTimeText);
    return isText ? { kind: 'call', operator: 'timestampOf', args: [arg], type: { kind: 'timestamp' }, offset: arg.offset } : arg;
  });
}

function isTimeText(type: Type): boolean {
  return type.kind === 'string' && type.format === 'date-time';
}

function checkComparison(lowering: Lowering, operator: OperatorName, [a, b]: readonly Expression[], offset: number): void {
  if (!COMPARED.has(operator) || !a || !b) return;
  const { types } = lowering.scope;
  if (!overlap(types, a.type, b.type)) {
    const never = `these can never be ${ORDERED.has(operator) ? 'compared' : 'equal'}: ${showType(a.type)} and ${showType(b.type)}`;
    complain(lowering, offset, 'never-equal', never, literalHint(lowering, a.type, b) ?? literalHint(lowering, b.type, a));
    return;
  }
  if (!ORDERED.has(operator)) return;
  const unordered = [a, b].find((x) => membersOf(types, x.type).every((m) => ['list', 'object', 'null', 'type'].includes(familyOf(m))));
  if (unordered) complain(lowering, offset, 'no-order', `a ${showType(unordered.type)} has no order`);
}

// A key of another type is never in a collection: a parameter and a key of different types are an error at load (ruling 2).
function checkKey(lowering: Lowering, [key, map]: readonly Expression[], offset: number): void {
  if (!key || !map) return;
  const { types } = lowering.scope;
  for (const member of membersOf(types, map.type)) {
    if (member.kind !== 'collection' || overlap(types, member.key, key.type)) continue;
    complain(lowering, offset, 'key-type', `keys of ${member.name} are ${showType(member.key)}, not ${showType(key.type)}`);
  }
}

function literalHint(lowering: Lowering, type: Type, other: Expression): string | undefined {
  if (other.kind !== 'literal' || typeof other.value !== 'string') return undefined;
  const known = membersOf(lowering.scope.types, type).flatMap((m) => (m.kind === 'string' && m.literal !== undefined ? [m.literal] : []));
  if (known.length === 0) return undefined;
  return didYouMean(other.value, known).hint ?? `possible values: ${known.map((v) => `'${v}'`).join(', ')}`;
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
      return type.kind === 'timestamp' || type.kind === 'duration' || isTimeText(type) ? 'yes' : 'no';
    default:
      return familyOf(type) === kind ? 'yes' : 'no';
  }
}

function complainNoOverload(lowering: Lowering, spelled: string, args: readonly Expression[], offset: number, arityFits: boolean): void {
  const shown = spelled.replaceAll('_', '').replace('@', '') || spelled;
  const types = args.map((arg) => showType(arg.type)).join(' and ');
  const message = arityFits ? `'${shown}' does not take ${types || 'nothing'}` : `'${shown}' does not take ${args.length} arguments`;
  complain(lowering, offset, 'no-overload', message);
}

