// Decides whether a request fits its operation: parameters in the order path, query, header, cookie, then undeclared ones, then the body.

import type { Limits } from '../../base/limits.ts';
import type { Source } from '../../base/source.ts';
import type { Contract, Operation, Parameter, Request } from '../../contract/contract.ts';
import { schemaCause } from '../cause.ts';
import { conforms } from '../schema/conforms.ts';
import { type Nonconformity, pointerOf, within } from '../schema/nonconformity.ts';
import { refuse, type Stop } from '../stop.ts';
import { undecided } from '../undecided.ts';
import { parameterName } from './security.ts';

/** A part of the request that does not fit, or of which it cannot be said. */
interface Misfit {
  /** `request.query`, `request.body`, … */
  readonly root: string;
  readonly failure: Nonconformity;
  readonly source: Source;
}

const PARTS = ['path', 'query', 'header', 'cookie'] as const;
/** Undeclared headers are allowed: every client sends some. */
const CLOSED_PARTS = ['path', 'query', 'cookie'] as const;

/** The refusal of a request that does not fit; null if it fits. A violation anywhere outweighs what is undecided elsewhere. */
export function checkRequest(contract: Contract, operation: Operation, request: Request, limits: Limits): Stop | null {
  let open: Misfit | null = null;
  for (const misfit of misfits(contract, operation, request, limits)) {
    if (misfit.failure.kind === 'violation') {
      return refuse(operation.schemaStatus, schemaCause(operation, misfit.root, misfit.failure, misfit.source));
    }
    open ??= misfit;
  }
  if (open === null) return null;
  const { root, failure } = open;
  return undecided('unsupported-schema', `${operation.id}: ${root}${pointerOf(failure)}: ${failure.message}`, [failure.keyword]);
}

function* misfits(contract: Contract, operation: Operation, request: Request, limits: Limits): Generator<Misfit> {
  for (const part of PARTS) {
    for (const parameter of operation.parameters) {
      const misfit = parameter.in === part ? parameterMisfit(contract, parameter, request, limits) : null;
      if (misfit !== null) yield misfit;
    }
  }
  yield* undeclared(operation, request);
  const misfit = bodyMisfit(contract, operation, request, limits);
  if (misfit !== null) yield misfit;
}

function parameterMisfit(contract: Contract, parameter: Parameter, request: Request, limits: Limits): Misfit | null {
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const root = `request.${parameter.in}`;
  const value = request[parameter.in].get(name);
  if (value === undefined) {
    if (!parameter.required) return null;
    return { root, failure: within(name, plain('required', `parameter '${name}' is missing`)), source: parameter.source };
  }
  const failure = conforms(contract.schemas, parameter.schema, value, 'request', limits);
  return failure === null ? null : { root, failure: within(name, failure), source: parameter.source };
}

function* undeclared(operation: Operation, request: Request): Generator<Misfit> {
  const credentials = operation.security.flat();
  for (const part of CLOSED_PARTS) {
    for (const name of request[part].keys()) {
      const declared = operation.parameters.some((parameter) => parameter.in === part && parameter.name === name);
      const credential = credentials.some((scheme) => scheme.in === part && parameterName(scheme) === name);
      if (declared || credential) continue;
      const failure = within(name, plain('undeclared', `${operation.id} has no parameter '${name}'`));
      yield { root: `request.${part}`, failure, source: operation.source };
    }
  }
}

function bodyMisfit(contract: Contract, operation: Operation, request: Request, limits: Limits): Misfit | null {
  const root = 'request.body';
  const { body } = operation;
  if (body === null) {
    if (request.body === undefined) return null;
    return { root, failure: plain('undeclared', `${operation.id} takes no body`), source: operation.source };
  }
  if (request.body === undefined) {
    return body.required ? { root, failure: plain('required', 'the body is missing'), source: body.source } : null;
  }
  const failure = conforms(contract.schemas, body.schema, request.body, 'request', limits);
  return failure === null ? null : { root, failure, source: body.source };
}

/** A violation of what the operation says about the request as such, not of a schema. */
function plain(keyword: string, message: string): Nonconformity {
  return { kind: 'violation', keyword, path: [], message, source: null };
}
