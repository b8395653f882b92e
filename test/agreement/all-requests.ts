// All requests of operations with small schemas.

import type { Value } from '../../src/base/value.ts';
import type { Contract, Operation, Request } from '../../src/contract/contract.ts';
import { assignments, valuesOfSchema } from './enumerate.ts';

const MOST_VALUES = 60;
const MOST_REQUESTS = 400;

/** All requests of the operation that fit its schema; null where they are too many. */
export function allRequests(contract: Contract, operation: Operation): readonly Request[] | null {
  const domains = new Map<string, readonly Value[]>();
  const slots = [...operation.parameters, ...(operation.body === null ? [] : [{ ...operation.body, in: 'body' as const, name: '' }])];
  for (const { in: part, name, required, schema } of slots) {
    const values = valuesOfSchema(contract.schemas, schema, MOST_VALUES);
    if (values === null) return null;
    domains.set(`${part} ${name}`, required ? values : [...values, ABSENT]);
  }
  const all = assignments(domains);
  if (all.length > MOST_REQUESTS) return null;
  return all.map((chosen) => {
    const of = (part: string): Map<string, Value> =>
      new Map(
        [...chosen].flatMap(([slot, value]) =>
          slot.startsWith(`${part} `) && value !== ABSENT ? [[slot.slice(part.length + 1), value] as const] : [],
        ),
      );
    return {
      operationId: operation.id,
      path: of('path'),
      query: of('query'),
      header: of('header'),
      cookie: of('cookie'),
      body: of('body').get(''),
    };
  });
}

const ABSENT = 'no value of any schema here: absent';
