// Decides the form of a call that a search makes: an operation with concrete arguments, before it is a request or a step of a trajectory.

import type { Value } from '../base/value.ts';
import type { Operation, Request } from '../contract/contract.ts';
import type { RequestPart } from '../contract/expression.ts';

/** Where an argument goes: a declared parameter, or the body. */
export interface Argument {
  readonly in: RequestPart;
  /** Name of the parameter; empty for the body. */
  readonly name: string;
  readonly value: Value;
}

export interface Call {
  readonly operation: Operation;
  /** Each at most once; what is optional and left out is absent. */
  readonly args: readonly Argument[];
}

/** The request of a call. */
export function requestOf({ operation, args }: Call, credentials: ReadonlyMap<string, string>): Request {
  const parts = {
    path: new Map<string, Value>(),
    query: new Map<string, Value>(),
    header: new Map<string, Value>(),
    cookie: new Map<string, Value>(),
  };
  let body: Value | undefined;
  for (const scheme of operation.security.flat()) {
    const credential = credentials.get(scheme.name);
    if (credential !== undefined)
      parts[scheme.in].set(scheme.in === 'header' ? scheme.parameter.toLowerCase() : scheme.parameter, credential);
  }
  for (const { in: part, name, value } of args) {
    if (part === 'body') body = value;
    else parts[part].set(part === 'header' ? name.toLowerCase() : name, value);
  }
  return { operationId: operation.id, ...parts, body };
}
