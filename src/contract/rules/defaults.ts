// Decides the arguments that a shorter spelling leaves out.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Expression } from '../expression.ts';
import { HIDDEN } from '../print.ts';
import { INTEGER } from '../type.ts';
import { nonNull, unionOf } from '../types.ts';
import { checkNull } from './access.ts';
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
  const value = lower(lowering, textNode, here);
  if (value.kind === 'local' || value.kind === 'literal')
    return untilEnd(lowering, name, value, lower(lowering, otherNode, here), { offset, span });
  checkNull(lowering, value, value.offset);
  const type = unionOf(nonNull(lowering.scope.types, value.type));
  const bound = bind(here, TEXT, type);
  const other = lower(lowering, otherNode, bound.here);
  const text: Expression = { kind: 'local', slot: bound.slot, name: TEXT, type, offset: value.offset };
  const body = untilEnd(lowering, name, text, other, { offset, span });
  return { kind: 'let', slot: bound.slot, name: TEXT, value, body, type: body.type, offset };
}

const TEXT = `${HIDDEN}text`;

function untilEnd(
  lowering: Lowering,
  name: string,
  text: Expression,
  other: Expression,
  { offset, span }: { readonly offset: number; readonly span: Span },
): Expression {
  const size: Expression = { kind: 'call', operator: 'textSize', args: [text], type: INTEGER, offset };
  return resolveCall(lowering, name, [text, other, size], offset, span) ?? broken(offset);
}
