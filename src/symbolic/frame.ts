// Decides what a rule sees when it is evaluated at one moment of a symbolic trajectory.

import type { Timestamp } from '../base/value.ts';
import type { RequestPart, Root } from '../contract/expression.ts';
import type { Frame } from './compile.ts';
import type { Execution } from './execution.ts';
import { collectionOf, type SymbolicState, variableOf } from './state.ts';
import type { Result, Symbolic } from './value.ts';
import { failed, known, ok } from './values.ts';

/** What there is to see. Null: not yet or not here. */
export interface Sight {
  readonly state: SymbolicState;
  readonly before: SymbolicState | null;
  readonly request: SeenRequest | null;
  readonly response: SeenResponse | null;
  readonly now: Timestamp;
  readonly fresh: ((collection: string, ordinal: number) => Symbolic) | null;
}

/** `record` is there where the body is made only. */
export interface SeenResponse {
  readonly status: Symbolic;
  readonly body: Symbolic | null;
  readonly record?: Result;
}

/** The decoded parameters of a request, each part an object; the body is null if none was sent. */
export interface SeenRequest {
  readonly path: Symbolic;
  readonly query: Symbolic;
  readonly header: Symbolic;
  readonly cookie: Symbolic;
  readonly body: Symbolic | null;
}

/** Sight of a state alone, as an invariant or a goal has. */
export function sightOf(state: SymbolicState, now: Timestamp): Sight {
  return { state, before: null, request: null, response: null, now, fresh: null };
}

/** The frame in which expressions are compiled. Each call makes new locals. */
export function frameOf(execution: Execution, sight: Sight): Frame {
  const error = failed(execution.context);
  return {
    root: (root) => rootOf(sight, root) ?? error,
    locals: [],
    fresh: (collection, ordinal) => (sight.fresh === null ? error : ok(execution.context, sight.fresh(collection, ordinal))),
  };

  function rootOf(seen: Sight, root: Root): Result | null {
    if (root.kind === 'response' && root.part === 'record') return seen.response?.record ?? null;
    const value = valueOfRoot(seen, root);
    return value === null ? null : ok(execution.context, value);
  }
}

function valueOfRoot(sight: Sight, root: Root): Symbolic | null {
  switch (root.kind) {
    case 'collection': {
      const state = root.state === 'before' ? sight.before : sight.state;
      return state === null ? null : collectionOf(state, root.name);
    }
    case 'variable': {
      const state = root.state === 'before' ? sight.before : sight.state;
      return state === null ? null : variableOf(state, root.name);
    }
    case 'request':
      return sight.request === null ? null : partOf(sight.request, root.part);
    case 'sent':
      return sight.request === null ? null : known(sight.request[root.part] !== null);
    case 'response':
      return sight.response === null ? null : root.part === 'status' ? sight.response.status : sight.response.body;
    case 'now':
      return known(sight.now);
  }
}

function partOf(request: SeenRequest, part: RequestPart): Symbolic | null {
  return request[part];
}
