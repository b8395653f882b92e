// Decides which tests are asked whether they notice a mutant: those of operators, effects and steps, each small enough to be run thousands of times.

import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: [
      'test/unit/simulate/{operators,effects,step}.test.ts',
      'test/unit/symbolic/values/operators-{known,law}.test.ts',
      'test/unit/symbolic/execute/execute.test.ts',
      'test/agreement/{operators,arithmetic,execute-step}.test.ts',
      'test/agreement/contracts-known.test.ts',
    ],
    env: { AGREEMENT_FACTOR: '0.2', AGREEMENT_SHRINK: 'no', AGREEMENT_SOLVER: 'no' },
    testTimeout: 120_000,
    allowOnly: false,
  },
});

export default config;
