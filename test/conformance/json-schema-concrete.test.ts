// Claims that the concrete interpreter passes the official JSON Schema tests, apart from a list with a reason for each entry.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import { isList, isObject, type ObjectValue, type Value } from '../../src/base/value.ts';
import { conforms } from '../../src/simulate/schema/conforms.ts';
import { normaliseJsonSchema } from '../../src/spec/schema/json-schema.ts';

type Dialect = '2020-12' | 'draft4';
type Answer = 'valid' | 'invalid' | 'undecided';

const VECTORS = new URL('./vectors/json-schema/', import.meta.url);

/** Groups (or whole files) whose answer differs, with what we answer instead and why. An entry that no longer differs fails the test. */
const DIFFERENT: readonly (readonly [where: RegExp, why: string])[] = [
  [/^draft2020-12\/optional\/dependencies-compatibility\.json/, '`dependencies` is no keyword of 2020-12; OpenAPI 3.1 does not know it'],
  [/^draft2020-12\/optional\/unknownKeyword\.json/, 'an $id inside an unknown keyword is taken for an identifier'],
  [/^draft2020-12\/vocabulary\.json/, 'vocabularies are not read; a schema that names its own is reported at load'],
  [/^draft4\/ref\.json \| \$ref prevents a sibling id/, 'siblings of $ref count in every dialect'],
  [/^draft4\/optional\/zeroTerminatedFloats\.json/, '25.0 is an integer in every dialect, as JSON Schema says since draft 6'],
];

/** What may be undecided: references that leave the document, dynamic references, vocabularies. */
const OPEN: readonly RegExp[] = [
  /\/(defs|definitions|ref|refRemote)\.json .*: \$ref$/,
  /\/dynamicRef\.json .*: \$(dynamicRef|ref)$/,
  /\/unevaluated(Items|Properties)\.json \| unevaluated(Items|Properties) with \$dynamicRef .*: (\$dynamicRef|unevaluated(Items|Properties))$/,
  /\/vocabulary\.json .*: \$schema$/,
  /\/optional\/cross-draft\.json .*: \$ref$/,
];

interface Case {
  readonly name: string;
  readonly data: Value;
  readonly expected: Answer;
  readonly schema: Value;
}

function field(object: Value, name: string): Value {
  const value = isObject(object) ? (object as ObjectValue).get(name) : undefined;
  if (value === undefined) throw new Error(`the vectors have no ${name} where one is expected`);
  return value;
}

function list(value: Value | null): readonly Value[] {
  if (value === null || !isList(value)) throw new Error('the vectors have no list where one is expected');
  return value;
}

function casesOf(folder: string): readonly Case[] {
  // `format` is asserted for three formats only, which is not what those vectors ask; unit tests cover the three.
  const files = readdirSync(new URL(folder, VECTORS), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.json') && !file.includes('format'),
  );
  return files.sort().flatMap((file) => {
    const groups = list(parseJson(readFileSync(new URL(`${folder}/${file}`, VECTORS), 'utf8'), file).value);
    return groups.flatMap((group) =>
      list(field(group, 'tests')).map((test): Case => {
        const name = `${folder}/${file} | ${String(field(group, 'description'))} | ${String(field(test, 'description'))}`;
        return {
          name,
          data: field(test, 'data'),
          expected: field(test, 'valid') === true ? 'valid' : 'invalid',
          schema: field(group, 'schema'),
        };
      }),
    );
  });
}

const normalised = new Map<Value, ReturnType<typeof normaliseJsonSchema>>();

function answer({ schema, data }: Case, dialect: Dialect): { readonly answer: Answer; readonly keyword: string } {
  const form = normalised.get(schema) ?? normaliseJsonSchema(schema, dialect);
  normalised.set(schema, form);
  const found = conforms(form.schemas, form.schema, data, 'stored');
  if (found === null) return { answer: 'valid', keyword: '' };
  return { answer: found.kind === 'undecided' ? 'undecided' : 'invalid', keyword: found.keyword };
}

describe.each([
  ['draft2020-12', '2020-12', 1290],
  ['draft4', 'draft4', 670],
] as const)('the official tests of %s', (folder, dialect, least) => {
  const results = casesOf(folder).map((test) => ({ ...test, ...answer(test, dialect) }));

  it('are all there', () => expect(results.length).toBeGreaterThan(least - 20));

  it('are answered as they should be, or left open for a reason that is listed', () => {
    const wrong = results.filter(({ answer: given, expected, name, keyword }) => {
      if (given === 'undecided') return !OPEN.some((pattern) => pattern.test(`${name}: ${keyword}`));
      return given !== expected && !DIFFERENT.some(([where]) => where.test(name));
    });
    expect(wrong.map(({ name, answer: given, keyword }) => `${name}: ${given} ${keyword}`)).toEqual([]);
  });

  it('differ wherever the list says that they do', () => {
    const stale = DIFFERENT.filter(([where]) => where.source.startsWith(`^${folder}\\/`)).filter(
      ([where]) => !results.some(({ name, answer: given, expected }) => where.test(name) && given !== expected),
    );
    expect(stale.map(([where]) => where.source)).toEqual([]);
  });
});
