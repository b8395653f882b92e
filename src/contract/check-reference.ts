// Decides which references to earlier steps can never lead anywhere: to a body that no answer has, or to a property that its type does not know.

import { didYouMean } from '../base/suggest.ts';
import { isList, isObject, type Value } from '../base/value.ts';
import type { Contract, Operation } from './contract.ts';
import type { Step, Template } from './trajectory.ts';
import { DYN, INTEGER, listOf, type Type, type TypeScope } from './type.ts';
import { fieldOf, membersOf, showType } from './types.ts';

type Reference = Extract<Template, { kind: 'reference' }>;

/** Why a reference leads nowhere, and what may have been meant. */
export interface DeadReference {
  readonly message: string;
  readonly hint?: string;
}

const FIRST_REFUSAL = 400;
const INDEX = /^(?:0|[1-9]\d*)$/;

/** Null if the reference may lead somewhere: what cannot be told from types is left to the run. */
export function deadReference(contract: Contract, types: TypeScope, target: Step, { from, pointer }: Reference): DeadReference | null {
  const operation = contract.operations.get(target.operationId);
  if (operation === undefined) return null;
  switch (from) {
    case 'response.status':
      return noProperty(types, INTEGER, pointer);
    case 'request.params':
      return deadParameter(target, pointer);
    case 'request.body':
      return target.body === undefined ? { message: `${operation.id} is sent without a body there` } : inTemplate(target.body, pointer);
    case 'response.body':
      return deadResponse(contract, types, operation, target, pointer);
  }
}

function deadResponse(
  contract: Contract,
  types: TypeScope,
  operation: Operation,
  { expect }: Step,
  pointer: readonly string[],
): DeadReference | null {
  if ((expect?.status ?? 0) >= FIRST_REFUSAL) return { message: 'that step is to be refused, and has no response body then' };
  const type = bodyType(contract, types, operation);
  return type === null ? { message: `${operation.id} answers without a body` } : noProperty(types, type, pointer);
}

/** Null: there is no body. */
function bodyType(contract: Contract, types: TypeScope, { response: { body } }: Operation): Type | null {
  switch (body.kind) {
    case 'none':
      return null;
    case 'rule':
      return body.rest === undefined ? body.rule.expression.type : types.typeOf(body.rest);
    case 'any':
      return types.typeOf(body.schema);
    case 'record':
      return contract.collections.get(body.collection)?.recordType ?? DYN;
    case 'list':
      return listOf(contract.collections.get(body.collection)?.recordType ?? DYN);
  }
}

function deadParameter({ params }: Step, [name, ...rest]: readonly string[]): DeadReference | null {
  if (name === undefined) return null;
  const given = params.get(name);
  if (given === undefined) return { message: `that step has no parameter '${name}'`, ...didYouMean(name, params.keys()) };
  return inTemplate(given, rest);
}

function inTemplate(template: Template, pointer: readonly string[]): DeadReference | null {
  const [first, ...rest] = pointer;
  if (first === undefined || template.kind === 'hole' || template.kind === 'reference') return null;
  if (template.kind === 'value') return inValue(template.value, pointer);
  const next = template.kind === 'list' ? (INDEX.test(first) ? template.items[Number(first)] : undefined) : template.entries.get(first);
  if (next !== undefined) return inTemplate(next, rest);
  return { message: `there is no '${first}' in it`, ...didYouMean(first, template.kind === 'object' ? template.entries.keys() : []) };
}

function inValue(value: Value, [first, ...rest]: readonly string[]): DeadReference | null {
  if (first === undefined) return null;
  const next = isList(value) ? (INDEX.test(first) ? value[Number(first)] : undefined) : isObject(value) ? value.get(first) : undefined;
  if (next !== undefined) return inValue(next, rest);
  return { message: `there is no '${first}' in it`, ...didYouMean(first, isObject(value) ? [...value.keys()].map(String) : []) };
}

function noProperty(types: TypeScope, type: Type, [first, ...rest]: readonly string[]): DeadReference | null {
  if (first === undefined) return null;
  const members = membersOf(types, type);
  const below = members.flatMap((member) => elementAt(member, first) ?? []);
  const [only] = below;
  if (only === undefined) return { message: `${showType(type)} has no '${first}'`, ...didYouMean(first, members.flatMap(namesOf)) };
  const dead = below.map((next) => noProperty(types, next, rest));
  return dead.every((one) => one !== null) ? (dead[0] ?? null) : null;
}

/** The type of what one step of a pointer gives; null if there is nothing. */
function elementAt(type: Type, step: string): Type | null {
  switch (type.kind) {
    case 'object':
      return fieldOf(type, step)?.type ?? null;
    case 'map':
      return type.value;
    case 'collection':
      return type.record;
    case 'list':
      return INDEX.test(step) ? type.element : null;
    case 'tuple':
      return INDEX.test(step) ? (type.items[Number(step)] ?? null) : null;
    case 'dyn':
    case 'never':
      return DYN;
    default:
      return null;
  }
}

function namesOf(type: Type): readonly string[] {
  return type.kind === 'object' ? [...type.fields.keys()] : [];
}
