// Decides what a value is: JSON with exact numbers, plus the timestamps, durations, bytes and types of CEL. Leaves operations to others.

/** A rational that is not a safe integer, in lowest terms; the denominator is positive. */
export interface Rational {
  readonly kind: 'number';
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * An exact number. A safe integer is always a JS number and everything else is always a `Rational` in
 * lowest terms, so that equal numbers have one representation. Build them with `number.ts` only.
 */
export type Num = number | Rational;

/** Key of an object. JSON has string keys only; CEL maps may also have integers and booleans. */
export type ObjectKey = string | number | boolean;

/** A JSON object (or CEL map), in insertion order. Equality ignores the order. */
export type ObjectValue = ReadonlyMap<ObjectKey, Value>;

export type ListValue = readonly Value[];

/** An instant: nanoseconds since 1970-01-01T00:00:00Z, between the years 1 and 9999. */
export interface Timestamp {
  readonly kind: 'timestamp';
  readonly nanos: bigint;
}

/** A signed span of time in nanoseconds. */
export interface Duration {
  readonly kind: 'duration';
  readonly nanos: bigint;
}

/** A byte string of CEL. It never appears in JSON. */
export interface Bytes {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
}

/** The value of CEL's `type(x)`, such as `int` or `list`. It never appears in JSON. */
export interface TypeValue {
  readonly kind: 'type';
  readonly name: string;
}

export type Value = null | boolean | Num | string | ListValue | ObjectValue | Timestamp | Duration | Bytes | TypeValue;

export type ValueKind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object' | 'timestamp' | 'duration' | 'bytes' | 'type';

/** The kind of a value; integers and fractions are both `number`. */
export function kindOf(value: Value): ValueKind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    default:
      return kindOfComposite(value);
  }
}

function kindOfComposite(value: Exclude<Value, null | boolean | number | string>): ValueKind {
  if (isList(value)) return 'list';
  return isObject(value) ? 'object' : value.kind;
}

/** Whether the value is a list. (`Array.isArray` does not narrow readonly arrays.) */
export function isList(value: Value): value is ListValue {
  return Array.isArray(value);
}

/** Whether the value is an object (a CEL map). */
export function isObject(value: Value): value is ObjectValue {
  return value instanceof Map;
}

/** Whether the value is a number, integer or fraction. */
export function isNumber(value: Value): value is Num {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'number');
}
