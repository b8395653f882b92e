// Support: what ajv says of a value and a schema, in drafts 2020-12 and 4.

import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { toJson } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';

/** Whether ajv finds the value valid; null where it comes to no answer. */
export type Oracle = (value: Value) => boolean | null;

const OPTIONS = { strict: false, validateFormats: false, validateSchema: false, ownProperties: true, logger: false } as const;

/** ajv for that schema; null where ajv cannot compile it (references to other documents, most of all). */
export function oracleOf(schema: Value, dialect: '2020-12' | 'draft4'): Oracle | null {
  const ajv = dialect === '2020-12' ? new Ajv2020(OPTIONS) : draft4();
  try {
    const validate = ajv.compile(JSON.parse(toJson(schema)));
    // Not `toPlain`: ajv compares by methods that objects without prototype do not have.
    return (value) => orNull(() => validate(JSON.parse(toJson(value))) === true);
  } catch {
    return null;
  }
}

/** ajv follows some references without end. */
function orNull(work: () => boolean): boolean | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Draft 7, which ajv has, with the few keywords that draft 4 had otherwise. */
function draft4(): Ajv {
  const ajv = new Ajv({ ...OPTIONS, schemaId: 'id', meta: false });
  for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'const', 'contains', 'propertyNames', 'if'])
    ajv.removeKeyword(keyword);
  ajv.addKeyword({ keyword: 'exclusiveMinimum' });
  ajv.addKeyword({ keyword: 'exclusiveMaximum' });
  ajv.addKeyword({
    keyword: 'minimum',
    type: 'number',
    compile: (limit: number, schema: Readonly<Record<string, unknown>>) => (value: number) =>
      schema['exclusiveMinimum'] === true ? value > limit : value >= limit,
  });
  ajv.addKeyword({
    keyword: 'maximum',
    type: 'number',
    compile: (limit: number, schema: Readonly<Record<string, unknown>>) => (value: number) =>
      schema['exclusiveMaximum'] === true ? value < limit : value <= limit,
  });
  return ajv;
}
