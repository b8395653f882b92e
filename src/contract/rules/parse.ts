// Decides whether text is CEL: parses it with a maintained library, after limits that keep hostile text from hurting the parser.

import { parse } from '@bufbuild/cel';
import type { Expr, ParsedExpr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { type Scanned, scanRule } from './scan.ts';

/** A part of the text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export interface ParsedRule {
  readonly root: Expr;
  /** The original of a node that the parser expanded (a macro), or the node itself. */
  original(node: Expr): Expr;
  /** Offset of a node in the text: of an operator's sign, of the dot before a property or method, else of its first character. */
  offset(node: Expr): number;
  /** Where the name of a node stands: of a property, method or function behind its dot, if it has one. */
  name(node: Expr): Span;
  /** The text from a node's offset on, with blanks and comments reduced to one blank. */
  textAt(node: Expr): string;
}

export interface ParseFailure {
  readonly kind: 'failure';
  readonly message: string;
  readonly offset: number;
  readonly hint?: string;
}

/** The syntax tree of CEL text. */
export function parseRule(text: string): ParsedRule | ParseFailure {
  if (text.length > DEFAULT_LIMITS.maxRuleLength) return failure(`the rule has more than ${DEFAULT_LIMITS.maxRuleLength} characters`, 0);
  const scanned = scanRule(text);
  if ('kind' in scanned) return failure(scanned.message, scanned.offset);
  if (scanned.text.trim() === '') return failure('the rule is empty', 0);
  try {
    return parsed(parse(scanned.text), scanned);
  } catch (error) {
    return syntaxError(error, scanned);
  }
}

function failure(message: string, offset: number, hint?: string): ParseFailure {
  return { kind: 'failure', message, offset, ...(hint ? { hint } : {}) };
}

function parsed(tree: ParsedExpr, scanned: Scanned): ParsedRule | ParseFailure {
  if (!tree.expr) return failure('the rule is empty', 0);
  const macros = tree.sourceInfo?.macroCalls ?? {};
  const positions = tree.sourceInfo?.positions ?? {};
  const expanded = new Map<Expr, bigint>();
  // Of a sign, the parser gives the blank before it.
  const position = (node: Expr): number => {
    const given = positions[String(expanded.get(node) ?? node.id)] ?? 0;
    return scanned.text[given] === ' ' ? given + 1 : given;
  };
  return {
    root: tree.expr,
    original(node) {
      const call = macros[String(node.id)];
      if (!call) return node;
      expanded.set(call, node.id);
      return call;
    },
    offset: (node) => scanned.original(position(node)),
    name(node) {
      const [before = '', name = ''] = /^\.?\s?(\w*)/.exec(scanned.text.slice(position(node))) ?? [];
      return { offset: scanned.original(position(node) + before.length - name.length), length: Math.max(1, name.length) };
    },
    textAt: (node) => scanned.text.slice(position(node)),
  };
}

/** What the parser's error has; its class is not exported. */
interface SyntaxFailure {
  readonly found?: unknown;
  readonly expected?: readonly { readonly value?: string }[];
  readonly location?: { readonly start?: { readonly offset?: number } };
}

const MAX_EXPECTED = 3;

function syntaxError(error: unknown, scanned: Scanned): ParseFailure {
  if (error instanceof RangeError) return failure('the rule nests too deep', 0);
  if (!(error instanceof Error)) return failure(String(error), 0);
  const { found, expected, location } = error as SyntaxFailure;
  if (scanned.unclosed !== null) return failure('not a CEL expression: this bracket is not closed', scanned.unclosed);
  const start = location?.start?.offset ?? 0;
  const offset = scanned.original(start);
  if (typeof found !== 'string' && found !== null) return failure(`not a CEL expression: ${error.message}`, offset);
  const what =
    found === null || found === 'end of input' || start >= scanned.text.length
      ? 'unexpected end'
      : `unexpected '${wordAt(scanned.text, start, found)}'`;
  const wanted = new Set((expected ?? []).map(({ value }) => value ?? '').filter((value) => !UNHELPFUL.has(value)));
  const shown = wanted.size > 0 && wanted.size <= MAX_EXPECTED ? `, expected ${[...wanted].map((w) => `'${w}'`).join(' or ')}` : '';
  return failure(`not a CEL expression: ${what}${shown}`, offset, hintFor(scanned.text, start));
}

function wordAt(text: string, offset: number, found: string): string {
  return /^\w+/.exec(text.slice(offset))?.[0] ?? found;
}

const UNHELPFUL = new Set(['', 'end of input', 'whitespace', 'comment']);

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^=/, "'==' compares"],
  [/^(?:and|AND)\b/, "write '&&'"],
  [/^(?:or|OR)\b/, "write '||'"],
  [/^\.\?|^\[\?/, 'optional access is not part of the rule language: test with has(x.name)'],
  [/^\?/, "a condition is written 'test ? then : else'; optional elements are not part of the rule language"],
  [/^\.?`/, "write x['name'] for a property whose name is no plain word"],
];

function hintFor(text: string, offset: number): string | undefined {
  const rest = text.slice(offset).trimStart();
  if (/\bnot\s*$/.test(text.slice(Math.max(0, offset - 10), offset))) return "write '!'";
  return HINTS.find(([pattern]) => pattern.test(rest))?.[1];
}
