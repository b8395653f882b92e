// Decides a number within the bounds of a schema.

import { add, ceiling, compareNumbers, divide, floor, multiply, ratio, subtract } from '../../base/number.ts';
import type { Random } from '../../base/random.ts';
import type { Num } from '../../base/value.ts';
import type { Schema } from '../../contract/schema.ts';

/** Width of the range where a schema bounds a number on one side only. */
const DEFAULT_SPAN = 1000;
const CENT: Num = ratio(1n, 100n);
/** Finest steps tried inside a range that holds no whole cent. */
const FINE_STEPS = 1000;

/** A multiple of the schema's unit (else of 1 or a cent) within its bounds, or null if it has none. */
export function chooseNumber(schema: Schema, isWhole: boolean, random: Random): Num | null {
  const { low, high } = boundsOf(schema);
  if (compareNumbers(low, high) > 0) return null;
  const unit = schema.multipleOf ?? (isWhole ? 1 : CENT);
  const chosen = chooseMultiple(schema, low, high, isWhole && schema.multipleOf !== undefined ? wholeUnit(unit) : unit, random);
  if (chosen !== null || isWhole || schema.multipleOf !== undefined) return chosen;
  const width = subtract(high, low);
  if (width === 0) return low;
  const share = ratio(BigInt(random.integer(1, FINE_STEPS - 1)), BigInt(FINE_STEPS));
  return add(low, multiply(width, share));
}

/** The least multiple of a unit that is whole: for 0.5 it is 1. */
function wholeUnit(unit: Num): Num {
  return typeof unit === 'number' ? unit : multiply(unit, ratio(unit.denominator, 1n));
}

interface Bounds {
  readonly low: Num;
  readonly high: Num;
}

function boundsOf(schema: Schema): Bounds {
  const lows = [schema.minimum, schema.exclusiveMinimum, schema.format === 'int32' ? -(2 ** 31) : undefined].filter((x) => x !== undefined);
  const highs = [schema.maximum, schema.exclusiveMaximum, schema.format === 'int32' ? 2 ** 31 - 1 : undefined].filter(
    (x) => x !== undefined,
  );
  const low = lows.length === 0 ? null : lows.reduce((a, b) => (compareNumbers(a, b) > 0 ? a : b));
  const high = highs.length === 0 ? null : highs.reduce((a, b) => (compareNumbers(a, b) < 0 ? a : b));
  if (low === null && high === null) return { low: 0, high: DEFAULT_SPAN };
  if (low === null) return { low: subtract(high ?? 0, DEFAULT_SPAN), high: high ?? 0 };
  return { low, high: high ?? add(low, DEFAULT_SPAN) };
}

function chooseMultiple(schema: Schema, low: Num, high: Num, unit: Num, random: Random): Num | null {
  const first = divide(low, unit);
  const last = divide(high, unit);
  if (first === null || last === null) return null;
  let least = ceiling(first);
  let most = floor(last);
  if (schema.exclusiveMinimum !== undefined && compareNumbers(multiply(least, unit), schema.exclusiveMinimum) <= 0) least = add(least, 1);
  if (schema.exclusiveMaximum !== undefined && compareNumbers(multiply(most, unit), schema.exclusiveMaximum) >= 0) most = subtract(most, 1);
  const span = subtract(most, least);
  if (compareNumbers(span, 0) < 0) return null;
  // A draw has 32 bits; beyond that the range is cut, not refused.
  const steps = typeof span === 'number' ? Math.min(span, 2 ** 32 - 1) : 2 ** 32 - 1;
  return multiply(add(least, random.integer(0, steps)), unit);
}
