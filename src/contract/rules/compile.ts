// Decides whether the text of a rule has a meaning in its scope: parses, lowers and type-checks it once, for both interpreters.

import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { showSource } from '../../base/source.ts';
import type { Rule } from '../contract.ts';
import type { Expression } from '../expression.ts';
import { DYN, type Type } from '../type.ts';
import { mismatches } from './expected.ts';
import { lower } from './lower.ts';
import type { Budget, Here, Lowering } from './lowering.ts';
import { parseRule } from './parse.ts';
import type { LocateInRule, RuleScope } from './scope.ts';

/** A rule, or null with the errors that say why. Warnings and notes may come with a rule. */
export interface CompiledRule {
  readonly rule: Rule | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles CEL text. With `expected`, a rule whose values can never be of that type is an error, at the part that is to blame. */
export function compileRule(text: string, scope: RuleScope, locate: LocateInRule, expected?: Type): CompiledRule {
  const { expression, diagnostics } = compileExpressionText(text, scope, locate);
  if (!expression) return { rule: null, diagnostics };
  const all = expected ? [...diagnostics, ...mismatches(scope.types, expression, expected, locate)] : diagnostics;
  return { rule: hasErrors(all) ? null : { text, expression, source: locate(0, text.length) }, diagnostics: all };
}

/** The typed expression of CEL text; null after errors. */
export function compileExpressionText(
  text: string,
  scope: RuleScope,
  locate: LocateInRule,
  budget: Budget = { nodes: 0, depth: 0, exceeded: null },
): { readonly expression: Expression | null; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parseRule(text);
  if ('kind' in parsed) {
    const { message, offset, hint } = parsed;
    return {
      expression: null,
      diagnostics: [{ code: 'bad-rule', severity: 'error', message, source: locate(offset), ...(hint ? { hint } : {}) }],
    };
  }
  const lowering: Lowering = { scope, parsed, locate, diagnostics: [], budget };
  const expression = lower(lowering, parsed.root, startingPlace(scope));
  // Beyond a limit, all else that was said is about parts that were not read.
  const diagnostics = budget.exceeded ? [budget.exceeded] : distinct(lowering.diagnostics);
  return { expression: hasErrors(diagnostics) ? null : expression, diagnostics };
}

/**
 * What is wrong with the definitions of a scope whatever they are called with: errors only, since nothing is known of their parameters.
 * They share the budget of one rule: beyond it, a warning says that the rest is judged only where rules call it.
 */
export function definitionErrors(scope: RuleScope): readonly Diagnostic[] {
  const budget: Budget = { nodes: 0, depth: 0, exceeded: null };
  const found: Diagnostic[] = [];
  for (const { name, parameters, text, locate } of scope.definitions.values()) {
    const locals = parameters.map((parameter, slot) => ({ name: parameter, type: DYN, slot }));
    const { diagnostics } = compileExpressionText(text, { ...scope, locals }, locate, budget);
    if (budget.nodes > DEFAULT_LIMITS.maxRuleNodes) {
      const message = `'${name}' and the definitions after it are checked only where rules call them: together they are too large`;
      return [...found, { code: 'unchecked-definitions', severity: 'warning', message, source: locate(0, text.length) }];
    }
    found.push(...diagnostics.filter(({ severity }) => severity === 'error'));
    budget.exceeded = null;
  }
  return found;
}

function startingPlace(scope: RuleScope): Here {
  const nextSlot = scope.locals.reduce((next, local) => Math.max(next, local.slot + 1), 0);
  return { locals: scope.locals, nextSlot, facts: scope.facts, repeated: false, expanding: [] };
}

/** A definition that is called twice has its mistakes twice. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, source }) => {
    const key = [code, source ? showSource(source) : '', message].join(' ');
    return !seen.has(key) && seen.add(key);
  });
}
