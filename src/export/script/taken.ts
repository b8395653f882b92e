// Decides what of an answer later calls need, and how a part of a request is split where only scalars can be written.

import { isList, isObject, type Value } from '../../base/value.ts';
import type { Wired } from '../../contract/wire.ts';
import type { Call, Part, Pointer } from './script.ts';

/** A scalar of a request: a value, or one taken from an earlier answer. */
export type Leaf = Extract<Part, { kind: 'value' | 'taken' }>;

/**
 * The parts of the answer to a step that later calls take, each once, in the order in which they are needed. Where requests are written as texts,
 * parameters are written in scalars, and of a body a whole part can be taken.
 */
export function takenBy(calls: readonly Call[], step: number): readonly Pointer[] {
  return pointersInto(
    step,
    calls.flatMap(({ args, body }) => [
      ...args.flatMap(({ value }) => leavesOf(wiredPart(value))),
      ...(body === undefined ? [] : takenIn(body)),
    ]),
  );
}

/** The same where parameters are values as bodies are. */
export function takenWhole(calls: readonly Call[], step: number): readonly Pointer[] {
  return pointersInto(
    step,
    calls.flatMap(({ args, body }) => [...args.flatMap(({ value }) => takenIn(value)), ...(body === undefined ? [] : takenIn(body))]),
  );
}

function pointersInto(step: number, parts: readonly Part[]): readonly Pointer[] {
  const found = new Map<string, Pointer>();
  for (const part of parts) if (part.kind === 'taken' && part.step === step) found.set(JSON.stringify(part.pointer), part.pointer);
  return [...found.values()];
}

function takenIn(part: Part): readonly Part[] {
  switch (part.kind) {
    case 'value':
      return [];
    case 'taken':
      return [part];
    case 'list':
      return part.items.flatMap(takenIn);
    case 'object':
      return [...part.entries.values()].flatMap(takenIn);
  }
}

/** The part as far down as scalars; what is taken is split as it was seen. */
export function wiredPart(part: Part): Wired<Leaf> {
  switch (part.kind) {
    case 'list':
      return { kind: 'list', items: part.items.map(wiredPart) };
    case 'object':
      return { kind: 'object', entries: [...part.entries].map(([name, entry]) => [name, wiredPart(entry)] as const) };
    case 'value':
      return wired(part.value, (value) => ({ kind: 'value', value }), []);
    case 'taken': {
      const { step, pointer } = part;
      return wired(part.seen, (seen, at) => ({ kind: 'taken', step, pointer: [...pointer, ...at], seen }), []);
    }
  }
}

function wired(value: Value, leaf: (value: Value, at: Pointer) => Leaf, at: Pointer): Wired<Leaf> {
  if (value !== null && typeof value === 'object') {
    if (isList(value)) return { kind: 'list', items: value.map((item, i) => wired(item, leaf, [...at, i])) };
    if (isObject(value))
      return {
        kind: 'object',
        entries: [...value].map(([name, item]) => [String(name), wired(item, leaf, [...at, String(name)])] as const),
      };
  }
  return { kind: 'leaf', leaf: leaf(value, at) };
}

function leavesOf(value: Wired<Leaf>): readonly Leaf[] {
  switch (value.kind) {
    case 'leaf':
      return [value.leaf];
    case 'list':
      return value.items.flatMap(leavesOf);
    case 'object':
      return value.entries.flatMap(([, entry]) => leavesOf(entry));
  }
}
