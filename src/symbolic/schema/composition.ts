// Decides validity as far as other schemas for the same value go.

import type { Term } from '../term.ts';
import { referred } from './structure.ts';
import { every, type ValidateKeyword } from './validation.ts';

export const validateRef: ValidateKeyword = (validation, schema, value) =>
  every(validation.context, referred(validation.context.schemas, schema), (target) => validation.same(target, value));

export const validateAllOf: ValidateKeyword = (validation, { allOf = [] }, value) =>
  every(validation.context, allOf, (part) => validation.same(part, value));

export const validateAnyOf: ValidateKeyword = (validation, { anyOf = [] }, value) => {
  const { factory } = validation.context;
  const terms: Term[] = [];
  for (const branch of anyOf) {
    const term = validation.same(branch, value);
    if (term === factory.true) return term;
    terms.push(term);
  }
  return factory.or(terms);
};

export const validateOneOf: ValidateKeyword = (validation, { oneOf = [] }, value) => {
  const { factory } = validation.context;
  const valid = oneOf.map((branch) => validation.same(branch, value)).filter((term) => term !== factory.false);
  const others = valid.map((term, i) => factory.implies(term, factory.not(factory.or(valid.slice(i + 1)))));
  return factory.and([factory.or(valid), ...others]);
};

export const validateNot: ValidateKeyword = (validation, { not }, value) =>
  not === undefined ? validation.context.factory.true : validation.context.factory.not(validation.same(not, value));

/** Together with `then` and `else`, which mean nothing without it. */
export const validateIf: ValidateKeyword = (validation, schema, value) => {
  const { factory } = validation.context;
  if (schema.if === undefined) return factory.true;
  const test = validation.same(schema.if, value);
  const then = schema.then === undefined || test === factory.false ? factory.true : validation.same(schema.then, value);
  const otherwise = schema.else === undefined || test === factory.true ? factory.true : validation.same(schema.else, value);
  return factory.and([factory.implies(test, then), factory.or([test, otherwise])]);
};
