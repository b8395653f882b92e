// Decides the request that a step of a trajectory makes: parameters to their places, credentials to theirs.

import type { ObjectKey, Value } from '../../base/value.ts';
import type { Contract, Operation, Parameter, Request } from '../../contract/contract.ts';
import type { Step, Trajectory } from '../../contract/trajectory.ts';
import { parameterName } from '../request/security.ts';
import { instantiate, isUnformed, type Known, type Unformed } from './template.ts';

type Part = 'path' | 'query' | 'header' | 'cookie';
type Parts = Readonly<Record<Part, Map<string, Value>>>;

const PARTS: readonly Part[] = ['path', 'query', 'header', 'cookie'];

/** A request, and its parameters under the names that the step gave them. */
export interface Formed {
  readonly kind: 'formed';
  readonly request: Request;
  readonly params: ReadonlyMap<ObjectKey, Value>;
}

/**
 * The request of a step. A parameter goes to the first declared one of its name, in the order path, query, header, cookie; `query.NAME` names
 * one of several; an unknown name becomes a query parameter, which the operation then refuses. Credentials travel as they are.
 */
export function formRequest(contract: Contract, trajectory: Trajectory, step: Step, known: Known): Formed | Unformed {
  const operation = contract.operations.get(step.operationId);
  if (operation === undefined) {
    return { kind: 'unformed', code: 'unknown-operation', message: `the contract has no operation '${step.operationId}'` };
  }
  const params = new Map<ObjectKey, Value>();
  for (const [name, template] of step.params) {
    const value = instantiate(template, known);
    if (isUnformed(value)) return value;
    params.set(name, value);
  }
  const body = step.body === undefined ? undefined : instantiate(step.body, known);
  if (isUnformed(body)) return body;
  const parts: Parts = { path: new Map(), query: new Map(), header: new Map(), cookie: new Map() };
  addCredentials(parts, operation, new Map([...trajectory.credentials, ...step.credentials]));
  for (const [name, value] of params) addParameter(parts, operation, String(name), value);
  return { kind: 'formed', request: { operationId: operation.id, ...parts, body }, params };
}

function addCredentials(parts: Parts, operation: Operation, credentials: ReadonlyMap<string, string>): void {
  for (const scheme of operation.security.flat()) {
    const credential = credentials.get(scheme.name);
    if (credential !== undefined) parts[scheme.in].set(parameterName(scheme), credential);
  }
}

function addParameter(parts: Parts, operation: Operation, name: string, value: Value): void {
  const parameter = declared(operation, name) ?? qualified(operation, name);
  if (parameter === null) parts.query.set(name, value);
  else parts[parameter.in].set(parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name, value);
}

function declared(operation: Operation, name: string): Parameter | null {
  for (const part of PARTS) {
    const found = operation.parameters.find((parameter) => parameter.in === part && isNamed(parameter, name));
    if (found !== undefined) return found;
  }
  return null;
}

function qualified(operation: Operation, name: string): Parameter | null {
  const dot = name.indexOf('.');
  const part = name.slice(0, Math.max(0, dot));
  return operation.parameters.find((parameter) => parameter.in === part && isNamed(parameter, name.slice(dot + 1))) ?? null;
}

function isNamed(parameter: Parameter, name: string): boolean {
  return parameter.in === 'header' ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name;
}
