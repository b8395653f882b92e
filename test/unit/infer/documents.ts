// Small documents for inference: operations by method and path, with schemas where they matter.

import { inferFacts } from '../../../src/infer/infer.ts';
import type { Inference, InferOptions, OperationFact } from '../../../src/infer/inference.ts';

export interface SmallOperation {
  /** The schema of the answer; nothing for one without content. */
  readonly answer?: unknown;
  readonly body?: unknown;
  readonly bodyRequired?: boolean;
  readonly statuses?: readonly string[];
  readonly operationId?: string;
  /** Schemas of query parameters. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** Descriptions of refusals, by status. */
  readonly refusals?: Readonly<Record<number, string>>;
  /** Names of headers of the successes. */
  readonly headers?: readonly string[];
}

/** Operations as `get /orders/{id}`. */
export type SmallDocument = Readonly<Record<string, SmallOperation>>;

export const OBJECT: unknown = {
  type: 'object',
  properties: { id: { type: 'string' }, name: { type: 'string' }, status: { type: 'string' } },
};
export const LIST: unknown = { type: 'array', items: OBJECT };

export function documentOf(operations: SmallDocument, schemas: Readonly<Record<string, unknown>> = {}): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method]: operationObject(path, operation) };
  }
  return JSON.stringify({ openapi: '3.0.3', info: { title: 'Small', version: '1' }, paths, components: { schemas } });
}

function operationObject(path: string, operation: SmallOperation): unknown {
  const { answer, body, bodyRequired = true, statuses, operationId, query = {}, refusals = {}, headers = [] } = operation;
  const json = (schema: unknown): unknown => ({ 'application/json': { schema } });
  const asked = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema }));
  const inPath = Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const declared = statuses ?? [answer === undefined ? '204' : '200'];
  const responses = declared.map((status) => [
    status,
    {
      description: 'd',
      ...(answer !== undefined && /^2/.test(status) ? { content: json(answer) } : {}),
      ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])) }),
    },
  ]);
  const refused = Object.entries(refusals).map(([status, description]) => [status, { description }]);
  return {
    ...(operationId === undefined ? {} : { operationId }),
    parameters: [...inPath, ...asked],
    ...(body === undefined ? {} : { requestBody: { required: bodyRequired, content: json(body) } }),
    responses: Object.fromEntries([...responses, ...refused]),
  };
}

/** What is inferred from a document's text. */
export function inferredFrom(text: string, options?: InferOptions): Inference {
  const bytes = new TextEncoder().encode(text);
  const { value, diagnostics } = inferFacts({ document: 'small.json', read: (path) => (path === 'small.json' ? bytes : null) }, options);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** The operation of an inference by its method and path. */
export function operationAt({ operations }: Inference, name: string): OperationFact {
  const found = operations.find(({ method, path }) => `${method} ${path}` === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}
