// Decides how Swagger 2.0 becomes OpenAPI 3.0: a maintained library converts the plain data, and positions, exact numbers
// and extensions come back from the original tree.

import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0';
import type { Report } from '../report.ts';
import { child, childrenOf, childText, isMap, numberOf, type SpecEntry, type SpecMap, type SpecNode, textOf } from '../tree/node.ts';
import { plainOf } from '../tree/plain.ts';
import { originOf, restoreForm } from './origin.ts';
import { rebuild } from './rebuild.ts';

/** Whether a document calls itself Swagger 2.0. */
export function isSwagger(root: SpecNode): boolean {
  const version = child(root, 'swagger');
  return textOf(version)?.startsWith('2.') === true || numberOf(version) === 2;
}

/** The document as OpenAPI 3.0; null after an error was reported. */
export function convertSwagger(root: SpecNode, report: Report): SpecNode | null {
  const prepared = prepare(root);
  let converted: unknown;
  try {
    converted = upgradeFromTwoToThree(plainOf(prepared, isExtension));
  } catch (error) {
    // The library throws on documents that are not Swagger; what it says is about the document.
    const reason = error instanceof Error ? error.message : String(error);
    report.error('swagger-conversion', root, `the document cannot be converted from Swagger 2.0: ${reason}`);
    return null;
  }
  checkFormats(root, report);
  requireForms(converted);
  return rebuild(converted, prepared, { originOf, restore: restoreForm });
}

/** A request without the form cannot have the fields that must be there, of which the library says nothing. */
function requireForms(converted: unknown): void {
  for (const item of valuesOf(field(converted, 'paths'))) {
    for (const body of valuesOf(item).map((operation) => field(operation, 'requestBody'))) {
      const forms = valuesOf(field(body, 'content')).map((media) => field(field(media, 'schema'), 'required'));
      if (isRecord(body) && forms.some((names) => Array.isArray(names) && names.length > 0) && isForm(field(body, 'content'))) {
        body['required'] = true;
      }
    }
  }
}

function isForm(content: unknown): boolean {
  return (
    isRecord(content) && Object.keys(content).every((type) => /^(application\/x-www-form-urlencoded|multipart\/form-data)$/.test(type))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function field(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function valuesOf(value: unknown): readonly unknown[] {
  return isRecord(value) ? Object.values(value) : [];
}

const USUAL_FORMATS: ReadonlyMap<string, readonly string[]> = new Map([
  ['query', ['csv', 'ssv', 'pipes', 'multi']],
  ['formData', ['csv', 'multi']],
]);

/** Values of a list that OpenAPI 3 cannot write the way Swagger 2.0 did; the converter drops them without a word. */
function checkFormats(root: SpecNode, report: Report): void {
  const paths = child(root, 'paths');
  const items = paths === null ? [] : childrenOf(paths);
  const operations = items.flatMap(childrenOf);
  const shared = child(root, 'parameters');
  const lists = [...items, ...operations].map((holder) => child(holder, 'parameters'));
  for (const parameter of [shared, ...lists].flatMap((list) => (list === null ? [] : childrenOf(list)))) {
    const format = child(parameter, 'collectionFormat');
    const usual = USUAL_FORMATS.get(childText(parameter, 'in') ?? '') ?? ['csv'];
    if (format === null || usual.includes(textOf(format) ?? '')) continue;
    report.warn(
      'unsupported-format',
      format,
      `OpenAPI 3 has no counterpart of the collectionFormat '${textOf(format) ?? ''}' here; commas are assumed`,
    );
  }
}

function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

// The library copes with the text `2.0` only, with shared body parameters only where they stand before the operations, and
// would take extensions for schemas; those come back from the original in `rebuild`.
function prepare(root: SpecNode): SpecNode {
  if (!isMap(root)) return root;
  const version = child(root, 'swagger');
  const entries = new Map(root.entries);
  const key = root.entries.get('swagger')?.key;
  if (version?.kind === 'scalar' && key !== undefined) entries.set('swagger', { key, value: { ...version, value: '2.0' } });
  const paths = root.entries.get('paths');
  if (paths !== undefined && isMap(paths.value)) entries.set('paths', { key: paths.key, value: mapEntries(paths.value, parametersFirst) });
  return { ...root, entries };
}

function mapEntries(node: SpecMap, change: (value: SpecNode) => SpecNode): SpecMap {
  const entries = new Map<string, SpecEntry>();
  for (const [name, entry] of node.entries) entries.set(name, { key: entry.key, value: change(entry.value) });
  return { ...node, entries };
}

function parametersFirst(item: SpecNode): SpecNode {
  const parameters = isMap(item) ? item.entries.get('parameters') : undefined;
  if (!isMap(item) || parameters === undefined) return item;
  return { ...item, entries: new Map([['parameters', parameters], ...item.entries]) };
}
