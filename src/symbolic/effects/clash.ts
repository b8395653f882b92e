// Decides when two writes of one step clash: their paths are equal, or one is the beginning of the other, whatever they write.

import { isKnownKey, keyText } from '../collection/key.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import type { Term } from '../term.ts';
import type { Symbolic } from '../value.ts';
import type { PlannedWrite } from './plan.ts';

/** The writes of one root whose paths go on with the same step, and those whose paths end. */
interface Branch {
  readonly known: Map<string, PlannedWrite[]>;
  readonly others: PlannedWrite[];
}

/** Finds clashes as writes come in. Writes at known keys meet only those at the same key and at keys that are not known. */
export interface ClashFinder {
  /** When one of the writes clashes with another of them, or with a write given before. */
  add(writes: readonly PlannedWrite[]): Term;
}

export function createClashFinder(context: Context): ClashFinder {
  const roots = new Map<string, Branch>();
  const addOne = (write: PlannedWrite): readonly Term[] => {
    const branch = roots.get(write.root) ?? { known: new Map<string, PlannedWrite[]>(), others: [] };
    roots.set(write.root, branch);
    const clashes = rivals(branch, write).map((other) => clashOf(context, write, other));
    file(branch, write);
    return clashes;
  };
  return { add: (writes) => context.factory.or(writes.flatMap(addOne)) };
}

function rivals(branch: Branch, write: PlannedWrite): readonly PlannedWrite[] {
  const [first] = write.path;
  if (first === undefined || !isKnownKey(first)) return [...branch.others, ...[...branch.known.values()].flat()];
  return [...branch.others, ...(branch.known.get(keyText(first)) ?? [])];
}

function file(branch: Branch, write: PlannedWrite): void {
  const [first] = write.path;
  if (first === undefined || !isKnownKey(first)) {
    branch.others.push(write);
    return;
  }
  const text = keyText(first);
  const same = branch.known.get(text);
  if (same === undefined) branch.known.set(text, [write]);
  else same.push(write);
}

function clashOf(context: Context, a: PlannedWrite, b: PlannedWrite): Term {
  const { factory } = context;
  const shared = Math.min(a.path.length, b.path.length);
  const conditions: Term[] = [a.guard, b.guard];
  for (let i = 0; i < shared; i += 1) {
    const same = sameStep(context, a.path[i], b.path[i]);
    if (same === factory.false) return factory.false;
    conditions.push(same);
  }
  return factory.and(conditions);
}

function sameStep(context: Context, a: Symbolic | undefined, b: Symbolic | undefined): Term {
  if (a === undefined || b === undefined) return context.factory.false;
  if (isKnownKey(a) && isKnownKey(b)) return context.factory.bool(keyText(a) === keyText(b));
  return equalSymbolic(context, a, b);
}
