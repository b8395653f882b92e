// Decides what a bare name or a dotted root (`request.body`, `old.orders`) stands for.

import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { didYouMean } from '../../base/suggest.ts';
import type { Expression, RequestPart, Root } from '../expression.ts';
import { BOOLEAN, INTEGER, TIMESTAMP, TYPE, type Type } from '../type.ts';
import { membersOf } from '../types.ts';
import { lowerMember } from './access.ts';
import { factsAbout } from './known.ts';
import { broken, complain, complainName, type Here, identifierOf, type Lowering, literal } from './lowering.ts';
import { narrow } from './narrow.ts';
import type { Span } from './parse.ts';

const PARTS: readonly RequestPart[] = ['path', 'query', 'header', 'cookie', 'body'];
const TYPE_NAMES = new Set(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type']);
const RESERVED = ['request', 'response', 'state', 'old', 'now'];

/** A bare name: local, parameter, collection, variable, `now`, or the name of a type. */
export function lowerName(lowering: Lowering, name: string, here: Here, span: Span): Expression {
  const { offset } = span;
  const local = here.locals.findLast((l) => l.name === name);
  if (local) return { kind: 'local', slot: local.slot, name, type: local.type, offset };
  const { scope } = lowering;
  const part = scope.parameters.get(name);
  const parameters = part ? scope.request?.get(part) : undefined;
  if (part && parameters) return lowerMember(lowering, parametersOf(lowering, part, parameters, here, offset), name, false, offset, span);
  const stored = storedRoot(lowering, name, 'current', offset);
  if (stored) return stored;
  if (name === 'now') return root({ kind: 'now' }, TIMESTAMP, offset);
  if (TYPE_NAMES.has(name)) return literal({ kind: 'type', name }, offset, TYPE);
  if (RESERVED.includes(name))
    complain(lowering, span, 'incomplete-root', `'${name}' stands for nothing by itself`, { hint: rootHint(name) });
  else complainUnknown(lowering, name, here, span);
  return broken(offset);
}

/** `has(name)` of a parameter's bare name; null for other names. */
export function lowerHasParameter(lowering: Lowering, name: string, here: Here, span: Span): Expression | null {
  const part = here.locals.some((l) => l.name === name) ? undefined : lowering.scope.parameters.get(name);
  const parameters = part ? lowering.scope.request?.get(part) : undefined;
  if (!part || !parameters) return null;
  return lowerMember(lowering, parametersOf(lowering, part, parameters, here, span.offset), name, true, span.offset, span);
}

function parametersOf(lowering: Lowering, part: RequestPart, type: Type, here: Here, offset: number): Expression {
  const of = root({ kind: 'request', part }, type, offset);
  return { ...of, type: narrow(lowering.scope.types, type, factsAbout(here.facts, of)) };
}

/** A property of the body that is written without `request.body` is the most likely mistake. */
function complainUnknown(lowering: Lowering, name: string, here: Here, span: Span): void {
  const body = lowering.scope.request?.get('body');
  const isOfBody = body !== undefined && membersOf(lowering.scope.types, body).some((m) => m.kind === 'object' && m.fields.has(name));
  const message = `there is no '${name}' here`;
  if (isOfBody) complain(lowering, span, 'unknown-name', message, { hint: `did you mean 'request.body.${name}'?` });
  else {
    const { hint } = didYouMean(name, visibleNames(lowering, here));
    complain(lowering, span, 'unknown-name', message, { hint: hint ?? `a text stands in quotes of its own: '${name}'` });
  }
}

function rootHint(name: string): string {
  if (name === 'request') return `write ${PARTS.map((part) => `request.${part}`).join(', ')}`;
  return name === 'response' ? 'write response.status or response.body' : `write ${name}.NAME for a collection or variable`;
}

function visibleNames(lowering: Lowering, here: Here): readonly string[] {
  const { scope } = lowering;
  return [
    ...here.locals.map((l) => l.name),
    ...scope.parameters.keys(),
    ...scope.collections.keys(),
    ...scope.variables.keys(),
    'now',
    'request.body',
  ];
}

function root(of: Root, type: Type, offset: number): Expression {
  return { kind: 'root', root: of, type, offset };
}

function storedRoot(lowering: Lowering, name: string, state: 'current' | 'before', offset: number): Expression | null {
  const collection = lowering.scope.collections.get(name);
  if (collection) {
    const type: Type = { kind: 'collection', name, key: collection.keyType, record: collection.recordType };
    return root({ kind: 'collection', name, state }, type, offset);
  }
  const variable = lowering.scope.variables.get(name);
  return variable ? root({ kind: 'variable', name, state }, variable.type, offset) : null;
}

/** `request.PART`, `response.PART`, `state.NAME`, `old.NAME`; null if the operand is no such root (or a local of that name). */
export function rootOfSelection(lowering: Lowering, operand: string | null, field: string, here: Here, span: Span): Expression | null {
  if (operand === null || here.locals.some((l) => l.name === operand)) return null;
  switch (operand) {
    case 'request':
      return remarkOptional(lowering, requestRoot(lowering, field, span), here, span);
    case 'response':
      return responseRoot(lowering, field, span);
    case 'state':
    case 'old':
      return stateRoot(lowering, operand, field, span);
    default:
      return null;
  }
}

/** `google.protobuf.Timestamp` and `google.protobuf.Duration`, the names that the types of times have in CEL; null for other selections. */
export function timeTypeNamed(lowering: Lowering, operand: Expr, field: string, here: Here, offset: number): Expression | null {
  if (field !== 'Timestamp' && field !== 'Duration') return null;
  const space = operand.exprKind.case === 'selectExpr' ? operand.exprKind.value : null;
  if (space?.field !== 'protobuf' || identifierOf(space.operand) !== 'google' || isNamed(lowering, 'google', here)) return null;
  return literal({ kind: 'type', name: `google.protobuf.${field}` }, offset, TYPE);
}

function isNamed({ scope }: Lowering, name: string, here: Here): boolean {
  const { parameters, collections, variables } = scope;
  return here.locals.some((l) => l.name === name) || [parameters, collections, variables].some((names) => names.has(name));
}

function requestRoot(lowering: Lowering, field: string, span: Span): Expression {
  const { offset } = span;
  const part = PARTS.find((p) => p === field);
  const type = part ? lowering.scope.request?.get(part) : undefined;
  if (part && type) return root({ kind: 'request', part }, type, offset);
  if (!lowering.scope.request) complain(lowering, span, 'no-request', 'the request cannot be read here');
  else if (part)
    complain(lowering, span, 'unknown-field', `this operation has no ${part === 'body' ? 'request body' : `${part} parameters`}`);
  else complainName(lowering, span, 'unknown-field', `a request has no '${field}'`, field, PARTS);
  return broken(offset);
}

// Whoever reads the body means one to be there; where none was sent, the rule does not hold.
function remarkOptional(lowering: Lowering, read: Expression, here: Here, span: Span): Expression {
  if (lowering.scope.bodyIsOptional !== true || read.kind !== 'root' || read.root.kind !== 'request' || read.root.part !== 'body')
    return read;
  if (factsAbout(here.facts, read).length > 0) return read;
  const more = { hint: 'test it first, with has(request.body)', severity: 'note' } as const;
  complain(lowering, span, 'unguarded-optional', 'the request may have no body, and then this is an error', more);
  return read;
}

/** `has(request.body)`; null for other selections. */
export function lowerHasBody(lowering: Lowering, operand: string | null, field: string, here: Here, span: Span): Expression | null {
  if (operand !== 'request' || field !== 'body' || here.locals.some((l) => l.name === operand)) return null;
  const body = requestRoot(lowering, field, span);
  return body.kind === 'root' ? root({ kind: 'sent', part: 'body' }, BOOLEAN, body.offset) : body;
}

function responseRoot(lowering: Lowering, field: string, span: Span): Expression {
  const { offset } = span;
  const { response } = lowering.scope;
  if (field === 'status' && lowering.scope.statusOnly === true) return root({ kind: 'response', part: 'status' }, INTEGER, offset);
  if (field === 'record' && lowering.scope.record !== undefined)
    return root({ kind: 'response', part: 'record' }, lowering.scope.record, offset);
  if (response === null) complain(lowering, span, 'no-response', 'the response can be read in postconditions and headers only');
  else if (field === 'status') return root({ kind: 'response', part: 'status' }, INTEGER, offset);
  else if (field === 'body') return root({ kind: 'response', part: 'body' }, response, offset);
  else complainName(lowering, span, 'unknown-field', `a response has no '${field}'`, field, ['status', 'body']);
  return broken(offset);
}

function stateRoot(lowering: Lowering, operand: 'state' | 'old', field: string, span: Span): Expression {
  const { offset } = span;
  if (operand === 'old' && !lowering.scope.before) {
    complain(lowering, span, 'no-old', 'old.NAME can be read in postconditions and responses only: here, NAME is the state before');
    return broken(offset);
  }
  const found = storedRoot(lowering, field, operand === 'old' ? 'before' : 'current', offset);
  if (found) return found;
  const known = [...lowering.scope.collections.keys(), ...lowering.scope.variables.keys()];
  complainName(lowering, span, 'unknown-name', `there is no collection or variable '${field}'`, field, known);
  return broken(offset);
}
