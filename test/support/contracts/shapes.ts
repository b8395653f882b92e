// Support: the forms of data that made contracts use, as JSON Schema and as random values.

import type { Draws } from './draws.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type Shape =
  | { readonly kind: 'boolean' | 'number' | 'text' | 'instant' }
  | { readonly kind: 'integer'; readonly min: number | null; readonly max: number | null }
  /** One of few words. */
  | { readonly kind: 'word'; readonly words: readonly [string, ...string[]] }
  /** A key of a collection with one key property, or one part of a composite key. */
  | { readonly kind: 'key'; readonly of: string; readonly part: KeyPart }
  | { readonly kind: 'nullable'; readonly of: Shape }
  | { readonly kind: 'list'; readonly of: Shape; readonly max: number }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: readonly Field[] };

/** Texts or numbers; `closed` ones are an enumeration. */
export interface KeyPart {
  readonly type: 'string' | 'integer';
  readonly closed: boolean;
  readonly values: readonly (string | number)[];
}

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

export const MAP_KEYS = ['a', 'b'] as const;
const TEXTS = ['', 'a', 'ab', 'Ba', 'é1', '😀x'] as const;
const NUMBERS = [0, 0.5, 1, 2.25, -1.5, 0.1] as const;
const INSTANTS = ['2026-01-01T00:00:00Z', '2025-12-31T23:59:59.5Z', '2026-01-01T01:00:00+01:00'] as const;

export function schemaOf(shape: Shape): Json {
  switch (shape.kind) {
    case 'boolean':
    case 'number':
      return { type: shape.kind };
    case 'text':
      return { type: 'string' };
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'integer':
      return {
        type: 'integer',
        ...(shape.min === null ? {} : { minimum: shape.min }),
        ...(shape.max === null ? {} : { maximum: shape.max }),
      };
    case 'word':
      return { type: 'string', enum: shape.words };
    case 'key':
      return { type: shape.part.type, ...(shape.part.closed ? { enum: shape.part.values } : {}) };
    case 'nullable':
      return nullable(schemaOf(shape.of));
    case 'list':
      return { type: 'array', items: schemaOf(shape.of), maxItems: shape.max };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'object':
      return objectSchema(shape.fields);
  }
}

function nullable(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const { type, enum: values, ...rest } = schema as Readonly<Record<string, Json>>;
  return { type: [type ?? 'string', 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}), ...rest };
}

export function objectSchema(fields: readonly Field[]): Json {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, shape }) => [name, schemaOf(shape)])),
    required: fields.filter((field) => field.required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** A value of the shape, mostly. */
export function valueOf(draws: Draws, shape: Shape): Json {
  switch (shape.kind) {
    case 'boolean':
      return draws.pick([false, true]);
    case 'number':
      return draws.pick(NUMBERS);
    case 'text':
      return draws.pick(TEXTS);
    case 'instant':
      return draws.pick(INSTANTS);
    case 'integer': {
      const [min, max] = [shape.min ?? -2, shape.max ?? 5];
      return min + draws.below(max - min + 1);
    }
    case 'word':
      return draws.pick(shape.words);
    case 'key':
      return keyValue(draws, shape.part);
    case 'nullable':
      return draws.chance(30) ? null : valueOf(draws, shape.of);
    case 'list':
      return draws.some(0, Math.min(shape.max, 3), () => valueOf(draws, shape.of));
    case 'map':
      return Object.fromEntries(MAP_KEYS.filter(() => draws.chance(50)).map((name) => [name, valueOf(draws, shape.of)]));
    case 'object':
      return recordOf(draws, shape.fields);
  }
}

export function keyValue(draws: Draws, { values }: KeyPart): Json {
  return values[draws.below(values.length)] ?? null;
}

export function recordOf(draws: Draws, fields: readonly Field[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    fields.filter((field) => field.required || draws.chance(60)).map(({ name, shape }) => [name, valueOf(draws, shape)]),
  );
}
