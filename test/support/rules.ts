// Support: rules over variables alone, compiled once.

import type { Expression } from '../../src/contract/expression.ts';
import { compileRule } from '../../src/contract/rules/compile.ts';
import { NO_FACTS } from '../../src/contract/rules/facts.ts';
import type { Local, RuleScope } from '../../src/contract/rules/scope.ts';
import { DYN } from '../../src/contract/type.ts';
import { typeScope } from '../../src/contract/type-of.ts';

/** A scope in which there is nothing but these variables. */
export function scopeOf(locals: readonly Local[]): RuleScope {
  return {
    types: typeScope(new Map()),
    collections: new Map(),
    variables: new Map(),
    parameters: new Map(),
    request: null,
    response: null,
    before: false,
    fresh: null,
    definitions: new Map(),
    locals,
    facts: NO_FACTS,
  };
}

/** The expression of CEL text over locals of any type, in the order of their slots. */
export function ruleOver(names: readonly string[], text: string): Expression {
  const scope = scopeOf(names.map((name, slot) => ({ name, type: DYN, slot })));
  const { rule, diagnostics } = compileRule(text, scope, (offset) => ({ file: 'rule', line: 1, column: offset + 1 }));
  if (rule === null) throw new Error(`${text}: ${diagnostics.map((d) => d.message).join('; ')}`);
  return rule.expression;
}
