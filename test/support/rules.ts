// Support: rules over variables about which nothing is known, compiled once.

import type { Expression } from '../../src/contract/expression.ts';
import { compileRule } from '../../src/contract/rules/compile.ts';
import { NO_FACTS } from '../../src/contract/rules/facts.ts';
import { DYN } from '../../src/contract/type.ts';
import { typeScope } from '../../src/contract/type-of.ts';

/** The expression of CEL text over locals of any type, in the order of their slots. */
export function ruleOver(names: readonly string[], text: string): Expression {
  const scope = {
    types: typeScope(new Map()),
    collections: new Map(),
    variables: new Map(),
    parameters: new Map(),
    request: null,
    response: null,
    before: false,
    fresh: null,
    definitions: new Map(),
    locals: names.map((name, slot) => ({ name, type: DYN, slot })),
    facts: NO_FACTS,
  };
  const { rule, diagnostics } = compileRule(text, scope, (offset) => ({ file: 'rule', line: 1, column: offset + 1 }));
  if (rule === null) throw new Error(`${text}: ${diagnostics.map((d) => d.message).join('; ')}`);
  return rule.expression;
}
