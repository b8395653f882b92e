// Decides the normal form of a JSON Schema, whichever OpenAPI version or draft it came from. Both interpreters give it its meaning.

import type { Source } from '../base/source.ts';
import type { Num, Value } from '../base/value.ts';

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Key into `Schemas`. The text is where the schema stands (`#/components/schemas/Order`), for people; matching is by equality. */
export type SchemaRef = string;

/** Every schema that something refers to by name. References may be circular. */
export type Schemas = ReadonlyMap<SchemaRef, Schema>;

/**
 * A schema with the vocabulary of JSON Schema 2020-12. An absent keyword does not constrain. `true` is `{}` and
 * `false` is `{not: {}}`; `nullable` of OpenAPI 3.0 has become a type, boolean `exclusiveMinimum` a number.
 * Keywords apply to values of their own type only, as the specification says. `format` constrains where it is one of
 * `date-time`, `int32`, `int64`; other formats are annotations that the generators follow.
 */
export interface Schema {
  readonly ref?: SchemaRef;
  readonly types?: readonly JsonType[];
  readonly enum?: readonly Value[];
  readonly const?: Value;

  readonly minimum?: Num;
  readonly maximum?: Num;
  readonly exclusiveMinimum?: Num;
  readonly exclusiveMaximum?: Num;
  readonly multipleOf?: Num;

  /** Lengths count code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** ECMA-262 with the `u` flag, unanchored. */
  readonly pattern?: string;
  readonly format?: string;

  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly unevaluatedItems?: Schema;

  readonly properties?: ReadonlyMap<string, Schema>;
  readonly patternProperties?: ReadonlyMap<string, Schema>;
  readonly additionalProperties?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas?: ReadonlyMap<string, Schema>;

  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;

  /** OpenAPI's discriminator: a hint for typing and messages, `oneOf`/`anyOf` decide validity. */
  readonly discriminator?: Discriminator;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly default?: Value;
  readonly examples?: readonly Value[];
  readonly title?: string;
  readonly description?: string;

  /** Keywords that are present and have no meaning here (`$dynamicRef`, …). A verdict that depends on this schema is `unknown` and names them. */
  readonly unsupported?: readonly string[];
  readonly source?: Source;
}

export interface Discriminator {
  readonly property: string;
  /** Value of the property to the schema it selects. */
  readonly mapping: ReadonlyMap<string, SchemaRef>;
}

/** The schema that every value satisfies. */
export const ANYTHING: Schema = {};

/** The schema that no value satisfies. */
export const NOTHING: Schema = { not: ANYTHING };

const objects = new WeakMap<Schema, Schema>();

/** The schema of the objects among the values of a schema. The same for the same, so that others can remember what they find out about it. */
export function objectsOf(schema: Schema): Schema {
  const known = objects.get(schema);
  if (known !== undefined) return known;
  const made: Schema = { types: ['object'], allOf: [schema] };
  objects.set(schema, made);
  return made;
}
