// Overlays change what their targets select.

import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../../../src/base/limits.ts';
import { applyOverlay } from '../../../src/spec/overlay/overlay.ts';
import { createReport } from '../../../src/spec/report.ts';
import { childText, type SpecNode, sourceOf } from '../../../src/spec/tree/node.ts';
import { plainOf } from '../../../src/spec/tree/plain.ts';
import { walk } from '../../../src/spec/tree/pointer.ts';
import { placesOf, readText } from './reading.ts';

const HEAD = 'overlay: 1.1.0\ninfo: {title: T, version: "1"}\n';

function treeOf(text: string, path: string): SpecNode {
  const { root, diagnostics } = readText(text, path);
  expect(diagnostics).toEqual([]);
  if (root === null) throw new Error('the fixture is broken');
  return root;
}

function overlaid(document: string, ...overlays: readonly string[]): Overlaid {
  return overlaidWithin(DEFAULT_LIMITS, document, ...overlays);
}

interface Overlaid {
  readonly root: SpecNode;
  readonly plain: unknown;
  readonly places: readonly string[];
}

function overlaidWithin(limits: Limits, document: string, ...overlays: readonly string[]): Overlaid {
  const report = createReport();
  let root = treeOf(document, 'api.yaml');
  overlays.forEach((text, i) => {
    root = applyOverlay(root, treeOf(text, `overlay${i}.yaml`), 'api.yaml', report, limits);
  });
  return { root, plain: JSON.parse(JSON.stringify(plainOf(root))), places: placesOf(report.finish(new Map())) };
}

describe('actions change what the target selects', () => {
  test.each([
    ['objects merge recursively', 'a: {b: {c: 1, d: 2}}', '{target: $.a, update: {b: {d: 3, e: 4}}}', { a: { b: { c: 1, d: 3, e: 4 } } }],
    ['arrays inside objects append', 'a: {b: [1]}', '{target: $.a, update: {b: [2, 3]}}', { a: { b: [1, 2, 3] } }],
    ['an array joins an array', 'a: [1]', '{target: $.a, update: [2, 3]}', { a: [1, 2, 3] }],
    ['an object is appended to an array', 'a: [1]', '{target: $.a, update: {b: 2}}', { a: [1, { b: 2 }] }],
    ['a primitive is appended to an array', 'a: [1]', '{target: $.a, update: x}', { a: [1, 'x'] }],
    ['a primitive replaces a primitive', 'a: {b: 1}', '{target: $.a.b, update: two}', { a: { b: 'two' } }],
    [
      'all selected nodes change',
      'p: {x: {get: {}}, y: {get: {}}}',
      '{target: $.p.*.get, update: {s: 1}}',
      { p: { x: { get: { s: 1 } }, y: { get: { s: 1 } } } },
    ],
    ['filters select', 'p: [{n: a}, {n: b}]', '{target: "$.p[?@.n==\'b\']", update: {s: 1}}', { p: [{ n: 'a' }, { n: 'b', s: 1 }] }],
    [
      'match wants the whole string',
      'p: [{n: abc}, {n: xabc}]',
      '{target: "$.p[?match(@.n, \'(a*)*b.\')]", update: {s: 1}}',
      { p: [{ n: 'abc', s: 1 }, { n: 'xabc' }] },
    ],
    [
      'search wants a part',
      'p: [{n: abc}, {n: xyz}]',
      '{target: "$.p[?search(@.n, \'b.\')]", update: {s: 1}}',
      { p: [{ n: 'abc', s: 1 }, { n: 'xyz' }] },
    ],
    ['a property is removed', 'a: {b: 1, c: 2}', '{target: $.a.b, remove: true}', { a: { c: 2 } }],
    ['elements are removed together', 'a: [1, 2, 3, 4]', '{target: "$.a[?@ > 1 && @ < 4]", remove: true}', { a: [1, 4] }],
    ['an ancestor and its descendant both change', 'a: {b: {}}', '{target: "$..*", update: {s: 1}}', { a: { b: { s: 1 }, s: 1 } }],
    [
      'copy merges a node from elsewhere',
      'a: {x: {k: 1}, y: {l: 2}}',
      '{target: $.a.y, copy: $.a.x}',
      { a: { x: { k: 1 }, y: { l: 2, k: 1 } } },
    ],
    [
      '__proto__ is a key like any other',
      'a: {}',
      '{target: $.a, update: {"__proto__": {polluted: 1}}}',
      { a: { ['__proto__']: { polluted: 1 } } },
    ],
  ])('%s', (_name, document, action, expected) => {
    const { plain, places } = overlaid(document, `${HEAD}actions: [${action}]`);
    expect(plain).toEqual(expected);
    expect(JSON.stringify(plain)).toBe(JSON.stringify(expected));
    expect(places).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('actions see what earlier ones did, and overlays what earlier overlays did', () => {
    const first = `${HEAD}actions: [{target: $, update: {a: {b: 1}}}, {target: $.a, update: {c: 2}}]`;
    const second = `${HEAD}actions: [{target: $.a.b, remove: true}]`;
    expect(overlaid('{}', first, second).plain).toEqual({ a: { c: 2 } });
  });

  test('moving a path: make it, copy into it, remove the old one', () => {
    const actions = `actions:
  - {target: $.paths, update: {/new: {}}}
  - {target: '$.paths["/new"]', copy: '$.paths["/items"]'}
  - {target: '$.paths["/items"]', remove: true}`;
    expect(overlaid('paths: {/items: {get: 1}, /some: {put: 2}}', HEAD + actions).plain).toEqual({
      paths: { '/some': { put: 2 }, '/new': { get: 1 } },
    });
  });
});

test('positions point to the overlay that wrote the node, and elsewhere to the document', () => {
  const { root } = overlaid('a:\n  b: old\n  c: kept', `${HEAD}actions:\n  - target: $.a\n    update:\n      b: new`);
  const written = walk(root, ['a', 'b']);
  const kept = walk(root, ['a', 'c']);
  expect(childText(walk(root, ['a']), 'b')).toBe('new');
  expect(written === null ? null : sourceOf(written)).toEqual({ file: 'overlay0.yaml', line: 6, column: 10, length: 3 });
  expect(kept === null ? null : sourceOf(kept)).toEqual({ file: 'api.yaml', line: 3, column: 6, length: 4 });
});

test('an alias in the document does not spread an edit to the other places of its node', () => {
  const { plain } = overlaid('a: &x {k: 1}\nb: *x', `${HEAD}actions: [{target: $.a, update: {k: 2}}]`);
  expect(plain).toEqual({ a: { k: 2 }, b: { k: 1 } });
});

describe('what is wrong with an overlay is said at its place', () => {
  const action = (text: string): string => `${HEAD}actions:\n  - ${text}`;
  test.each([
    ['no match', action('{target: $.nope, update: {}}'), ['overlay-no-match 4:14']],
    ['malformed query', action("{target: '$.a[', update: {}}"), ['invalid-jsonpath 4:19']],
    ['unknown function', action('{target: "$[?foo(@.a)]", update: {}}'), ['invalid-jsonpath 4:18']],
    ['object over text', action('{target: $.t, update: {x: 1}}'), ['overlay-mismatch 4:27']],
    ['text over object', action('{target: $, update: {a: text}}'), ['overlay-mismatch 4:29']],
    ['null over object changes nothing', action('{target: $, update: {a: null}}'), ['overlay-mismatch 4:29']],
    ['removing all', action('{target: $, remove: true}'), ['overlay-target 4:14']],
    ['misspelt field', action('{target: $.a, updaet: {}}'), ['unknown-key 4:19', 'overlay-action 4:5']],
    ['two modifiers', action('{target: $.a, update: {}, copy: $.t}'), ['overlay-action 4:5']],
    ['copy of two', action('{target: $.a, copy: $.*}'), ['overlay-copy 4:25']],
    ['copy in 1.0', action('{target: $.a, copy: $.a}').replace('1.1.0', '1.0.0'), ['overlay-copy 4:25']],
    ['no target', action('{update: {}}'), ['overlay-target 4:5']],
    ['no actions', HEAD, ['overlay-actions 1:1']],
    ['later version', 'overlay: 2.0.0\nactions: []', ['overlay-version 1:10']],
    ['not an overlay', 'openapi: 3.0.0', ['not-an-overlay 1:1']],
    ['no title', 'overlay: 1.0.0\ninfo: {version: "1"}\nactions: [{target: $.a, update: {}}]', ['overlay-info 2:7']],
    ['made for another document', `${HEAD}extends: ./other.yaml\nactions: [{target: $.a, update: {}}]`, ['overlay-extends 3:10']],
    ['made for this document', `${HEAD}extends: ./api.yaml\nactions: [{target: $.a, update: {}}]`, []],
  ])('%s', (_name, overlay, expected) => {
    const { plain, places } = overlaid('a: {}\nt: text', overlay);
    expect(places).toEqual(expected);
    expect(plain).toEqual({ a: {}, t: 'text' });
  });

  test('copies that double the document reach a limit', () => {
    const doublings = Array.from(
      { length: 60 },
      (_, i) =>
        `  - {target: $, update: {x${i}: {}}}\n  - {target: $.x${i}, copy: $.a}\n  - {target: $.a, update: {y${i}: {}}}\n  - {target: $.a.y${i}, copy: $.x${i}}`,
    );
    const { places } = overlaid('a: {k: 1}', `${HEAD}actions:\n${doublings.join('\n')}`);
    expect(places.map((place) => place.split(' ')[0])).toEqual(['overlay-limit']);
  }, 60_000);

  test('a query that looks at the whole document again and again reaches a limit', () => {
    const wide = `a: [${Array.from({ length: 50 }, (_, i) => `{k${i}: {l: {m: ${i}}}}`).join(', ')}]`;
    const query = action('{target: "$[?@..*..*..*..*]", update: []}');
    expect(overlaidWithin({ ...DEFAULT_LIMITS, maxDocumentNodes: 1000 }, wide, query).places).toEqual(['overlay-limit 4:14']);
    expect(overlaid(wide, query).places).toEqual([]);
  });
});
