// Decides what decimal arithmetic written as text comes to: precedence climbing over tokens, with exact numbers.

import { add, divide, floor, multiply, negate, parseNumber, subtract } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import { LimitReached } from '../limit-reached.ts';
import { boundedNumber } from './bounds.ts';

/** A number as Python writes one: no leading zeros before other digits of a whole number; `5.` and `.5` are fine. */
const TOKEN = / *(?:(\d+\.\d*|\.\d+|0+(?![\d.])|[1-9]\d*(?![\d.]))|(\*\*|\/\/|[-+*/()]))/y;

const MAX_EXPONENT = 1024;
const MAX_DEPTH = 256;

/** Binding power of the operators between two operands; all group to the left. */
const LEVELS: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '//': 2 };

/** The position in the tokens, the only thing that moves. */
interface Cursor {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

/** The value, or undefined for text that is malformed, divides by zero, or has an exponent that is no integer from -1024 to 1024. */
export function evaluateDecimal(text: string): Num | undefined {
  const tokens = tokensOf(text);
  if (tokens === null) return undefined;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  const value = binary(cursor, 1);
  return cursor.at === tokens.length ? value : undefined;
}

function tokensOf(text: string): readonly string[] | null {
  const tokens: string[] = [];
  let at = 0;
  const end = text.replace(/ +$/, '').length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const token = match?.[1] ?? match?.[2];
    if (token === undefined) return null;
    tokens.push(token);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function binary(cursor: Cursor, level: number): Num | undefined {
  let left = level > 2 ? signed(cursor) : binary(cursor, level + 1);
  for (;;) {
    const operator = cursor.tokens[cursor.at];
    if (left === undefined || operator === undefined || LEVELS[operator] !== level) return left;
    cursor.at += 1;
    const right = level === 2 ? signed(cursor) : binary(cursor, level + 1);
    left = right === undefined ? undefined : combined(operator, left, right);
  }
}

function combined(operator: string, a: Num, b: Num): Num | undefined {
  if (operator === '+') return boundedNumber(add(a, b));
  if (operator === '-') return boundedNumber(subtract(a, b));
  if (operator === '*') return boundedNumber(multiply(a, b));
  const quotient = divide(a, b);
  if (quotient === null) return undefined;
  return boundedNumber(operator === '//' ? floor(quotient) : quotient);
}

/** A sign binds weaker than the power to its right: -2**2 is -4. */
function signed(cursor: Cursor): Num | undefined {
  const sign = cursor.tokens[cursor.at];
  if (sign !== '+' && sign !== '-') return raised(cursor);
  cursor.at += 1;
  const value = nested(cursor, signed);
  return value === undefined || sign === '+' ? value : negate(value);
}

function raised(cursor: Cursor): Num | undefined {
  const base = atom(cursor);
  if (base === undefined || cursor.tokens[cursor.at] !== '**') return base;
  cursor.at += 1;
  const exponent = nested(cursor, signed);
  return exponent === undefined ? undefined : power(base, exponent);
}

function atom(cursor: Cursor): Num | undefined {
  const token = cursor.tokens[cursor.at];
  if (token === undefined) return undefined;
  cursor.at += 1;
  if (token !== '(') return parseNumber(token) ?? undefined;
  const value = nested(cursor, (inner) => binary(inner, 1));
  if (value === undefined || cursor.tokens[cursor.at] !== ')') return undefined;
  cursor.at += 1;
  return value;
}

function nested(cursor: Cursor, read: (cursor: Cursor) => Num | undefined): Num | undefined {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw new LimitReached('maxDepth', MAX_DEPTH, 'levels of nested arithmetic');
  const value = read(cursor);
  cursor.depth -= 1;
  return value;
}

function power(base: Num, exponent: Num): Num | undefined {
  if (typeof exponent !== 'number' || Math.abs(exponent) > MAX_EXPONENT) return undefined;
  let result: Num = 1;
  for (let i = 0; i < Math.abs(exponent); i += 1) result = boundedNumber(multiply(result, base));
  return exponent >= 0 ? result : (divide(1, result) ?? undefined);
}
