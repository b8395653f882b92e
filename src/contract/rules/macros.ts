// Decides which calls are macros, and what quantifiers and local bindings mean; what collects and what folds is in files of their own.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Expression } from '../expression.ts';
import { BOOLEAN } from '../type.ts';
import { bindElements, checkIterable, type MacroCall, requireBoolean } from './binders.ts';
import { lowerCollect } from './collect.ts';
import { lowerFold } from './fold.ts';
import { bind, broken, complain, type Here, identifierOf, type Lower, type Lowering } from './lowering.ts';

/** Names of macros with the numbers of arguments they take (without the receiver). */
const MACROS: ReadonlyMap<string, readonly number[]> = new Map([
  ['all', [2, 3]],
  ['exists', [2, 3]],
  ['exists_one', [2, 3]],
  ['existsOne', [2, 3]],
  ['map', [2, 3]],
  ['filter', [2]],
  ['count', [2]],
  ['first', [2]],
  ['sortBy', [2]],
  ['fold', [4]],
  ['transformList', [3, 4]],
  ['transformMap', [3, 4]],
  ['transformMapEntry', [3, 4]],
]);

/** The names of all macros, for suggestions. */
export function macroNames(): readonly string[] {
  return [...MACROS.keys()];
}

/** The macro that a call is, lowered; null if it is none. */
export function lowerMacro(lower: Lower, lowering: Lowering, node: Expr, here: Here): Expression | null {
  if (node.exprKind.case !== 'callExpr') return null;
  const { target, args, function: name } = node.exprKind.value;
  const offset = lowering.parsed.offset(node);
  if (identifierOf(target) === 'cel' && name === 'bind') return lowerBind(lower, lowering, args, here, offset);
  const arities = target ? MACROS.get(name) : undefined;
  if (!target || !arities) return null;
  if (!arities.includes(args.length)) {
    const wanted = arities.join(' or ');
    complain(lowering, lowering.parsed.name(node), 'bad-macro', `'${name}' takes ${wanted} arguments, not ${args.length}`);
    return broken(offset);
  }
  const over = lower(lowering, target, here);
  checkIterable(lowering, over, name);
  const macro: MacroCall = { name, over, args, here, offset };
  if (name === 'fold') return lowerFold(lower, lowering, macro);
  if (name === 'all' || name === 'exists' || name === 'exists_one' || name === 'existsOne') return lowerQuantifier(lower, lowering, macro);
  return lowerCollect(lower, lowering, macro);
}

function lowerBind(lower: Lower, lowering: Lowering, args: readonly Expr[], here: Here, offset: number): Expression {
  const [first, second, third] = args;
  const name = identifierOf(first);
  if (name === null || !second || !third || args.length !== 3) {
    complain(lowering, offset, 'bad-macro', 'cel.bind takes a name, a value and an expression');
    return broken(offset);
  }
  const value = lower(lowering, second, here);
  const bound = bind(here, name, value.type);
  const body = lower(lowering, third, bound.here);
  return { kind: 'let', slot: bound.slot, name, value, body, type: body.type, offset };
}

function lowerQuantifier(lower: Lower, lowering: Lowering, macro: MacroCall): Expression {
  const bound = bindElements(lowering, macro, macro.args.length === 3 ? 2 : 1);
  const last = macro.args.at(-1);
  if (!bound || !last) return broken(macro.offset);
  const body = lower(lowering, last, bound.here);
  requireBoolean(lowering, body, `the rule of '${macro.name}'`);
  const quantifier = macro.name === 'all' || macro.name === 'exists' ? macro.name : 'existsOne';
  return { kind: 'quantify', quantifier, over: macro.over, binding: bound.binding, body, type: BOOLEAN, offset: macro.offset };
}
