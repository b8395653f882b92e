// Whatever is done to a specification, loading ends with a contract or with errors at places that exist.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadContract } from '../../../src/spec/load.ts';
import { bytesOf } from './reading.ts';

const NAMES = ['shop.yaml', 'shop.overlay.yaml'] as const;
const TEXTS = NAMES.map((name) => readFileSync(new URL(`../../fixtures/spec/${name}`, import.meta.url), 'utf8'));

const FRAGMENTS = [
  ...['{', '}', '[', ']', ': ', '- ', '\n', '&a ', '*a', '<<: ', '"', "'", '|', '>', '? ', '#', '---\n', '\t', '\u0000', '!!int '],
  ...[
    '$ref',
    '__proto__',
    'null',
    'true',
    '-1',
    '1e99',
    'orders',
    'fresh(orders)',
    'has(',
    'old.',
    'request.body',
    '[0]',
    '&&',
    '// ',
    '😀',
  ],
];

/** A place in a text as a fraction of it, how much is cut there, and what comes instead. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 40 }),
  insert: fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 })),
});

function edited(text: string, edits: readonly { readonly at: number; readonly cut: number; readonly insert: string }[]): string {
  let result = text;
  for (const { at, cut, insert } of edits) {
    const offset = Math.floor(at * result.length);
    result = result.slice(0, offset) + insert + result.slice(offset + cut);
  }
  return result;
}

test('whatever is done to a specification, loading ends with a contract, or with errors at places that exist', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 1), fc.array(edit, { minLength: 1, maxLength: 3 }), (which, edits) => {
      const files = new Map<string, string>(NAMES.map((name, i) => [name, i === which ? edited(TEXTS[i] ?? '', edits) : (TEXTS[i] ?? '')]));
      const read = (path: string): Uint8Array | null => (files.has(path) ? bytesOf(files.get(path) ?? '') : null);
      const { value, diagnostics } = loadContract({ document: 'shop.yaml', overlays: ['shop.overlay.yaml'], read });
      expect(value === null).toBe(diagnostics.some((d) => d.severity === 'error'));
      for (const { source } of diagnostics) {
        const line = source === undefined ? '' : files.get(source.file)?.split('\n')[source.line - 1];
        expect(source === undefined || !files.has(source.file) || (line !== undefined && source.column <= line.length + 1)).toBe(true);
      }
    }),
    { numRuns: 150, seed: 20_260_101 },
  );
});

test('whatever bytes a file has, reading it ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.constantFrom('a.yaml', 'a.json', 'a'), (bytes, document) => {
      expect(loadContract({ document, read: () => bytes }).value).toBeNull();
    }),
    { numRuns: 500, seed: 20_260_102 },
  );
});
