// Decides which path parameter of one operation is which of another: the first is the first, whatever they are called.

import type { Operation } from '../../contract/contract.ts';

/** Names of the one operation's path parameters to those of the other; only those that differ. */
export function pathNames(from: Operation, to: Operation): ReadonlyMap<string, string> {
  const [ours, theirs] = [namesIn(from.path), namesIn(to.path)];
  if (ours.length !== theirs.length) return new Map();
  return new Map(ours.flatMap((name, i) => (theirs[i] === undefined || theirs[i] === name ? [] : [[name, theirs[i]] as const])));
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
