// Decides whether an extension has the fields it may have: unknown keys with a suggestion, wrong kinds with what was expected.

import { didYouMean } from '../../base/suggest.ts';
import type { Report } from '../report.ts';
import { child, describe, isMap, isSeq, type SpecMap, type SpecNode, type SpecScalar, textOf } from '../tree/node.ts';

const COMMA_HINT = 'inside {…} and […] a comma ends a value: quote a text that holds one (rule: "f(a, b)"), or put it on a line of its own';
/** Characters after a key in which a colon is looked for. */
const LOOK_AHEAD = 40;

/** The node as a mapping with no other keys than these (and `x-` ones, which are comments). Null if it is none, which is reported. */
export function fieldsOf(report: Report, node: SpecNode, what: string, known: readonly string[]): SpecMap | null {
  if (!isMap(node)) {
    report.error('wrong-kind', node, `${what} must be a mapping, not ${describe(node)}`);
    return null;
  }
  if (cutByComma(report, node, known)) return null;
  for (const [name, { key }] of node.entries) {
    if (known.includes(name) || name.startsWith('x-')) continue;
    report.error('unknown-key', key, `'${name}' is no field of ${what}; it has ${known.join(', ')}`, didYouMean(name, known));
  }
  return node;
}

/**
 * Whether a comma within a rule has ended it: YAML reads `{rule: f(a, b)}` as a rule `f(a` and a key `b)` without a value. That is one error,
 * whatever its two halves would be complained of.
 */
export function cutByComma(report: Report, map: SpecMap, known: readonly string[]): boolean {
  for (const [name, { key, value }] of map.entries) {
    if (known.includes(name) || !isKeyAlone(key, value)) continue;
    report.error('unknown-key', key, `'${name}' has no value`, { hint: COMMA_HINT });
    return true;
  }
  return false;
}

/** What to do about a rule that is none, where it may have been cut by a comma. */
export function cutHint(node: SpecScalar): { readonly hint?: string } {
  return node.style === 'plain' && /^\s*,/.test(textAfter(node)) ? { hint: COMMA_HINT } : {};
}

function textAfter(node: SpecScalar): string {
  return node.file.text.slice(node.end, node.end + LOOK_AHEAD);
}

/** In `{…}` of YAML, a key that no colon follows. */
function isKeyAlone(key: SpecScalar, value: SpecNode): boolean {
  return value.kind === 'scalar' && value.value === null && key.style === 'plain' && /^\s*[,}]/.test(textAfter(key));
}

/** A mapping whose keys are names of the author's. Null after an error was reported. */
export function mappingOf(report: Report, node: SpecNode, what: string): SpecMap | null {
  if (isMap(node)) return cutByComma(report, node, []) ? null : node;
  report.error('wrong-kind', node, `${what} must be a mapping, not ${describe(node)}`);
  return null;
}

/** The elements of a list; none after an error was reported, or where there is no node. */
export function itemsOf(report: Report, node: SpecNode | null, what: string): readonly SpecNode[] {
  if (node === null) return [];
  if (isSeq(node)) return node.items;
  report.error('wrong-kind', node, `${what} must be a list, not ${describe(node)}`);
  return [];
}

/** The string of a field; null if it is absent, or after an error was reported. */
export function textField(report: Report, map: SpecMap, name: string, what: string): SpecScalar | null {
  const node = child(map, name);
  if (node === null) return null;
  if (node.kind === 'scalar' && textOf(node) !== null) return node;
  report.error('wrong-kind', node, `'${name}' of ${what} must be a string, not ${describe(node)}`);
  return null;
}

/** The string of a field that must be there; null after an error was reported. */
export function requiredText(report: Report, map: SpecMap, name: string, what: string): SpecScalar | null {
  if (!map.entries.has(name)) missing(report, map, name, what);
  return textField(report, map, name, what);
}

/** The boolean of a field; the default if it is absent, or after an error was reported. */
export function booleanField(report: Report, map: SpecMap, name: string, what: string, otherwise: boolean): boolean {
  const node = child(map, name);
  if (node === null) return otherwise;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  report.error('wrong-kind', node, `'${name}' of ${what} must be true or false, not ${describe(node)}`);
  return otherwise;
}

/** The node of a field that must be there; null after an error was reported. */
export function requiredField(report: Report, map: SpecMap, name: string, what: string): SpecNode | null {
  const node = child(map, name);
  if (node === null) missing(report, map, name, what);
  return node;
}

function missing(report: Report, map: SpecMap, name: string, what: string): void {
  report.error('missing-field', map, `${what} needs '${name}'`);
}
