// Decides what two operations declare differently that shows in no comparison of states and requests: where they are, and what they answer outside their schema.

import type { Operation } from '../../contract/contract.ts';
import type { DeclaredDifference } from './compare-result.ts';
import type { OperationPair } from './pair.ts';

/** Empty where they declare the same. The names of path parameters are no difference; rules for headers are compared as text. */
export function declaredDifferences({ a, b }: OperationPair): readonly DeclaredDifference[] {
  const compared: readonly (readonly [what: string, ofOne: (operation: Operation) => string])[] = [
    ['method and path', ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`],
    ...(takesSomething(a) || takesSomething(b)
      ? [['status of a request outside the schema', ({ schemaStatus }: Operation) => String(schemaStatus)] as const]
      : []),
    ['headers of the answer', headersText],
  ];
  return compared.flatMap(([what, ofOne]) => {
    const [ours, theirs] = [ofOne(a), ofOne(b)];
    return ours === theirs ? [] : [{ what, a: ours, b: theirs }];
  });
}

function takesSomething({ parameters, body }: Operation): boolean {
  return parameters.length > 0 || body !== null;
}

function headersText({ response }: Operation): string {
  const headers = [...(response.headers ?? [])].map(([name, { text }]) => `${name}: ${text}`);
  return headers.length === 0 ? 'none' : headers.toSorted().join(', ');
}
