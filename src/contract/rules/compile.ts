// Decides whether the text of a rule has a meaning in its scope: parses, lowers and type-checks it once, for both interpreters.

import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import type { Rule } from '../contract.ts';
import type { Expression } from '../expression.ts';
import type { Type } from '../type.ts';
import { overlap, showType } from '../types.ts';
import { lower } from './lower.ts';
import type { Here, Lowering } from './lowering.ts';
import { parseRule } from './parse.ts';
import type { LocateInRule, RuleScope } from './scope.ts';

/** A rule, or null with the errors that say why. Warnings may come with a rule. */
export interface CompiledRule {
  readonly rule: Rule | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles CEL text. With `expected`, a rule whose values can never be of that type is an error. */
export function compileRule(text: string, scope: RuleScope, locate: LocateInRule, expected?: Type): CompiledRule {
  const { expression, diagnostics } = compileExpressionText(text, scope, locate);
  if (!expression) return { rule: null, diagnostics };
  const mismatch = expected && !overlap(scope.types, expression.type, expected) ? [mismatchOf(expression, expected, locate)] : [];
  const all = [...diagnostics, ...mismatch];
  return { rule: hasErrors(all) ? null : { text, expression, source: locate(0, text.length) }, diagnostics: all };
}

function mismatchOf(expression: Expression, expected: Type, locate: LocateInRule): Diagnostic {
  const code = expected.kind === 'boolean' ? 'not-boolean' : 'type-mismatch';
  const message = `expected ${showType(expected)}, and this is ${showType(expression.type)}`;
  return { code, severity: 'error', message, source: locate(0) };
}

/** The typed expression of CEL text; null after errors. */
export function compileExpressionText(
  text: string,
  scope: RuleScope,
  locate: LocateInRule,
): { readonly expression: Expression | null; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parseRule(text);
  if ('kind' in parsed) return { expression: null, diagnostics: [{ code: 'bad-rule', severity: 'error', message: parsed.message, source: locate(parsed.offset) }] };
  const diagnostics: Diagnostic[] = [];
  const lowering: Lowering = { scope, parsed, text, locate, diagnostics, budget: { nodes: 0 } };
  const expression = lower(lowering, parsed.root, startingPlace(scope));
  return { expression: hasErrors(diagnostics) ? null : expression, diagnostics };
}

function startingPlace(scope: RuleScope): Here {
  const nextSlot = scope.locals.reduce((next, local) => Math.max(next, local.slot + 1), 0);
  return { locals: scope.locals, nextSlot, facts: scope.facts, repeated: false, expanding: [] };
}
