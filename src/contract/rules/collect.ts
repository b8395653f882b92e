// Decides what the macros mean that make a list, an object, a number or an element of what they walk.

import type { Expression } from '../expression.ts';
import { DYN, INTEGER, listOf, type Type } from '../type.ts';
import { familyOf, membersOf, showType } from '../types.ts';
import { type Bound, bindElements, type MacroCall, requireBoolean } from './binders.ts';
import { factsOf, joinFacts, narrow } from './facts.ts';
import { factsAbout } from './known.ts';
import { broken, complain, type Lower, type Lowering } from './lowering.ts';
import { valueOf } from './result-types.ts';

type Collect = Expression & { kind: 'collect' };

/** `filter`, `map`, `count`, `first`, `sortBy`, `transformList`, `transformMap`, `transformMapEntry`. */
export function lowerCollect(lower: Lower, lowering: Lowering, macro: MacroCall): Expression {
  const variables = macro.name.startsWith('transform') ? 2 : 1;
  const bound = bindElements(lowering, macro, variables);
  if (!bound) return broken(macro.offset);
  const rest = macro.args.slice(variables);
  const isRule = macro.name === 'filter' || macro.name === 'count' || macro.name === 'first';
  const [whereNode, bodyNode] = isRule ? [rest[0], undefined] : rest.length === 2 ? rest : [undefined, rest[0]];
  const where = whereNode ? lower(lowering, whereNode, bound.here) : null;
  if (where) requireBoolean(lowering, where, `the rule of '${macro.name}'`);
  const facts = where ? joinFacts(bound.here.facts, factsOf(where)) : bound.here.facts;
  const body = bodyNode ? lower(lowering, bodyNode, { ...bound.here, facts }) : null;
  const kind = kindOf(macro.name);
  if (body) checkBody(lowering, kind, body);
  const type = collectType(lowering, kind, bound, where, body?.type ?? DYN);
  return { kind: 'collect', macro: kind, over: macro.over, binding: bound.binding, where, body, type, offset: macro.offset };
}

function kindOf(name: string): Collect['macro'] {
  switch (name) {
    case 'filter':
    case 'count':
    case 'first':
    case 'sortBy':
    case 'transformMap':
    case 'transformMapEntry':
      return name;
    default:
      return 'map';
  }
}

const UNORDERED = new Set(['list', 'object', 'null', 'type']);

function checkBody(lowering: Lowering, kind: Collect['macro'], body: Expression): void {
  const members = membersOf(lowering.scope.types, body.type);
  if (kind === 'sortBy' && members.every((m) => UNORDERED.has(familyOf(m)))) {
    complain(lowering, body.offset, 'no-order', `${showType(body.type)} has no order`);
  }
  if (kind === 'transformMapEntry' && !members.some((m) => ['object', 'dyn', 'never'].includes(familyOf(m)))) {
    complain(lowering, body.offset, 'type-mismatch', `'transformMapEntry' makes entries, such as {key: value}, not ${showType(body.type)}`);
  }
}

function collectType(lowering: Lowering, kind: Collect['macro'], bound: Bound, where: Expression | null, body: Type): Type {
  switch (kind) {
    case 'filter':
      return listOf(keptType(lowering, bound, where));
    case 'first':
      return keptType(lowering, bound, where);
    case 'sortBy':
      return listOf(bound.kept);
    case 'map':
      return listOf(body);
    case 'count':
      return INTEGER;
    case 'transformMap':
      return { kind: 'map', key: bound.key, value: body };
    case 'transformMapEntry':
      return { kind: 'map', key: DYN, value: valueOf(lowering.scope.types, body) };
  }
}

/** What a rule says of the elements is known of those that are kept. */
function keptType(lowering: Lowering, bound: Bound, where: Expression | null): Type {
  const { binding, kept } = bound;
  if (!where || binding.kind !== 'single') return kept;
  const element: Expression = { kind: 'local', slot: binding.slot, name: binding.name, type: kept, offset: 0 };
  return narrow(lowering.scope.types, kept, factsAbout(factsOf(where), element));
}
