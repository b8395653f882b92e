// Decides how a tree is handed to libraries that work on plain JavaScript objects, and that no key can harm them.

import { ofDouble, toDouble } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import type { SpecNode } from './node.ts';

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/**
 * Plain data for a node, without the keys that `leaveOut` names. Objects have no prototype, so `__proto__` is a key like
 * any other; numbers become doubles.
 */
export function plainOf(node: SpecNode, leaveOut?: (key: string) => boolean): Plain {
  switch (node.kind) {
    case 'scalar':
      return isExact(node.value) ? toDouble(node.value) : node.value;
    case 'seq':
      return node.items.map((item) => plainOf(item, leaveOut));
    case 'map': {
      const object: { [key: string]: Plain } = Object.create(null);
      for (const [key, entry] of node.entries) {
        if (leaveOut?.(key) !== true) object[key] = plainOf(entry.value, leaveOut);
      }
      return object;
    }
  }
}

/** Whether a scalar's value is the one that the plain value came from. */
export function sameScalar(node: SpecNode | null, plain: Plain): boolean {
  if (node?.kind !== 'scalar') return false;
  return isExact(node.value) ? toDouble(node.value) === plain : node.value === plain;
}

/** The scalar value of plain data that came out of a library; null stands for what JSON has not. */
export function scalarOf(plain: unknown): null | boolean | Num | string {
  if (typeof plain === 'number') return ofDouble(plain);
  return typeof plain === 'string' || typeof plain === 'boolean' ? plain : null;
}

function isExact(value: null | boolean | Num | string): value is Num {
  return typeof value === 'number' || (typeof value === 'object' && value !== null);
}
