// Decides how the tests are run: which files belong to which suite, and how many run at once.

import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration, type ViteUserConfig } from 'vitest/config';

const typescript = fileURLToPath(new URL('./scripts/typescript/register.mjs', import.meta.url));

function suite(name: string, globalSetup: readonly string[] = []): TestProjectConfiguration {
  return { extends: true, test: { name, include: [`test/${name}/**/*.test.ts`], globalSetup: [...globalSetup] } };
}

const config: ViteUserConfig = defineConfig({
  test: {
    // One process per file: the WASM solver starts threads of its own, which only the end of its process surely ends.
    pool: 'forks',
    maxWorkers: 2,
    // Workers that the program itself starts load its sources as they are.
    execArgv: ['--import', typescript],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    allowOnly: false,
    projects: [
      suite('unit'),
      suite('conformance'),
      suite('agreement'),
      suite('native', ['scripts/test/native.mjs']),
      suite('e2e', ['scripts/test/installed.mjs']),
    ],
  },
});

export default config;
