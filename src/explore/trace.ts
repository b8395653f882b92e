// Decides what a person is shown of a run: each request as it is sent, its answer, and what it changed.

import { equalValues } from '../base/equality.ts';
import { toJson } from '../base/json.ts';
import { isObject, type ObjectValue, type Value } from '../base/value.ts';
import type { Contract, Operation, Request } from '../contract/contract.ts';
import type { Outcome } from '../contract/outcome.ts';
import { encoded, type Piece, pairsOf, piecesOf, type Style, valueOf, wiredValue } from '../contract/wire.ts';
import type { Write } from '../simulate/effects/write.ts';
import { type PlacePath, showPlace } from '../simulate/place-path.ts';
import type { Replay } from '../simulate/replay/replay.ts';
import { isUnformed } from '../simulate/replay/template.ts';

/** One step of a run. */
export interface TraceStep {
  readonly index: number;
  readonly operationId: string;
  /** `POST`. */
  readonly method: string;
  /** The path with its parameters filled in and the query after it; null where no request could be made. */
  readonly url: string | null;
  readonly body: Value | undefined;
  /** Null where no request could be made, or its outcome could not be told. */
  readonly outcome: Outcome | null;
  readonly changes: readonly Change[];
}

/** A place that a step changed. */
export interface Change {
  readonly place: string;
  /** Undefined: nothing was there. */
  readonly before: Value | undefined;
  /** Undefined: it was removed. */
  readonly after: Value | undefined;
}

/** The steps of a run, in order. */
export function traceOf(contract: Contract, run: Replay): readonly TraceStep[] {
  return run.steps.map(({ index, operationId, request, result }): TraceStep => {
    const transition = result?.kind === 'transition' ? result : null;
    const operation = contract.operations.get(operationId);
    const isSent = operation !== undefined && !isUnformed(request);
    return {
      index,
      operationId,
      method: operation?.method.toUpperCase() ?? '',
      url: isSent ? urlOf(operation, request) : null,
      body: isSent ? request.body : undefined,
      outcome: transition?.outcome ?? null,
      changes: (transition?.writes ?? []).flatMap((write) => changesOf(contract, write)),
    };
  });
}

function urlOf({ path, parameters }: Operation, request: Request): string {
  const styleOf = (part: 'path' | 'query', name: string): Style =>
    parameters.find((one) => one.in === part && one.name === name) ?? {
      name,
      style: part === 'path' ? 'simple' : 'form',
      explode: part === 'query',
    };
  const filled = path.replaceAll(/\{([^}]*)\}/g, (whole, name: string) => {
    const value = request.path.get(name);
    return value === undefined ? whole : textOf(piecesOf(styleOf('path', name), wiredValue(value)));
  });
  const query = [...request.query].flatMap(([name, value]) => pairsOf(styleOf('query', name), wiredValue(value)));
  return query.length === 0 ? filled : `${filled}?${query.map(({ name, value }) => `${encoded(name)}=${textOf(value)}`).join('&')}`;
}

function textOf(pieces: readonly Piece<Value>[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const value = piece.kind === 'leaf' ? piece.leaf : valueOf(piece.value);
      return encoded(typeof value === 'string' && piece.kind === 'leaf' ? value : toJson(value));
    })
    .join('');
}

/** A replaced record is told by the properties that differ. */
function changesOf(contract: Contract, { root, path, before, after }: Write): readonly Change[] {
  const show = (place: PlacePath): string => showPlace(place, contract.collections.has(root));
  if (before !== undefined && after !== undefined && equalValues(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ place: show({ root, path }), before, after }];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was !== undefined && is !== undefined && equalValues(was, is)) return [];
    return [{ place: show({ root, path: [...path, name] }), before: was, after: is }];
  });
}

function isRecord(value: Value | undefined): value is ObjectValue {
  return value !== undefined && value !== null && typeof value === 'object' && isObject(value);
}
