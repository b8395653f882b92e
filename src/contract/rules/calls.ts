// Decides what a function call means: operators of the table with their defaults, definitions, `fresh`, `key`, `dyn`.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Expression } from '../expression.ts';
import type { OperatorName } from '../operators.ts';
import { DYN } from '../type.ts';
import { familyOf, membersOf } from '../types.ts';
import { lowerDefinition } from './definitions.ts';
import { broken, complain, complainName, type Here, identifierOf, literal, type Lower, type Lowering } from './lowering.ts';
import { call, isOperatorName, operatorSpellings, resolveCall } from './resolve.ts';

const NAMESPACES = new Set(['math', 'strings', 'lists', 'cel']);
const TIME_PARTS = new Set([
  'getFullYear',
  'getMonth',
  'getDayOfMonth',
  'getDate',
  'getDayOfWeek',
  'getDayOfYear',
  'getHours',
  'getMinutes',
  'getSeconds',
  'getMilliseconds',
]);

/** Lowers a call that is no macro. */
export function lowerCall(lower: Lower, lowering: Lowering, node: Expr, here: Here): Expression {
  if (node.exprKind.case !== 'callExpr') return broken(0);
  const { target, args, function: name } = node.exprKind.value;
  const offset = lowering.parsed.offset(node);
  const space = identifierOf(target);
  if (target && space !== null && NAMESPACES.has(space) && !here.locals.some((l) => l.name === space)) {
    return lowerNamed(lower, lowering, `${space}.${name}`, args, here, offset);
  }
  return lowerNamed(lower, lowering, name, target ? [target, ...args] : args, here, offset);
}

function lowerNamed(lower: Lower, lowering: Lowering, name: string, nodes: readonly Expr[], here: Here, offset: number): Expression {
  if (name === 'fresh') return lowerFresh(lowering, nodes, here, offset);
  const definition = lowering.scope.definitions.get(name);
  const args = nodes.map((node) => lower(lowering, node, here));
  if (definition) return lowerDefinition(lower, lowering, definition, args, here, offset);
  if (name === 'key') return { kind: 'list', items: args, type: { kind: 'tuple', items: args.map((arg) => arg.type) }, offset };
  if (name === 'dyn' && args[0] && args.length === 1) return { ...args[0], type: DYN };
  if (name === 'math.least' || name === 'math.greatest' || ((name === 'min' || name === 'max') && args.length > 1)) {
    return extreme(lowering, name === 'math.least' || name === 'min' ? 'minimum' : 'maximum', args, offset);
  }
  if (TIME_PARTS.has(name)) return timePart(lowering, name, args, offset);
  if (!isOperatorName(name)) {
    complainName(lowering, offset, 'unknown-function', `there is no function '${name}'`, name, [...operatorSpellings(), ...lowering.scope.definitions.keys()]);
    return broken(offset);
  }
  return resolveCall(lowering, name, withDefaults(lowering, name, args, offset), offset) ?? broken(offset);
}

function lowerFresh(lowering: Lowering, nodes: readonly Expr[], here: Here, offset: number): Expression {
  const collection = identifierOf(nodes[0]);
  const known = collection === null ? undefined : lowering.scope.collections.get(collection);
  const counter = lowering.scope.fresh;
  if (!counter) complain(lowering, offset, 'fresh-outside-effects', 'fresh(c) may stand in effects and responses only');
  else if (here.repeated) complain(lowering, offset, 'fresh-in-macro', 'fresh(c) may not stand in the body of a macro: it would be one key for all elements');
  else if (nodes.length !== 1 || !known || collection === null) {
    complainName(lowering, offset, 'unknown-collection', `fresh takes the name of a collection`, collection ?? '', lowering.scope.collections.keys());
  } else {
    counter.next += 1;
    return { kind: 'fresh', collection, ordinal: counter.next - 1, type: known.keyType, offset };
  }
  return broken(offset);
}

function extreme(lowering: Lowering, operator: OperatorName, args: readonly Expression[], offset: number): Expression {
  const [only] = args;
  if (args.length === 1 && only && membersOf(lowering.scope.types, only.type).some((m) => familyOf(m) === 'list')) return call(lowering, operator, [only], offset);
  return call(lowering, operator, [{ kind: 'list', items: args, type: { kind: 'tuple', items: args.map((arg) => arg.type) }, offset }], offset);
}

function timePart(lowering: Lowering, name: string, [time, zone]: readonly Expression[], offset: number): Expression {
  if (!time) return broken(offset);
  return call(lowering, 'timePart', [time, literal(name, offset), zone ?? literal('', offset)], offset);
}

/** The arguments with those added that a shorter spelling leaves out. */
function withDefaults(lowering: Lowering, name: string, args: readonly Expression[], offset: number): readonly Expression[] {
  const [first] = args;
  const isText = first !== undefined && membersOf(lowering.scope.types, first.type).some((m) => m.kind === 'string');
  const integer = (value: number): Expression => literal(value, offset);
  const length = (): readonly Expression[] => (first ? [call(lowering, 'textSize', [first], offset)] : []);
  switch (`${name}/${args.length}`) {
    case 'indexOf/2':
      return isText ? [...args, integer(0)] : args;
    case 'lastIndexOf/2':
    case 'substring/2':
      return [...args, ...length()];
    case 'replace/3':
    case 'split/2':
      return [...args, integer(-1)];
    case 'flatten/1':
      return [...args, integer(1)];
    case 'join/1':
      return [...args, literal('', offset)];
    case 'math.round/1':
    case 'round/1':
      return [...args, integer(0)];
    default:
      return args;
  }
}
