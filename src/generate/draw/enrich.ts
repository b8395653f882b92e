// Decides what a request sends beside what rules read: optional parameters and properties that make no difference to the contract, and all to how real it looks.

import type { Random } from '../../base/random.ts';
import { isObject, type ObjectKey, type Value } from '../../base/value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Argument } from '../../explore/call.ts';
import { readsOf } from '../../explore/reads.ts';
import { generate } from '../../simulate/choose/generate.ts';
import { conforms } from '../../simulate/schema/conforms.ts';
import type { Drawing } from './drawing.ts';

/** Optional parameters that no rule reads are sent in one of so many requests. */
const ONE_IN = 4;

/** The arguments with more than they need; null if nothing was added. What was chosen stays as it is. */
export function enriched(drawing: Drawing, operation: Operation, args: readonly Argument[], random: Random): readonly Argument[] | null {
  const added = operation.parameters.flatMap(({ in: part, name, required, schema }): Argument[] => {
    const isSent = args.some((argument) => argument.in === part && argument.name === name);
    if (isSent || required || readsOf(operation).isRead(`${part}.${name}`) || random.integer(1, ONE_IN) > 1) return [];
    const value = make(drawing, schema, name, random);
    return value === undefined ? [] : [{ in: part, name, value }];
  });
  const own = args.map((argument) => (argument.in === 'body' ? richBody(drawing, operation, argument, random) : argument));
  const isSame = added.length === 0 && own.every((argument, i) => argument === args[i]);
  return isSame ? null : [...own.filter(({ in: part }) => part !== 'body'), ...added, ...own.filter(({ in: part }) => part === 'body')];
}

function make({ contract, realism }: Drawing, schema: Parameters<typeof generate>[1], name: string, random: Random): Value | undefined {
  const value = generate({ schemas: contract.schemas, random, realism, rich: true }, schema, name);
  return value !== undefined && conforms(contract.schemas, schema, value, 'request') === null ? value : undefined;
}

/** The body with properties of another one that no rule reads. */
function richBody(drawing: Drawing, operation: Operation, body: Argument, random: Random): Argument {
  const schema = operation.body?.schema;
  if (schema === undefined || !isObject(body.value) || body.value === null) return body;
  const other = make(drawing, schema, '', random);
  if (other === undefined || other === null || !isObject(other)) return body;
  const { isRead } = readsOf(operation);
  const merged = new Map<ObjectKey, Value>(body.value);
  for (const [name, value] of other) if (!merged.has(name) && !isRead(`body.${String(name)}`)) merged.set(name, value);
  if (merged.size === body.value.size) return body;
  return conforms(drawing.contract.schemas, schema, merged, 'request') === null ? { ...body, value: merged } : body;
}
