// Decides the symbolic value of a template: known values, holes, and what earlier steps sent or answered.

import type { Template } from '../../contract/trajectory.ts';
import { type Execution, holeOf } from '../execution.ts';
import { ite } from '../merge.ts';
import { elementAt, type Lookup, memberOf } from '../read.ts';
import type { Term } from '../term.ts';
import type { Performed } from '../transition.ts';
import type { Result, Symbolic } from '../value.ts';
import { failed, known, listValue, numberValue, objectValue, ok } from '../values.ts';

type Reference = Extract<Template, { readonly kind: 'reference' }>;

/** The value of the template; an error where a reference points to nothing. */
export function templateValue(execution: Execution, template: Template, history: readonly Performed[]): Result {
  const { context } = execution;
  switch (template.kind) {
    case 'value':
      return ok(context, known(template.value));
    case 'hole':
      return ok(context, holeOf(execution, template.name));
    case 'list': {
      const items = template.items.map((item) => templateValue(execution, item, history));
      return { value: listValue(items.map((item) => item.value)), error: context.factory.or(items.map((item) => item.error)) };
    }
    case 'object': {
      const entries = [...template.entries].map(([name, entry]) => [name, templateValue(execution, entry, history)] as const);
      const value = objectValue(
        entries.map(([name, entry]) => [name, entry.value] as const),
        context,
      );
      return { value, error: context.factory.or(entries.map(([, entry]) => entry.error)) };
    }
    case 'reference':
      return referenceValue(execution, template, history);
  }
}

function referenceValue(execution: Execution, reference: Reference, history: readonly Performed[]): Result {
  const { context } = execution;
  const performed = history[reference.step];
  if (performed === undefined) return failed(context);
  const start = startOf(execution, reference, performed);
  return reference.pointer.reduce((at, token) => follow(execution, at, token), start);
}

function startOf(execution: Execution, { from }: Reference, { request, transition }: Performed): Result {
  const { context } = execution;
  const { factory } = context;
  switch (from) {
    case 'request.body':
      return request.body === null ? failed(context) : { value: request.body, error: request.unformed };
    case 'request.params':
      return { value: request.params, error: request.unformed };
    case 'response.status':
      return { value: numberValue(transition.status), error: request.unformed };
    case 'response.body': {
      const { body } = transition.response;
      return body === null ? failed(context) : { value: body, error: factory.or([request.unformed, factory.not(transition.success)]) };
    }
  }
}

/** One step of a JSON Pointer (RFC 6901): a member of an object or an element of a list. */
function follow(execution: Execution, at: Result, token: string): Result {
  const { context } = execution;
  const member = memberOf(context, at.value, token);
  const found = /^(0|[1-9]\d{0,8})$/.test(token) ? either(execution, elementAt(context, at.value, known(Number(token))), member) : member;
  return { value: found.value, error: context.factory.or([at.error, context.factory.not(found.present)]) };
}

// `elementAt` with a number finds nothing in an object that has string keys, `memberOf` nothing in a list.
function either(execution: Execution, a: Lookup, b: Lookup): { readonly present: Term; readonly value: Symbolic } {
  const { context } = execution;
  if (a.present === context.factory.false) return b;
  return { present: context.factory.or([a.present, b.present]), value: ite(context, a.present, a.value, b.value) };
}
