// Decides how an inferred overlay is written: in the order of the document, with the evidence as comments, the same bytes every time.

import type { CollectionFact, OperationFact } from '../inference.ts';
import type { OperationText } from './operation-text.ts';

export interface CollectionEntry {
  readonly fact: CollectionFact;
  /** The schema of a record: a reference, or the properties that are the key. */
  readonly schema: string | readonly KeySchema[];
  readonly key: readonly string[];
  readonly owner: { readonly collection: string; readonly property: string } | null;
  /** Comments about what was left out. */
  readonly notes: readonly string[];
}

export interface KeySchema {
  readonly property: string;
  /** A URI fragment; null for a text. */
  readonly schema: string | null;
}

export interface OperationEntry {
  readonly fact: OperationFact;
  readonly text: OperationText;
  /** Comments about what was left out. */
  readonly notes: readonly string[];
}

export interface OverlayText {
  readonly text: string;
  /** How many collections it declares. */
  readonly collections: number;
  /** How many operations it says something of. */
  readonly operations: number;
  /** What each line (from 1) is about. */
  readonly about: ReadonlyMap<
    number,
    { readonly kind: 'collection'; readonly name: string } | { readonly kind: 'operation'; readonly method: string; readonly path: string }
  >;
}

type About = OverlayText['about'] extends ReadonlyMap<number, infer T> ? T : never;

export interface PrintInput {
  readonly title: string;
  readonly extends: string | null;
  readonly collections: readonly CollectionEntry[];
  readonly operations: readonly OperationEntry[];
}

export function printOverlay({ title, extends: base, collections, operations }: PrintInput): OverlayText {
  const lines: string[] = [];
  const about = new Map<number, About>();
  const write = (indent: number, text: string, of?: About): void => {
    lines.push(`${' '.repeat(indent)}${text}`);
    if (of !== undefined) about.set(lines.length, of);
  };
  write(0, 'overlay: 1.1.0');
  write(0, `info: {title: ${scalar(`Inferred contract of ${title}`)}, version: 1.0.0, x-layer: inferred}`);
  if (base !== null) write(0, `extends: ${scalar(base)}`);
  write(0, 'actions:');
  write(2, '- target: $');
  write(4, 'update:');
  if (collections.length > 0) {
    write(6, 'x-state:');
    write(8, 'collections:');
    for (const entry of collections) writeCollection(write, entry);
  }
  writePaths(write, operations);
  if (collections.length === 0 && operations.length === 0) write(6, '{}');
  return { text: `${lines.join('\n')}\n`, about, collections: collections.length, operations: operations.length };
}

type Write = (indent: number, text: string, of?: About) => void;

function writeCollection(write: Write, { fact, schema, key, owner, notes }: CollectionEntry): void {
  const of: About = { kind: 'collection', name: fact.name };
  write(10, `${fact.name}: # ${comment(fact.confidence, fact.evidence)}`, of);
  write(12, `schema: ${typeof schema === 'string' ? `{$ref: ${scalar(schema)}}` : keysSchema(schema)}`, of);
  write(12, `key: ${key.length === 1 ? scalar(key[0] ?? '') : `[${key.map(scalar).join(', ')}]`}`, of);
  for (const note of notes) write(12, `# ${oneLine(note)}`);
  if (owner !== null) write(12, `parent: {collection: ${owner.collection}, key: ${scalar(owner.property)}}`, of);
}

function keysSchema(keys: readonly KeySchema[]): string {
  const required = keys.map(({ property }) => scalar(property)).join(', ');
  const properties = keys.map(
    ({ property, schema }) => `${scalar(property)}: ${schema === null ? '{type: string}' : `{$ref: ${scalar(schema)}}`}`,
  );
  return `{type: object, required: [${required}], properties: {${properties.join(', ')}}}`;
}

function writePaths(write: Write, operations: readonly OperationEntry[]): void {
  if (operations.length > 0) write(6, 'paths:');
  let path: string | null = null;
  for (const { fact, text, notes } of operations) {
    if (fact.path !== path) write(8, `${scalar(fact.path)}:`);
    path = fact.path;
    const of: About = { kind: 'operation', method: fact.method, path: fact.path };
    // A method with nothing behind it would be taken for null, which is no operation.
    const nothing = text.preconditions.length + text.effects.length + text.response.length === 0 ? ' {}' : '';
    write(10, `${fact.method}:${nothing} # ${fact.kind}${comment(fact.confidence, fact.evidence, ' ')}`, of);
    for (const note of notes) write(12, `# ${oneLine(note)}`);
    if (text.preconditions.length > 0) write(12, 'x-preconditions:', of);
    for (const { rule, status, message } of text.preconditions)
      write(14, `- {rule: ${scalar(rule)}, status: ${status}, message: ${scalar(message)}}`, of);
    if (text.effects.length > 0) write(12, 'x-effects:', of);
    for (const effect of text.effects)
      write(14, `- {${effect.map(([name, value]) => `${name}: ${value === 'true' ? value : scalar(value)}`).join(', ')}}`, of);
    if (text.response.length > 0)
      write(
        12,
        `x-response: {${text.response.map(([name, value]) => `${name}: ${/^(true|\d+)$/.test(value) ? value : scalar(value)}`).join(', ')}}`,
        of,
      );
  }
}

function comment(confidence: number, evidence: readonly string[], before = ''): string {
  return oneLine(`${before}(${confidence.toFixed(2)}) ${evidence.join('; ')}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ').trimEnd();
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
const WORDS = /^(true|false|null|yes|no|on|off|y|n|~)$/i;

/** A text as a YAML scalar in a flow or block place. */
function scalar(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  if (!/^[\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe]*$/.test(text)) return JSON.stringify(text);
  if (text.includes("'") && !/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
