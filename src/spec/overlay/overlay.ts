// Decides what an overlay document is (OAI Overlay Specification 1.0 and 1.1) and applies its actions in order.

import type { Limits } from '../../base/limits.ts';
import { didYouMean } from '../../base/suggest.ts';
import { versionText } from '../reference/documents.ts';
import { joinPath, normalisePath } from '../reference/paths.ts';
import type { Report } from '../report.ts';
import { measure } from '../tree/measure.ts';
import { child, childText, describe, isMap, isSeq, isTrue, type SpecMap, type SpecNode, type SpecScalar, sourceOf } from '../tree/node.ts';
import { sourceWithin } from '../tree/offsets.ts';
import { type Pointer, walk } from '../tree/pointer.ts';
import { editAt } from './edit.ts';
import { merge } from './merge.ts';
import { select } from './select.ts';

/** Nodes that a document may have with its overlays. `copy` can double it with every action. */
const MAX_OVERLAID_NODES = 10_000_000;

const OVERLAY_KEYS = ['overlay', 'info', 'extends', 'actions'];
const ACTION_KEYS = ['target', 'description', 'update', 'remove', 'copy'];

interface Application {
  readonly report: Report;
  readonly limits: Limits;
  /** Whether `copy` may be used (1.1). */
  readonly copies: boolean;
}

/** The document with the overlay laid over it. What is wrong with the overlay is reported, and that action left out. */
export function applyOverlay(root: SpecNode, overlay: SpecNode, documentPath: string, report: Report, limits: Limits): SpecNode {
  if (!isMap(overlay) || !overlay.entries.has('overlay')) {
    report.error('not-an-overlay', overlay, "the file is no overlay: 'overlay: 1.1.0' is missing");
    return root;
  }
  const version = versionText(child(overlay, 'overlay')) ?? '';
  if (!/^1\.[01](\.|$)/.test(version)) {
    report.error(
      'overlay-version',
      child(overlay, 'overlay') ?? overlay,
      `the Overlay Specification '${version}' is not supported; 1.0 and 1.1 are`,
    );
    return root;
  }
  checkEnvelope(overlay, documentPath, report);
  const actions = child(overlay, 'actions');
  if (!isSeq(actions) || actions.items.length === 0) {
    report.error('overlay-actions', actions ?? overlay, "'actions' must be a list that is not empty");
    return root;
  }
  const application: Application = { report, limits, copies: !version.startsWith('1.0') };
  return applyActions(root, actions.items, application);
}

function applyActions(root: SpecNode, actions: readonly SpecNode[], by: Application): SpecNode {
  let document = root;
  for (const action of actions) {
    document = applyAction(document, action, by);
    const { nodes, depth } = measure(document);
    if (nodes <= MAX_OVERLAID_NODES && depth <= by.limits.maxDepth) continue;
    by.report.error('overlay-limit', action, 'with this action the document becomes too large or too deep');
    return root;
  }
  return document;
}

function checkEnvelope(overlay: SpecMap, documentPath: string, report: Report): void {
  unknownKeys(overlay, OVERLAY_KEYS, 'an overlay', report);
  const info = child(overlay, 'info');
  for (const key of ['title', 'version']) {
    const given = child(info, key);
    if (given === null || given.kind !== 'scalar') report.error('overlay-info', info ?? overlay, `an overlay's 'info' needs a '${key}'`);
  }
  const extended = childText(overlay, 'extends');
  const at = child(overlay, 'extends');
  if (extended === null || at === null || /^([A-Za-z][A-Za-z0-9+.-]*:|\/\/)/.test(extended)) return;
  if (joinPath(overlay.file.path, extended) !== normalisePath(documentPath)) {
    report.warn('overlay-extends', at, `the overlay is made for '${extended}', not for '${documentPath}'`);
  }
}

function unknownKeys(node: SpecMap, known: readonly string[], what: string, report: Report): void {
  for (const [name, { key }] of node.entries) {
    if (known.includes(name) || name.startsWith('x-')) continue;
    report.error('unknown-key', key, `'${name}' is no field of ${what}`, didYouMean(name, known));
  }
}

function applyAction(root: SpecNode, action: SpecNode, by: Application): SpecNode {
  const { report } = by;
  if (!isMap(action)) {
    report.error('overlay-action', action, `an action must be a mapping, not ${describe(action)}`);
    return root;
  }
  unknownKeys(action, ACTION_KEYS, 'an action', report);
  const target = child(action, 'target');
  if (target?.kind !== 'scalar' || typeof target.value !== 'string') {
    report.error('overlay-target', target ?? action, "an action needs a 'target', a JSONPath query");
    return root;
  }
  const places = placesOf(root, target, by);
  if (places === null) return root;
  if (places.length === 0) {
    report.warn('overlay-no-match', target, `the target selects nothing: ${target.value}`);
    return root;
  }
  if (isTrue(child(action, 'remove'))) return remove(root, places, target, report);
  const value = valueToMerge(root, action, by);
  return value === null ? root : (editAt(root, places, (node) => merge(node, value, report)) ?? root);
}

function placesOf(root: SpecNode, query: SpecScalar, by: Application): readonly Pointer[] | null {
  const found = select(root, String(query.value), by.limits);
  if (found.kind === 'selected') return found.locations;
  if (found.kind === 'limit') by.report.error('overlay-limit', query, 'the query looks at too many values');
  else by.report.error('invalid-jsonpath', sourceWithin(query, found.offset, 1), `not a JSONPath query (RFC 9535): ${found.message}`);
  return null;
}

function remove(root: SpecNode, places: readonly Pointer[], target: SpecScalar, report: Report): SpecNode {
  const without = editAt(root, places, () => null);
  if (without === null) report.error('overlay-target', target, 'the whole document cannot be removed');
  return without ?? root;
}

function valueToMerge(root: SpecNode, action: SpecMap, by: Application): SpecNode | null {
  const update = child(action, 'update');
  const copy = child(action, 'copy');
  if (update !== null && copy === null) return update;
  if (copy === null || update !== null) {
    by.report.error('overlay-action', action, "an action needs exactly one of 'update', 'remove' and 'copy'");
    return null;
  }
  if (!by.copies || copy.kind !== 'scalar' || typeof copy.value !== 'string') {
    const message = by.copies ? "'copy' must be a JSONPath query" : "'copy' needs version 1.1.0 of the Overlay Specification";
    by.report.error('overlay-copy', copy, message);
    return null;
  }
  const places = placesOf(root, copy, by);
  if (places === null) return null;
  const [place, second] = places;
  if (place !== undefined && second === undefined) return walk(root, place);
  by.report.error('overlay-copy', sourceOf(copy), `'copy' must select one node, and selects ${places.length}`);
  return null;
}
