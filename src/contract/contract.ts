// Decides what a contract is: state and operations as plain data. The loader makes it, both interpreters read it, nobody changes it.

import type { Source } from '../base/source.ts';
import type { Value } from '../base/value.ts';
import type { Expression, RequestPart, Slot } from './expression.ts';
import type { Schema, Schemas } from './schema.ts';
import type { Type } from './type.ts';

export interface Contract {
  readonly title: string;
  readonly schemas: Schemas;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly invariants: readonly Requirement[];
  /** By operationId, in document order. An operation without one is named `METHOD /path`. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Texts of the files that sources point into, for code frames. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Collection {
  readonly name: string;
  readonly schema: Schema;
  /** Properties of the record that make the key; one, or several for a composite key. */
  readonly key: readonly string[];
  /** Type of a key: of the one property, or a tuple. */
  readonly keyType: Type;
  readonly recordType: Type;
  readonly parent: { readonly collection: string; readonly property: string } | null;
  /** By property of the record. */
  readonly references: ReadonlyMap<string, Reference>;
  /** Records at reset, in order. */
  readonly initial: readonly Value[];
  readonly source: Source;
}

export interface Reference {
  readonly collection: string;
  readonly onDelete: 'restrict' | 'cascade' | 'ignore';
  readonly source: Source;
}

export interface Variable {
  readonly name: string;
  readonly schema: Schema;
  readonly type: Type;
  readonly initial: Value;
  readonly source: Source;
}

export interface Operation {
  readonly id: string;
  /** Lower case. */
  readonly method: string;
  /** As in the document, with `{parameters}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | null;
  /** Alternatives of `security`; each names schemes that must all be given. Empty: open to all. */
  readonly security: readonly (readonly SecurityScheme[])[];
  /** Status for a request that does not fit the schema: 400, or 422 if only that is declared. */
  readonly schemaStatus: number;
  /** In order; the first that is not true decides. */
  readonly preconditions: readonly Requirement[];
  readonly effects: readonly Effect[];
  readonly response: ResponseRule;
  readonly postconditions: readonly Requirement[];
  /** Declared responses by status text (`200`, `4XX`, `default`); null where one has no JSON body. */
  readonly responses: ReadonlyMap<string, Schema | null>;
  readonly source: Source;
}

export interface Parameter {
  readonly name: string;
  readonly in: Exclude<RequestPart, 'body'>;
  readonly required: boolean;
  readonly schema: Schema;
  readonly type: Type;
  /** How the text of the wire becomes a value (OpenAPI `style`, `explode`, or JSON `content`). */
  readonly style: string;
  readonly explode: boolean;
  readonly source: Source;
}

export interface RequestBody {
  readonly required: boolean;
  readonly schema: Schema;
  readonly type: Type;
  readonly mediaTypes: readonly string[];
  readonly source: Source;
}

export interface SecurityScheme {
  readonly name: string;
  readonly type: string;
  /** Where the credential travels, as a parameter of the request: header `authorization` for http schemes. */
  readonly in: 'header' | 'query' | 'cookie';
  readonly parameter: string;
}

export type Layer = 'schema' | 'declared' | 'inferred';

/** A rule with its provenance: what a verdict names. */
export interface Requirement {
  /** Stable within the contract: `cancelOrder/preconditions/1`, `invariants/balance-not-negative`. */
  readonly id: string;
  readonly kind: 'precondition' | 'postcondition' | 'invariant';
  readonly rule: Rule;
  /** Of a refusal; 409 unless given. Of no meaning for postconditions and invariants. */
  readonly status: number;
  readonly message: string | null;
  readonly layer: Layer;
}

/** The text of an expression as it was written, and what it means. */
export interface Rule {
  readonly text: string;
  readonly expression: Expression;
  readonly source: Source;
}

/** A path into state. `root` names a collection or a variable. */
export interface Place {
  readonly root: string;
  readonly steps: readonly PlaceStep[];
  readonly text: string;
  readonly source: Source;
}

/** `key` evaluates to a collection key, a property name of a map, or an index of a list. */
export type PlaceStep = { readonly kind: 'member'; readonly name: string } | { readonly kind: 'key'; readonly key: Expression };

/** What is written at a place: some of its fields, a JSON Merge Patch (RFC 7396), or all of it. */
export type Change =
  | { readonly kind: 'set'; readonly fields: readonly Assignment[] }
  | { readonly kind: 'merge'; readonly value: Rule }
  | { readonly kind: 'replace'; readonly value: Rule };

/** One entry of `set`: a path below the place, and its value. */
export interface Assignment {
  readonly path: readonly PlaceStep[];
  readonly value: Rule;
}

interface EffectBase {
  /** Stable within the contract: `cancelOrder/effects/0`. */
  readonly id: string;
  readonly when: Rule | null;
  readonly layer: Layer;
  readonly source: Source;
  /** For messages: `update: orders[orderId]`. */
  readonly text: string;
}

/** A write. All effects of an operation read the state before and happen at once. */
export type Effect =
  | (EffectBase & {
      readonly kind: 'create';
      readonly collection: string;
      readonly value: Rule;
      readonly key: Rule | null;
      readonly upsert: boolean;
      /** Whether the server chooses all that `value` leaves out, optional properties too; else these are absent. */
      readonly open?: boolean;
    })
  | (EffectBase & { readonly kind: 'update'; readonly place: Place; readonly change: Change })
  | (EffectBase & { readonly kind: 'delete'; readonly place: Place })
  | (EffectBase & ForEach)
  | (EffectBase & { readonly kind: 'assign'; readonly variable: string; readonly value: Rule });

/** The bulk form: for every element of the place where the rule is true. `key` is the key or index, `record` the element. */
export interface ForEach {
  readonly kind: 'forEach';
  /** A collection, or a map or list below one. */
  readonly place: Place;
  readonly key: Slot;
  readonly record: Slot;
  readonly where: Rule | null;
  /** Null deletes the element. */
  readonly change: Change | null;
}

/** What a success answers. */
export interface ResponseRule {
  /** A literal status, or a rule; null: the lowest declared 2xx (200 if none). */
  readonly status: Rule | number | null;
  readonly defaultStatus: number;
  readonly body: ResponseBody;
  /** By name in lower case. They may read the status and the body; like these, one that is an error is a fault. */
  readonly headers?: ReadonlyMap<string, Rule>;
  readonly layer: Layer;
  readonly source: Source | null;
}

/**
 * `rule`: the whole body, or with `rest` an object with whatever else that schema admits. `record`: the record that the operation created or updated, or read at `place` (contract.md section 6, ruling 7).
 * `list`: all records of the collection. `any`: whatever the schema admits, chosen by the server; `likely` is what a simulator answers, and
 * nothing that a proof may rely on. `none`: no body.
 */
export type ResponseBody =
  | { readonly kind: 'rule'; readonly rule: Rule; readonly rest?: Schema }
  | { readonly kind: 'record'; readonly collection: string; readonly effect: number | null; readonly key: Expression | null }
  | { readonly kind: 'list'; readonly collection: string }
  | { readonly kind: 'any'; readonly schema: Schema; readonly likely?: Rule }
  | { readonly kind: 'none' };

/** A request with its parameters decoded. Absent optional parameters are absent; `body` undefined means none was sent. */
export interface Request {
  readonly operationId: string;
  readonly path: ReadonlyMap<string, Value>;
  readonly query: ReadonlyMap<string, Value>;
  /** Names in lower case. */
  readonly header: ReadonlyMap<string, Value>;
  readonly cookie: ReadonlyMap<string, Value>;
  readonly body: Value | undefined;
}
