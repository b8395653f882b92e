// References between and within files.

import { describe, expect, test } from 'vitest';
import { openText, placesOf } from './reading.ts';

/** A document whose one parameter has the schema. */
function api(schema: string): string {
  return `openapi: 3.0.3\npaths: {/x: {get: {parameters: [{name: p, in: query, schema: ${schema}}]}}}\n`;
}

const REF = (target: string): string => api(`{$ref: '${target}'}`);

describe('references to files', () => {
  test('lead below the folder of the document, and on from there', () => {
    const { schemas, diagnostics } = openText(
      {
        'specs/api.yaml': REF('./models/order.yaml#/Order'),
        'specs/models/order.yaml':
          "Order: {properties: {id: {$ref: 'common.json#/Id'}, self: {$ref: '#/Order'}, up: {$ref: '../api.yaml#/paths/~1x/get/parameters/0/schema'}}}",
        'specs/models/common.json': '{"Id": {"type": "string"}}',
      },
      { document: 'specs/api.yaml' },
    );
    expect(diagnostics).toEqual([]);
    expect([...schemas.keys()].toSorted()).toEqual([
      '#/paths/~1x/get/parameters/0/schema',
      'models/common.json#/Id',
      'models/order.yaml#/Order',
    ]);
    expect(schemas.get('models/common.json#/Id')?.source).toEqual({ file: 'specs/models/common.json', line: 1, column: 8 });
  });

  test('may name a whole file', () => {
    const { schemas, diagnostics } = openText({ 'api.yaml': REF('id.yaml'), 'id.yaml': 'type: string' });
    expect(diagnostics).toEqual([]);
    expect([...schemas.keys()]).toEqual(['id.yaml#']);
  });

  test.each([
    ['../secret.yaml', 'reference-escapes'],
    ['models/../../secret.yaml', 'reference-escapes'],
    ['%2e%2e/secret.yaml', 'reference-escapes'],
    ['/etc/passwd', 'reference-escapes'],
    ['https://x.test/a.yaml', 'remote-reference'],
    ['//x.test/a.yaml', 'remote-reference'],
    ['file:///etc/passwd', 'remote-reference'],
    ['nope.yaml', 'file-not-found'],
    ['%zz', 'malformed-reference'],
    ['#/nope', 'reference-not-found'],
    ['#nope', 'reference-not-found'],
    ['#/paths/~2x', 'reference-not-found'],
    ['broken.yaml', 'yaml-syntax'],
  ])('%s is refused with %s', (target, code) => {
    const read: string[] = [];
    const files: Readonly<Record<string, string>> = {
      'specs/api.yaml': REF(target),
      'secret.yaml': 'type: string',
      'specs/broken.yaml': 'a: [',
    };
    const { diagnostics } = openText(files, {
      document: 'specs/api.yaml',
      read: (path) => {
        read.push(path);
        return Object.hasOwn(files, path) ? new TextEncoder().encode(files[path]) : null;
      },
    });
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    if (code !== 'yaml-syntax') expect(placesOf(diagnostics)).toEqual([`${code} 2:69`]);
    expect(read.filter((path) => path.includes('secret') || path.includes('etc'))).toEqual([]);
  });

  test.each([['secret.yaml'], ['.']])('leave the folder where that is allowed: %s', (allowed) => {
    const files = { 'specs/api.yaml': REF('../secret.yaml'), 'secret.yaml': 'type: string' };
    expect(openText(files, { document: 'specs/api.yaml', allow: [allowed] }).diagnostics).toEqual([]);
  });

  test('that fail twice are reported at both places, and the file is read once', () => {
    let reads = 0;
    const text = `openapi: 3.0.3\npaths:\n  /x: {get: {parameters: [{$ref: 'no.yaml'}]}}\n  /y: {get: {parameters: [{$ref: 'no.yaml'}]}}`;
    const { diagnostics } = openText(
      {},
      {
        read: (path) => {
          if (path === 'api.yaml') return new TextEncoder().encode(text);
          reads += 1;
          return null;
        },
      },
    );
    expect(placesOf(diagnostics)).toEqual(['file-not-found 3:34', 'file-not-found 4:34']);
    expect(reads).toBe(1);
  });
});

describe('references within a document', () => {
  test('that nothing needs are not followed', () => {
    expect(
      openText({
        'api.yaml': `${api('{type: string}')}x-topics: {$ref: ./docs/nope.md}\ncomponents: {schemas: {Unused: {$ref: '#/nope'}}}`,
      }).diagnostics,
    ).toEqual([]);
  });

  test('may point through other references', () => {
    const { schemas, diagnostics } = openText({
      'api.yaml': `${REF('#/components/schemas/A/properties/b')}components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {properties: {b: {type: string}}}}}`,
    });
    expect(diagnostics).toEqual([]);
    expect([...schemas.keys()]).toEqual(['#/components/schemas/B/properties/b']);
  });

  test.each([
    ['point through themselves', '#/a/b', 'a: {$ref: "#/a/b"}', 'reference-not-found'],
    ['point through each other', '#/a/x', 'a: {$ref: "#/b/x"}\nb: {$ref: "#/a/x"}', 'reference-not-found'],
  ])('that %s end in an error', (_name, target, more, code) => {
    expect(new Set(openText({ 'api.yaml': REF(target) + more }).diagnostics.map((d) => d.code))).toEqual(new Set([code]));
  });

  test('that only lead to each other end in an error', () => {
    const text =
      "openapi: 3.0.3\npaths: {/x: {get: {parameters: [{$ref: '#/components/parameters/A'}]}}}\ncomponents: {parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}}";
    expect(placesOf(openText({ 'api.yaml': text }).diagnostics)).toEqual(['circular-reference 2:33']);
  });

  test('written by an overlay are those of the document, wherever the overlay stands', () => {
    const overlay =
      "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n  - target: $.paths['/x'].get\n    update: {requestBody: {content: {application/json: {schema: {$ref: 'm.yaml#/S'}}}}}";
    const { operations, diagnostics } = openText(
      { 'specs/api.yaml': api('{}'), 'specs/m.yaml': 'S: {type: string}', 'over/o.yaml': overlay },
      { document: 'specs/api.yaml', overlays: ['over/o.yaml'] },
    );
    expect(diagnostics).toEqual([]);
    expect(operations.get('GET /x')?.body?.schema).toEqual({ ref: 'm.yaml#/S', source: { file: 'over/o.yaml', line: 5, column: 65 } });
  });
});
