// Decides what one run of lowering carries along: scope, complaints, and how to make nodes. The constructs themselves are in their own files.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import type { Diagnostic, Severity } from '../../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Value } from '../../base/value.ts';
import type { Expression } from '../expression.ts';
import { DYN, STRING, type Type } from '../type.ts';
import { typeOfValue } from '../type-of.ts';
import type { Facts } from './facts.ts';
import type { ParsedRule } from './parse.ts';
import type { Local, LocateInRule, RuleScope } from './scope.ts';

/** Where lowering stands: what is visible here. Changes with every binder and every condition. */
export interface Here {
  readonly locals: readonly Local[];
  readonly nextSlot: number;
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
  readonly text: string;
  readonly locate: LocateInRule;
  readonly diagnostics: Diagnostic[];
  /** Nodes made so far, shared with the definitions that are expanded on the way. */
  readonly budget: { nodes: number };
}

/** Complains about a place of the text. */
export function complain(lowering: Lowering, offset: number, code: string, message: string, hint?: string, severity: Severity = 'error'): void {
  lowering.diagnostics.push({ code, severity, message, source: lowering.locate(offset), ...(hint ? { hint } : {}) });
}

/** Complains about a name and suggests the nearest known one. */
export function complainName(lowering: Lowering, offset: number, code: string, message: string, name: string, known: Iterable<string>): void {
  complain(lowering, offset, code, message, didYouMean(name, known).hint);
}

/** A literal; stands also for what could not be lowered, after a complaint. */
export function literal(value: Value, offset: number, type?: Type): Expression {
  return { kind: 'literal', value, type: type ?? typeOfValue(value), offset };
}

/** Stands for a part that was complained about; of unknown type, so that one mistake gives one complaint. */
export function broken(offset: number): Expression {
  return literal(null, offset, DYN);
}

/** Counts a node against the limit; false (with a complaint, once) beyond it. */
export function countNode(lowering: Lowering, offset: number): boolean {
  lowering.budget.nodes += 1;
  if (lowering.budget.nodes === DEFAULT_LIMITS.maxRuleNodes) {
    complain(lowering, offset, 'rule-too-large', `the rule has more than ${DEFAULT_LIMITS.maxRuleNodes} nodes after its definitions are expanded`);
  }
  return lowering.budget.nodes < DEFAULT_LIMITS.maxRuleNodes;
}

/** Lowers a node; passed to the files of single constructs, so that they need not import the whole. */
export type Lower = (lowering: Lowering, node: Expr, here: Here) => Expression;

/** The name that an identifier node is; null for other nodes. */
export function identifierOf(node: Expr | undefined): string | null {
  return node?.exprKind.case === 'identExpr' ? node.exprKind.value.name : null;
}

/** The place with one more local. */
export function bind(here: Here, name: string, type: Type): { readonly here: Here; readonly slot: number } {
  const slot = here.nextSlot;
  const local: Local = { name, type, slot };
  return { slot, here: { ...here, locals: [...here.locals, local], nextSlot: slot + 1 } };
}

/** The type of keys of JSON objects. */
export const KEY_TYPE: Type = STRING;
