// Decides whether text is CEL: parses it with a maintained library, after limits that keep hostile text from hurting the parser.

import { parse } from '@bufbuild/cel';
import type { Expr, ParsedExpr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { DEFAULT_LIMITS } from '../../base/limits.ts';

/** Brackets and unary operators may nest this deep in one rule; the parser recurses. */
const MAX_NESTING = 100;

export interface ParsedRule {
  readonly root: Expr;
  /** The original of a node that the parser expanded (a macro), or the node itself. */
  original(node: Expr): Expr;
  /** Offset of a node in the text. */
  offset(node: Expr): number;
}

export interface ParseFailure {
  readonly kind: 'failure';
  readonly message: string;
  readonly offset: number;
}

/** The syntax tree of CEL text. */
export function parseRule(text: string): ParsedRule | ParseFailure {
  if (text.length > DEFAULT_LIMITS.maxRuleLength) return failure(`the rule has more than ${DEFAULT_LIMITS.maxRuleLength} characters`, 0);
  const deep = tooDeep(text);
  if (deep !== null) return failure(`the rule nests deeper than ${MAX_NESTING} levels`, deep);
  try {
    // The parser takes a comment at the end only with a line end after it.
    return parsed(parse(`${text}\n`));
  } catch (error) {
    return syntaxError(error);
  }
}

function failure(message: string, offset: number): ParseFailure {
  return { kind: 'failure', message, offset };
}

function parsed(tree: ParsedExpr): ParsedRule | ParseFailure {
  if (!tree.expr) return failure('the rule is empty', 0);
  const macros = tree.sourceInfo?.macroCalls ?? {};
  const positions = tree.sourceInfo?.positions ?? {};
  const expanded = new Map<Expr, bigint>();
  return {
    root: tree.expr,
    original(node) {
      const call = macros[String(node.id)];
      if (!call || node.exprKind.case === 'selectExpr') return node;
      expanded.set(call, node.id);
      return call;
    },
    offset: (node) => positions[String(expanded.get(node) ?? node.id)] ?? 0,
  };
}

// The parser throws an error of its own class, with a location in it, for text that is not CEL.
function syntaxError(error: unknown): ParseFailure {
  if (!(error instanceof Error)) return failure(String(error), 0);
  const location = 'location' in error ? (error.location as { readonly start?: { readonly offset?: number } } | undefined) : undefined;
  const message = 'rawMessage' in error ? String(error.rawMessage) : error.message;
  return failure(`not a CEL expression: ${message}`, location?.start?.offset ?? 0);
}

function tooDeep(text: string): number | null {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (c === '"' || c === "'") i = endOfString(text, i);
    else if ('([{'.includes(c)) depth += 1;
    else if (')]}'.includes(c)) depth -= 1;
    if (depth > MAX_NESTING) return i;
  }
  const unary = /[!-]{100,}|(?:\?[^?]*){200,}/.exec(text);
  return unary ? unary.index : null;
}

function endOfString(text: string, start: number): number {
  const quote = text.startsWith(text.charAt(start).repeat(3), start) ? text.charAt(start).repeat(3) : text.charAt(start);
  for (let i = start + quote.length; i < text.length; i += 1) {
    if (text.charAt(i) === '\\') i += 1;
    else if (text.startsWith(quote, i)) return i + quote.length - 1;
  }
  return text.length;
}
