// Decides how the text of a rule goes from a node of the document to the rule compiler, and its complaints back to the node.

import type { Layer, Rule } from '../../contract/contract.ts';
import { compileRule } from '../../contract/rules/compile.ts';
import { type CompiledPlace, compilePlace } from '../../contract/rules/places.ts';
import type { LocateInRule, RuleScope } from '../../contract/rules/scope.ts';
import type { Type } from '../../contract/type.ts';
import type { Report } from '../report.ts';
import { describe, type SpecNode, type SpecScalar, textOf } from '../tree/node.ts';
import { locator } from '../tree/offsets.ts';
import { composeValue } from './compose.ts';
import { cutHint } from './fields.ts';

/** What all rules of a contract share. */
export interface Compiling {
  readonly report: Report;
  /** The layer of what stands at a node: an overlay may be inferred, all else is declared. */
  readonly layerOf: (node: SpecNode) => Layer;
}

/** The rule that a string is; null after an error was reported. */
export function ruleOf(compiling: Compiling, node: SpecNode, scope: RuleScope, what: string, expected?: Type): Rule | null {
  const scalar = stringOf(compiling, node, what);
  if (scalar === null) return null;
  const compiled = compileRule(String(scalar.value), scope, locator(scalar), expected);
  const hint = cutHint(scalar);
  compiling.report.add(compiled.diagnostics.map((d) => (d.code === 'bad-rule' ? { ...d, ...hint } : d)));
  return compiled.rule;
}

/** The rule of a field that may be absent; null if it is, or after an error was reported. */
export function optionalRule(compiling: Compiling, node: SpecNode | null, scope: RuleScope, what: string, expected?: Type): Rule | null {
  return node === null ? null : ruleOf(compiling, node, scope, what, expected);
}

/**
 * The rule for a value: a string is CEL, another scalar is itself, and mappings and lists are built of such values.
 * Null after an error was reported.
 */
export function valueRule(compiling: Compiling, node: SpecNode, scope: RuleScope, expected?: Type): Rule | null {
  return locatedValue(compiling, node, scope, expected)?.rule ?? null;
}

/** A rule, and where the parts of its text stand. */
export interface LocatedRule {
  readonly rule: Rule;
  readonly locate: LocateInRule;
}

/** Like `valueRule`, for who has more to complain about. */
export function locatedValue(compiling: Compiling, node: SpecNode, scope: RuleScope, expected?: Type): LocatedRule | null {
  const text = textOf(node);
  const value = node.kind === 'scalar' && text !== null ? { text, locate: locator(node) } : composeValue(node, compiling.report);
  if (value === null) return null;
  const { rule, diagnostics } = compileRule(value.text, scope, value.locate, expected);
  compiling.report.add(diagnostics);
  return rule === null ? null : { rule, locate: value.locate };
}

/** The place that a string is; null after an error was reported. */
export function placeOf(compiling: Compiling, node: SpecNode, scope: RuleScope, what: string): Located | null {
  const scalar = stringOf(compiling, node, what);
  if (scalar === null) return null;
  const { place, type, diagnostics } = compilePlace(String(scalar.value), scope, locator(scalar));
  compiling.report.add(diagnostics);
  return place === null || type === null ? null : { place, type };
}

/** A place in the state and the type of what stands there. */
export interface Located {
  readonly place: NonNullable<CompiledPlace['place']>;
  readonly type: Type;
}

function stringOf(compiling: Compiling, node: SpecNode, what: string): SpecScalar | null {
  if (node.kind === 'scalar' && textOf(node) !== null) return node;
  const hint = node.kind === 'scalar' ? { hint: 'write it in quotes' } : {};
  compiling.report.error('wrong-kind', node, `${what} must be an expression (a string), not ${describe(node)}`, hint);
  return null;
}
