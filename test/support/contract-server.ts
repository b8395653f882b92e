// Decides how tests serve a contract over HTTP: one state, changed by the concrete interpreter, and a note of every request as it was understood.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseJson, toJson } from '../../src/base/json.ts';
import { parseNumber } from '../../src/base/number.ts';
import { DEFAULT_NOW } from '../../src/base/time.ts';
import type { Value } from '../../src/base/value.ts';
import type { Contract, Operation, Parameter, Request } from '../../src/contract/contract.ts';
import { seededChooser } from '../../src/simulate/choose/seeded.ts';
import { initialState, type State } from '../../src/simulate/state.ts';
import { step } from '../../src/simulate/step.ts';

export interface ContractServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: readonly Request[];
  /** Back to the initial state, with nothing asked. */
  reset(): void;
  close(): Promise<void>;
}

/** Serves the contract from its state at reset, or from a given one. What the contract leaves open differs from what runs choose. */
export async function serveContract(contract: Contract, start?: State): Promise<ContractServer> {
  const first = start ?? initialState(contract).value;
  if (first === null) throw new Error('the contract has an initial state');
  let state = first;
  const requests: Request[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await understood(contract, incoming);
    if (request === null) {
      response.writeHead(404).end();
      return;
    }
    requests.push(request);
    const result = step(contract, state, request, { chooser: seededChooser(contract, 4711, requests.length), now: DEFAULT_NOW });
    if (result.kind === 'undecided') throw new Error(result.message);
    state = result.state;
    const { outcome } = result;
    const body = outcome.kind === 'success' && outcome.body !== undefined ? toJson(outcome.body) : undefined;
    response.writeHead(outcome.status, body === undefined ? {} : { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.writeHead(599).end(String(error)));
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    reset: () => {
      state = first;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function understood(contract: Contract, incoming: IncomingMessage): Promise<Request | null> {
  const [path = '', search = ''] = (incoming.url ?? '').split(/\?(.*)/s);
  for (const operation of contract.operations.values()) {
    const found = operation.method.toUpperCase() === incoming.method ? pathParameters(operation, path) : null;
    if (found === null) continue;
    const body = await textOf(incoming);
    const cookies = (incoming.headers.cookie ?? '').split('; ').map((pair) => pair.split(/=(.*)/s));
    return {
      operationId: operation.id,
      path: found,
      query: pairs(operation, 'query', [...new URLSearchParams(search)]),
      header: pairs(
        operation,
        'header',
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      ),
      cookie: pairs(
        operation,
        'cookie',
        cookies.map(([name = '', value = '']) => [name, decodeURIComponent(value)]),
      ),
      body: body === '' ? undefined : (parseJson(body, 'request').value ?? null),
    };
  }
  return null;
}

function pathParameters(operation: Operation, path: string): ReadonlyMap<string, Value> | null {
  const names = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const match = new RegExp(`^${operation.path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]*\}/g, '([^/]*)')}$`).exec(path);
  if (match === null) return null;
  const texts = match.slice(1).map(decodeURIComponent);
  return pairs(
    operation,
    'path',
    names.map((name, i) => [name, texts[i] ?? '']),
  );
}

/** Declared parameters by their schema; those of the query that are not declared as texts, which the operation then refuses. */
function pairs(operation: Operation, part: Parameter['in'], texts: readonly (readonly [string, string])[]): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const secrets = operation.security.flat().filter((scheme) => scheme.in === part);
  for (const [name, text] of texts) {
    const parameter = operation.parameters.find((one) => one.in === part && one.name === name);
    const earlier = found.get(name);
    if (parameter?.schema.types?.includes('array') === true && parameter.explode && Array.isArray(earlier))
      found.set(name, [...earlier, text]);
    else if (parameter) found.set(name, decoded(parameter, text));
    else if (part === 'query' || secrets.some((scheme) => scheme.parameter === name)) found.set(name, text);
  }
  return found;
}

function decoded({ schema, style, explode }: Parameter, text: string): Value {
  if (style === 'content') return parseJson(text, 'parameter').value ?? null;
  const [type] = schema.types ?? [];
  if (type === 'array') return explode && style === 'form' ? [text] : text.split(',');
  if (type === 'integer' || type === 'number') return parseNumber(text) ?? text;
  return type === 'boolean' ? text === 'true' : text;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
