// Decides exact arithmetic: safe integers stay JS numbers, every other rational is a pair of bigints from fraction.js.

import Fraction from 'fraction.js';
import type { Num, Rational } from './value.ts';

/** Digits (of numerator or denominator) past which a number is refused rather than computed with. */
export const MAX_NUMBER_DIGITS = 4096;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const DECIMAL = /^([+-]?)(\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The canonical number numerator/denominator; the denominator must not be zero. */
export function ratio(numerator: bigint, denominator: bigint): Num {
  if (denominator === 1n) return ofBigInt(numerator);
  const f = new Fraction(numerator, denominator);
  return canonical(f.s * f.n, f.d);
}

/** The number of a bigint. */
export function ofBigInt(n: bigint): Num {
  return canonical(n, 1n);
}

function canonical(numerator: bigint, denominator: bigint): Num {
  if (denominator === 1n && numerator <= MAX_SAFE && numerator >= -MAX_SAFE) return Number(numerator);
  return { kind: 'number', numerator, denominator };
}

/** The exact value of decimal text as JSON or CEL writes it, or null if it is none or has too many digits. */
export function parseNumber(text: string): Num | null {
  if (/^-?\d{1,15}$/.test(text)) return Number(text) + 0 === 0 ? 0 : Number(text);
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  if (digits === '') return null;
  // Zero is zero, whatever its exponent.
  if (/^0+$/.test(digits)) return 0;
  const power = Number(exponent) - fraction.length;
  if (digits.length > MAX_NUMBER_DIGITS || Math.abs(power) > MAX_NUMBER_DIGITS) return null;
  const n = BigInt(digits) * (sign === '-' ? -1n : 1n);
  return power >= 0 ? ofBigInt(n * 10n ** BigInt(power)) : ratio(n, 10n ** BigInt(-power));
}

/** The exact number that a finite JS double denotes in its shortest decimal form (0.1 is 1/10); null for NaN and infinities. */
export function ofDouble(x: number): Num | null {
  if (Number.isSafeInteger(x)) return x === 0 ? 0 : x;
  return Number.isFinite(x) ? parseNumber(String(x)) : null;
}

/** The nearest JS double. */
export function toDouble(x: Num): number {
  if (typeof x === 'number') return x;
  return Number(printNumber(x) ?? leadingDigits(x));
}

const DOUBLE_DIGITS = 40;

// Decimal text close enough to a fraction without end to have the same nearest double. A quotient of two doubles would round twice.
function leadingDigits({ numerator, denominator }: Rational): string {
  const shift = DOUBLE_DIGITS + Math.max(0, denominator.toString().length - numerator.toString().length);
  // The fraction goes on for ever, so it is never a tie: the last digit says that there is more.
  return `${(numerator * 10n ** BigInt(shift)) / denominator}1e-${shift + 1}`;
}

export function numeratorOf(x: Num): bigint {
  return typeof x === 'number' ? BigInt(x) : x.numerator;
}

export function denominatorOf(x: Num): bigint {
  return typeof x === 'number' ? 1n : x.denominator;
}

export function isInteger(x: Num): boolean {
  return typeof x === 'number' || x.denominator === 1n;
}

export function add(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return ratio(numeratorOf(a) * denominatorOf(b) + numeratorOf(b) * denominatorOf(a), denominatorOf(a) * denominatorOf(b));
}

export function negate(a: Num): Num {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return canonical(-a.numerator, a.denominator);
}

export function subtract(a: Num, b: Num): Num {
  return add(a, negate(b));
}

export function multiply(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return ratio(numeratorOf(a) * numeratorOf(b), denominatorOf(a) * denominatorOf(b));
}

/** Exact quotient; null for a zero divisor. */
export function divide(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  const n = numeratorOf(a) * denominatorOf(b);
  const d = denominatorOf(a) * numeratorOf(b);
  return d < 0n ? ratio(-n, -d) : ratio(n, d);
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const left = numeratorOf(a) * denominatorOf(b);
  const right = numeratorOf(b) * denominatorOf(a);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equalNumbers(a: Num, b: Num): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.numerator === b.numerator && a.denominator === b.denominator);
}

/** The integer next to x in the direction of zero. */
export function truncate(x: Num): Num {
  return isInteger(x) ? x : ofBigInt(numeratorOf(x) / denominatorOf(x));
}

/** The greatest integer that is not above x. */
export function floor(x: Num): Num {
  if (isInteger(x)) return x;
  const t = numeratorOf(x) / denominatorOf(x);
  return ofBigInt(numeratorOf(x) < 0n ? t - 1n : t);
}

/** The least integer that is not below x. */
export function ceiling(x: Num): Num {
  return negate(floor(negate(x)));
}

export function absolute(x: Num): Num {
  return compareNumbers(x, 0) < 0 ? negate(x) : x;
}

/** x rounded to a number of decimal places (negative: tens), ties away from zero. */
export function roundTo(x: Num, places: number): Num {
  const scale = 10n ** BigInt(Math.abs(places));
  const scaled = places >= 0 ? multiply(x, ofBigInt(scale)) : (divide(x, ofBigInt(scale)) ?? 0);
  const half = ratio(1n, 2n);
  const rounded = compareNumbers(scaled, 0) < 0 ? ceiling(subtract(scaled, half)) : floor(add(scaled, half));
  return places >= 0 ? (divide(rounded, ofBigInt(scale)) ?? 0) : multiply(rounded, ofBigInt(scale));
}

/** Shortest exact decimal text ("25", "0.5", "-1.25"), without an exponent; null if the expansion does not end. */
export function printNumber(x: Num): string | null {
  if (typeof x === 'number') return String(x) === '-0' ? '0' : bigDecimal(BigInt(x), 0);
  const places = decimalPlaces(x.denominator);
  return places === null ? null : bigDecimal((x.numerator * 10n ** BigInt(places)) / x.denominator, places);
}

/** Decimal text for people and for JSON output: exact where that ends, else that of the nearest double. */
export function showNumber(x: Num): string {
  return printNumber(x) ?? String(toDouble(x));
}

function decimalPlaces(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos += 1;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives += 1;
  }
  return rest === 1n ? Math.max(twos, fives) : null;
}

function bigDecimal(scaled: bigint, places: number): string {
  const sign = scaled < 0n ? '-' : '';
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
