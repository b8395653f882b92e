// Decides which version the command says it is: the one of its package.

import { readFileSync } from 'node:fs';

/** The version in the package's own package.json, which stands two folders above this file in the sources and in the built package. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}
