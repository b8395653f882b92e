// Decides what the rules of an operation can see: the state, the request with its parameters, and later the response.

import type { Operation, Parameter } from '../../contract/contract.ts';
import type { RequestPart } from '../../contract/expression.ts';
import { NO_FACTS } from '../../contract/rules/facts.ts';
import type { Definition, RuleScope } from '../../contract/rules/scope.ts';
import type { Field, Type, TypeScope } from '../../contract/type.ts';
import type { TypedState } from './typed-state.ts';

/** What rules that stand outside any operation see. */
export function stateScope(types: TypeScope, state: TypedState, definitions: ReadonlyMap<string, Definition>): RuleScope {
  return {
    types,
    collections: state.collections,
    variables: state.variables,
    parameters: new Map(),
    request: null,
    response: null,
    before: false,
    fresh: null,
    definitions,
    expansion: { parts: 0 },
    locals: [],
    facts: NO_FACTS,
  };
}

/** What the preconditions of an operation see. */
export function requestScope(scope: RuleScope, operation: Pick<Operation, 'parameters' | 'body'>): RuleScope {
  const request = new Map<RequestPart, Type>();
  for (const part of ['path', 'query', 'header', 'cookie'] as const) {
    const own = operation.parameters.filter((parameter) => parameter.in === part);
    request.set(part, { kind: 'object', fields: new Map(own.map(fieldOfParameter)), rest: null });
  }
  if (operation.body !== null) request.set('body', operation.body.type);
  return { ...scope, request, bodyIsOptional: operation.body?.required === false, parameters: bareNames(operation.parameters) };
}

function fieldOfParameter(parameter: Parameter): readonly [string, Field] {
  return [parameter.name, { type: parameter.type, required: parameter.required }];
}

/** Names that occur in one part of the request only. */
function bareNames(parameters: readonly Parameter[]): ReadonlyMap<string, RequestPart> {
  const parts = new Map<string, RequestPart>();
  const ambiguous = new Set<string>();
  for (const { name, in: part } of parameters) {
    if (parts.has(name)) ambiguous.add(name);
    parts.set(name, part);
  }
  for (const name of ambiguous) parts.delete(name);
  return parts;
}
