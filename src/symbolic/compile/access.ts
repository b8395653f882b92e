// Decides what reading a property, an element or a record means, and when it is an error.

import type { Context } from '../context.ts';
import { isObjectTerm } from '../kinds.ts';
import { booleanValue, failed, known } from '../normal.ts';
import type { Lookup } from '../objects.ts';
import { elementAt, memberOf } from '../read.ts';
import type { Result, Symbolic } from '../value.ts';
import type { Compiling, Node } from './compiling.ts';

export function compileMember({ context, compile }: Compiling, { of, name }: Node<'member'>): Result {
  const object = compile(of);
  if (object.error === context.factory.true) return failed(context);
  const { present, value } = propertyOf(context, object.value, name);
  return { value, error: context.factory.or([object.error, context.factory.not(present)]) };
}

function propertyOf(context: Context, object: Symbolic, name: string): Lookup {
  return object.kind === 'collection' ? elementAt(context, object, known(name)) : memberOf(context, object, name);
}

export function compileIndex({ context, compile }: Compiling, { of, key }: Node<'index'>): Result {
  const { factory } = context;
  const container = compile(of);
  if (container.error === factory.true) return failed(context);
  const at = compile(key);
  if (at.error === factory.true) return failed(context);
  const { present, value } = elementAt(context, container.value, at.value);
  return { value, error: factory.or([container.error, at.error, factory.not(present)]) };
}

export function compileHas({ context, compile }: Compiling, { of, name }: Node<'has'>): Result {
  const { factory } = context;
  const object = compile(of);
  if (object.error === factory.true) return failed(context);
  const { present } = propertyOf(context, object.value, name);
  return { value: booleanValue(present), error: factory.or([object.error, factory.not(isObjectTerm(context, object.value))]) };
}
