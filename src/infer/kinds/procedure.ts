// Decides which paths are no resources at all: names of procedures, and places from which requests are passed on.

import type { Situation } from './situation.ts';

/** `chat.postMessage`, `Action=CreateUser`: procedures by name. */
export function isCallName(name: string): boolean {
  return /^[a-z]\w*(\.[a-z]\w*)+$/.test(name) || /^(Action|Operation|Method|X-Amz-Target)=/i.test(name);
}

/** Methods that a path has which passes requests on to something else. */
const ALL_METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Whether a path, or the one that it continues, takes every method and describes none. */
export function isPassedOn({ node, shapes }: Situation): boolean {
  const { operations } = node;
  const complete = ALL_METHODS.every((method) => operations.some((operation) => operation.method === method));
  return (
    complete && operations.every(({ answer, body }) => [answer, body].every((schema) => schema === null || plain(shapes.of(schema).kind)))
  );
}

function plain(kind: string): boolean {
  return kind !== 'object' && kind !== 'array';
}
