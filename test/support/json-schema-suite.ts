// Support: the official JSON Schema tests, read once: groups of one schema with several instances each.

import { readdirSync, readFileSync } from 'node:fs';
import { parseJson } from '../../src/base/json.ts';
import { isList, isObject, type Value } from '../../src/base/value.ts';
import { type NormalisedSchema, normaliseJsonSchema } from '../../src/spec/schema/json-schema.ts';

const VECTORS = new URL('../conformance/vectors/json-schema/', import.meta.url);

/** Folder of the vectors, and what the schemas in it are read as. */
export const DRAFTS = [
  { folder: 'draft2020-12', dialect: '2020-12' },
  { folder: 'draft4', dialect: 'draft4' },
] as const;

export type Draft = (typeof DRAFTS)[number];

export interface Instance {
  readonly description: string;
  readonly data: Value;
  readonly valid: boolean;
}

export interface Group {
  /** The file and the description. */
  readonly name: string;
  readonly draft: Draft;
  /** The schema as it is written, for other validators. */
  readonly schema: Value;
  readonly form: NormalisedSchema;
  readonly instances: readonly Instance[];
}

/** All groups of a draft, without those about `format`: three formats constrain in OpenAPI, which is not what these vectors ask. */
export function groupsOf(draft: Draft): readonly Group[] {
  const files = readdirSync(new URL(draft.folder, VECTORS), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.json') && !file.includes('format'),
  );
  return files.sort().flatMap((file) => {
    const path = `${draft.folder}/${file}`;
    return list(parseJson(readFileSync(new URL(path, VECTORS), 'utf8'), file).value).map((group) => groupOf(draft, path, group));
  });
}

function groupOf(draft: Draft, path: string, group: Value): Group {
  const schema = field(group, 'schema');
  return {
    name: `${path} | ${String(field(group, 'description'))}`,
    draft,
    schema,
    form: normaliseJsonSchema(schema, draft.dialect),
    instances: list(field(group, 'tests')).map((test) => ({
      description: String(field(test, 'description')),
      data: field(test, 'data'),
      valid: field(test, 'valid') === true,
    })),
  };
}

function field(object: Value, name: string): Value {
  const value = isObject(object) ? object.get(name) : undefined;
  if (value === undefined) throw new Error(`the vectors have no ${name} where one is expected`);
  return value;
}

function list(value: Value | null): readonly Value[] {
  if (value === null || !isList(value)) throw new Error('the vectors have no list where one is expected');
  return value;
}
