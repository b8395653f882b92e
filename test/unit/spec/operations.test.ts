// Operations, parameters, bodies and security as documents state them.

import { describe, expect, test } from 'vitest';
import { declaredBody, schemaStatus, successStatus } from '../../../src/spec/openapi/messages.ts';
import { bare, openText, placesOf } from './reading.ts';

function document(paths: string, more = ''): string {
  return `openapi: 3.0.3\npaths:\n${paths}\n${more}`;
}

function operationsOf(paths: string, more = ''): ReturnType<typeof openText> {
  return openText({ 'api.yaml': document(paths, more) });
}

describe('operations', () => {
  test('are named by operationId, or by method and path, in document order', () => {
    const { operations } = operationsOf(
      '  /b: {post: {operationId: b}, get: {}}\n  /a/{x}: {delete: {parameters: [{name: x, in: path, required: true, schema: {}}]}}',
    );
    expect([...operations.keys()]).toEqual(['b', 'GET /b', 'DELETE /a/{x}']);
  });

  test('of the same name are an error at the second', () => {
    const { operations, diagnostics } = operationsOf('  /a: {get: {operationId: x}}\n  /b: {get: {operationId: x}}');
    expect(placesOf(diagnostics)).toEqual(['duplicate-operation 4:27']);
    expect(diagnostics[0]?.message).toContain('api.yaml:3:27');
    expect(operations.get('x')?.path).toBe('/a');
  });

  test('may stand behind the reference of a path item', () => {
    const { operations } = operationsOf("  /a: {$ref: '#/x-items/a'}", 'x-items: {a: {get: {operationId: x}}}');
    expect(operations.get('x')?.path).toBe('/a');
  });

  test('are none in a document of webhooks', () => {
    const { operations, diagnostics } = openText({ 'api.yaml': 'openapi: 3.1.0\nwebhooks: {n: {post: {}}}' });
    expect([operations.size, diagnostics]).toEqual([0, []]);
  });
});

describe('parameters', () => {
  test('of the path come first, and are replaced by those of the operation', () => {
    const { operations } = operationsOf(`  /a/{k}:
    parameters: [{name: k, in: path, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
    get: {operationId: x, parameters: [{name: n, in: query, schema: {}}, {name: q, in: query, required: true, schema: {type: integer}}]}`);
    expect(operations.get('x')?.parameters.map((p) => [p.in, p.name, p.required, bare(p.schema)])).toEqual([
      ['path', 'k', true, { types: ['string'] }],
      ['query', 'q', true, { types: ['integer'] }],
      ['query', 'n', false, {}],
    ]);
  });

  test.each([
    ['in: query', ['form', true]],
    ['in: cookie', ['form', true]],
    ['in: header', ['simple', false]],
    ['in: query, explode: false', ['form', false]],
    ['in: query, style: spaceDelimited', ['spaceDelimited', false]],
    ['in: query, style: deepObject, explode: true', ['deepObject', true]],
    ['in: query, content: {application/json: {schema: {type: string}}}', ['content', false]],
    ['in: header, content: {text/plain: {schema: {type: string}}}', ['simple', false]],
  ])('{%s} has style and explode %j', (text, expected) => {
    const { operations, diagnostics } = operationsOf(`  /a: {get: {operationId: x, parameters: [{name: p, ${text}}]}}`);
    expect(diagnostics).toEqual([]);
    expect(operations.get('x')?.parameters.map((p) => [p.style, p.explode])).toEqual([expected]);
  });

  test('in headers have names in lower case, and those that OpenAPI ignores are left out', () => {
    const { operations } = operationsOf(
      '  /a: {get: {operationId: x, parameters: [{name: X-Key, in: header}, {name: Authorization, in: header}, {name: Accept, in: header}]}}',
    );
    expect(operations.get('x')?.parameters.map((p) => p.name)).toEqual(['x-key']);
  });

  test.each([
    ['{in: query}', ['invalid-parameter 3:43']],
    ['{name: p, in: body}', ['invalid-parameter 3:52']],
    ['{name: p, in: __proto__}', ['invalid-parameter 3:52']],
    ['{name: p, in: query, style: simple}', ['invalid-parameter 3:66']],
    ['{name: p, in: query}, {name: p, in: query}', ['duplicate-parameter 3:60']],
    ['{name: p, in: path, required: true}', ['unused-path-parameter 3:38']],
  ])('%s', (text, expected) => {
    const { diagnostics } = operationsOf(`  /a: {get: {operationId: x, parameters: [${text}]}}`);
    expect(diagnostics.map((d) => d.code)).toEqual(expected.map((place) => place.split(' ')[0]));
    expect(diagnostics.every((d) => d.source?.line === 3)).toBe(true);
  });

  test('in braces of the path that are not declared are a warning', () => {
    expect(operationsOf('  /a/{k}: {get: {}}').diagnostics.map((d) => [d.severity, d.code])).toEqual([
      ['warning', 'undeclared-path-parameter'],
    ]);
  });
});

describe('bodies', () => {
  const body = (content: string): unknown =>
    bare(
      operationsOf(`  /a: {post: {operationId: x, requestBody: {required: true, content: ${content}}}}`).operations.get('x')?.body?.schema,
    );
  test.each([
    [
      'JSON before forms',
      '{multipart/form-data: {schema: {type: object}}, application/json: {schema: {type: string}}}',
      { types: ['string'] },
    ],
    [
      'JSON with a suffix',
      '{text/plain: {schema: {type: integer}}, application/vnd.x+json: {schema: {type: string}}}',
      { types: ['string'] },
    ],
    ['JSON with parameters', '{application/json; charset=utf-8: {schema: {type: string}}}', { types: ['string'] }],
    [
      'forms before the rest',
      '{text/plain: {schema: {type: integer}}, application/x-www-form-urlencoded: {schema: {type: object}}}',
      { types: ['object'] },
    ],
    ['no schema is any value', '{application/json: {}}', {}],
  ])('%s', (_name, content, expected) => {
    expect(body(content)).toEqual(expected);
  });

  test('keep all media types, and whether they are required', () => {
    const { operations } = operationsOf('  /a: {post: {operationId: x, requestBody: {content: {a/b: {}, application/json: {}}}}}');
    expect(operations.get('x')?.body).toMatchObject({ required: false, mediaTypes: ['application/json', 'a/b'] });
  });
});

describe('responses', () => {
  test.each([
    [['200', '201'], 200, 400],
    [['404', '204', '201'], 201, 400],
    [['default'], 200, 400],
    [['2XX', '422'], 200, 422],
    [['400', '422'], 200, 400],
    [[], 200, 400],
  ])('%j: a success is %i, a misfit %i', (declared, success, misfit) => {
    const responses = new Map(declared.map((status) => [status, null]));
    expect([successStatus(responses), schemaStatus(responses)]).toEqual([success, misfit]);
  });

  test('are found by status, class and default, and null without a JSON body', () => {
    const { operations } = operationsOf(`  /a:
    get:
      operationId: x
      responses: {200: {content: {application/json: {schema: {type: string}}}}, 204: {description: none}, 4xx: {content: {text/plain: {}}}, default: {content: {'*/*': {}}}, x-other: {}}`);
    const responses = operations.get('x')?.responses ?? new Map();
    expect([200, 204, 404, 500].map((status) => bare(declaredBody(responses, status)))).toEqual([{ types: ['string'] }, null, null, {}]);
  });
});

describe('security', () => {
  const schemes = `security: [{key: []}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    q: {type: apiKey, in: query, name: token}
    basic: {type: http, scheme: basic}
    oauth: {type: oauth2, flows: {}}
    tls: {type: mutualTLS}
`;
  const security = (text: string): unknown =>
    operationsOf(`  /a: {get: {operationId: x${text}}}`, schemes)
      .operations.get('x')
      ?.security.map((all) => all.map((s) => `${s.name}@${s.in}:${s.parameter}`));
  test.each([
    ['', [['key@header:x-key']]],
    [', security: []', []],
    [', security: [{}]', [[]]],
    [
      ', security: [{key: [], q: []}, {basic: []}, {oauth: [a]}]',
      [['key@header:x-key', 'q@query:token'], ['basic@header:authorization'], ['oauth@header:authorization']],
    ],
  ])('{%s} asks for %j', (text, expected) => {
    expect(security(text)).toEqual(expected);
  });

  test.each([
    [', security: [{keey: []}]', 'error unknown-security-scheme', "did you mean 'key'?"],
    [', security: [{tls: []}]', 'warning unsupported-security', undefined],
  ])('{%s} is %s', (text, code, hint) => {
    const { diagnostics } = operationsOf(`  /a: {get: {operationId: x${text}}}`, schemes);
    expect(diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual([code]);
    expect(diagnostics[0]?.hint).toBe(hint);
  });
});

describe('what is no OpenAPI document', () => {
  test.each([
    ['a: 1', 'not-openapi'],
    ['[]', 'not-openapi'],
    ['openapi: 4.0.0', 'not-openapi'],
    ['openapi: [3]', 'not-openapi'],
    ['swagger: "1.2"', 'not-openapi'],
    ['openapi: 3.0.0\npaths: []', 'invalid-document'],
    ['openapi: 3.0.0\npaths: {/a: []}', 'invalid-document'],
    ['openapi: 3.0.0\npaths: {/a: {get: 5}}', 'invalid-document'],
    ['openapi: 3.0.0\npaths: {/a: {get: {operationId: 5}}}', 'invalid-document'],
    ['openapi: 3.0.0\npaths: {/a: {get: {parameters: {}}}}', 'invalid-document'],
    ['openapi: 3.0.0\npaths: {/a: {get: {security: {}}}}', 'invalid-document'],
    ['openapi: 3.0.0\npaths: {/a: {get: {requestBody: {}}}}', 'invalid-document'],
  ])('%j', (text, code) => {
    expect(openText({ 'api.yaml': text }).diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual([`error ${code}`]);
  });

  test('unquoted versions are fine', () => {
    for (const text of ['openapi: 3.1', 'openapi: 3.0.0', 'swagger: 2.0', "swagger: '2.0'"])
      expect(openText({ 'api.yaml': text }).diagnostics).toEqual([]);
  });

  test('a file that is not there', () => {
    expect(openText({}).diagnostics.map((d) => d.code)).toEqual(['file-not-found']);
  });
});
