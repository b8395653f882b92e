// Decides how a HAR 1.2 file is read: requests in the order in which they were sent, with JSON bodies; what has another form is reported with its place.

import { basename } from 'node:path';
import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import { codeFrame } from '../base/source.ts';
import { parseTimestamp } from '../base/time.ts';
import { isList, isObject, kindOf, type ObjectValue, type Value } from '../base/value.ts';
import { complain, type Path, type Reading } from '../contract/reading.ts';
import type { Exchange, RecordedAnswer, Recording } from '../infer/traffic/recording.ts';
import { locateIn } from './locate.ts';

const MAX_DIAGNOSTICS = 50;
/** Characters of one body. A longer one is no record, and counts as one that is not known. */
const MAX_BODY = 4_000_000;

/** The one recording in the text of a HAR file, by the times at which the requests began if all have one. Entries without an answer (status 0) are kept as requests whose outcome is not known. */
export function readHar(file: string, text: string): Checked<readonly Recording[]> {
  const parsed = parseJson(text, file);
  if (hasErrors(parsed.diagnostics)) return { value: null, diagnostics: parsed.diagnostics };
  const reading: Reading = { diagnostics: [], locate: locateIn(text, file) };
  const log = objectIn(reading, parsed.value ?? undefined, [], "a HAR file's root")?.get('log');
  const entries = objectIn(reading, log, ['log'], "'log'")?.get('entries');
  const exchanges: Timed[] = [];
  if (entries !== undefined && isList(entries)) {
    for (const [index, entry] of entries.entries()) {
      if (reading.diagnostics.length >= MAX_DIAGNOSTICS) break;
      const exchange = readEntry(reading, entry, index);
      if (exchange !== null) exchanges.push(exchange);
    }
  } else if (reading.diagnostics.length === 0) wrong(reading, ['log', 'entries'], "'entries'", 'a list', entries);
  const diagnostics = reading.diagnostics.map((diagnostic) => framed(diagnostic, text));
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const sorted = exchanges.some(({ started }) => started === null) ? exchanges : exchanges.toSorted(byStart);
  return { value: [{ name: basename(file), initial: null, exchanges: sorted.map(({ exchange }) => exchange) }], diagnostics };
}

interface Timed {
  readonly exchange: Exchange;
  /** Nanoseconds since 1970; null if the entry does not say when it began. */
  readonly started: bigint | null;
}

function byStart({ started: a }: Timed, { started: b }: Timed): number {
  return a === null || b === null || a === b ? 0 : a < b ? -1 : 1;
}

function readEntry(reading: Reading, value: Value, index: number): Timed | null {
  const path: Path = ['log', 'entries', index];
  const entry = objectIn(reading, value, path, 'an entry');
  const request = entry === null ? null : objectIn(reading, entry.get('request'), [...path, 'request'], "'request'");
  const response = entry === null ? null : objectIn(reading, entry.get('response'), [...path, 'response'], "'response'");
  if (entry === null || request === null || response === null) return null;
  const method = textIn(reading, request, 'method', [...path, 'request']);
  const url = urlIn(reading, request, [...path, 'request']);
  const status = response.get('status');
  if (typeof status !== 'number') wrong(reading, [...path, 'response', 'status'], "'status'", 'a number', status);
  if (method === null || url === null || typeof status !== 'number') return null;
  const started = entry.get('startedDateTime');
  return {
    exchange: {
      number: index + 1,
      request: {
        kind: 'addressed',
        method: method.toLowerCase(),
        path: url.pathname,
        query: new Set(url.searchParams.keys()),
        body: jsonIn(request.get('postData')),
      },
      answer: status >= 100 ? answerOf(response, status) : null,
    },
    started: (typeof started === 'string' ? parseTimestamp(started)?.nanos : undefined) ?? null,
  };
}

function answerOf(response: ObjectValue, status: number): RecordedAnswer {
  return { status, body: jsonIn(response.get('content')), location: locationOf(response) };
}

function locationOf(response: ObjectValue): string | null {
  const headers = response.get('headers');
  const found = isListOf(headers).find((header) => isObjectValue(header) && String(header.get('name')).toLowerCase() === 'location');
  const value = isObjectValue(found) ? found.get('value') : undefined;
  return typeof value === 'string' ? (urlOf(value)?.pathname ?? null) : null;
}

/** A body that is JSON, whatever it is called: `mimeType` is often wrong. Undefined for all others. */
function jsonIn(content: Value | undefined): Value | undefined {
  if (!isObjectValue(content)) return undefined;
  const text = content.get('text');
  if (typeof text !== 'string' || text === '' || text.length > MAX_BODY) return undefined;
  const decoded = content.get('encoding') === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
  const parsed = parseJson(decoded, '');
  return hasErrors(parsed.diagnostics) ? undefined : parsed.value;
}

function urlIn(reading: Reading, request: ObjectValue, path: Path): URL | null {
  const text = textIn(reading, request, 'url', path);
  if (text === null) return null;
  const url = urlOf(text);
  if (url === null) complain(reading, [...path, 'url'], 'traffic-shape', `'${text.slice(0, 80)}' is no URL`);
  return url;
}

/** Absolute, or seen from a server that does not matter. */
function urlOf(text: string): URL | null {
  return URL.canParse(text, 'http://recorded') ? new URL(text, 'http://recorded') : null;
}

function objectIn(reading: Reading, value: Value | undefined, path: Path, what: string): ObjectValue | null {
  if (isObjectValue(value)) return value;
  wrong(reading, path, what, 'an object', value);
  return null;
}

function textIn(reading: Reading, object: ObjectValue, name: string, path: Path): string | null {
  const value = object.get(name);
  if (typeof value === 'string') return value;
  wrong(reading, [...path, name], `'${name}'`, 'a string', value);
  return null;
}

function wrong(reading: Reading, path: Path, what: string, wanted: string, found: Value | undefined): void {
  complain(reading, path, 'traffic-shape', `${what} must be ${wanted}, found ${found === undefined ? 'nothing' : kindOf(found)}`);
}

function isObjectValue(value: Value | undefined): value is ObjectValue {
  return value !== undefined && value !== null && isObject(value);
}

function isListOf(value: Value | undefined): readonly Value[] {
  return value !== undefined && value !== null && isList(value) ? value : [];
}

function framed(diagnostic: Diagnostic, text: string): Diagnostic {
  return diagnostic.source ? { ...diagnostic, frame: codeFrame(text, diagnostic.source) } : diagnostic;
}
