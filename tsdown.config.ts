// Decides how the package is built: ES modules with types, one file per source file, dependencies left outside.

import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  // Threads are started by the addresses of their programs, which nothing imports.
  entry: ['src/index.ts', 'src/cli/main.ts', 'src/verify/worker.ts', 'src/symbolic/z3/isolated/host.ts', 'src/symbolic/native/host.ts'],
  // Files keep their places, so that one finds another beside it in the package as in the sources.
  unbundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  dts: true,
  clean: true,
});

export default config;
