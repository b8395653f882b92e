// Decides when a known result is too large to go on with: no verdict comes of it then.

import { DEFAULT_LIMITS } from '../../base/limits.ts';
import { denominatorOf, MAX_NUMBER_DIGITS, numeratorOf } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import { LimitReached } from '../limit-reached.ts';

const MAX_MAGNITUDE = 10n ** BigInt(MAX_NUMBER_DIGITS);

/** The number, unless it has more digits than numbers may have. */
export function boundedNumber(x: Num): Num {
  if (typeof x === 'number') return x;
  const size = numeratorOf(x) < 0n ? -numeratorOf(x) : numeratorOf(x);
  if (size > MAX_MAGNITUDE || denominatorOf(x) > MAX_MAGNITUDE)
    throw new LimitReached('maxValueSize', MAX_NUMBER_DIGITS, 'digits of a number');
  return x;
}

/** Throws if a string or list of that size is more than one evaluation may build. */
export function checkSize(size: number, limit: number = DEFAULT_LIMITS.maxValueSize): void {
  if (size > limit) throw new LimitReached('maxValueSize', limit, 'characters or elements of a value');
}
