// Decides how an overlay's value joins a node (Overlay Specification 1.1, Action Object): objects merge, arrays append, primitives replace.

import type { Report } from '../report.ts';
import { describe, isMap, isSeq, type SpecMap, type SpecNode } from '../tree/node.ts';

/**
 * The node with the value merged in. Nodes that the value brings keep their own positions. A value that cannot join the node
 * is an error at the value, and the node stays.
 */
export function merge(target: SpecNode, value: SpecNode, report: Report): SpecNode {
  if (isMap(target) && isMap(value)) return mergeMaps(target, value, report);
  if (isSeq(target)) return { ...target, items: [...target.items, ...(isSeq(value) ? value.items : [value])] };
  if (target.kind === 'scalar' && value.kind === 'scalar') return value;
  return incompatible(target, value, report);
}

function mergeMaps(target: SpecMap, value: SpecMap, report: Report): SpecMap {
  const entries = new Map(target.entries);
  for (const [name, entry] of value.entries) {
    const present = entries.get(name);
    if (present === undefined) entries.set(name, entry);
    else entries.set(name, { key: present.key, value: mergeProperty(present.value, entry.value, report) });
  }
  return { ...target, entries };
}

// Inside an object the kinds must agree: only an array joins an array.
function mergeProperty(target: SpecNode, value: SpecNode, report: Report): SpecNode {
  if (isSeq(target) && !isSeq(value)) return incompatible(target, value, report);
  return merge(target, value, report);
}

function incompatible(target: SpecNode, value: SpecNode, report: Report): SpecNode {
  // `components:` with nothing after it is null in YAML, and means nothing to merge.
  if (value.kind === 'scalar' && value.value === null) {
    report.warn('overlay-mismatch', value, `null does not join ${describe(target)}; nothing is changed`);
    return target;
  }
  const message = `${describe(value)} does not join ${describe(target)} of the target document`;
  report.error('overlay-mismatch', value, message, { hint: 'remove the target first to replace it' });
  return target;
}
