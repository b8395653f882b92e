// Decides the operation that a draft and its extensions make: types, then rules in the order in which they decide.

import type { Operation, Parameter, RequestBody, ResponseBody } from '../../contract/contract.ts';
import type { Facts } from '../../contract/rules/facts.ts';
import type { RuleScope } from '../../contract/rules/scope.ts';
import type { Schemas } from '../../contract/schema.ts';
import { DYN, type Type } from '../../contract/type.ts';
import { schemaStatus } from '../openapi/messages.ts';
import type { OperationDraft } from '../openapi/operations.ts';
import { child, isMap, type SpecNode } from '../tree/node.ts';
import { checkClashes } from './clashes.ts';
import type { Compiling } from './compiling.ts';
import { readEffects } from './effects.ts';
import { readRequirements, type Section } from './requirements.ts';
import { readResponse } from './response.ts';
import { defaultBody } from './response-body.ts';
import { requestScope } from './scope.ts';
import type { TypedState } from './typed-state.ts';

/** What the operations of a contract share. */
export interface OperationContext {
  readonly compiling: Compiling;
  readonly scope: RuleScope;
  readonly state: TypedState;
  readonly schemas: Schemas;
}

export function buildOperation(context: OperationContext, draft: OperationDraft): Operation {
  const { compiling, scope, state, schemas } = context;
  const { types } = scope;
  const parameters: readonly Parameter[] = draft.parameters.map((p) => ({ ...p, type: types.typeOf(p.schema) }));
  const body: RequestBody | null = draft.body === null ? null : { ...draft.body, type: types.typeOf(draft.body.schema) };
  const { at, ...described } = draft;
  const requested = requestScope(scope, { parameters, body });
  const { list: preconditions, facts } = readRequirements(compiling, sectionsOf(draft, 'precondition'), requested);
  const fresh = { next: 0 };
  const effects = readEffects(compiling, child(at.node, 'x-effects'), { ...requested, facts, fresh }, draft.id);
  checkClashes(effects, compiling.report);
  const partial = { ...described, parameters, body, schemaStatus: schemaStatus(draft.responses), preconditions, effects };
  const after: RuleScope = { ...requested, before: true, facts: effects.length === 0 ? facts : aboutRequest(facts) };
  const fallback = (status: number): ReturnType<typeof defaultBody> =>
    defaultBody({ schemas, types, collections: state.collections, operation: partial }, status);
  const typed = (body: ResponseBody): Type => responseType(context, body);
  const response = readResponse(compiling, child(at.node, 'x-response'), { ...after, fresh }, partial, fallback, typed);
  const responded = { ...after, response: typed(response.body) };
  const { list: postconditions } = readRequirements(compiling, sectionsOf(draft, 'postcondition'), responded);
  return { ...partial, response, postconditions };
}

const SECTIONS = {
  precondition: ['x-preconditions', 'x-requires'],
  postcondition: ['x-postconditions', 'x-ensures'],
} as const;

/** An extension and its alias may both be there; they count in the order in which they stand. */
function sectionsOf(draft: OperationDraft, kind: keyof typeof SECTIONS): readonly Section[] {
  const { node } = draft.at;
  const names: readonly string[] = SECTIONS[kind];
  const present: readonly (readonly [string, SpecNode])[] = isMap(node)
    ? Array.from(node.entries, ([name, entry]) => [name, entry.value] as const)
    : [];
  return present
    .filter(([name]) => names.includes(name))
    .map(([name, section]) => ({ kind, prefix: `${draft.id}/${kind}s`, name, node: section }));
}

/** What is known of the request stays known when effects have changed the state. */
function aboutRequest(facts: Facts): Facts {
  return new Map([...facts].filter(([key]) => /^request\b[^[]*$/.test(key)));
}

/** The type of the body that postconditions see. */
function responseType({ scope, state }: OperationContext, body: ResponseBody): Type {
  switch (body.kind) {
    case 'rule':
      return body.rest === undefined ? body.rule.expression.type : scope.types.typeOf(body.rest);
    case 'record':
      return state.collections.get(body.collection)?.recordType ?? DYN;
    case 'list':
      return { kind: 'list', element: state.collections.get(body.collection)?.recordType ?? DYN };
    case 'any':
      return scope.types.typeOf(body.schema);
    case 'none':
      return DYN;
  }
}
