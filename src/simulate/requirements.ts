// Decides which of a list of rules fails first in an environment, and which invariants a step can have broken at all.

import type { Requirement } from '../contract/contract.ts';
import type { Expression } from '../contract/expression.ts';
import type { Cause } from '../contract/outcome.ts';
import { subexpressions } from '../contract/subexpressions.ts';
import { requirementCause } from './cause.ts';
import type { Environment } from './evaluate/environment.ts';
import { holds } from './evaluate/evaluate.ts';
import { EvaluationError } from './evaluation-error.ts';
import { type Undecided, undecided } from './undecided.ts';

/** A requirement that is not true, and why. */
export interface Failing {
  readonly kind: 'failing';
  readonly requirement: Requirement;
  readonly cause: Cause;
}

/** The first requirement, in order, that does not evaluate to true. */
export function firstFailing(requirements: readonly Requirement[], environment: Environment): Failing | Undecided | null {
  for (const requirement of requirements) {
    const result = holds(requirement.rule.expression, environment);
    if (result === true) continue;
    const open = result instanceof EvaluationError ? asUndecided(result, requirement.id) : null;
    return open ?? { kind: 'failing', requirement, cause: requirementCause(requirement, result) };
  }
  return null;
}

/** An error that says nothing about the contract; null for an error value proper. */
export function asUndecided(error: EvaluationError, where: string): Undecided | null {
  if (error.code === 'limit') return undecided('evaluation-limit', `${where}: ${error.message}`);
  return error.code === 'no-choice' ? undecided('no-choice', `${where}: ${error.message}`) : null;
}

/** What the truth of a rule depends on: names of collections and variables, and whether it reads the clock. */
interface Reads {
  readonly roots: ReadonlySet<string>;
  readonly clock: boolean;
}

const readsOf = new WeakMap<Expression, Reads>();

function reads(expression: Expression): Reads {
  let found = readsOf.get(expression);
  if (found === undefined) {
    const roots = subexpressions(expression).flatMap((e) => (e.kind === 'root' ? [e.root] : []));
    found = {
      roots: new Set(roots.flatMap((root) => (root.kind === 'collection' || root.kind === 'variable' ? [root.name] : []))),
      clock: roots.some((root) => root.kind === 'now'),
    };
    readsOf.set(expression, found);
  }
  return found;
}

/**
 * The invariants whose truth may differ from that in the state before: those that read something written, or the clock (which may
 * have moved since).
 */
export function affectedInvariants(invariants: readonly Requirement[], written: ReadonlySet<string>): readonly Requirement[] {
  return invariants.filter(({ rule }) => {
    const { roots, clock } = reads(rule.expression);
    return clock || [...roots].some((root) => written.has(root));
  });
}
