// Decides where in the tree of paths records stand: each place with its item path, what its operations show of a record, and what it hangs under.

import type { OperationKind } from '../inference.ts';
import type { Answer } from '../view/answer.ts';
import type { OperationView } from '../view/api.ts';
import type { Shape, Shapes } from '../view/shape.ts';
import { isParameter, itemBelow, ownerOf, type PathNode, type PathTree } from '../view/tree.ts';
import { stem } from '../view/words.ts';

export interface Site {
  /** The static segment that names the place, or the root for keys that stand alone. */
  readonly node: PathNode;
  readonly name: string;
  /** The name's stem, by which places of one kind are found. */
  readonly stem: string;
  /** The node of one record; null if records are listed or made only. */
  readonly item: PathNode | null;
  /** The parameters that are the key, in order, by the name that they have first. */
  readonly keyParameters: readonly string[];
  readonly record: RecordView | null;
  /** The site whose item this one hangs under. */
  readonly above: Site | null;
  readonly lists: boolean;
  readonly creates: readonly OperationView[];
  /** Whether any operation is about a record of it. */
  readonly handled: boolean;
}

export interface RecordView {
  readonly shape: Shape;
  /** Which operation shows it. */
  readonly from: string;
  /** How good that is: a record that is read is better than one in a list, and that than one that is sent. */
  readonly rank: number;
}

export interface SiteInput {
  readonly tree: PathTree;
  readonly shapes: Shapes;
  readonly kindOf: (operation: OperationView) => OperationKind;
  readonly answerOf: (operation: OperationView) => Answer;
}

/** All sites, those above before those below, in document order. */
export function findSites(input: SiteInput): readonly Site[] {
  const found: Site[] = [];
  const walk = (node: PathNode, above: Site | null): void => {
    const site = isParameter(node) ? null : siteAt(input, node, above);
    if (site !== null) found.push(site);
    for (const next of node.named.values()) walk(next, above);
    if (node.parameter === null) return;
    walkKeys(node.parameter, site, above);
  };
  // Between the name and the item may be several parameters; what stands under the item hangs under the site.
  const walkKeys = (parameter: PathNode, site: Site | null, above: Site | null): void => {
    const inside = site?.item === parameter ? site : above;
    for (const next of parameter.named.values()) walk(next, inside);
    if (parameter.parameter === null) return;
    if (site !== null && site.item !== parameter && !isAbove(parameter, site.item)) return;
    walkKeys(parameter.parameter, site?.item === parameter ? null : site, inside);
  };
  walk(input.tree.root, null);
  return found;
}

function isAbove(node: PathNode, other: PathNode | null): boolean {
  for (let at = other; at !== null; at = at.above) if (at === node) return true;
  return false;
}

function siteAt(input: SiteInput, node: PathNode, above: Site | null): Site | null {
  const item = itemBelow(node);
  const lists = node.operations.some((operation) => operation.method === 'get' && input.kindOf(operation) === 'list');
  const creates = [...node.operations, ...(item?.operations ?? [])].filter((operation) =>
    ['create', 'upsert'].includes(input.kindOf(operation)),
  );
  if (item === null && !lists && creates.length === 0) return null;
  if (node.text === null && item === null) return null;
  const handled = [...node.operations, ...(item?.operations ?? [])].length > 0;
  const name = node.text ?? item?.parameterNames[0] ?? 'items';
  return {
    node,
    name,
    stem: stem(name),
    item,
    keyParameters: item === null ? [] : parametersBetween(node, item),
    record: recordAt(input, node, item),
    above,
    lists,
    creates,
    handled,
  };
}

function parametersBetween(node: PathNode, item: PathNode): readonly string[] {
  const names: string[] = [];
  for (let at: PathNode | null = item; at !== null && at !== node; at = at.above) names.unshift(at.parameterNames[0] ?? '');
  return names;
}

/** The record that a site's operations show: read, answered to a change, listed, sent. */
function recordAt(input: SiteInput, node: PathNode, item: PathNode | null): RecordView | null {
  const candidates: RecordView[] = [];
  const add = (shape: Shape | null, from: OperationView, rank: number): void => {
    if (shape === null || shape.kind !== 'object' || shape.properties.size === 0) return;
    candidates.push({ shape, from: `${from.method.toUpperCase()} ${from.path}`, rank });
  };
  for (const operation of item?.operations ?? []) {
    const answer = input.answerOf(operation);
    if (answer.kind === 'one') add(answer.record, operation, operation.method === 'get' ? 5 : 4);
    if (answer.kind === 'list' && answer.element !== null) add(input.shapes.of(answer.element), operation, 2);
    if (operation.body !== null && (operation.method === 'put' || operation.method === 'patch'))
      add(input.shapes.of(operation.body), operation, 1);
  }
  for (const operation of node.operations) {
    const answer = input.answerOf(operation);
    const kind = input.kindOf(operation);
    if (answer.kind === 'one' && kind === 'create') add(answer.record, operation, 3.5);
    if (answer.kind === 'list' && answer.element !== null) add(input.shapes.of(answer.element), operation, kind === 'list' ? 3 : 2);
    if (operation.body !== null && (kind === 'create' || operation.method === 'put')) add(input.shapes.of(operation.body), operation, 1);
  }
  return candidates.reduce<RecordView | null>((best, next) => (best === null || next.rank > best.rank ? next : best), null);
}

/** The chain of sites whose items an operation's path goes through, outermost first; the last may be the operation's own. */
export function sitesAlong(node: PathNode, siteOfItem: ReadonlyMap<PathNode, Site>): readonly Site[] {
  const found: Site[] = [];
  for (let at: PathNode | null = isParameter(node) ? node : ownerOf(node); at !== null; at = ownerOf(at)) {
    const site = siteOfItem.get(at);
    if (site !== undefined) found.unshift(site);
  }
  return found;
}
