// Decides which comparisons can never succeed: these are mistakes, found at load.

import { didYouMean } from '../../base/suggest.ts';
import type { Expression } from '../expression.ts';
import { printExpression } from '../print.ts';
import type { Type, TypeScope } from '../type.ts';
import { familyOf, fieldOf, isTimestampText, membersOf, nonNull, overlap, showType } from '../types.ts';
import { complain, type Lowering } from './lowering.ts';
import type { Span } from './parse.ts';
import { elementOf } from './result-types.ts';
import { widened } from './widen.ts';

/** Complains about arguments that their kinds allow and their types do not. */
export type Check = (lowering: Lowering, args: readonly Expression[], at: number | Span) => void;

export const checkEqual: Check = (lowering, args, at) => checkSame(lowering, args, at, 'false');

export const checkNotEqual: Check = (lowering, args, at) => checkSame(lowering, args, at, 'true');

/** `always` is what comparing with null means where the other side never is. */
function checkSame(lowering: Lowering, [a, b]: readonly Expression[], at: number | Span, always: 'true' | 'false'): void {
  if (!a || !b) return;
  // Two literals may differ: that one can tell by looking at them is no mistake of types.
  const [left, right] = isWritten(a) && isWritten(b) ? [widened(a.type), widened(b.type)] : [a.type, b.type];
  if (overlap(lowering.scope.types, left, right)) return;
  const given = a.type.kind === 'null' ? b : b.type.kind === 'null' ? a : null;
  if (given !== null && !isWritten(given)) return warnOfNull(lowering, given, at, always);
  const hint = literalHint(lowering.scope.types, a.type, b) ?? literalHint(lowering.scope.types, b.type, a);
  complain(lowering, at, 'never-equal', `these can never be equal: ${showType(a.type)} and ${showType(b.type)}`, { hint });
}

/** Comparing with null what never is means something, if not what was meant: ruling 1, absent is not null. */
function warnOfNull(lowering: Lowering, given: Expression, at: number | Span, always: 'true' | 'false'): void {
  const absent = mayBeAbsent(lowering, given) ? ', or an error where it is absent' : '';
  const message = `this is always ${always}${absent}: ${showType(given.type)} is never null here`;
  const hint = absent === '' ? undefined : `absent is not null: ask has(${printExpression(given)})`;
  complain(lowering, at, 'never-null', message, { hint, severity: 'warning' });
}

function mayBeAbsent({ scope: { types } }: Lowering, given: Expression): boolean {
  if (given.kind !== 'member') return false;
  const { name } = given;
  return membersOf(types, given.of.type).some((type) => type.kind === 'object' && fieldOf(type, name)?.required === false);
}

function isWritten(e: Expression): boolean {
  switch (e.kind) {
    case 'literal':
      return true;
    case 'list':
      return e.items.every(isWritten);
    case 'object':
      return e.entries.every(({ key, value }) => isWritten(key) && isWritten(value));
    default:
      return false;
  }
}

export const checkOrder: Check = (lowering, [a, b], at) => {
  if (!a || !b) return;
  const unordered = [a, b].find((x) => isUnordered(lowering, x.type));
  if (unordered) complain(lowering, at, 'no-order', `${showType(unordered.type)} has no order`);
  else if (!overlap(lowering.scope.types, withoutLiteral(a), withoutLiteral(b))) {
    complain(lowering, at, 'never-equal', `these can never be compared: ${showType(a.type)} and ${showType(b.type)}`);
  } else if ([a, b].some((x) => isTimestampText(x.type)) && [a, b].some((x) => x.kind === 'literal')) {
    const hint = "write it in full, such as '2026-01-31T00:00:00Z'";
    complain(lowering, at, 'compared-as-text', 'these are compared as texts, since one is no RFC 3339 timestamp', {
      hint,
      severity: 'warning',
    });
  }
};

// Different literals have an order, too.
function withoutLiteral({ type }: Expression): Type {
  return type.kind === 'string' && type.literal !== undefined ? { kind: 'string' } : type;
}

const UNORDERED = new Set(['list', 'object', 'null', 'type']);

/** Whether no values of the type have an order. */
export function isUnordered(lowering: Lowering, type: Type): boolean {
  return membersOf(lowering.scope.types, type).every((member) => UNORDERED.has(familyOf(member)));
}

export const checkInList: Check = (lowering, [x, list], at) => {
  if (!x || !list) return;
  if (list.kind === 'list') {
    // One item that is never meant is a mistake even if others are.
    if (!isWritten(x)) for (const item of list.items) if (item.type.kind !== 'null') checkEqual(lowering, [x, item], item.offset);
    return;
  }
  const element = elementOf(lowering.scope.types, list.type);
  if (overlap(lowering.scope.types, x.type, element)) return;
  complain(lowering, at, 'never-equal', `${showType(x.type)} is never in ${showType(list.type)}`, {
    hint: literalHint(lowering.scope.types, element, x),
  });
};

export const checkIndexOf: Check = (lowering, [list, x], at) => {
  if (list && x) checkInList(lowering, [x, list], at);
};

// Ruling 2: a parameter and a key of different types are an error at load.
export const checkInMap: Check = (lowering, [key, map], at) => {
  if (!key || !map) return;
  const { types } = lowering.scope;
  for (const member of nonNull(types, map.type)) {
    if ((member.kind !== 'collection' && member.kind !== 'map') || overlap(types, member.key, key.type)) continue;
    const keys = `keys of ${member.kind === 'collection' ? member.name : `a ${showType(member)}`}`;
    complain(lowering, at, 'key-type', `${keys} are ${showType(member.key)}, not ${showType(key.type)}`);
  }
};

const MAX_SHOWN = 8;

/** What a literal was probably meant to be, where the type lists what is possible. */
export function literalHint(types: TypeScope, type: Type, other: Expression): string | undefined {
  if (other.kind !== 'literal' || typeof other.value !== 'string') return undefined;
  const known = membersOf(types, type).flatMap((m) => (m.kind === 'string' && m.literal !== undefined ? [m.literal] : []));
  if (known.length === 0) return undefined;
  const shown = known.slice(0, MAX_SHOWN).map((v) => `'${v}'`);
  return didYouMean(other.value, known).hint ?? `possible values: ${shown.join(', ')}${known.length > MAX_SHOWN ? ', …' : ''}`;
}
