// Decides how the benchmark itself reads a document, for labels and the baseline: as plain JSON, without a line of what it measures.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export type Plain = Readonly<Record<string, unknown>>;

export interface PlainOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly node: Plain;
  /** The path item that it is in. */
  readonly item: Plain;
}

export function readDocument(path: string): Plain {
  const text = readFileSync(path, 'utf8');
  return plain(path.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 }));
}

/** An object, empty if it is none. */
export function plain(value: unknown): Plain {
  return isPlain(value) ? value : {};
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a local reference points to, at most a few in a row; anything else is itself. */
export function resolve(document: Plain, value: unknown): Plain {
  let node = plain(value);
  for (let hops = 0; hops < 8 && typeof node['$ref'] === 'string'; hops += 1) node = plain(at(document, node['$ref']));
  return node;
}

/** What a local reference points to; undefined if nothing is there. */
export function at(document: Plain, pointer: string): unknown {
  if (!pointer.startsWith('#/')) return null;
  const steps = pointer.slice(2).split('/');
  return steps.reduce<unknown>((node, step) => plain(node)[decode(step)], document);
}

/** A `%` that encodes nothing stands for itself. */
function decode(step: string): string {
  const text = /%(?![0-9a-f]{2})/i.test(step) ? step : decodeURIComponent(step);
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

export function operationsOf(document: Plain): readonly PlainOperation[] {
  return Object.entries(plain(document['paths'])).flatMap(([path, value]) => {
    const item = resolve(document, value);
    return METHODS.filter((method) => isPlain(item[method])).map((method) => {
      const node = plain(item[method]);
      const id = node['operationId'];
      return { method, path, operationId: typeof id === 'string' ? id : null, node, item };
    });
  });
}

/** Whether the last segment of a path holds a parameter: `/users/{id}`, `/files/{name}.json`. */
export function endsInParameter(path: string): boolean {
  return /\{[^}]*\}[^/]*$/.test(path.replace(/\/+$/, ''));
}

/** The names of the parameters in a path, in order. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
}

/** Arrays under these names stand beside an answer and are not what was asked for. */
const BESIDE = /^(_?links|errors?|warnings?|messages?|meta(data)?|tags|labels)$/i;

/**
 * Whether a GET of a path item may answer with a list: bare, or as the only array of an object, at its top or one object further in. Where
 * the answer is not described it may be anything.
 */
export function mayAnswerWithList(document: Plain, item: Plain): boolean {
  const responses = plain(plain(item['get'])['responses']);
  const answer = resolve(document, responses['200'] ?? responses['2XX'] ?? responses['default']);
  const media = Object.values(plain(answer['content']))[0];
  const schema = resolve(document, plain(media)['schema'] ?? answer['schema']);
  return schema['type'] === 'array' || isUndescribed(schema) || arraysIn(document, schema, 2) === 1;
}

function isUndescribed(schema: Plain): boolean {
  return (
    !['properties', 'allOf', 'anyOf', 'oneOf', 'additionalProperties', 'enum', 'format'].some((name) => name in schema) &&
    schema['type'] !== 'string'
  );
}

/** At the highest level that has any. */
function arraysIn(document: Plain, schema: Plain, levels: number): number {
  const values = Object.entries(propertiesOf(document, schema, 0))
    .filter(([name]) => !BESIDE.test(name))
    .map(([, value]) => resolve(document, value));
  const arrays = values.filter((value) => value['type'] === 'array').length;
  return arrays > 0 || levels === 0 ? arrays : Math.max(0, ...values.map((value) => arraysIn(document, value, levels - 1)));
}

function propertiesOf(document: Plain, schema: Plain, depth: number): Plain {
  const parts = depth < 4 && Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  const inherited = parts.map((part) => propertiesOf(document, resolve(document, part), depth + 1));
  return Object.assign({}, ...inherited, plain(schema['properties']));
}
