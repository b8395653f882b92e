// Decides when a request is refused before any rule is asked: for want of credentials, or because it does not fit the schema.

import type { Operation, Parameter } from '../../contract/contract.ts';
import { type Cause, UNAUTHORIZED } from '../../contract/outcome.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import { validity } from '../schema/validity.ts';
import type { Term } from '../term.ts';
import type { SentPart, SymbolicRequest } from '../transition.ts';
import { known, NULL_VALUE } from '../values.ts';
import { wireName } from './request.ts';

/** A way to end early: where `condition` holds and no earlier one does. */
export interface Refusal {
  readonly condition: Term;
  readonly status: number;
  /** Made only for a refusal that can happen. */
  readonly cause: () => Cause;
}

const DECLARED_ORDER: readonly SentPart[] = ['path', 'query', 'header', 'cookie'];
/** Parts in which a name that is not declared is refused. */
const CLOSED_PARTS: readonly SentPart[] = ['path', 'query', 'cookie'];

/** The refusals that come before the preconditions, in order; each the constant false where it cannot happen. */
export function refusalsOf(context: Context, request: SymbolicRequest): readonly Refusal[] {
  return [
    securityRefusal(context, request),
    ...parameterRefusals(context, request),
    ...undeclaredRefusals(context, request),
    bodyRefusal(context, request),
  ];
}

function securityRefusal(context: Context, { operation, sent }: SymbolicRequest): Refusal {
  const { factory } = context;
  const given = operation.security.map((schemes) =>
    factory.and(
      schemes.map((scheme) => {
        const value = sent[scheme.in].get(scheme.in === 'header' ? scheme.parameter.toLowerCase() : scheme.parameter);
        if (value === undefined) return factory.false;
        return factory.not(factory.or([equalSymbolic(context, value, known('')), equalSymbolic(context, value, NULL_VALUE)]));
      }),
    ),
  );
  const condition = operation.security.length === 0 ? factory.false : factory.not(factory.or(given));
  return { condition, status: UNAUTHORIZED, cause: () => securityCause(operation) };
}

function securityCause(operation: Operation): Cause {
  const names = operation.security.map((schemes) => schemes.map((scheme) => scheme.name).join(' and ')).join(' or ');
  const rule = `security: ${names}`;
  return {
    kind: 'security',
    id: `${operation.id}/security`,
    rule,
    message: 'credentials are missing',
    layer: 'schema',
    source: operation.source,
  };
}

/** What an operation declares, in the order of the checks. */
interface Declared {
  readonly parameters: readonly Parameter[];
  /** Names that a closed part may have. */
  readonly names: Readonly<Record<SentPart, ReadonlySet<string>>>;
}

const declarations = new WeakMap<Operation, Declared>();

function declaredBy(operation: Operation): Declared {
  const before = declarations.get(operation);
  if (before !== undefined) return before;
  const named = (part: SentPart): ReadonlySet<string> => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === part).map(wireName);
    const credentials = operation.security.flat().filter((scheme) => scheme.in === part);
    return new Set([...parameters, ...credentials.map((scheme) => scheme.parameter)]);
  };
  const declared: Declared = {
    parameters: DECLARED_ORDER.flatMap((part) => operation.parameters.filter((parameter) => parameter.in === part)),
    names: { path: named('path'), query: named('query'), header: named('header'), cookie: named('cookie') },
  };
  declarations.set(operation, declared);
  return declared;
}

function parameterRefusals(context: Context, request: SymbolicRequest): readonly Refusal[] {
  const { operation, sent } = request;
  return declaredBy(operation).parameters.map((parameter) => {
    const value = sent[parameter.in].get(wireName(parameter));
    const place = (): string => `request.${parameter.in}.${wireName(parameter)}`;
    if (value === undefined)
      return schemaRefusal(operation, context.factory.bool(parameter.required), () => `${place()}: required`, parameter);
    return schemaRefusal(operation, context.factory.not(validity(context, parameter.schema, value, 'request')), place, parameter);
  });
}

function undeclaredRefusals(context: Context, { operation, sent }: SymbolicRequest): readonly Refusal[] {
  const { names } = declaredBy(operation);
  return CLOSED_PARTS.flatMap((part) => {
    const undeclared = [...sent[part].keys()].filter((name) => !names[part].has(name));
    return undeclared.map((name) => schemaRefusal(operation, context.factory.true, () => `request.${part}.${name}: undeclared`, null));
  });
}

function bodyRefusal(context: Context, { operation, body }: SymbolicRequest): Refusal {
  const { factory } = context;
  if (operation.body === null) return schemaRefusal(operation, factory.bool(body !== null), () => 'request.body: undeclared', null);
  if (body === null) return schemaRefusal(operation, factory.bool(operation.body.required), () => 'request.body: required', null);
  return schemaRefusal(operation, factory.not(validity(context, operation.body.schema, body, 'request')), () => 'request.body', null);
}

function schemaRefusal(operation: Operation, condition: Term, rule: () => string, parameter: Parameter | null): Refusal {
  const source = parameter?.source ?? operation.body?.source ?? operation.source;
  const message = 'the request does not fit the schema';
  const cause = (): Cause => ({ kind: 'schema', id: `${operation.id}/schema`, rule: rule(), message, layer: 'schema', source });
  return { condition, status: operation.schemaStatus, cause };
}
