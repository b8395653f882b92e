// Decides how tests write contracts: plain data with rules as text, compiled as a specification's would be, without files.

import type { Source } from '../../src/base/source.ts';
import type { Value } from '../../src/base/value.ts';
import type {
  Assignment,
  Change,
  Collection,
  Contract,
  Effect,
  Operation,
  Parameter,
  Place,
  Reference,
  Requirement,
  ResponseBody,
  Rule,
  SecurityScheme,
  Variable,
} from '../../src/contract/contract.ts';
import { compileRule } from '../../src/contract/rules/compile.ts';
import { NO_FACTS } from '../../src/contract/rules/facts.ts';
import { compileAssignmentPath, compilePlace } from '../../src/contract/rules/places.ts';
import type { Local, RuleScope } from '../../src/contract/rules/scope.ts';
import { DYN, type Type } from '../../src/contract/type.ts';
import { typeScope } from '../../src/contract/type-of.ts';
import { type PlainSchema, schemaOf, schemasOf, valueOf } from './schema-builder.ts';

export interface PlainCollection {
  readonly schema: PlainSchema;
  readonly key: string | readonly string[];
  readonly parent?: { readonly collection: string; readonly property: string };
  readonly references?: Readonly<Record<string, { readonly collection: string; readonly onDelete?: Reference['onDelete'] }>>;
  readonly initial?: readonly unknown[];
}

export type PlainRequirement = string | { readonly rule: string; readonly status?: number; readonly message?: string };

export interface PlainEffect {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string | true;
  readonly forEach?: string;
  readonly assign?: string;
  readonly value?: string;
  readonly key?: string;
  readonly upsert?: boolean;
  readonly when?: string;
  readonly where?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly merge?: string;
  readonly replace?: string;
}

export interface PlainOperation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: Parameter['in'];
    readonly required?: boolean;
    readonly schema: PlainSchema;
  }[];
  readonly body?: PlainSchema;
  readonly bodyRequired?: boolean;
  readonly security?: readonly (readonly SecurityScheme[])[];
  readonly schemaStatus?: number;
  readonly preconditions?: readonly PlainRequirement[];
  readonly effects?: readonly PlainEffect[];
  readonly status?: number | string;
  /** Text of the body, or the body as the contract holds it; none unless given. */
  readonly response?: string | ResponseBody;
  readonly postconditions?: readonly PlainRequirement[];
  readonly responses?: Readonly<Record<string, PlainSchema | null>>;
}

export interface PlainContract {
  readonly schemas?: Readonly<Record<string, PlainSchema>>;
  readonly collections?: Readonly<Record<string, PlainCollection>>;
  readonly variables?: Readonly<Record<string, { readonly schema: PlainSchema; readonly initial?: unknown }>>;
  readonly invariants?: readonly PlainRequirement[];
  readonly operations?: Readonly<Record<string, PlainOperation>>;
}

const SOURCE: Source = { file: 'test.yaml', line: 1, column: 1 };

/** Reads a contract; a rule that does not compile is a mistake in the test. */
export function contractOf(plain: PlainContract): Contract {
  const schemas = schemasOf(plain.schemas ?? {});
  const types = typeScope(schemas);
  const collections = mapValues(plain.collections ?? {}, (collection, name) => collectionOf(name, collection, types));
  const variables = mapValues(plain.variables ?? {}, (variable, name): Variable => {
    const schema = schemaOf(variable.schema);
    return { name, schema, type: types.typeOf(schema), initial: valueOf(variable.initial ?? null), source: SOURCE };
  });
  const base: Base = { types, collections, variables };
  return {
    title: 'test',
    schemas,
    collections,
    variables,
    invariants: requirementsOf(plain.invariants, 'invariant', 'invariants', scopeOf(base, {})),
    operations: mapValues(plain.operations ?? {}, (operation, id) => operationOf(id, operation, base)),
    files: new Map(),
  };
}

interface Base {
  readonly types: ReturnType<typeof typeScope>;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly variables: ReadonlyMap<string, Variable>;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, each: (item: T, name: string) => U): ReadonlyMap<string, U> {
  return new Map(Object.entries(record).map(([name, item]) => [name, each(item, name)]));
}

function collectionOf(name: string, plain: PlainCollection, types: Base['types']): Collection {
  const schema = schemaOf(plain.schema);
  const key = typeof plain.key === 'string' ? [plain.key] : plain.key;
  const recordType = types.typeOf(schema);
  const parts = key.map((property) => types.typeOf(schema.properties?.get(property) ?? {}));
  const [only, ...others] = parts;
  const keyType: Type = only !== undefined && others.length === 0 ? only : { kind: 'tuple', items: parts };
  const references = mapValues(
    plain.references ?? {},
    ({ collection, onDelete }): Reference => ({ collection, onDelete: onDelete ?? 'ignore', source: SOURCE }),
  );
  return {
    name,
    schema,
    key,
    keyType,
    recordType,
    parent: plain.parent ?? null,
    references,
    initial: (plain.initial ?? []).map(valueOf),
    source: SOURCE,
  };
}

function scopeOf({ types, collections, variables }: Base, more: Partial<RuleScope>): RuleScope {
  const scope: RuleScope = {
    types,
    collections,
    variables,
    parameters: new Map(),
    request: null,
    response: null,
    before: false,
    fresh: null,
    definitions: new Map(),
    locals: [],
    facts: NO_FACTS,
  };
  return { ...scope, ...more };
}

function ruleOf(text: string, scope: RuleScope): Rule {
  const { rule, diagnostics } = compileRule(text, scope, () => SOURCE);
  if (rule === null) throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return rule;
}

/** A rule over the collections and variables of a contract, as a goal is. */
export function stateRuleOf(contract: Contract, text: string): Rule {
  return ruleOf(
    text,
    scopeOf({ types: typeScope(contract.schemas), collections: contract.collections, variables: contract.variables }, {}),
  );
}

function requirementsOf(
  plain: readonly PlainRequirement[] | undefined,
  kind: Requirement['kind'],
  prefix: string,
  scope: RuleScope,
): readonly Requirement[] {
  return (plain ?? []).map((item, index) => {
    const { rule, status, message } = typeof item === 'string' ? { rule: item, status: undefined, message: undefined } : item;
    return {
      id: `${prefix}/${index}`,
      kind,
      rule: ruleOf(rule, scope),
      status: status ?? 409,
      message: message ?? null,
      layer: 'declared',
    };
  });
}

function operationOf(id: string, plain: PlainOperation, base: Base): Operation {
  const parameters = (plain.parameters ?? []).map(({ name, in: part, required, schema: written }): Parameter => {
    const schema = schemaOf(written);
    const type = base.types.typeOf(schema);
    return { name, in: part, required: required ?? part === 'path', schema, type, style: 'simple', explode: false, source: SOURCE };
  });
  const bodySchema = plain.body === undefined ? null : schemaOf(plain.body);
  const body = bodySchema && {
    required: plain.bodyRequired ?? true,
    schema: bodySchema,
    type: base.types.typeOf(bodySchema),
    mediaTypes: ['application/json'],
    source: SOURCE,
  };
  const request = requestTypes(parameters, body?.type ?? null);
  const bare = new Map(parameters.map((parameter) => [parameter.name, parameter.in] as const));
  const before = scopeOf(base, { request, parameters: bare, fresh: { next: 0 } });
  const after = { ...before, before: true };
  return {
    id,
    method: 'post',
    path: `/${id}`,
    parameters,
    body,
    security: plain.security ?? [],
    schemaStatus: plain.schemaStatus ?? 400,
    preconditions: requirementsOf(plain.preconditions, 'precondition', `${id}/preconditions`, { ...before, fresh: null }),
    effects: (plain.effects ?? []).map((effect, index) => effectOf(effect, `${id}/effects/${index}`, before)),
    response: {
      status: typeof plain.status === 'string' ? ruleOf(plain.status, after) : (plain.status ?? null),
      defaultStatus: 200,
      body:
        typeof plain.response === 'string' ? { kind: 'rule', rule: ruleOf(plain.response, after) } : (plain.response ?? { kind: 'none' }),
      layer: 'declared',
      source: SOURCE,
    },
    postconditions: requirementsOf(plain.postconditions, 'postcondition', `${id}/postconditions`, { ...after, fresh: null, response: DYN }),
    responses: mapValues(plain.responses ?? {}, (schema) => (schema === null ? null : schemaOf(schema))),
    source: SOURCE,
  };
}

function requestTypes(parameters: readonly Parameter[], body: Type | null): NonNullable<RuleScope['request']> {
  const parts = (['path', 'query', 'header', 'cookie'] as const).map((part): readonly [typeof part, Type] => {
    const own = parameters.filter((parameter) => parameter.in === part);
    return [
      part,
      {
        kind: 'object',
        fields: new Map(own.map(({ name, type, required }) => [part === 'header' ? name.toLowerCase() : name, { type, required }])),
        rest: null,
      },
    ];
  });
  return new Map<'path' | 'query' | 'header' | 'cookie' | 'body', Type>([...parts, ...(body === null ? [] : [['body', body] as const])]);
}

function effectOf(plain: PlainEffect, id: string, scope: RuleScope): Effect {
  const optional = (text: string | undefined, inner: RuleScope = scope): Rule | null => (text === undefined ? null : ruleOf(text, inner));
  const [kind, target] = Object.entries(plain)[0] ?? ['', ''];
  const base = { id, when: optional(plain.when), layer: 'declared', source: SOURCE, text: `${kind}: ${String(target)}` } as const;
  if (plain.forEach !== undefined) return forEachOf(plain, base, plain.forEach, scope);
  if (plain.create !== undefined) {
    return {
      ...base,
      kind: 'create',
      collection: plain.create,
      value: ruleOf(plain.value ?? '{}', scope),
      key: optional(plain.key),
      upsert: plain.upsert ?? false,
    };
  }
  if (plain.assign !== undefined) return { ...base, kind: 'assign', variable: plain.assign, value: ruleOf(plain.value ?? 'null', scope) };
  if (typeof plain.delete === 'string') return { ...base, kind: 'delete', place: placeOf(plain.delete, scope).place };
  const { place, type } = placeOf(plain.update ?? '', scope);
  const change = changeOf(plain, type, scope);
  if (change === null) throw new Error(`${id} changes nothing`);
  return { ...base, kind: 'update', place, change };
}

function placeOf(text: string, scope: RuleScope): { readonly place: Place; readonly type: Type } {
  const { place, type, diagnostics } = compilePlace(text, scope, () => SOURCE);
  if (place === null || type === null) throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return { place, type };
}

function forEachOf(plain: PlainEffect, base: Omit<Effect, 'kind'>, over: string, scope: RuleScope): Effect {
  const { place } = placeOf(over, scope);
  const locals: readonly Local[] = [
    { name: 'key', type: DYN, slot: 0 },
    { name: 'record', type: DYN, slot: 1 },
  ];
  const inner = { ...scope, locals, fresh: null };
  const where = plain.where === undefined ? null : ruleOf(plain.where, inner);
  return { ...base, kind: 'forEach', place, key: 0, record: 1, where, change: changeOf(plain, DYN, inner) } as Effect;
}

function changeOf(plain: PlainEffect, base: Type, scope: RuleScope): Change | null {
  if (plain.merge !== undefined) return { kind: 'merge', value: ruleOf(plain.merge, scope) };
  if (plain.replace !== undefined) return { kind: 'replace', value: ruleOf(plain.replace, scope) };
  if (plain.set === undefined) return null;
  const fields = Object.entries(plain.set).map(([text, value]): Assignment => {
    const { path, diagnostics } = compileAssignmentPath(text, base, scope, () => SOURCE);
    if (path === null) throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join('; ')}`);
    return { path, value: ruleOf(value, scope) };
  });
  return { kind: 'set', fields };
}

/** A request by parts; everything left out is empty. */
export function requestOf(
  operationId: string,
  parts: Readonly<Record<string, unknown>> = {},
): import('../../src/contract/contract.ts').Request {
  const map = (name: string): ReadonlyMap<string, Value> =>
    new Map(Object.entries((parts[name] ?? {}) as object).map(([key, value]) => [key, valueOf(value)]));
  const body = 'body' in parts ? valueOf(parts['body']) : undefined;
  return { operationId, path: map('path'), query: map('query'), header: map('header'), cookie: map('cookie'), body };
}
