// Decides how the tests are run: which files belong to which suite, and how many run at once.

import { defineConfig } from 'vitest/config';

const SUITES = ['unit', 'conformance', 'agreement', 'e2e'];

export default defineConfig({
  test: {
    // One process per file: the WASM solver starts threads of its own, which only the end of its process surely ends.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    allowOnly: false,
    passWithNoTests: false,
    projects: SUITES.map((name) => ({ extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`] } })),
  },
});
