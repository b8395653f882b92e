// Decides how each kind of refusal and fault names what decided it.

import type { Source } from '../base/source.ts';
import type { Contract, Effect, Operation, Reference, Requirement } from '../contract/contract.ts';
import type { Cause } from '../contract/outcome.ts';
import { printExpression } from '../contract/print.ts';
import { EvaluationError } from './evaluation-error.ts';
import { type PlacePath, showPart, showPlace } from './place-path.ts';
import type { Nonconformity } from './schema/nonconformity.ts';

export function securityCause(operation: Operation): Cause {
  const alternatives = operation.security.map((schemes) => schemes.map(({ name }) => name).join(' and ')).join(', or ');
  return {
    kind: 'security',
    id: `${operation.id}/security`,
    rule: alternatives,
    message: `the request lacks credentials: ${alternatives} (a step gives them as "credentials": {"${operation.security[0]?.[0]?.name ?? ''}": "…"})`,
    layer: 'schema',
    source: operation.source,
  };
}

/** `root` names the part of the request, such as `request.body`. */
export function schemaCause(operation: Operation, root: string, failure: Nonconformity, source: Source): Cause {
  const place = showPart(root, failure.path);
  return {
    kind: 'schema',
    id: `${operation.id}/schema`,
    rule: `${place}: ${failure.keyword}`,
    message: `${place}: ${failure.message}`,
    layer: 'schema',
    source: failure.source ?? source,
  };
}

/** Characters of a sub-expression that a message repeats. */
const MAX_SHOWN = 120;

/** Which sub-expression has no value, and why. */
export function describeFailure({ expression, message }: EvaluationError): string {
  const text = expression === null ? 'the rule' : printExpression(expression);
  return `${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text} has no value: ${message}`;
}

/** `result` is what the rule gave instead of true. */
export function requirementCause(requirement: Requirement, result: false | EvaluationError): Cause {
  const { kind, id, rule, layer } = requirement;
  const message = requirement.message ?? 'the rule does not hold';
  const detail = result instanceof EvaluationError ? ` (${describeFailure(result)})` : '';
  return { kind, id, rule: rule.text, message: message + detail, layer, source: rule.source };
}

export function effectCause(kind: 'effect' | 'conflict', effect: Effect, message: string, source: Source = effect.source): Cause {
  return { kind, id: effect.id, rule: effect.text, message, layer: effect.layer, source };
}

export function responseCause(operation: Operation, message: string): Cause {
  const { layer, source } = operation.response;
  return { kind: 'response', id: `${operation.id}/response`, rule: 'x-response', message, layer, source: source ?? operation.source };
}

/** Stable name of a declared reference. */
export function referenceId(collection: string, property: string): string {
  return `references/${collection}/${property}`;
}

export function referenceCause(collection: string, property: string, reference: Reference, message: string): Cause {
  return {
    kind: 'reference',
    id: referenceId(collection, property),
    rule: `${collection}.${property} refers to ${reference.collection}`,
    message,
    layer: 'declared',
    source: reference.source,
  };
}

/** A record or variable outside its schema. */
export function recordCause(
  contract: Contract,
  place: PlacePath,
  failure: Pick<Nonconformity, 'keyword' | 'path' | 'message' | 'source'>,
): Cause {
  const collection = contract.collections.get(place.root);
  const text = showPart(showPlace(place, collection !== undefined), failure.path);
  const source = failure.source ?? collection?.source ?? contract.variables.get(place.root)?.source ?? null;
  return {
    kind: 'record',
    id: `schema/${place.root}`,
    rule: `${text}: ${failure.keyword}`,
    message: `${text}: ${failure.message}`,
    layer: 'schema',
    source,
  };
}
