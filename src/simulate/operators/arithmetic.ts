// Decides the value of decimal arithmetic written as text, by recursive descent over the grammar below, with exact numbers.
//
//   sum     = product (('+' | '-') product)*
//   product = signed (('*' | '//' | '/') signed)*
//   signed  = ('+' | '-') signed | power
//   power   = atom ('**' signed)?                  so -2**2 is -4 and 2**-1 is 0.5
//   atom    = number | '(' sum ')'
//   number  = 12 | 1.5 | .5 | 5.                   a whole number has no leading zeros unless it is zero

import { add, divide, floor, multiply, negate, parseNumber, subtract } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import { EvaluationError, failure } from '../evaluation-error.ts';
import { boundedNumber } from './define.ts';

/** Greatest magnitude of an exponent. */
const MAX_EXPONENT = 1024;
/** Nesting of parentheses, signs and powers. */
const MAX_NESTING = 200;

const TOKEN = /\*\*|\/\/|[-+*/()]|\d+(?:\.\d*)?|\.\d+/y;
const WHOLE_WITH_LEADING_ZERO = /^0+[1-9]\d*$/;

interface Reader {
  readonly tokens: readonly string[];
  position: number;
  nesting: number;
}

type Outcome = Num | EvaluationError;

/** The exact value of the expression that the text is, or why it has none. */
export function evaluateArithmetic(text: string): Outcome {
  const tokens = tokenize(text);
  if (tokens === null) return malformed();
  const reader: Reader = { tokens, position: 0, nesting: 0 };
  const value = readSum(reader);
  return value instanceof EvaluationError || reader.position === tokens.length ? value : malformed();
}

function malformed(): EvaluationError {
  return failure('malformed', 'the text is no arithmetic expression');
}

function tokenize(text: string): readonly string[] | null {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined || WHOLE_WITH_LEADING_ZERO.test(token)) return null;
    tokens.push(token);
    at += token.length;
  }
  return tokens;
}

function take(reader: Reader, ...wanted: readonly string[]): string | null {
  const token = reader.tokens[reader.position];
  if (token === undefined || !wanted.includes(token)) return null;
  reader.position += 1;
  return token;
}

function readSum(reader: Reader): Outcome {
  return readChain(reader, readProduct, ['+', '-']);
}

function readProduct(reader: Reader): Outcome {
  return readChain(reader, readSigned, ['*', '//', '/']);
}

function readChain(reader: Reader, operand: (reader: Reader) => Outcome, operators: readonly string[]): Outcome {
  let value = operand(reader);
  for (let operator = take(reader, ...operators); operator !== null; operator = take(reader, ...operators)) {
    const right = operand(reader);
    value = combine(operator, value, right);
  }
  return value;
}

// A malformed rest outweighs a division by zero before it only in the message, so the first error is kept and reading goes on.
function combine(operator: string, left: Outcome, right: Outcome): Outcome {
  if (left instanceof EvaluationError) return left;
  if (right instanceof EvaluationError) return right;
  if (operator === '+') return boundedNumber(add(left, right));
  if (operator === '-') return boundedNumber(subtract(left, right));
  if (operator === '*') return boundedNumber(multiply(left, right));
  const quotient = divide(left, right);
  if (quotient === null) return failure('division-by-zero', 'division by zero');
  return boundedNumber(operator === '//' ? floor(quotient) : quotient);
}

function readSigned(reader: Reader): Outcome {
  if (reader.nesting >= MAX_NESTING) return failure('limit', `an arithmetic expression nested more than ${MAX_NESTING} deep`);
  reader.nesting += 1;
  const sign = take(reader, '+', '-');
  const value = sign === null ? readPower(reader) : readSigned(reader);
  reader.nesting -= 1;
  return sign === '-' && !(value instanceof EvaluationError) ? negate(value) : value;
}

function readPower(reader: Reader): Outcome {
  const base = readAtom(reader);
  if (base instanceof EvaluationError || take(reader, '**') === null) return base;
  const exponent = readSigned(reader);
  return exponent instanceof EvaluationError ? exponent : power(base, exponent);
}

function readAtom(reader: Reader): Outcome {
  if (take(reader, '(') !== null) {
    const value = readSum(reader);
    return value instanceof EvaluationError || take(reader, ')') !== null ? value : malformed();
  }
  const number = parseNumber(reader.tokens[reader.position] ?? '');
  if (number === null) return malformed();
  reader.position += 1;
  return number;
}

function power(base: Num, exponent: Num): Outcome {
  if (typeof exponent !== 'number' || Math.abs(exponent) > MAX_EXPONENT) {
    return failure('out-of-range', `an exponent is an integer from -${MAX_EXPONENT} to ${MAX_EXPONENT}`);
  }
  let result: Outcome = 1;
  for (let i = 0; i < Math.abs(exponent); i += 1) {
    result = boundedNumber(multiply(result, base));
    if (result instanceof EvaluationError) return result;
  }
  if (exponent >= 0) return result;
  return divide(1, result) ?? failure('division-by-zero', 'division by zero');
}
