// Decides how the conclusions about one operation read on a terminal: what it is, from what that follows, what was rejected, and what the overlay says.

import type { CollectionFact, Inference, OperationFact } from '../infer/inference.ts';
import { notesOf } from '../infer/traffic/revise-text.ts';
import type { Style } from './style.ts';

export function renderExplanation(inference: Inference, fact: OperationFact, overlay: string, style: Style): readonly string[] {
  const names = [
    ...new Set([...(fact.collection === null ? [] : [fact.collection]), ...fact.requires.map(({ collection }) => collection)]),
  ];
  const collections = names.flatMap((name) => inference.collections.find((collection) => collection.name === name) ?? []);
  const inOverlay = overlayLines(overlay, fact);
  return [
    `${style.bold(`${fact.method.toUpperCase()} ${fact.path}`)}${fact.operationId === null ? '' : ` (${fact.operationId})`}`,
    `  ${style.bold(fact.kind)}${fact.collection === null ? '' : ` of ${fact.collection}`}, confidence ${fact.confidence.toFixed(2)}`,
    ...fact.evidence.map((text) => `    because ${text}`),
    ...fact.rejected.map((text) => style.dim(`    not taken: ${text}`)),
    ...notesOf(fact).map((text) => `    ${text}`),
    ...fact.requires.map(({ collection, exists }) => `  needs ${exists.map((name) => `{${name}}`).join(', ')} to be in ${collection}`),
    ...changes(fact).map((text) => `  ${text}`),
    ...answers(fact).map((text) => `  ${text}`),
    ...collections.flatMap((collection) => renderCollection(collection, style)),
    ...(inOverlay.length === 0
      ? ['  the overlay says nothing about it']
      : ['  in the overlay:', ...inOverlay.map((line) => `    ${line}`)]),
  ];
}

function changes({ creates, updates, deletes }: OperationFact): readonly string[] {
  return [
    ...creates.map((name) => `makes a record of ${name}`),
    ...updates.map((name) => `changes a record of ${name}`),
    ...deletes.map((name) => `removes from ${name}`),
  ];
}

function answers({ paging, filters, refusals }: OperationFact): readonly string[] {
  const said = paging === null ? [] : [`comes in pages by ${paging.style}`, ...paging.evidence.map((text) => `  because ${text}`)];
  return [
    ...said,
    ...filters.flatMap(({ parameter, property, confidence, evidence }) => [
      `?${parameter} asks for a '${property}', confidence ${confidence.toFixed(2)}`,
      `  because ${evidence}`,
    ]),
    ...refusals.map(({ reason, status, from }) => `refuses ${REASONS[reason]} with ${status}: ${SOURCES[from]}`),
  ];
}

const REASONS = { missing: 'what is not there', duplicate: 'a key that is taken', dangling: 'what refers to nothing' } as const;
const SOURCES = {
  described: 'it describes it so',
  declared: 'it declares it',
  document: 'others in the document do',
  usual: 'the document says nothing, and that is usual',
  traffic: 'so it was recorded',
} as const;

function renderCollection(fact: CollectionFact, style: Style): readonly string[] {
  const key = fact.key === null ? 'no key' : `key ${typeof fact.key === 'string' ? fact.key : fact.key.join(' + ')}`;
  const origin = fact.keyOrigin === null ? '' : ` (${ORIGINS[fact.keyOrigin]})`;
  const parent = fact.parent === null ? '' : `, below ${fact.parent}`;
  return [
    `  ${style.bold(fact.name)}: ${key}${origin}${parent}, confidence ${fact.confidence.toFixed(2)}`,
    ...fact.evidence.map((text) => `    because ${text}`),
    ...notesOf(fact).map((text) => `    ${text}`),
    ...Object.entries(fact.references).map(([property, target]) => `    ${property} refers to ${target}`),
  ];
}

const ORIGINS = {
  server: 'chosen by the server',
  client: 'chosen by the client',
  derived: 'derived from other fields',
  ambient: 'given from outside: nothing makes one',
} as const;

/** The lines of the overlay about an operation. */
function overlayLines(overlay: string, { method, path }: OperationFact): readonly string[] {
  const lines = overlay.split('\n');
  const start = lines.findIndex((line) => line === `        ${path}:` || line === `        '${path.replaceAll("'", "''")}':`);
  if (start < 0) return [];
  const own = lines.findIndex((line, i) => i > start && line.startsWith(`          ${method}:`));
  const next = lines.findIndex((line, i) => i > start && /^ {0,8}\S/.test(line));
  if (own < 0 || (next >= 0 && own > next)) return [];
  const end = lines.findIndex((line, i) => i > own && /^ {0,10}\S/.test(line));
  return lines
    .slice(own, end < 0 ? lines.length : end)
    .filter((line) => line !== '')
    .map((line) => line.slice(10));
}
