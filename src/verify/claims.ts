// Decides what a trajectory claims besides its steps: compiles the rules of goal and never, and checks the names it uses.

import { type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { checkTrajectory } from '../contract/check-trajectory.ts';
import type { Contract, Rule } from '../contract/contract.ts';
import { compileStateRule } from '../contract/rules/state-rule.ts';
import type { Trajectory } from '../contract/trajectory.ts';

/** The claims of a trajectory about states, compiled. */
export interface Claims {
  readonly goal: Rule | null;
  readonly never: Rule | null;
  /** Names of collections and variables that must end as they began. */
  readonly frame: readonly string[];
}

/** Null where a rule does not compile or a name is unknown; the complaints say which. */
export function compileClaims(
  contract: Contract,
  trajectory: Trajectory,
): { readonly claims: Claims | null; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [...checkTrajectory(contract, trajectory)];
  const placeOf = (claim: 'goal' | 'never' | 'frame'): Source =>
    trajectory.claimSources[claim] ?? trajectory.source ?? { file: trajectory.id, line: 1, column: 1 };
  const compile = (text: string | null, what: 'goal' | 'never'): Rule | null => {
    if (text === null) return null;
    const compiled = compileStateRule(text, contract, placeOf(what));
    diagnostics.push(...compiled.diagnostics.map((d) => ({ ...d, message: `${what} of trajectory ${trajectory.id}: ${d.message}` })));
    return compiled.rule;
  };
  const claims = { goal: compile(trajectory.goal, 'goal'), never: compile(trajectory.never, 'never'), frame: trajectory.frame };
  for (const name of trajectory.frame) {
    const known = [...contract.collections.keys(), ...contract.variables.keys()];
    if (known.includes(name)) continue;
    const message = `frame of trajectory ${trajectory.id}: there is no collection or variable '${name}'`;
    diagnostics.push({ code: 'unknown-collection', severity: 'error', message, source: placeOf('frame'), ...didYouMean(name, known) });
  }
  return { claims: hasErrors(diagnostics) ? null : claims, diagnostics };
}
