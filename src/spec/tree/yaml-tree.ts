// Decides how a composed YAML document becomes our tree: exact numbers, string keys, aliases as shared nodes.

import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import type { Limits } from '../../base/limits.ts';
import { ofBigInt, parseNumber } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import { type SpecFile, sourceAt } from './file.ts';
import type { ScalarStyle, SpecEntry, SpecNode, SpecScalar } from './node.ts';

/** Nodes that aliases may add to a document when they are expanded. */
const MAX_ALIASED_NODES = 1_000_000;

interface Building {
  readonly file: SpecFile;
  readonly limits: Limits;
  readonly diagnostics: Diagnostic[];
  /** The latest node of each anchor; null while it is being built. */
  readonly anchors: Map<string, SpecNode | null>;
  /** Nodes below and with a collection after expansion. */
  readonly sizes: Map<SpecNode, number>;
  aliased: number;
}

export function buildTree(file: SpecFile, contents: ParsedNode, limits: Limits): Checked<SpecNode> {
  const building: Building = { file, limits, diagnostics: [], anchors: new Map(), sizes: new Map(), aliased: 0 };
  const root = build(building, contents);
  if (building.aliased > MAX_ALIASED_NODES) {
    complain(building, root.start, 'alias-bomb', `aliases expand to more than ${MAX_ALIASED_NODES} nodes`);
  }
  if (sizeOf(building, root) - building.aliased > limits.maxDocumentNodes) {
    complain(building, root.start, 'too-many-nodes', `more than ${limits.maxDocumentNodes} nodes`);
  }
  return { value: building.diagnostics.length > 0 ? null : root, diagnostics: building.diagnostics };
}

function complain(building: Building, offset: number, code: string, message: string, length?: number): void {
  building.diagnostics.push({ code, severity: 'error', message, source: sourceAt(building.file, offset, length) });
}

function sizeOf(building: Building, node: SpecNode): number {
  return building.sizes.get(node) ?? 1;
}

function build(building: Building, node: ParsedNode | null): SpecNode {
  if (isAlias(node)) return aliased(building, node.source, node.range[0]);
  const anchor = node === null ? undefined : node.anchor;
  if (anchor !== undefined) building.anchors.set(anchor, null);
  const built = buildContent(building, node);
  if (anchor !== undefined) building.anchors.set(anchor, built);
  return built;
}

function buildContent(building: Building, node: ParsedNode | null): SpecNode {
  if (isMap(node)) return buildMap(building, node as YAMLMap.Parsed);
  const [start, end] = node?.range ?? [0, 0];
  if (!isSeq(node)) return isScalar(node) ? buildScalar(building, node as Scalar.Parsed) : nullAt(building.file, start);
  const items = node.items.map((item) => build(building, item as ParsedNode | null));
  return sized(building, { kind: 'seq', items, file: building.file, start, end }, items);
}

function sized(building: Building, node: SpecNode, children: readonly SpecNode[]): SpecNode {
  building.sizes.set(
    node,
    children.reduce((sum, child) => sum + sizeOf(building, child), 1),
  );
  return node;
}

function nullAt(file: SpecFile, start: number): SpecScalar {
  return { kind: 'scalar', value: null, style: 'plain', file, start, end: start };
}

function aliased(building: Building, name: string, start: number): SpecNode {
  const target = building.anchors.get(name);
  if (target) {
    building.aliased += sizeOf(building, target);
    return target;
  }
  const message = target === null ? `the alias '*${name}' contains itself` : `there is no anchor '&${name}' before this alias`;
  complain(building, start, 'yaml-alias', message, name.length + 1);
  return nullAt(building.file, start);
}

function buildMap(building: Building, node: YAMLMap.Parsed): SpecNode {
  const entries = new Map<string, SpecEntry>();
  for (const pair of node.items) {
    const key = buildKey(building, pair as Pair<ParsedNode, ParsedNode | null>, node.range[0]);
    if (key === null) continue;
    const name = String(key.value);
    if (entries.has(name)) {
      complain(building, key.start, 'duplicate-key', `the key '${name}' stands here twice`, key.end - key.start);
      continue;
    }
    const value = pair.value === null ? nullAt(building.file, key.end) : build(building, pair.value);
    entries.set(name, { key, value });
  }
  const [start, end] = node.range;
  const children = Array.from(entries.values(), (entry) => entry.value);
  return sized(building, { kind: 'map', entries, file: building.file, start, end }, children);
}

function buildKey(building: Building, pair: Pair<ParsedNode, ParsedNode | null>, start: number): SpecScalar | null {
  const { key } = pair;
  if (!isScalar(key) || key.value === null) {
    complain(building, key?.range?.[0] ?? start, 'yaml-key', 'a key must be a string');
    return null;
  }
  const built = build(building, key as Scalar.Parsed);
  if (built.kind !== 'scalar') return null;
  // `200:` and `true:` are keys by their text, as JSON would have them.
  const scalar = typeof built.value === 'string' ? built : { ...built, value: key.source ?? String(key.value) };
  if (scalar.value === '<<' && scalar.style === 'plain') {
    complain(building, scalar.start, 'yaml-merge-key', "merge keys ('<<') are not part of YAML 1.2; write the properties out", 2);
  }
  return scalar;
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'escaped',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function buildScalar(building: Building, node: Scalar.Parsed): SpecScalar {
  const [start, end] = node.range;
  const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
  return { kind: 'scalar', value: scalarValue(building, node), style, file: building.file, start, end };
}

function scalarValue(building: Building, node: Scalar.Parsed): SpecScalar['value'] {
  const { value } = node;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  const text = node.source ?? '';
  const number = typeof value === 'number' || typeof value === 'bigint' ? exactNumber(text) : null;
  if (number !== null) return number;
  const [start, end] = node.range;
  complain(building, start, 'yaml-number', `'${text}' is not a number that JSON has`, end - start);
  return null;
}

// The core schema has decimal, 0o17 and 0x1F; infinities and NaN have no exact value.
function exactNumber(text: string): Num | null {
  const radix = /^([-+]?)(0[ox][0-9a-fA-F]+)$/.exec(text);
  if (radix === null) return parseNumber(text);
  return text.length > 1024 ? null : ofBigInt(BigInt(radix[2] ?? '0') * (radix[1] === '-' ? -1n : 1n));
}
