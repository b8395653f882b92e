// Which answers model checking leaves out: those that the server may give as it likes, where no rule looks at them.

import { expect, it } from 'vitest';
import { check } from '../../../src/explore/check/check.ts';
import { withoutFreeAnswers } from '../../../src/explore/check/free-answers.ts';
import { contractOf, type PlainOperation } from '../../support/contract-builder.ts';
import { type PlainSchema, schemaOf } from '../../support/schema-builder.ts';

const AT = { type: 'object', required: ['at'], properties: { at: { type: 'string' } } } as const;

function free(schema: PlainSchema): PlainOperation {
  return { responses: { 200: schema }, response: { kind: 'any', schema: schemaOf(schema) } };
}

function kindOf(operation: PlainOperation): string {
  const contract = contractOf({ operations: { ask: operation } });
  return withoutFreeAnswers(contract, 1).operations.get('ask')?.response.body.kind ?? '';
}

it.each<[string, PlainOperation, string]>([
  ['one that the server chooses is left out', free(AT), 'none'],
  ['one that a postcondition looks at is not', { ...free(AT), postconditions: ["response.body.at != ''"] }, 'any'],
  ['one that no value fits is not', free({ type: 'string', minLength: 3, maxLength: 2 }), 'any'],
  ['one that a rule gives is not', { response: "{'at': 'home'}" }, 'rule'],
])('%s', (_, operation, expected) => {
  expect(kindOf(operation)).toBe(expected);
});

it('what is free in an answer does not keep running from deciding what holds', async () => {
  const contract = contractOf({
    variables: { n: { schema: { type: 'integer' }, initial: 0 } },
    invariants: ['n != 5'],
    operations: {
      step: { ...free(AT), preconditions: ['n < 3 || n > 3'], effects: [{ assign: 'n', value: 'n + 1' }] },
    },
  });
  const { value } = await check(contract, { verify: { question: { rlimit: 1, timeoutMs: 1 } } });
  const kept = value?.items.find(({ claim, requirement }) => claim === 'kept' && requirement?.kind === 'invariant');
  expect(kept?.verdict).toMatchObject({ kind: 'proved', method: 'exhaustion' });
});
