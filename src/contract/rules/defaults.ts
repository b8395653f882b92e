// Decides the arguments that a shorter spelling leaves out.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Expression } from '../expression.ts';
import { HIDDEN } from '../print.ts';
import { nonNull } from '../types.ts';
import { bind, broken, type Here, type Lower, type Lowering, literal } from './lowering.ts';
import type { Span } from './parse.ts';
import { resolveCall } from './resolve.ts';

/** The arguments with those added that have a constant default. */
export function withDefaults(lowering: Lowering, name: string, args: readonly Expression[], offset: number): readonly Expression[] {
  const [first] = args;
  switch (`${name}/${args.length}`) {
    case 'indexOf/2':
      return first && nonNull(lowering.scope.types, first.type).some((m) => m.kind === 'string') ? [...args, literal(0, offset)] : args;
    case 'replace/3':
    case 'split/2':
      return [...args, literal(-1, offset)];
    case 'join/1':
      return [...args, literal('', offset)];
    case 'math.round/1':
    case 'round/1':
      return [...args, literal(0, offset)];
    default:
      return args;
  }
}

/**
 * `text.substring(b)` and `text.lastIndexOf(b)`, which go to the end: the size of the text is the last argument. A text that is computed is bound
 * to a local first, so that chains of such calls do not double at every step.
 */
export function lowerUntil(
  lower: Lower,
  lowering: Lowering,
  name: string,
  [textNode, otherNode]: readonly [Expr, Expr],
  here: Here,
  { offset, span }: { readonly offset: number; readonly span: Span },
): Expression {
  const text = lower(lowering, textNode, here);
  const direct = text.kind === 'local' || text.kind === 'literal';
  const bound = direct ? null : bind(here, `${HIDDEN}text`, text.type);
  const other = lower(lowering, otherNode, bound?.here ?? here);
  const local: Expression = bound ? { kind: 'local', slot: bound.slot, name: `${HIDDEN}text`, type: text.type, offset: text.offset } : text;
  const size = resolveCall(lowering, 'size', [local], offset, span);
  const body = size && resolveCall(lowering, name, [local, other, size], offset, span);
  if (!body) return broken(offset);
  return bound ? { kind: 'let', slot: bound.slot, name: `${HIDDEN}text`, value: text, body, type: body.type, offset } : body;
}
