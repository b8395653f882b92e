// Claims that symbolic validity is what the official JSON Schema tests say: of known data, and of the same data hidden behind unknowns.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../src/base/json.ts';
import { isList, isObject, type Value } from '../../../../src/base/value.ts';
import { normaliseJsonSchema } from '../../../../src/spec/schema/json-schema.ts';
import { interpretTerm } from '../../../../src/symbolic/interpret.ts';
import { emptyModel } from '../../../../src/symbolic/model.ts';
import { validity } from '../../../../src/symbolic/schema/validity.ts';
import { known } from '../../../../src/symbolic/values.ts';
import { createLifter } from '../../../support/lift.ts';
import { newContext } from '../../../support/values.ts';

const VECTORS = new URL('../../../conformance/vectors/json-schema/', import.meta.url);

/** Groups whose answer differs, and why. An entry that no longer differs fails the test. */
const DIFFERENT: readonly (readonly [where: RegExp, why: string])[] = [
  [/^draft2020-12\/optional\/dependencies-compatibility\.json/, '`dependencies` is no keyword of 2020-12'],
  [/^draft2020-12\/optional\/unknownKeyword\.json/, 'an $id inside an unknown keyword is taken for an identifier'],
  [/^draft2020-12\/vocabulary\.json/, 'vocabularies are not read; a schema that names its own is reported at load'],
  [/^draft4\/ref\.json \| \$ref prevents a sibling id/, 'siblings of $ref count in every dialect'],
  [/^draft4\/optional\/zeroTerminatedFloats\.json/, '25.0 is an integer in every dialect'],
];

/** What an opaque function may stand for in these tests. */
const OPEN = /^(schema keyword|pattern|a schema that refers to itself)/;

interface Case {
  readonly name: string;
  readonly schema: Value;
  readonly data: Value;
  readonly valid: boolean;
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

function casesOf(folder: string): readonly Case[] {
  const files = readdirSync(new URL(folder, VECTORS), { recursive: true, encoding: 'utf8' });
  const asserted = files.filter((file) => file.endsWith('.json') && !file.includes('format')).sort();
  return asserted.flatMap((file) =>
    list(parseJson(readFileSync(new URL(`${folder}/${file}`, VECTORS), 'utf8'), file).value).flatMap((group) =>
      list(field(group, 'tests')).map((test): Case => {
        const name = `${folder}/${file} | ${String(field(group, 'description'))} | ${String(field(test, 'description'))}`;
        return { name, schema: field(group, 'schema'), data: field(test, 'data'), valid: field(test, 'valid') === true };
      }),
    ),
  );
}

/** What is answered: null where that depends on a construct without meaning. */
interface Answers {
  readonly known: boolean | null;
  readonly lifted: boolean | null;
  readonly constructs: readonly string[];
}

const normalised = new Map<Value, ReturnType<typeof normaliseJsonSchema>>();

function answer({ schema, data }: Case, seed: number, dialect: '2020-12' | 'draft4'): Answers {
  const form = normalised.get(schema) ?? normaliseJsonSchema(schema, dialect);
  normalised.set(schema, form);
  const context = newContext(form.schemas);
  const lifter = createLifter(context, seed);
  const ofKnown = validity(context, form.schema, known(data), 'stored');
  const ofLifted = validity(context, form.schema, lifter.lift(data), 'stored');
  const decide = (term: typeof ofKnown, model = emptyModel): boolean | null =>
    context.constructsIn([term]).length > 0 ? null : interpretTerm(term, model) === true;
  return { known: decide(ofKnown), lifted: decide(ofLifted, lifter.model()), constructs: context.constructsIn([ofKnown, ofLifted]) };
}

describe.each([
  ['draft2020-12', '2020-12'],
  ['draft4', 'draft4'],
] as const)('the official tests of %s', (folder, dialect) => {
  const results = casesOf(folder).map((test, seed) => ({ ...test, ...answer(test, seed, dialect) }));
  const differs = (name: string): boolean => DIFFERENT.some(([where]) => where.test(name));

  it('are answered as they should be for known data', () => {
    const wrong = results.filter((one) => one.known !== null && one.known !== one.valid && !differs(one.name));
    expect(wrong.map((one) => one.name)).toEqual([]);
  });

  it('are answered alike for data behind unknowns', () => {
    const wrong = results.filter((one) => one.lifted !== null && one.known !== null && one.lifted !== one.known);
    expect(wrong.map((one) => one.name)).toEqual([]);
  });

  it('are left open only for constructs without meaning, and seldom', () => {
    const open = results.filter((one) => one.known === null || one.lifted === null);
    expect(
      open
        .filter((one) => !one.constructs.every((construct) => OPEN.test(construct)))
        .map((one) => `${one.name}: ${one.constructs.join()}`),
    ).toEqual([]);
    expect(open.length / results.length).toBeLessThan(0.08);
  });

  it('differ wherever the list says that they do', () => {
    const stale = DIFFERENT.filter(([where]) => where.source.startsWith(`^${folder}\\/`)).filter(
      ([where]) => !results.some((one) => where.test(one.name) && one.known !== null && one.known !== one.valid),
    );
    expect(stale.map(([where]) => where.source)).toEqual([]);
  });
});
