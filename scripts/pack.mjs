// Decides what a user of the published package would have: packs it, unpacks it elsewhere, beside nothing but what it declares.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Packs the package as it was built last, without building.
 * @returns {{ readonly folder: string, readonly tarball: string, readonly files: readonly string[] }} a new folder that the caller removes
 */
export function pack() {
  const folder = mkdtempSync(join(tmpdir(), 'envfactory-'));
  const args = ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  const files = packed.files.map((/** @type {{ path: string }} */ file) => file.path);
  return { folder, tarball: join(folder, packed.filename), files };
}

/**
 * Installs a tarball without a registry: the package is unpacked, its declared dependencies are linked to the ones here, the
 * development ones are not there.
 * @param {string} folder
 * @param {string} tarball
 * @returns {{ readonly folder: string, readonly command: string }} where to import from, and the file of the command
 */
export function install(folder, tarball) {
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'envfactory');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  const { bin, dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  return { folder, command: join(home, bin.envfactory) };
}
