// Claims that a hole in a request ranges over what its schema admits, no more and no less: what fills it conforms, by ajv too, and what is proved
// of all fillings is true of every value of a small domain. The initial state is unknown, so the solver is asked and nothing is guessed.

import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/base/json.ts';
import type { Value } from '../../src/base/value.ts';
import type { Template } from '../../src/contract/trajectory.ts';
import { conforms } from '../../src/simulate/schema/conforms.ts';
import type { HoleMode, Verdict } from '../../src/verify/verdict.ts';
import { verify } from '../../src/verify/verify.ts';
import { oracleOf } from '../support/ajv-oracle.ts';
import { contractOf } from '../support/contract-builder.ts';
import { schemaOf, schemasOf, valueOf } from '../support/schema-builder.ts';
import { trajectory } from '../unit/symbolic/execute/running.ts';
import { LISTS } from './request-list-rows.ts';
import type { RequestRow, RuleRow } from './request-row.ts';
import { REQUESTS } from './request-rows.ts';

/** One rule of a row. */
interface Case extends RequestRow {
  readonly rule: string;
  readonly exists: RuleRow[1];
  readonly forall: RuleRow[2];
}

/** Much less than a question may take, much more than these need. */
const QUESTION = { rlimit: 5_000_000, timeoutMs: 20_000 };

async function judge(row: Case, body: unknown, holes: HoleMode): Promise<Verdict> {
  const contract = contractOf({
    schemas: row.schemas ?? {},
    operations: { send: { body: row.schema, preconditions: [{ rule: row.rule, status: 409 }] } },
  });
  const [step] = trajectory({ kind: 'any' }, [{ op: 'send', body: null }]).steps;
  if (step === undefined) throw new Error('the trajectory has a step');
  const sent = { ...trajectory({ kind: 'any' }, []), steps: [{ ...step, body: templateOf(body) }] };
  const { value, diagnostics } = await verify(contract, sent, { holes, question: QUESTION });
  if (value === null) throw new Error(`the question is wrong: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return value;
}

function templateOf(plain: unknown): Template {
  if (typeof plain !== 'object' || plain === null) return { kind: 'value', value: valueOf(plain) };
  if (Array.isArray(plain)) return { kind: 'list', items: plain.map(templateOf) };
  if ('$hole' in plain) return { kind: 'hole', name: String(plain.$hole) };
  return { kind: 'object', entries: new Map(Object.entries(plain).map(([name, item]) => [name, templateOf(item)])) };
}

/** The body of the row with a value in its hole. */
function filled(template: unknown, value: unknown): unknown {
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((item) => filled(item, value));
  if ('$hole' in template) return value;
  return Object.fromEntries(Object.entries(template).map(([name, item]) => [name, filled(item, value)]));
}

/** Whether the rule holds of the body, which is known: both interpreters say so. */
async function holdsOf(row: Case, value: unknown): Promise<boolean> {
  const { verdict } = await judge(row, filled(row.body ?? { $hole: 'x' }, value), 'forall');
  expect(['valid', 'invalid']).toContain(verdict);
  return verdict === 'valid';
}

/** By the concrete interpreter, and by ajv where it knows what the references refer to. */
function isWithin(row: RequestRow, value: Value): boolean {
  const schema = row.of ?? row.schema;
  const ajv = row.schemas === undefined ? oracleOf(valueOf(schema), '2020-12') : null;
  return conforms(schemasOf(row.schemas ?? {}), schemaOf(schema), value, 'request') === null && (ajv === null || ajv(value) === true);
}

function expectWithin(row: RequestRow, value: Value | undefined): void {
  expect(value !== undefined && isWithin(row, value), value === undefined ? 'no value' : toJson(value)).toBe(true);
}

describe.each([...REQUESTS, ...LISTS])('$claim', (row) => {
  const cases = row.rules.map(([rule, exists, forall]): Case => ({ ...row, rule, exists, forall }));
  const domain = row.domain.filter((value) => isWithin(row, valueOf(value)));

  it('has values within the schema', () => {
    expect(domain.length).toBeGreaterThan(0);
  });

  it.each(cases)('$exists make true: $rule', async (one) => {
    const verdict = await judge(one, one.body ?? { $hole: 'x' }, 'exists');
    expect(verdict.verdict, JSON.stringify(verdict.unknown)).toBe(one.exists === 'some' ? 'valid' : 'invalid');
    const tried = await Promise.all(domain.map((value) => holdsOf(one, value)));
    if (one.exists === 'none') return expect(tried).not.toContain(true);
    const filling = verdict.holes?.get('x');
    expectWithin(one, filling);
    expect(tried, 'the domain shows it too').toContain(true);
  });

  it.each(cases)('$forall make true: $rule', async (one) => {
    const verdict = await judge(one, one.body ?? { $hole: 'x' }, 'forall');
    expect(verdict.verdict, JSON.stringify(verdict.unknown)).toBe(one.forall === 'all' ? 'valid' : 'invalid');
    const tried = await Promise.all(domain.map((value) => holdsOf(one, value)));
    if (one.forall === 'all') return expect(tried).not.toContain(false);
    expectWithin(one, verdict.counterexample?.holes.get('x'));
    expect(tried, 'the domain shows it too').toContain(false);
  });
});
