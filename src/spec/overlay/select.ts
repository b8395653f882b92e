// Decides which nodes of a document an overlay's target selects: JSONPath (RFC 9535) on a plain copy of the tree.

import { JSONPathEnvironment, JSONPathError } from 'json-p3';
import type { Limits } from '../../base/limits.ts';
import type { SpecMap, SpecNode } from '../tree/node.ts';
import { type Plain, plainOf } from '../tree/plain.ts';
import type { Pointer } from '../tree/pointer.ts';
import { matchFunction } from './regexp.ts';

/** Where the selected nodes stand, or why the query is none. */
export type Selection =
  | { readonly kind: 'selected'; readonly locations: readonly Pointer[] }
  | { readonly kind: 'malformed'; readonly message: string; readonly offset: number }
  | { readonly kind: 'limit' };

/** Values that one query may look at. `$..*..*` looks at the square of a document. */
const MAX_VISITED = 5_000_000;

class LimitReached extends Error {}

/** The library's environment with a budget and with regular expressions in linear time. */
class BoundedEnvironment extends JSONPathEnvironment {
  private readonly budget: number;
  private visited = 0;

  public constructor(limits: Limits) {
    super({ maxRecursionDepth: limits.maxDepth + 1 });
    this.budget = Math.min(MAX_VISITED, limits.maxDocumentNodes);
    this.functionRegister.set('match', matchFunction(true));
    this.functionRegister.set('search', matchFunction(false));
  }

  public visit(count: number): void {
    this.visited += count;
    if (this.visited > this.budget) throw new LimitReached();
  }

  public override entries(object: { [key: string]: Plain }): [string, Plain][] {
    const entries = Object.entries(object);
    this.visit(entries.length + 1);
    return entries;
  }
}

const copies = new WeakMap<SpecNode, Plain>();

// Like `plainOf`, but what is shared in the tree is shared in the copy, also with the copy for the action before.
function sharedPlain(node: SpecNode): Plain {
  if (node.kind === 'scalar') return plainOf(node);
  const known = copies.get(node);
  if (known !== undefined) return known;
  const copy = node.kind === 'seq' ? node.items.map(sharedPlain) : sharedObject(node);
  copies.set(node, copy);
  return copy;
}

function sharedObject(node: SpecMap): Plain {
  const object: { [key: string]: Plain } = Object.create(null);
  for (const [key, entry] of node.entries) object[key] = sharedPlain(entry.value);
  return object;
}

/** The places that a query selects, in document order, each once. */
export function select(root: SpecNode, query: string, limits: Limits): Selection {
  const environment = new BoundedEnvironment(limits);
  try {
    const found = new Map<string, Pointer>();
    for (const node of environment.compile(query).lazyQuery(sharedPlain(root))) {
      environment.visit(1);
      const pointer = node.location.map(String);
      found.set(JSON.stringify(pointer), pointer);
    }
    return { kind: 'selected', locations: [...found.values()] };
  } catch (error) {
    // The library recurses over segments and brackets of the query.
    if (error instanceof LimitReached || error instanceof RangeError) return { kind: 'limit' };
    if (error instanceof JSONPathError) return { kind: 'malformed', message: error.message, offset: error.token.index };
    throw error;
  }
}
