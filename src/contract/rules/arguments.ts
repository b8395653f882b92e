// Decides whether arguments of the right kinds make sense: elements that cannot be added, conversions of nothing, texts that mean nothing.

import { compileRe2Pattern } from '../../base/pattern.ts';
import { parseDuration, parseTimestamp } from '../../base/time.ts';
import { timePart } from '../../base/time-part.ts';
import type { Expression } from '../expression.ts';
import { OPERATORS, type OperatorName } from '../operators.ts';
import type { Type } from '../type.ts';
import { familyOf, membersOf, showType } from '../types.ts';
import { checkNull } from './access.ts';
import { type Check, checkEqual, checkIndexOf, checkInList, checkInMap, checkNotEqual, checkOrder, isUnordered } from './comparisons.ts';
import { complain, type Lowering } from './lowering.ts';
import type { Span } from './parse.ts';
import { elementOf } from './result-types.ts';

const ORDERS: ReadonlySet<OperatorName> = new Set<OperatorName>(['less', 'lessOrEqual', 'greater', 'greaterOrEqual']);

/** Complains about the arguments of a call whose kinds fit its operator. */
export function checkArguments(lowering: Lowering, operator: OperatorName, args: readonly Expression[], at: number | Span): void {
  CHECKS.get(operator)?.(lowering, args, at);
  checkNulls(lowering, operator, args);
}

/** Remarks on arguments that may be null where null is an error. */
export function checkNulls(lowering: Lowering, operator: OperatorName, args: readonly Expression[]): void {
  const { parameters } = OPERATORS[operator];
  args.forEach((arg, i) => {
    if (parameters[i] !== 'any' || ORDERS.has(operator)) checkNull(lowering, arg, arg.offset);
  });
}

/** The elements of the list must be of one of the families. */
function elements(...families: readonly string[]): Check {
  return (lowering, [list], at) => {
    if (!list || isPossible(lowering, elementOf(lowering.scope.types, list.type), families)) return;
    complain(lowering, at, 'no-overload', `this takes a list of ${families.join(' or ')}, not ${showType(list.type)}`);
  };
}

const orderedElements: Check = (lowering, [list], at) => {
  const element = list && elementOf(lowering.scope.types, list.type);
  if (element && element.kind !== 'never' && isUnordered(lowering, element)) {
    complain(lowering, at, 'no-order', `${showType(element)} has no order`);
  }
};

/** The argument must be of one of the families. */
function converts(...families: readonly string[]): Check {
  return (lowering, [x], at) => {
    if (!x || isPossible(lowering, x.type, families)) return;
    complain(lowering, at, 'no-overload', `this takes ${families.join(' or ')}, not ${showType(x.type)}`);
  };
}

function isPossible(lowering: Lowering, type: Type, families: readonly string[]): boolean {
  return membersOf(lowering.scope.types, type).some((m) => m.kind === 'dyn' || m.kind === 'never' || families.includes(familyOf(m)));
}

/** A text that is written out must mean something. */
function meaningful(index: number, what: string, means: (text: string, args: readonly Expression[]) => boolean): Check {
  return (lowering, args) => {
    const arg = args[index];
    if (arg?.kind !== 'literal' || typeof arg.value !== 'string' || means(arg.value, args)) return;
    complain(lowering, arg.offset, 'bad-literal', `'${arg.value}' is no ${what}`);
  };
}

function both(first: Check, second: Check): Check {
  return (lowering, args, at) => {
    first(lowering, args, at);
    second(lowering, args, at);
  };
}

const checkRemainder: Check = (lowering, args, at) => {
  if (!args.some((arg) => membersOf(lowering.scope.types, arg.type).some((m) => m.kind === 'number'))) return;
  complain(lowering, at, 'fraction-remainder', '% needs integers, and a number may be a fraction', {
    hint: 'make them integers with int(x)',
  });
};

const isZone = (zone: string, [, part]: readonly Expression[]): boolean =>
  part?.kind !== 'literal' || timePart({ kind: 'timestamp', nanos: 0n }, String(part.value), zone) !== null;

const CHECKS: ReadonlyMap<OperatorName, Check> = new Map<OperatorName, Check>([
  ['equal', checkEqual],
  ['notEqual', checkNotEqual],
  ['less', checkOrder],
  ['lessOrEqual', checkOrder],
  ['greater', checkOrder],
  ['greaterOrEqual', checkOrder],
  ['inList', checkInList],
  ['listIndexOf', checkIndexOf],
  ['inMap', checkInMap],
  ['remainder', checkRemainder],
  ['sum', elements('number')],
  ['join', elements('string')],
  ['sort', orderedElements],
  ['minimum', orderedElements],
  ['maximum', orderedElements],
  ['toText', converts('string', 'number', 'boolean', 'timestamp', 'duration', 'bytes')],
  ['toNumber', converts('number', 'string')],
  ['toInteger', converts('number', 'string', 'timestamp')],
  ['toBoolean', converts('boolean', 'string')],
  [
    'timestampOf',
    both(
      converts('timestamp', 'string', 'number'),
      meaningful(0, 'RFC 3339 timestamp', (text) => parseTimestamp(text) !== null),
    ),
  ],
  [
    'durationOf',
    both(
      converts('duration', 'string'),
      meaningful(0, 'duration', (text) => parseDuration(text) !== null),
    ),
  ],
  ['matches', meaningful(1, 'regular expression (RE2)', (text) => compileRe2Pattern(text).kind === 'pattern')],
  ['timePart', meaningful(2, 'time zone', isZone)],
]);
