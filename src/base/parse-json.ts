// Decides how JSON text becomes a value: exact numbers, keys in order, no repetitions; complaints have their place.

import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Checked, Diagnostic } from './diagnostic.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { parseNumber } from './number.ts';
import { codeFrame, type Source } from './source.ts';
import type { ObjectKey, Value } from './value.ts';

/**
 * Parses RFC 8259 JSON. Numbers are exact; a repeated key, a comment, a trailing comma, nesting beyond the limit and a number with
 * too many digits are errors with their place; the first error of syntax ends the reading. `value` is null also for the text `null`: ask `hasErrors`.
 */
export function parseJson(text: string, file: string): Checked<Value> {
  const reading: Reading = { scanner: createScanner(text, false), text, file, stack: [], diagnostics: [], root: undefined };
  const read = readDocument(reading);
  const complete = read && reading.diagnostics.length === 0 && reading.root !== undefined;
  return { value: complete ? (reading.root ?? null) : null, diagnostics: reading.diagnostics };
}

const MAX_COMPLAINTS = 20;

interface Level {
  readonly container: Map<ObjectKey, Value> | Value[];
  key: string;
}

interface Reading {
  readonly scanner: JSONScanner;
  readonly text: string;
  readonly file: string;
  /** The containers around the place that is being read, outermost first. (A recursive reader would let the input choose the depth of our stack.) */
  readonly stack: Level[];
  readonly diagnostics: Diagnostic[];
  root: Value | undefined;
}

// The numbers of jsonc-parser's SyntaxKind, a const enum, which separately compiled modules cannot name.
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineBreak: 14,
  blank: 15,
  end: 17,
} as const;

/** False after an error of syntax. */
function readDocument(reading: Reading): boolean {
  let token = next(reading);
  for (;;) {
    const opened = readValue(reading, token);
    if (opened === null) return false;
    token = next(reading);
    // An empty container ends where it begins; a filled one goes on with its first value.
    if (opened && token !== closingOf(reading)) {
      const first = beforeValue(reading, token);
      if (first === null) return false;
      token = first;
      continue;
    }
    const following = afterValue(reading, token);
    if (following === null) return false;
    if (reading.stack.length === 0) return true;
    token = following;
  }
}

/** Takes a scalar or opens a container; true if it opened one, null after an error. */
function readValue(reading: Reading, token: number): boolean | null {
  switch (token) {
    case TOKEN.openBrace:
      return open(reading, new Map());
    case TOKEN.openBracket:
      return open(reading, []);
    case TOKEN.string:
      return add(reading, reading.scanner.getTokenValue());
    case TOKEN.number:
      return add(reading, numberAt(reading));
    case TOKEN.true:
      return add(reading, true);
    case TOKEN.false:
      return add(reading, false);
    case TOKEN.null:
      return add(reading, null);
    default:
      return unexpected(reading, token, 'a value');
  }
}

/** Reads on to the token at which the next value begins, past the name of a property; null after an error. */
function beforeValue(reading: Reading, token: number): number | null {
  const level = reading.stack.at(-1);
  if (!level || Array.isArray(level.container)) return token;
  if (token !== TOKEN.string) return unexpected(reading, token, 'the name of a property');
  const name = reading.scanner.getTokenValue();
  if (level.container.has(name)) complain(reading, 'duplicate-key', `the key ${JSON.stringify(name)} occurs twice in one object`);
  level.key = name;
  const colon = next(reading);
  return colon === TOKEN.colon ? next(reading) : unexpected(reading, colon, "':'");
}

/** Closes what ends here; the token at which the next value begins, or the end; null after an error. */
function afterValue(reading: Reading, following: number): number | null {
  let token = following;
  while (reading.stack.length > 0 && token === closingOf(reading)) {
    reading.stack.pop();
    token = next(reading);
  }
  const level = reading.stack.at(-1);
  if (!level) return token === TOKEN.end ? token : unexpected(reading, token, 'the end of the file');
  if (token !== TOKEN.comma) return unexpected(reading, token, Array.isArray(level.container) ? "',' or ']'" : "',' or '}'");
  return beforeValue(reading, next(reading));
}

function closingOf(reading: Reading): number {
  return Array.isArray(reading.stack.at(-1)?.container) ? TOKEN.closeBracket : TOKEN.closeBrace;
}

/** The next token that is no white space. */
function next({ scanner }: Reading): number {
  let token: number = scanner.scan();
  while (token === TOKEN.blank || token === TOKEN.lineBreak) token = scanner.scan();
  return scanner.getTokenError() === 0 ? token : 0;
}

function open(reading: Reading, container: Map<ObjectKey, Value> | Value[]): boolean | null {
  if (reading.stack.length >= DEFAULT_LIMITS.maxDepth) {
    complain(reading, 'too-deep', `nesting is deeper than ${DEFAULT_LIMITS.maxDepth} levels`);
    return null;
  }
  add(reading, container);
  reading.stack.push({ container, key: '' });
  return true;
}

function add(reading: Reading, value: Value): false {
  const level = reading.stack.at(-1);
  if (!level) reading.root = value;
  else if (Array.isArray(level.container)) level.container.push(value);
  else level.container.set(level.key, value);
  return false;
}

function numberAt(reading: Reading): Value {
  const exact = parseNumber(reading.scanner.getTokenValue());
  if (exact === null) complain(reading, 'number-too-long', 'the number has too many digits');
  return exact;
}

/** What the scanner says of a token it could not read (its ScanError), by number. */
const SCAN_ERRORS = [
  '',
  'a comment',
  'a string without end',
  'a number without end',
  'a bad \\u escape',
  'a bad escape',
  'a control character in a string',
];

function unexpected(reading: Reading, token: number, wanted: string): null {
  const { scanner, text } = reading;
  const offset = scanner.getTokenOffset();
  const written = text.slice(offset, offset + Math.min(20, scanner.getTokenLength()));
  const known = SCAN_ERRORS[scanner.getTokenError()];
  const found = known || (token === TOKEN.end ? 'the end of the file' : /^\/[/*]/.test(written) ? 'a comment' : JSON.stringify(written));
  complain(reading, 'bad-json', `not valid JSON: expected ${wanted}, found ${found}`);
  return null;
}

function complain({ scanner, text, file, diagnostics }: Reading, code: string, message: string): void {
  if (diagnostics.length >= MAX_COMPLAINTS) return;
  const offset = scanner.getTokenOffset();
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(0, lineStart).split('\n').length;
  const length = Math.max(1, Math.min(scanner.getTokenLength(), 80));
  const source: Source = { file, line, column: offset - lineStart + 1, length };
  diagnostics.push({ code, severity: 'error', message, source, frame: codeFrame(text, source) });
}
