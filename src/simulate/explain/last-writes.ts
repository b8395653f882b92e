// Decides which earlier writes made the places what they are.

import { equalValues } from '../../base/equality.ts';
import type { Value } from '../../base/value.ts';
import type { Write } from '../effects/write.ts';
import { overlaps, type PlacePath } from '../place-path.ts';
import { partAt } from '../value-at.ts';

/** A write, and the step that made it. */
export interface Blamed {
  readonly step: number;
  readonly write: Write;
}

/** For each place the newest write that changed it; each write once, oldest first. `writesByStep` has the writes of every step in question. */
export function lastWrites(reads: readonly PlacePath[], writesByStep: readonly (readonly Write[])[]): readonly Blamed[] {
  const found = new Map<Write, number>();
  for (const read of reads) {
    const blamed = lastWrite(read, writesByStep);
    if (blamed !== null) found.set(blamed.write, blamed.step);
  }
  return Array.from(found, ([write, step]) => ({ step, write })).sort((a, b) => a.step - b.step);
}

function lastWrite(read: PlacePath, writesByStep: readonly (readonly Write[])[]): Blamed | null {
  for (let step = writesByStep.length - 1; step >= 0; step -= 1) {
    const write = writesByStep[step]?.findLast((candidate) => changed(candidate, read));
    if (write !== undefined) return { step, write };
  }
  return null;
}

/** Whether the write made a difference at the place: one that writes a whole record may leave the property that was read as it was. */
function changed(write: Write, read: PlacePath): boolean {
  if (!overlaps(write, read)) return false;
  const rest = read.path.slice(write.path.length);
  const before = rest.reduce<Value | undefined>(partAt, write.before);
  const after = rest.reduce<Value | undefined>(partAt, write.after);
  return before === undefined || after === undefined ? before !== after : !equalValues(before, after);
}
