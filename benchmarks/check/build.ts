// Decides what is said of how the Z3 in WebAssembly was built: what its file says of itself.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Features of WebAssembly that a build could use and that matter for a solver. */
const WANTED = ['simd128', 'exception-handling', 'tail-call'] as const;

/** What Node has of WebAssembly, of which TypeScript knows only with the types of a browser. */
interface Modules {
  readonly Module: {
    new (bytes: Uint8Array): object;
    customSections(module: object, name: string): readonly ArrayBuffer[];
    imports(module: object): readonly { readonly name: string }[];
  };
}

/** One sentence on the features that the build does without, and on the calls that go through JavaScript because they may throw. */
export function describeBuild(): string {
  const home = dirname(createRequire(import.meta.url).resolve('z3-solver'));
  const { Module } = (globalThis as unknown as { readonly WebAssembly: Modules }).WebAssembly;
  const module = new Module(readFileSync(join(home, 'z3-built.wasm')));
  const [section] = Module.customSections(module, 'target_features');
  const features = section === undefined ? '' : Buffer.from(section).toString('latin1');
  const missing = WANTED.filter((feature) => !features.includes(feature));
  const imports = Module.imports(module);
  const throwing = imports.filter(({ name }) => name.startsWith('invoke_')).length;
  return (
    `The build that npm has does without ${missing.join(', ')}, and ${throwing} of its ${imports.length} imports are there to catch exceptions: ` +
    'a call that one may leave goes through JavaScript and back.'
  );
}
