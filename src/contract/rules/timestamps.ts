// Decides where JSON text of format date-time is read as a timestamp: where it is compared with instants, and where an operator is about time.

import { parseTimestamp } from '../../base/time.ts';
import type { Binding, Expression } from '../expression.ts';
import type { OperatorName } from '../operators.ts';
import { BOOLEAN, DYN, listOf, NULL, TIMESTAMP, type TypeScope } from '../type.ts';
import { isTimestampText, membersOf, nonNull } from '../types.ts';
import { type Here, type Lowering, literal } from './lowering.ts';

const COMPARED: ReadonlySet<OperatorName> = new Set<OperatorName>([
  'equal',
  'notEqual',
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
]);
const TIMED: ReadonlySet<OperatorName> = new Set<OperatorName>(['addTime', 'subtractTime', 'timePart']);

/** The arguments, text that stands for instants converted where the operator is about time. */
export function withTimestamps(types: TypeScope, operator: OperatorName, args: readonly Expression[]): readonly Expression[] {
  return TIMED.has(operator) ? args.map((arg) => timestampOf(types, arg)) : args;
}

function timestampOf(types: TypeScope, arg: Expression): Expression {
  const isText = isInstantLiteral(arg) || membersOf(types, arg.type).some(isTimestampText);
  return isText ? { kind: 'call', operator: 'timestampOf', args: [arg], type: TIMESTAMP, offset: arg.offset } : arg;
}

/**
 * The comparison of two instants, at least one of which is text; null if it is none. Text compares as text only where nothing says that it is an
 * instant. Null, where a side may be that, equals null only.
 */
export function comparedInstants(
  lowering: Lowering,
  operator: OperatorName,
  args: readonly Expression[],
  offset: number,
): Expression | null {
  const { types } = lowering.scope;
  const [a, b] = args;
  if (!COMPARED.has(operator) || !a || !b) return null;
  const known = [a, b].filter((arg) => isInstant(types, arg));
  if (known.length < 2 && !(known.length === 1 && [a, b].some(isInstantLiteral))) return null;
  if (![a, b].some((arg) => isInstantLiteral(arg) || nonNull(types, arg.type).some(isTimestampText))) return null;
  const compared: Expression = { kind: 'call', operator, args: [timestampOf(types, a), timestampOf(types, b)], type: BOOLEAN, offset };
  if (operator !== 'equal' && operator !== 'notEqual') return compared;
  return [b, a].reduce((inner, side) => (mayBeNull(types, side) ? unlessNull(operator, side, side === a ? b : a, inner) : inner), compared);
}

// `side == null ? other == null : compared`
function unlessNull(operator: 'equal' | 'notEqual', side: Expression, other: Expression, compared: Expression): Expression {
  const { offset } = compared;
  const isNull = (e: Expression, how: OperatorName): Expression => ({
    kind: 'call',
    operator: how,
    args: [e, literal(null, offset, NULL)],
    type: BOOLEAN,
    offset,
  });
  return { kind: 'conditional', test: isNull(side, 'equal'), then: isNull(other, operator), else: compared, type: BOOLEAN, offset };
}

function mayBeNull(types: TypeScope, arg: Expression): boolean {
  return membersOf(types, arg.type).some((member) => member.kind === 'null');
}

/** Whether the type says that every value but null is an instant. */
function isInstant(types: TypeScope, arg: Expression): boolean {
  const members = nonNull(types, arg.type);
  return members.length > 0 && members.every((member) => member.kind === 'timestamp' || isTimestampText(member));
}

function isInstantLiteral(arg: Expression): boolean {
  return arg.kind === 'literal' && typeof arg.value === 'string' && parseTimestamp(arg.value) !== null;
}

/** The list with its texts read as instants, where all its elements are instants and some are text; else as it is. */
export function instantsOf(types: TypeScope, list: Expression, here: Here): Expression {
  if (!listsInstants(types, list)) return list;
  const { binding, body } = converting(list, here);
  return { kind: 'collect', macro: 'map', over: list, binding, where: null, body, type: listOf(TIMESTAMP), offset: list.offset };
}

/** Texts sorted as instants; null if the elements are none. */
export function sortedInstants({ scope }: Lowering, list: Expression, here: Here, offset: number): Expression | null {
  if (!listsInstants(scope.types, list)) return null;
  const { binding, body } = converting(list, here);
  return { kind: 'collect', macro: 'sortBy', over: list, binding, where: null, body, type: list.type, offset };
}

function listsInstants(types: TypeScope, list: Expression): boolean {
  const elements = nonNull(types, list.type).map((m) => (m.kind === 'list' ? m.element : DYN));
  const members = elements.flatMap((element) => membersOf(types, element));
  return members.some(isTimestampText) && members.every((m) => m.kind === 'timestamp' || isTimestampText(m));
}

function converting(list: Expression, here: Here): { readonly binding: Binding; readonly body: Expression } {
  const slot = here.nextSlot;
  const name = 'instant';
  const local: Expression = { kind: 'local', slot, name, type: { kind: 'string', format: 'date-time' }, offset: list.offset };
  const body: Expression = { kind: 'call', operator: 'timestampOf', args: [local], type: TIMESTAMP, offset: list.offset };
  return { binding: { kind: 'single', slot, name }, body };
}
