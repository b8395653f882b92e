// A search by running does not follow answers of 3xx, and does not claim to have seen what is behind them.

import { describe, expect, it } from 'vitest';
import { check } from '../../../src/explore/check/check.ts';
import { loadContract } from '../../../src/spec/load.ts';

const DOCUMENT = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Door', version: '1' },
  'x-state': { variables: { open: { schema: { type: 'boolean' }, initial: false } } },
  'x-invariants': [{ rule: 'open == false || open == true' }],
  paths: {
    '/door': {
      post: {
        operationId: 'openDoor',
        responses: { '303': { description: 'see other' } },
        'x-effects': [{ assign: 'open', value: 'true' }],
        'x-response': { status: 303 },
      },
    },
  },
});

function contract(): NonNullable<ReturnType<typeof loadContract>['value']> {
  const { value, diagnostics } = loadContract({ document: 'door.json', read: () => new TextEncoder().encode(DOCUMENT) });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

describe('a success with 303', () => {
  it('leaves nothing that is proved by having tried everything', async () => {
    const { value } = await check(contract());
    const methods = (value?.items ?? []).map(({ verdict }) => (verdict.kind === 'proved' ? verdict.method : verdict.kind));
    expect(methods).not.toContain('exhaustion');
  });
});
