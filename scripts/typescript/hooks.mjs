// Decides how Node 20, which knows no TypeScript, loads it: types are erased file by file, nothing is checked or rewritten.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  return { format: 'module', shortCircuit: true, source: await eraseTypes(readFileSync(fileURLToPath(url), 'utf8')) };
}

/** @param {string} source */
async function eraseTypes(source) {
  // Imported late: most processes that register this never meet a TypeScript file.
  const { default: typescript } = await import('typescript');
  const { ModuleKind, ScriptTarget } = typescript;
  const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2023, verbatimModuleSyntax: true, inlineSourceMap: true };
  return typescript.transpileModule(source, { compilerOptions }).outputText;
}
