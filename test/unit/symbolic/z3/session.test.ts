// A session with Z3 keeps the laws of sessions.

import { expect, test } from 'vitest';
import { createZ3 } from '../../../../src/symbolic/z3/create.ts';
import { sessionLaws } from '../../../support/session-laws.ts';

sessionLaws(createZ3);

test('the version is the whole one', async () => {
  expect((await createZ3()).version).toMatch(/^Z3 \d+\.\d+\.\d+/);
});
