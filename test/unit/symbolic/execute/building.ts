// Contracts, expressions and requests by hand, so that these tests depend on neither the loader nor the parser of rules.

import type { Source } from '../../../../src/base/source.ts';
import type { Value } from '../../../../src/base/value.ts';
import type { Collection, Contract, Effect, Operation, Place, Requirement, Rule, Variable } from '../../../../src/contract/contract.ts';
import type { Binding, Expression, Quantify } from '../../../../src/contract/expression.ts';
import type { OperatorName } from '../../../../src/contract/operators.ts';
import type { Schema } from '../../../../src/contract/schema.ts';
import { DYN } from '../../../../src/contract/type.ts';

const HERE: Source = { file: 'contract.yaml', line: 1, column: 1 };
const typed = { type: DYN, offset: 0 } as const;

export const text: Schema = { types: ['string'] };
export const integer: Schema = { types: ['integer'] };
export const number: Schema = { types: ['number'] };

export function object(properties: Readonly<Record<string, Schema>>, required: readonly string[] = Object.keys(properties)): Schema {
  return { types: ['object'], properties: new Map(Object.entries(properties)), required };
}

export function plain(value: unknown): Value {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return new Map(Object.entries(value).map(([k, v]) => [k, plain(v)] as const));
  return value as Value;
}

export const lit = (value: unknown): Expression => ({ ...typed, kind: 'literal', value: plain(value) });
export const local = (slot: number): Expression => ({ ...typed, kind: 'local', slot, name: `x${slot}` });
export const coll = (name: string, state: 'current' | 'before' = 'current'): Expression => ({
  ...typed,
  kind: 'root',
  root: { kind: 'collection', name, state },
});
export const variable = (name: string): Expression => ({ ...typed, kind: 'root', root: { kind: 'variable', name, state: 'current' } });
const request = (part: 'path' | 'query' | 'header' | 'cookie' | 'body'): Expression => ({
  ...typed,
  kind: 'root',
  root: { kind: 'request', part },
});
export const member = (of: Expression, name: string): Expression => ({ ...typed, kind: 'member', of, name });
export const index = (of: Expression, key: Expression): Expression => ({ ...typed, kind: 'index', of, key });
export const has = (of: Expression, name: string): Expression => ({ ...typed, kind: 'has', of, name });
export const and = (left: Expression, right: Expression): Expression => ({ ...typed, kind: 'and', left, right });
export const or = (left: Expression, right: Expression): Expression => ({ ...typed, kind: 'or', left, right });
export const call = (operator: OperatorName, ...args: readonly Expression[]): Expression => ({ ...typed, kind: 'call', operator, args });
export const fresh = (collection: string, ordinal: number): Expression => ({ ...typed, kind: 'fresh', collection, ordinal });
export const list = (...items: readonly Expression[]): Expression => ({ ...typed, kind: 'list', items });
export const record = (entries: Readonly<Record<string, Expression>>): Expression => ({
  ...typed,
  kind: 'object',
  entries: Object.entries(entries).map(([key, value]) => ({ key: lit(key), value })),
});
export const all = (over: Expression, slot: number, body: Expression): Expression => quantify('all', over, slot, body);
export const exists = (over: Expression, slot: number, body: Expression): Expression => quantify('exists', over, slot, body);

function quantify(quantifier: Quantify['quantifier'], over: Expression, slot: number, body: Expression): Expression {
  const binding: Binding = { kind: 'single', slot, name: `x${slot}` };
  return { ...typed, kind: 'quantify', quantifier, over, binding, body };
}

export const pathParam = (name: string): Expression => member(request('path'), name);
export const body = (name: string): Expression => member(request('body'), name);

const rule = (expression: Expression, shown = 'rule'): Rule => ({ text: shown, expression, source: HERE });

export function precondition(id: string, expression: Expression, status = 409): Requirement {
  return { id, kind: 'precondition', rule: rule(expression, id), status, message: null, layer: 'declared' };
}

export function invariant(id: string, expression: Expression): Requirement {
  return { id: `invariants/${id}`, kind: 'invariant', rule: rule(expression, id), status: 409, message: null, layer: 'declared' };
}

export function postcondition(id: string, expression: Expression): Requirement {
  return { id, kind: 'postcondition', rule: rule(expression, id), status: 409, message: null, layer: 'declared' };
}

export function place(root: string, ...steps: readonly (string | Expression)[]): Place {
  return {
    root,
    steps: steps.map((step) => (typeof step === 'string' ? { kind: 'member', name: step } : { kind: 'key', key: step })),
    text: root,
    source: HERE,
  };
}

type Distribute<T> = T extends unknown ? Omit<T, 'id' | 'when' | 'layer' | 'source' | 'text'> & { readonly when?: Rule } : never;

/** An effect; its id is given by the operation it is put in. */
export type LooseEffect = Distribute<Effect>;

export function create(
  collection: string,
  value: Expression,
  options: { key?: Expression; upsert?: boolean; when?: Expression } = {},
): LooseEffect {
  const when = options.when === undefined ? {} : { when: rule(options.when) };
  return {
    kind: 'create',
    collection,
    value: rule(value),
    key: options.key === undefined ? null : rule(options.key),
    upsert: options.upsert ?? false,
    ...when,
  };
}

export function set(at: Place, fields: Readonly<Record<string, Expression>>, when?: Expression): LooseEffect {
  const assignments = Object.entries(fields).map(([name, value]) => ({ path: [{ kind: 'member', name } as const], value: rule(value) }));
  return { kind: 'update', place: at, change: { kind: 'set', fields: assignments }, ...(when === undefined ? {} : { when: rule(when) }) };
}

export function remove(at: Place): LooseEffect {
  return { kind: 'delete', place: at };
}

export interface LooseOperation {
  readonly parameters?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  readonly preconditions?: readonly Requirement[];
  readonly effects?: readonly LooseEffect[];
  readonly response?: Expression;
  readonly postconditions?: readonly Requirement[];
  readonly more?: Partial<Operation>;
}

function operation(id: string, loose: LooseOperation): Operation {
  return {
    id,
    method: 'post',
    path: `/${id}`,
    parameters: Object.entries(loose.parameters ?? {}).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema,
      type: DYN,
      style: 'simple',
      explode: false,
      source: HERE,
    })),
    body:
      loose.body === undefined ? null : { required: true, schema: loose.body, type: DYN, mediaTypes: ['application/json'], source: HERE },
    security: [],
    schemaStatus: 400,
    preconditions: loose.preconditions ?? [],
    effects: (loose.effects ?? []).map(
      (effect, i) => ({ when: null, ...effect, id: `${id}/effects/${i}`, layer: 'declared', source: HERE, text: effect.kind }) as Effect,
    ),
    response: {
      status: null,
      defaultStatus: 200,
      layer: 'declared',
      source: HERE,
      body: loose.response === undefined ? { kind: 'none' } : { kind: 'rule', rule: rule(loose.response) },
    },
    postconditions: loose.postconditions ?? [],
    responses: new Map([['200', null]]),
    source: HERE,
    ...loose.more,
  };
}

export interface LooseCollection {
  readonly schema: Schema;
  readonly key: string | readonly string[];
  readonly initial?: unknown;
  readonly references?: Readonly<Record<string, readonly [string, 'restrict' | 'cascade' | 'ignore']>>;
}

export interface LooseContract {
  readonly collections: Readonly<Record<string, LooseCollection>>;
  readonly variables?: Readonly<Record<string, { readonly schema: Schema; readonly initial: unknown }>>;
  readonly invariants?: readonly Requirement[];
  readonly operations: Readonly<Record<string, LooseOperation>>;
}

export function contract(loose: LooseContract): Contract {
  return {
    title: 'test',
    schemas: new Map(),
    collections: new Map(Object.entries(loose.collections).map(([name, c]) => [name, collection(name, c)])),
    variables: new Map(
      Object.entries(loose.variables ?? {}).map(([name, v]): [string, Variable] => [
        name,
        { name, schema: v.schema, type: DYN, initial: plain(v.initial), source: HERE },
      ]),
    ),
    invariants: loose.invariants ?? [],
    operations: new Map(Object.entries(loose.operations).map(([id, o]) => [id, operation(id, o)])),
    files: new Map(),
  };
}

function collection(name: string, loose: LooseCollection): Collection {
  return {
    name,
    schema: loose.schema,
    key: typeof loose.key === 'string' ? [loose.key] : loose.key,
    keyType: DYN,
    recordType: DYN,
    parent: null,
    references: new Map(
      Object.entries(loose.references ?? {}).map(([property, [to, onDelete]]) => [property, { collection: to, onDelete, source: HERE }]),
    ),
    initial: plain(loose.initial ?? []) as readonly Value[],
    source: HERE,
  };
}

export function replace(at: Place, value: Expression): LooseEffect {
  return { kind: 'update', place: at, change: { kind: 'replace', value: rule(value) } };
}

export function merge(at: Place, value: Expression): LooseEffect {
  return { kind: 'update', place: at, change: { kind: 'merge', value: rule(value) } };
}

export function assign(name: string, value: Expression): LooseEffect {
  return { kind: 'assign', variable: name, value: rule(value) };
}

/** Binds the key as local 0 and the element as local 1; without a change, deletes. */
export function forEach(
  at: Place,
  where: Expression | null,
  change: { readonly kind: 'set'; readonly fields: Readonly<Record<string, Expression>> } | null,
): LooseEffect {
  const fields = Object.entries(change?.fields ?? {}).map(([name, value]) => ({
    path: [{ kind: 'member', name } as const],
    value: rule(value),
  }));
  return {
    kind: 'forEach',
    place: at,
    key: 0,
    record: 1,
    where: where === null ? null : rule(where),
    change: change === null ? null : { kind: 'set', fields },
  };
}
