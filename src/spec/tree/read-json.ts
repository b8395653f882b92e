// Decides the tree of a JSON document (RFC 8259): strict, with exact numbers, and refusing at the first error.

import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import type { Limits } from '../../base/limits.ts';
import { parseNumber } from '../../base/number.ts';
import { type SpecFile, sourceAt } from './file.ts';
import type { SpecEntry, SpecMap, SpecNode, SpecScalar, SpecSeq } from './node.ts';

// The kinds of tokens and scan errors by number; jsonc-parser declares them as const enums, which isolated modules cannot import.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const COMMA = 5;
const COLON = 6;
const NULL = 7;
const TRUE = 8;
const FALSE = 9;
const STRING = 10;
const NUMBER = 11;
const LINE_BREAK = 14;
const BLANK = 15;
const END = 17;
const SCAN_ERRORS: Readonly<Record<number, string>> = {
  1: 'a comment, which JSON does not have',
  2: 'a string without an end',
  3: 'a malformed number',
  4: 'a malformed \\u escape',
  5: 'an escape that JSON does not have',
  6: 'a control character in a string',
};

interface Reading {
  readonly scanner: JSONScanner;
  readonly file: SpecFile;
  readonly limits: Limits;
  readonly diagnostics: Diagnostic[];
  token: number;
  nodes: number;
}

/** Thrown and caught within this file only: the rest of a broken document is not worth reading. */
class Refused extends Error {}

export function readJson(file: SpecFile, limits: Limits): Checked<SpecNode> {
  const reading: Reading = { scanner: createScanner(file.text, false), file, limits, diagnostics: [], token: END, nodes: 0 };
  try {
    advance(reading);
    const value = readValue(reading, 0);
    if (reading.token !== END) refuse(reading, 'json-syntax', 'expected the end of the document');
    const failed = reading.diagnostics.length > 0;
    return { value: failed ? null : value, diagnostics: reading.diagnostics };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { value: null, diagnostics: reading.diagnostics };
  }
}

function refuse(reading: Reading, code: string, message: string): never {
  const { scanner, file } = reading;
  const found = reading.token === END && code === 'json-syntax' ? `${message}, but the document ends here` : message;
  const source = sourceAt(file, scanner.getTokenOffset(), scanner.getTokenLength());
  reading.diagnostics.push({ code, severity: 'error', message: found, source });
  throw new Refused();
}

function advance(reading: Reading): void {
  let token: number;
  do token = reading.scanner.scan();
  while (token === BLANK || token === LINE_BREAK);
  reading.token = token;
  const error = reading.scanner.getTokenError();
  if (error !== 0) refuse(reading, 'json-syntax', SCAN_ERRORS[error] ?? 'a malformed token');
}

function readValue(reading: Reading, depth: number): SpecNode {
  if (depth > reading.limits.maxDepth) refuse(reading, 'too-deep', `nested deeper than ${reading.limits.maxDepth} levels`);
  reading.nodes += 1;
  if (reading.nodes > reading.limits.maxDocumentNodes) {
    refuse(reading, 'too-many-nodes', `more than ${reading.limits.maxDocumentNodes} values`);
  }
  if (reading.token === OPEN_BRACE) return readObject(reading, depth);
  if (reading.token === OPEN_BRACKET) return readArray(reading, depth);
  return readScalar(reading);
}

function readScalar(reading: Reading): SpecScalar {
  const { scanner, file } = reading;
  const start = scanner.getTokenOffset();
  const style = reading.token === STRING ? 'escaped' : 'plain';
  const value = scalarValue(reading);
  const end = start + scanner.getTokenLength();
  advance(reading);
  return { kind: 'scalar', value, style, file, start, end };
}

function scalarValue(reading: Reading): SpecScalar['value'] {
  switch (reading.token) {
    case STRING:
      return reading.scanner.getTokenValue();
    case NUMBER:
      return parseNumber(reading.scanner.getTokenValue()) ?? refuse(reading, 'number-too-long', 'a number with too many digits');
    case NULL:
      return null;
    case TRUE:
      return true;
    case FALSE:
      return false;
    default:
      return refuse(reading, 'json-syntax', 'expected a value');
  }
}

function readArray(reading: Reading, depth: number): SpecSeq {
  const start = reading.scanner.getTokenOffset();
  const items: SpecNode[] = [];
  advance(reading);
  while (reading.token !== CLOSE_BRACKET) {
    if (items.length > 0) expect(reading, COMMA, "expected ',' or ']'");
    items.push(readValue(reading, depth + 1));
  }
  const end = reading.scanner.getPosition();
  advance(reading);
  return { kind: 'seq', items, file: reading.file, start, end };
}

function readObject(reading: Reading, depth: number): SpecMap {
  const start = reading.scanner.getTokenOffset();
  const entries = new Map<string, SpecEntry>();
  let first = true;
  advance(reading);
  while (reading.token !== CLOSE_BRACE) {
    if (!first) expect(reading, COMMA, "expected ',' or '}'");
    first = false;
    if ((reading.token as number) !== STRING) refuse(reading, 'json-syntax', 'expected a property name in double quotes');
    const key = readScalar(reading);
    expect(reading, COLON, "expected ':'");
    addEntry(reading, entries, { key, value: readValue(reading, depth + 1) });
  }
  const end = reading.scanner.getPosition();
  advance(reading);
  return { kind: 'map', entries, file: reading.file, start, end };
}

function addEntry(reading: Reading, entries: Map<string, SpecEntry>, entry: SpecEntry): void {
  const name = String(entry.key.value);
  if (!entries.has(name)) {
    entries.set(name, entry);
    return;
  }
  const source = sourceAt(reading.file, entry.key.start, entry.key.end - entry.key.start);
  reading.diagnostics.push({ code: 'duplicate-key', severity: 'error', message: `the key '${name}' stands here twice`, source });
}

function expect(reading: Reading, token: number, message: string): void {
  if (reading.token !== token) refuse(reading, 'json-syntax', message);
  advance(reading);
}
