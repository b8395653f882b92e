// Decides what one run of lowering carries along: scope, complaints, and how to make nodes. The constructs themselves are in their own files.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Diagnostic, Severity } from '../../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Value } from '../../base/value.ts';
import type { Expression, Slot } from '../expression.ts';
import { DYN, type Type } from '../type.ts';
import { typeOfValue } from '../type-of.ts';
import type { Facts } from './known.ts';
import type { ParsedRule, Span } from './parse.ts';
import type { Local, LocateInRule, RuleScope } from './scope.ts';

/** Where lowering stands: what is visible here. Changes with every binder and every condition. */
export interface Here {
  readonly locals: readonly Local[];
  readonly nextSlot: Slot;
  readonly facts: Facts;
  /** Inside a macro's body: `fresh` may not stand here. */
  readonly repeated: boolean;
  /** Names of the definitions that are being expanded. */
  readonly expanding: readonly string[];
}

/** One text being lowered. */
export interface Lowering {
  readonly scope: RuleScope;
  readonly parsed: ParsedRule;
  readonly locate: LocateInRule;
  readonly diagnostics: Diagnostic[];
  readonly budget: Budget;
}

/** What lowering has used up, shared with the definitions that are expanded on the way. */
export interface Budget {
  nodes: number;
  depth: number;
  /** The complaint about going beyond a limit. Kept apart, since a fold takes back the complaints of its trial rounds. */
  exceeded: Diagnostic | null;
}

/** Nesting of one expression, definitions expanded. What walks expressions recurses. */
const MAX_DEPTH = 250;

interface More {
  readonly hint?: string | undefined;
  readonly severity?: Severity;
}

/** Complains about a place of the text; an error unless another severity is given. */
export function complain(lowering: Lowering, at: number | Span, code: string, message: string, more: More = {}): void {
  lowering.diagnostics.push(diagnosticOf(lowering, at, code, message, more));
}

function diagnosticOf(
  lowering: Lowering,
  at: number | Span,
  code: string,
  message: string,
  { hint, severity = 'error' }: More,
): Diagnostic {
  const source = typeof at === 'number' ? lowering.locate(at) : lowering.locate(at.offset, at.length);
  return { code, severity, message, source, ...(hint ? { hint } : {}) };
}

/** Complains about a name and suggests the nearest known one. */
export function complainName(
  lowering: Lowering,
  at: number | Span,
  code: string,
  message: string,
  name: string,
  known: Iterable<string>,
): void {
  complain(lowering, at, code, message, didYouMean(name, known));
}

/** A literal; stands also for what could not be lowered, after a complaint. */
export function literal(value: Value, offset: number, type?: Type): Expression {
  return { kind: 'literal', value, type: type ?? typeOfValue(value), offset };
}

/** Stands for a part that was complained about; of unknown type, so that one mistake gives one complaint. */
export function broken(offset: number): Expression {
  return literal(null, offset, DYN);
}

/** Takes a node from the budget, one level deeper; false (with a complaint) beyond a limit. Every taken node is given back with `leave`. */
export function enter(lowering: Lowering, offset: number): boolean {
  const { budget } = lowering;
  budget.nodes += 1;
  budget.depth += 1;
  if (budget.exceeded) return false;
  const what = budget.depth > MAX_DEPTH ? 'nests deeper than' : budget.nodes > DEFAULT_LIMITS.maxRuleNodes ? 'has more parts than' : null;
  if (what === null) return true;
  const limit = budget.depth > MAX_DEPTH ? MAX_DEPTH : DEFAULT_LIMITS.maxRuleNodes;
  budget.exceeded = diagnosticOf(lowering, offset, 'rule-too-large', `the rule ${what} ${limit}, its definitions expanded`, {});
  return false;
}

/** Comes back from a node. */
export function leave(lowering: Lowering): void {
  lowering.budget.depth -= 1;
}

/** Lowers a node; passed to the files of single constructs, so that they need not import the whole. */
export type Lower = (lowering: Lowering, node: Expr, here: Here) => Expression;

/** The name that an identifier node is; null for other nodes. */
export function identifierOf(node: Expr | undefined): string | null {
  return node?.exprKind.case === 'identExpr' ? node.exprKind.value.name : null;
}

/** The place with one more local. */
export function bind(here: Here, name: string, type: Type): { readonly here: Here; readonly slot: Slot } {
  const slot = here.nextSlot;
  const local: Local = { name, type, slot };
  return { slot, here: { ...here, locals: [...here.locals, local], nextSlot: slot + 1 } };
}
