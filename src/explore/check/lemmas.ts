// Decides what a rule named on the command is: a lemma to prove and then assume, or one that says which states are final.

import { type Checked, hasErrors } from '../../base/diagnostic.ts';
import type { Contract, Requirement, Rule } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import { compileStateRule } from '../../contract/rules/state-rule.ts';
import { holds } from '../../simulate/evaluate/evaluate.ts';
import type { State } from '../../simulate/state.ts';
import type { VerifyOptions } from '../../verify/options.ts';

/** `NAME: RULE`, where the name is a word of letters, digits, `-` and `_`. */
const NAMED = /^([A-Za-z][\w-]*): (.+)$/su;

/** A rule about one state, as it stands on the command. */
export function ruleFrom(contract: Contract, text: string): Checked<Rule> {
  const { rule, diagnostics } = compileStateRule(text, contract, { file: 'the command', line: 1, column: 1 });
  return { value: hasErrors(diagnostics) ? null : rule, diagnostics };
}

/** A lemma named by the user; without a name it is numbered. */
export function lemmaFrom(contract: Contract, text: string, number: number): Checked<Requirement> {
  const [, name = `lemma-${number}`, rule = text] = NAMED.exec(text) ?? [];
  const { value, diagnostics } = ruleFrom(contract, rule);
  return { value: value && requirementOf(`lemmas/${name}`, value, 'declared'), diagnostics };
}

/** A rule as something that is required of every state. */
export function requirementOf(id: string, rule: Rule, layer: Requirement['layer']): Requirement {
  return { id, kind: 'invariant', rule, status: 409, message: null, layer };
}

export function causeOfLemma({ id, rule, layer }: Requirement): Cause {
  return { kind: 'invariant', id, rule: rule.text, message: 'the lemma does not hold', layer, source: null };
}

/** Whether the rule is true in a state. */
export function isTrueIn(state: State, rule: Rule, { limits, now }: VerifyOptions): boolean {
  return holds(rule.expression, { state, before: null, request: null, response: null, now, fresh: null, limits }) === true;
}

/** The contract with more that is required of every state. */
export function withLemmas(contract: Contract, lemmas: readonly Requirement[]): Contract {
  return lemmas.length === 0 ? contract : { ...contract, invariants: [...contract.invariants, ...lemmas] };
}
