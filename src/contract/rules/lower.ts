// Decides the meaning of syntax: every node of a parsed rule becomes a typed expression, or a complaint.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Expression } from '../expression.ts';
import { BOOLEAN, listOf } from '../type.ts';
import { unionOf } from '../types.ts';
import { lowerIndex, lowerMember } from './access.ts';
import { requireBoolean } from './binders.ts';
import { lowerCall } from './calls.ts';
import { factsOf, joinFacts, narrow } from './facts.ts';
import { factsAbout } from './known.ts';
import { lowerConstant, typeOfObject } from './literals.ts';
import { broken, complain, enter, type Here, identifierOf, type Lowering, leave } from './lowering.ts';
import { lowerMacro } from './macros.ts';
import { resolveCall } from './resolve.ts';
import { lowerHasBody, lowerName, rootOfSelection, timeTypeNamed } from './roots.ts';

/** The typed expression that a node of the syntax tree means here. */
export function lower(lowering: Lowering, node: Expr, here: Here): Expression {
  const original = lowering.parsed.original(node);
  const within = enter(lowering, lowering.parsed.offset(original));
  const expression = within ? lowerNode(lowering, original, here) : broken(0);
  leave(lowering);
  const facts = factsAbout(here.facts, expression);
  return facts.length === 0 ? expression : { ...expression, type: narrow(lowering.scope.types, expression.type, facts) };
}

function lowerNode(lowering: Lowering, node: Expr, here: Here): Expression {
  const offset = lowering.parsed.offset(node);
  const { exprKind } = node;
  switch (exprKind.case) {
    case 'constExpr':
      return lowerConstant(lowering, node) ?? unsupported(lowering, offset, 'this literal');
    case 'identExpr':
      return lowerName(lowering, exprKind.value.name, here, lowering.parsed.name(node));
    case 'selectExpr':
      return lowerSelection(lowering, node, here, offset, false);
    case 'listExpr': {
      if (exprKind.value.optionalIndices.length > 0) return unsupported(lowering, offset, 'an optional element (`?`)');
      const items = exprKind.value.elements.map((item) => lower(lowering, item, here));
      return { kind: 'list', items, type: listOf(unionOf(items.map((item) => item.type))), offset };
    }
    case 'structExpr':
      return lowerObject(lowering, node, here, offset);
    case 'callExpr':
      return lowerMacro(lower, lowering, node, here) ?? lowerOperation(lowering, node, here, offset);
    default:
      return unsupported(lowering, offset, 'this construct');
  }
}

function unsupported(lowering: Lowering, offset: number, what: string): Expression {
  complain(lowering, offset, 'unsupported-cel', `${what} is not part of the rule language`);
  return broken(offset);
}

/** `of.name` or `has(of.name)`. */
function lowerSelection(lowering: Lowering, node: Expr, here: Here, offset: number, test: boolean): Expression {
  if (node.exprKind.case !== 'selectExpr') return broken(offset);
  const { operand, field } = node.exprKind.value;
  if (!operand) return broken(offset);
  const name = lowering.parsed.name(node);
  const sent = test ? lowerHasBody(lowering, identifierOf(operand), field, here, name) : null;
  if (sent) return sent;
  const root =
    rootOfSelection(lowering, identifierOf(operand), field, here, name) ??
    (test ? null : timeTypeNamed(lowering, operand, field, here, offset));
  if (!root) return lowerMember(lowering, lower(lowering, operand, here), field, test, offset, name);
  if (!test) return root;
  if (root.kind === 'root') complain(lowering, name, 'bad-macro', `has(…) asks for a property, and '${field}' is always there as a whole`);
  return broken(offset);
}

function lowerObject(lowering: Lowering, node: Expr, here: Here, offset: number): Expression {
  if (node.exprKind.case !== 'structExpr') return broken(offset);
  const { messageName, entries } = node.exprKind.value;
  if (messageName !== '') return unsupported(lowering, offset, `constructing the message '${messageName}'`);
  const lowered = entries.flatMap((entry) => {
    if (entry.keyKind.case !== 'mapKey' || !entry.value) return [];
    if (entry.optionalEntry) unsupported(lowering, offset, 'an optional entry (`?`)');
    return [{ key: lower(lowering, entry.keyKind.value, here), value: lower(lowering, entry.value, here) }];
  });
  return { kind: 'object', entries: lowered, type: typeOfObject(lowering, lowered), offset };
}

function lowerOperation(lowering: Lowering, node: Expr, here: Here, offset: number): Expression {
  if (node.exprKind.case !== 'callExpr') return broken(offset);
  const { function: name, args, target } = node.exprKind.value;
  const [a, b, c] = args;
  if (name === 'has' && !target && a?.exprKind.case === 'selectExpr' && !b) return lowerSelection(lowering, a, here, offset, true);
  if (target) return lowerCall(lower, lowering, node, here);
  if ((name === '_&&_' || name === '_||_') && a && b) return lowerJunction(lowering, name === '_&&_' ? 'and' : 'or', [a, b], here, offset);
  if (name === '_?_:_' && a && b && c) return lowerConditional(lowering, [a, b, c], here, offset);
  if (name === '_[_]' && a && b) return lowerIndex(lowering, lower(lowering, a, here), lower(lowering, b, here), offset);
  if (name.includes('?')) return unsupported(lowering, offset, 'optional access (`?`)');
  if (/^\w*[A-Za-z]/.test(name)) return lowerCall(lower, lowering, node, here);
  const lowered = args.map((arg) => lower(lowering, arg, here));
  return resolveCall(lowering, name, lowered, offset) ?? broken(offset);
}

function lowerJunction(lowering: Lowering, kind: 'and' | 'or', [a, b]: readonly [Expr, Expr], here: Here, offset: number): Expression {
  const what = `a side of ${kind === 'and' ? '&&' : '||'}`;
  const left = lower(lowering, a, here);
  requireBoolean(lowering, left, what);
  // The right side counts where the left one does not decide.
  const facts = joinFacts(here.facts, factsOf(left, kind === 'and'));
  const right = lower(lowering, b, { ...here, facts });
  requireBoolean(lowering, right, what);
  return { kind, left, right, type: BOOLEAN, offset };
}

function lowerConditional(lowering: Lowering, [a, b, c]: readonly [Expr, Expr, Expr], here: Here, offset: number): Expression {
  const test = lower(lowering, a, here);
  requireBoolean(lowering, test, 'the condition of ? :');
  const yes = lower(lowering, b, { ...here, facts: joinFacts(here.facts, factsOf(test)) });
  const no = lower(lowering, c, { ...here, facts: joinFacts(here.facts, factsOf(test, false)) });
  return { kind: 'conditional', test, then: yes, else: no, type: unionOf([yes.type, no.type]), offset };
}
