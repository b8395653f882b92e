// Runs once before the end-to-end tests: packs the package as it was built last and installs it in a folder of its own.

import { existsSync, rmSync } from 'node:fs';
import { install, pack } from '../pack.mjs';

/**
 * @param {{ provide: (key: 'installed', value: { folder: string, command: string }) => void }} project
 * @returns {() => void} what takes it away again
 */
export function setup(project) {
  if (!existsSync('dist/cli/main.js')) throw new Error('the package is not built: npm run build');
  const { folder, tarball } = pack();
  project.provide('installed', install(folder, tarball));
  return () => rmSync(folder, { recursive: true, force: true });
}
