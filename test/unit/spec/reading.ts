// Support: files in memory for loader tests.

import { DEFAULT_LIMITS, type Limits } from '../../../src/base/limits.ts';
import { type ReadFile, readTree } from '../../../src/spec/tree/read.ts';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The tree of a text, by default YAML. */
export function readText(text: string, path = 'test.yaml', limits: Partial<Limits> = {}): ReadFile {
  return readTree(path, bytesOf(text), { ...DEFAULT_LIMITS, ...limits });
}

/** `code line:column` of every diagnostic. */
export function placesOf(diagnostics: ReadFile['diagnostics']): readonly string[] {
  return diagnostics.map((d) => `${d.code} ${d.source?.line ?? 0}:${d.source?.column ?? 0}`);
}

/** A reader of files in memory. */
export function reader(files: Readonly<Record<string, string | Uint8Array>>): (path: string) => Uint8Array | null {
  return (path) => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    return typeof content === 'string' ? bytesOf(content) : (content ?? null);
  };
}
