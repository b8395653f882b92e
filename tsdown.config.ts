// Decides how the package is built: ES modules with types, one file per source file, dependencies left outside.

import { defineConfig, type UserConfig } from 'tsdown';

const config: UserConfig = defineConfig({
  // The worker is started by its address, not imported.
  entry: ['src/index.ts', 'src/cli/main.ts', 'src/verify/worker.ts'],
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
