// Support: values of the CEL vectors, which are protobuf messages, as values of ours.

import type { Value as CelValue } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { type Any, anyUnpack, DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { equalValues } from '../../src/base/equality.ts';
import { ofBigInt, ofDouble, toDouble } from '../../src/base/number.ts';
import { NANOS_PER_SECOND } from '../../src/base/time.ts';
import { isList, isNumber, isObject, type ObjectKey, type Value } from '../../src/base/value.ts';

/** The value, or undefined where we have none like it: messages, enumerations, infinities. A double is the decimal that it is written as. */
export function ourValue({ kind }: CelValue): Value | undefined {
  switch (kind.case) {
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'stringValue':
      return kind.value;
    case 'int64Value':
    case 'uint64Value':
      return ofBigInt(kind.value);
    case 'doubleValue':
      return ofDouble(kind.value) ?? undefined;
    case 'bytesValue':
      return { kind: 'bytes', bytes: kind.value };
    case 'typeValue':
      return { kind: 'type', name: kind.value };
    case 'objectValue':
      return timeOf(kind.value);
    case 'listValue':
      return allDefined(kind.value.values.map(ourValue));
    case 'mapValue':
      return mapOf(kind.value.entries.map(({ key, value }) => [key && ourValue(key), value && ourValue(value)]));
    default:
      return undefined;
  }
}

function timeOf(message: Any): Value | undefined {
  const instant = anyUnpack(message, TimestampSchema);
  const span = instant ?? anyUnpack(message, DurationSchema);
  if (!span) return undefined;
  return { kind: instant ? 'timestamp' : 'duration', nanos: span.seconds * NANOS_PER_SECOND + BigInt(span.nanos) };
}

function mapOf(entries: readonly (readonly [Value | undefined, Value | undefined])[]): Value | undefined {
  const map = new Map<ObjectKey, Value>();
  for (const [key, value] of entries) {
    if ((typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'boolean') || value === undefined) return undefined;
    map.set(key, value);
  }
  return map;
}

function allDefined(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const defined = values.filter((value) => value !== undefined);
  return defined.length === values.length ? defined : undefined;
}

/** Whether a value is the one that CEL has. Where CEL has a double, ours is exact and must be nearer to it than to any other double. */
export function isCelValue(value: Value, { kind }: CelValue): boolean {
  switch (kind.case) {
    case 'doubleValue':
      return isNumber(value) && toDouble(value) === kind.value;
    case 'listValue': {
      const { values } = kind.value;
      return isList(value) && value.length === values.length && values.every((item, i) => isCelItem(value[i], item));
    }
    case 'mapValue': {
      const { entries } = kind.value;
      return (
        isObject(value) && value.size === entries.length && entries.every((entry) => isCelItem(entryOf(value, entry.key), entry.value))
      );
    }
    default: {
      const ours = ourValue({ $typeName: 'cel.expr.Value', kind });
      return ours !== undefined && equalValues(value, ours);
    }
  }
}

function isCelItem(value: Value | undefined, given: CelValue | undefined): boolean {
  return value !== undefined && given !== undefined && isCelValue(value, given);
}

function entryOf(map: ReadonlyMap<ObjectKey, Value>, key: CelValue | undefined): Value | undefined {
  const ours = key && ourValue(key);
  return typeof ours === 'string' || typeof ours === 'number' || typeof ours === 'boolean' ? map.get(ours) : undefined;
}
