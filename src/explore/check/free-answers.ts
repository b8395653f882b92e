// Decides a contract that behaves alike but leaves out of its answers what the server may say as it likes: it matters to no state, and takes time.

import type { Contract, Operation, ResponseBody } from '../../contract/contract.ts';
import type { Schema } from '../../contract/schema.ts';
import { isNoChoice } from '../../simulate/choose/chooser.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';

/** The contract without free answers, where there is one to give and no rule looks at it. */
export function withoutFreeAnswers(contract: Contract, seed: number): Contract {
  const operations = [...contract.operations].map(([id, operation]) => [id, withoutFreeAnswer(contract, operation, seed)] as const);
  return { ...contract, operations: new Map(operations) };
}

function withoutFreeAnswer(contract: Contract, operation: Operation, seed: number): Operation {
  const { response, postconditions } = operation;
  if (postconditions.length > 0 || (response.headers?.size ?? 0) > 0) return operation;
  const schema = freePart(response.body);
  // Where no answer fits, or none is found, that is how the operation ends.
  if (schema === null || !hasValue(contract, schema, seed)) return operation;
  return { ...operation, response: { ...response, body: withoutFree(response.body) } };
}

function freePart(body: ResponseBody): Schema | null {
  if (body.kind === 'any') return body.schema;
  return body.kind === 'rule' ? (body.rest ?? null) : null;
}

function withoutFree(body: ResponseBody): ResponseBody {
  return body.kind === 'rule' ? { kind: 'rule', rule: body.rule } : { kind: 'none' };
}

function hasValue(contract: Contract, schema: Schema, seed: number): boolean {
  const chooser = seededChooser(contract, seed, 0);
  return !isNoChoice(chooser({ place: 'response.body', schema, direction: 'response', taken: null }));
}
