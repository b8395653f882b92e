// Claims that the symbolic interpreter says of a request what ajv says and the official JSON Schema tests ask: of values that are written
// down, of unknown values that equal them, and of values that the solver finds within a schema and outside of it.

import { beforeAll, describe, expect, it } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import { conforms } from '../../src/simulate/schema/conforms.ts';
import type { SolverBackend } from '../../src/symbolic/solver.ts';
import { createZ3 } from '../../src/symbolic/z3/create.ts';
import { type Oracle, oracleOf } from '../support/ajv-oracle.ts';
import { DRAFTS, type Group, groupsOf } from '../support/json-schema-suite.ts';
import { type Asked, type Judged, judgeAnything, judgeKnown, judgeOwn, type Produced, produce } from '../support/schema-questions.ts';
import { AJV_ERRS, DIFFERENT, HANGS, NO_DOUBLES, OPEN, type Way } from './json-schema-undecided.ts';

/** What came of one question; `wrong` tells what was expected. */
interface Finding {
  readonly way: Way;
  readonly name: string;
  readonly kind: 'right' | 'undecided' | 'wrong';
  readonly why: string;
}

/** For groups in which a question is known to take the solver for ever, and for all others, where only a very slow machine needs it. */
const SHORT_MS = 1_000;
const LONG_MS = 20_000;
/** All questions of one way take some twenty seconds. */
const HOOK_MS = 300_000;

const groups = unique(DRAFTS.flatMap(groupsOf));
let z3: SolverBackend;

beforeAll(async () => {
  z3 = await createZ3();
});

/** Draft 4 repeats most of 2020-12: what has the same normal form and the same instances is the same question. */
function unique(all: readonly Group[]): readonly Group[] {
  const byQuestion = new Map<string, Group>();
  for (const group of all) {
    const question = JSON.stringify([group.form.schema, [...group.form.schemas], group.instances], (key, value: unknown) =>
      key === 'source' ? undefined : value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
    );
    if (!byQuestion.has(question)) byQuestion.set(question, group);
  }
  return [...byQuestion.values()];
}

/** ajv for the group; null where it errs or cannot compile the schema. */
function ajvFor(group: Group): Oracle | null {
  const errs = [...AJV_ERRS.map(([where]) => where), ...NO_DOUBLES].some((where) => where.test(group.name));
  return errs ? null : oracleOf(group.schema, group.draft.dialect);
}

/** The questions of one way, asked about a group. */
const ASK: Readonly<Record<Way, (group: Group, data: readonly Value[], asked: Asked) => readonly Finding[]>> = {
  known: (group, data) => {
    const answers = data.map((one) => judgeKnown(group.form, one));
    return judged('known', group, answers);
  },
  anything: (group, data, asked) => judged('anything', group, judgeAnything(group.form, data, asked)),
  own: (group, data, asked) => judged('own', group, judgeOwn(group.form, data, asked)),
  within: (group, _data, asked) => [produced('within', group, produce(group.form, 'within', asked))],
  outside: (group, _data, asked) => [produced('outside', group, produce(group.form, 'outside', asked))],
};

function ask(way: Way): readonly Finding[] {
  return groups.flatMap((group) => {
    const timeoutMs = HANGS.some((where) => where.test(group.name)) ? SHORT_MS : LONG_MS;
    const data = group.instances.map((instance) => instance.data);
    return ASK[way](group, data, { backend: z3, timeoutMs });
  });
}

function judged(way: Way, group: Group, answers: readonly Judged[]): readonly Finding[] {
  return group.instances.map(({ description, valid }, i): Finding => {
    const name = `${group.name} | ${description}`;
    const { answer, why } = answers[i] ?? { answer: 'contradiction', why: '' };
    if (answer === 'undecided') return { way, name, kind: 'undecided', why };
    const expected = valid ? 'valid' : 'invalid';
    return { way, name, kind: answer === expected ? 'right' : 'wrong', why: `${answer}, not ${expected}` };
  });
}

function produced(way: 'within' | 'outside', group: Group, found: Produced): Finding {
  const { name } = group;
  if (found.kind === 'undecided') return { way, name, kind: 'undecided', why: found.why };
  if (found.kind === 'none') {
    const counterexample = group.instances.find(({ valid }) => valid === (way === 'within'));
    return { way, name, kind: counterexample === undefined ? 'right' : 'wrong', why: `there is ${counterexample?.description}` };
  }
  const complaints = disagreements(group, way === 'within', found.value);
  return { way, name, kind: complaints.length === 0 ? 'right' : 'wrong', why: `${toJson(found.value)} says ${complaints.join(', ')}` };
}

/** Who says otherwise of the value: the concrete interpreter, the symbolic one now that the value is known, ajv. */
function disagreements(group: Group, valid: boolean, value: Value): readonly string[] {
  const { form } = group;
  const nonconformity = conforms(form.schemas, form.schema, value, 'request');
  const concrete = valid ? nonconformity === null : nonconformity?.kind === 'violation';
  const symbolic = judgeKnown(form, value).answer === (valid ? 'valid' : 'invalid');
  const ajv = ajvFor(group);
  return [...(concrete ? [] : ['simulate']), ...(symbolic ? [] : ['symbolic']), ...(ajv === null || ajv(value) === valid ? [] : ['ajv'])];
}

it('ajv says what the tests say, or is listed', () => {
  const answers = DRAFTS.flatMap(groupsOf).flatMap((group) => {
    const ajv = oracleOf(group.schema, group.draft.dialect);
    const wrong = ajv !== null && group.instances.some(({ data, valid }) => ajv(data) !== valid);
    return wrong ? [group.name] : [];
  });
  expect(answers.filter((name) => !AJV_ERRS.some(([where]) => where.test(name)))).toEqual([]);
  expect(AJV_ERRS.filter(([where]) => !answers.some((name) => where.test(name))).map(([where]) => where.source)).toEqual([]);
});

const WAYS: readonly (readonly [way: Way, claim: string])[] = [
  ['known', 'a value that is written down'],
  ['anything', 'an unknown value of any kind that equals the instance'],
  ['own', 'an unknown value of the schema, which can equal the instance if it is valid and else cannot'],
  ['within', 'a value that the solver finds within the schema'],
  ['outside', 'a value that the solver finds outside of the schema'],
];

describe.each(WAYS)('%s: %s', (way) => {
  let findings: readonly Finding[] = [];
  const list = (some: readonly Finding[]): readonly string[] => some.map(({ name, why }) => `${name}: ${why}`);

  beforeAll(() => {
    findings = ask(way);
  }, HOOK_MS);

  it('is judged as it should be', () => {
    expect(findings.length).toBeGreaterThan(way === 'within' || way === 'outside' ? 400 : 1200);
    const wrong = findings.filter(({ kind, name }) => kind === 'wrong' && !DIFFERENT.some(([where]) => where.test(name)));
    expect(list(wrong)).toEqual([]);
  });

  it('is left open only where the list says so and why', () => {
    const open = findings.filter(({ kind }) => kind === 'undecided');
    expect(list(open.filter(({ name, why }) => !OPEN.some((entry) => entry.where.test(name) && entry.names.test(why))))).toEqual([]);
    expect(OPEN.filter(({ counts: all }) => Object.values(all).every((count) => count === 0))).toEqual([]);
    const counts = OPEN.map(({ where, names }) => open.filter((one) => where.test(one.name) && names.test(one.why)).length);
    const listed = OPEN.map(({ counts: expected }) => expected[way] ?? 0);
    expect(OPEN.map(({ where, names }, i) => `${where.source} ${names.source}: ${counts[i]}`)).toEqual(
      OPEN.map(({ where, names }, i) => `${where.source} ${names.source}: ${listed[i]}`),
    );
  });

  it('differs wherever the list says that it does', () => {
    const stale = DIFFERENT.filter(
      ([where, , ways]) => ways.includes(way) && !findings.some(({ kind, name }) => kind === 'wrong' && where.test(name)),
    );
    expect(stale.map(([where]) => where.source)).toEqual([]);
  });
});
