// Decides how JSON text becomes a value and a value becomes JSON text: exact numbers, insertion order, no prototypes.

import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import type { Checked, Diagnostic } from './diagnostic.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { ofDouble, parseNumber, showNumber, toDouble } from './number.ts';
import { codeFrame, type Source } from './source.ts';
import { compareText } from './text.ts';
import { printDuration, printTimestamp } from './time.ts';
import { isList, isNumber, isObject, type ObjectKey, type Value } from './value.ts';

/**
 * Parses RFC 8259 JSON. Numbers are exact; a repeated key, a comment, a trailing comma, nesting beyond the limit and a number with
 * too many digits are errors with their place. `value` is null also for the text `null`: ask `hasErrors`.
 */
export function parseJson(text: string, file: string): Checked<Value> {
  const builder = new ValueBuilder(text, file);
  visit(
    text,
    {
      onObjectBegin: (offset) => builder.open(new Map(), offset),
      onObjectProperty: (name, offset, length) => builder.property(name, offset, length),
      onObjectEnd: () => builder.close(),
      onArrayBegin: (offset) => builder.open([], offset),
      onArrayEnd: () => builder.close(),
      onLiteralValue: (value, offset, length) => builder.literal(value, offset, length),
      onError: (code, offset, length) => builder.syntaxError(code, offset, length),
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return builder.result();
}

const MAX_ERRORS = 20;

class ValueBuilder {
  private readonly text: string;
  private readonly file: string;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly stack: { readonly container: Map<ObjectKey, Value> | Value[]; key: string | null }[] = [];
  private root: Value | undefined;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  open(container: Map<ObjectKey, Value> | Value[], offset: number): void {
    if (this.stack.length === DEFAULT_LIMITS.maxDepth) this.complain('too-deep', `nesting is deeper than ${DEFAULT_LIMITS.maxDepth} levels`, offset, 1);
    if (this.stack.length <= DEFAULT_LIMITS.maxDepth) this.add(container);
    this.stack.push({ container, key: null });
  }

  close(): void {
    this.stack.pop();
  }

  property(name: string, offset: number, length: number): void {
    const top = this.stack.at(-1);
    if (!top || !(top.container instanceof Map)) return;
    if (top.container.has(name)) this.complain('duplicate-key', `the key ${JSON.stringify(name)} occurs twice in one object`, offset, length);
    top.key = name;
  }

  literal(value: unknown, offset: number, length: number): void {
    if (typeof value !== 'number') {
      this.add(typeof value === 'string' || typeof value === 'boolean' ? value : null);
      return;
    }
    const exact = Number.isSafeInteger(value) && length < 16 ? value + 0 : parseNumber(this.text.slice(offset, offset + length));
    if (exact === null) this.complain('number-too-long', 'the number has too many digits', offset, length);
    this.add(exact === 0 ? 0 : exact);
  }

  syntaxError(code: ParseErrorCode, offset: number, length: number): void {
    const what = printParseErrorCode(code).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
    this.complain('bad-json', `not valid JSON: ${what}`, offset, length);
  }

  result(): Checked<Value> {
    if (this.diagnostics.length > 0) return { value: null, diagnostics: this.diagnostics };
    return { value: this.root ?? null, diagnostics: [] };
  }

  private add(value: Value): void {
    const top = this.stack.at(-1);
    if (!top) this.root = value;
    else if (Array.isArray(top.container)) top.container.push(value);
    else if (top.key !== null) top.container.set(top.key, value);
  }

  private complain(code: string, message: string, offset: number, length: number): void {
    if (this.diagnostics.length >= MAX_ERRORS) return;
    const before = this.text.slice(0, offset).split('\n');
    const source: Source = { file: this.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: Math.max(1, length) };
    this.diagnostics.push({ code, severity: 'error', message, source, frame: codeFrame(this.text, source) });
  }
}

/**
 * JSON text of a value, keys in insertion order, without blanks. Numbers in exact decimals where these end, else to 17 significant digits; timestamps,
 * durations as their texts; bytes in base 64; types by name.
 */
export function toJson(value: Value): string {
  return print(value, (keys) => keys);
}

/** Like `toJson` with keys sorted by code point: equal values have equal texts. */
export function canonicalJson(value: Value): string {
  return print(value, (keys) => [...keys].sort((a, b) => compareText(String(a), String(b))));
}

function print(value: Value, order: (keys: readonly ObjectKey[]) => readonly ObjectKey[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumber(value)) return showNumber(value);
  if (isList(value)) return `[${value.map((item) => print(item, order)).join(',')}]`;
  if (isObject(value)) {
    const entries = order([...value.keys()]).map((key) => `${JSON.stringify(String(key))}:${print(value.get(key) ?? null, order)}`);
    return `{${entries.join(',')}}`;
  }
  switch (value.kind) {
    case 'timestamp':
      return JSON.stringify(printTimestamp(value));
    case 'duration':
      return JSON.stringify(printDuration(value));
    case 'bytes':
      return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
    case 'type':
      return JSON.stringify(value.name);
  }
}

/** The value of plain JS data as `JSON.parse` gives it; undefined where it holds functions, symbols, NaN, or is nested too deep. */
export function fromPlain(plain: unknown, depth = 0): Value | undefined {
  if (plain === null || typeof plain === 'string' || typeof plain === 'boolean') return plain;
  if (typeof plain === 'number') return ofDouble(plain) ?? undefined;
  if (typeof plain !== 'object' || depth > DEFAULT_LIMITS.maxDepth) return undefined;
  if (Array.isArray(plain)) {
    const items = plain.map((item) => fromPlain(item, depth + 1));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const entries = new Map<ObjectKey, Value>();
  for (const [key, item] of Object.entries(plain)) {
    const value = fromPlain(item, depth + 1);
    if (value === undefined) return undefined;
    entries.set(key, value);
  }
  return entries;
}

/** Plain JS data of a value: numbers as doubles, objects without prototype, timestamps and the like as their texts. */
export function toPlain(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumber(value)) return toDouble(value);
  if (isList(value)) return value.map(toPlain);
  if (!isObject(value)) return JSON.parse(print(value, (keys) => keys));
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, item] of value) plain[String(key)] = toPlain(item);
  return plain;
}
