// Decides the operators on strings. What has no faithful meaning in logic is an unknown function of its arguments.

import { matchesRe2 } from '../../base/pattern.ts';
import { codePoints, lowerAscii, textLength, upperAscii } from '../../base/text.ts';
import type { Num, Value } from '../../base/value.ts';
import { byCases } from '../cases.ts';
import type { Context } from '../context.ts';
import { booleanValue, numberValue, ok, textValue } from '../normal.ts';
import { regexOfPattern } from '../regex-of.ts';
import type { Term } from '../term.ts';
import type { Result } from '../value.ts';
import { checkSize } from './bounds.ts';
import { type CompileOperator, define } from './define.ts';
import { cutText, firstPosition, lastPosition, partsOf } from './text-search.ts';

export const compileConcatenate: CompileOperator = define(
  ['string', 'string'],
  (a, b) => a + b,
  (context, a, b) => ok(context, textValue(context.factory.concat([a, b]))),
);

function test(onKnown: (a: string, b: string) => boolean, onTerms: (context: Context, a: Term, b: Term) => Term): CompileOperator {
  return define(['string', 'string'], onKnown, (context, a, b) => ok(context, booleanValue(onTerms(context, a, b))));
}

export const compileContains: CompileOperator = test(
  (a, b) => firstPosition(a, b, 0) >= 0,
  ({ factory }, a, b) => factory.contains(a, b),
);

export const compileStartsWith: CompileOperator = test(
  (a, b) => cutText(a, 0, textLength(b)) === b,
  ({ factory }, a, b) => factory.prefixOf(b, a),
);

export const compileEndsWith: CompileOperator = test(
  (a, b) => textLength(b) <= textLength(a) && cutText(a, textLength(a) - textLength(b), textLength(a)) === b,
  ({ factory }, a, b) => factory.suffixOf(b, a),
);

export const compileMatches: CompileOperator = define(
  ['string', 'string'],
  (a, b) => {
    const found = matchesRe2(a, b);
    return typeof found === 'boolean' ? found : undefined;
  },
  (context, a, b) => {
    const { factory } = context;
    const fails = byCases(context, b, (pattern) =>
      pattern.kind === 'constant'
        ? factory.bool(typeof matchesRe2('', String(pattern.value)) !== 'boolean')
        : context.opaque('whether an unknown text is a regular expression', 'bool', [pattern]),
    );
    const value = byCases(context, b, (pattern) => byCases(context, a, (text) => matchTerm(context, text, pattern)));
    return { value: booleanValue(value), error: fails };
  },
);

function matchTerm(context: Context, text: Term, pattern: Term): Term {
  const { factory } = context;
  if (pattern.kind !== 'constant') return context.opaque('matches an unknown regular expression', 'bool', [text, pattern]);
  const source = String(pattern.value);
  if (text.kind === 'constant') return factory.bool(matchesRe2(String(text.value), source) === true);
  const translated = regexOfPattern(source, 're2');
  return translated.kind === 'ok' ? factory.inRegex(text, translated.regex) : context.opaque(`matches ${source}`, 'bool', [text]);
}

export const compileTextSize: CompileOperator = define(
  ['string'],
  (a) => textLength(a),
  (context, a) => ok(context, numberValue(context.factory.length(a))),
);

function inside(position: Num, size: number): position is number {
  return typeof position === 'number' && position >= 0 && position <= size;
}

/** Whether a position is outside 0..size of the text. */
function outside(context: Context, text: Term, position: Term): Term {
  const { factory } = context;
  return factory.or([factory.less(position, factory.int(0)), factory.less(factory.length(text), position)]);
}

export const compileCharAt: CompileOperator = define(
  ['string', 'integer'],
  (a, at) => (inside(at, textLength(a)) ? cutText(a, at, at + 1) : undefined),
  (context, a, at) => ({ value: textValue(context.factory.at(a, at)), error: outside(context, a, at) }),
);

export const compileTextIndexOf: CompileOperator = define(
  ['string', 'string', 'integer'],
  (a, b, from) => (inside(from, textLength(a)) ? firstPosition(a, b, from) : undefined),
  (context, a, b, from) => ({ value: numberValue(context.factory.indexOf(a, b, from)), error: outside(context, a, from) }),
);

export const compileTextLastIndexOf: CompileOperator = define(
  ['string', 'string', 'integer'],
  (a, b, from) => (inside(from, textLength(a)) ? lastPosition(a, b, from) : undefined),
  (context, a, b, from) => {
    const value = context.opaque('lastIndexOf', 'int', [a, b, from]);
    const { factory } = context;
    context.assume(
      factory.and([
        factory.lessOrEqual(factory.int(-1), value),
        factory.or([factory.lessOrEqual(value, from), factory.less(from, factory.int(0))]),
      ]),
    );
    return { value: numberValue(value), error: outside(context, a, from) };
  },
);

/** A function of one text that only known texts have. */
function onlyKnown(construct: string, of: (text: string) => string): CompileOperator {
  return define(['string'], of, (context, a) => ok(context, textValue(textFunction(context, construct, a, of))));
}

function textFunction(context: Context, construct: string, text: Term, of: (text: string) => string): Term {
  return byCases(context, text, (part) =>
    part.kind === 'constant' ? context.factory.text(of(String(part.value))) : context.opaque(construct, 'string', [part]),
  );
}

export const compileLowerAscii: CompileOperator = onlyKnown('lowerAscii', lowerAscii);

export const compileUpperAscii: CompileOperator = onlyKnown('upperAscii', upperAscii);

export const compileReplace: CompileOperator = define(
  ['string', 'string', 'string', 'integer'],
  (a, from, to, count) => replaceKnown(a, from, to, asCount(count)),
  (context, a, from, to, count) => ok(context, textValue(byCases(context, count, (part) => replaceTerm(context, a, from, to, part)))),
);

/** A negative count means all. */
function asCount(count: Num): number {
  if (typeof count === 'number') return count < 0 ? Number.POSITIVE_INFINITY : count;
  return count.numerator < 0n ? Number.POSITIVE_INFINITY : Number.MAX_SAFE_INTEGER;
}

/** The empty text occurs before each code point and at the end. */
function replaceKnown(text: string, from: string, to: string, count: number): string {
  if (count === 0) return text;
  checkSize((text.length + 1) * to.length);
  if (from !== '') return partsOf(text, from, count + 1).join(to);
  const points = codePoints(text);
  const inserted = points.map((point, i) => (i < count ? to + point : point)).join('');
  return count > points.length ? inserted + to : inserted;
}

function replaceTerm(context: Context, a: Term, from: Term, to: Term, count: Term): Term {
  const { factory } = context;
  if (count.kind !== 'constant') return context.opaque('replace an unknown number of times', 'string', [a, from, to, count]);
  const times = typeof count.value === 'boolean' || typeof count.value === 'string' ? 0 : asCount(count.value);
  if (times === 0) return a;
  if (times === 1) return factory.replaceFirst(a, from, to);
  const others = (): Term => context.opaque('replace', 'string', [a, from, to, count]);
  if (times !== Number.POSITIVE_INFINITY) return others();
  // SMT-LIB's replace_all leaves the text as it is where there is nothing to look for.
  return factory.ite(factory.equal(from, factory.text('')), others(), factory.replaceAll(a, from, to));
}

export const compileSubstring: CompileOperator = define(
  ['string', 'integer', 'integer'],
  (a, start, end): Value | undefined => {
    const size = textLength(a);
    return inside(start, size) && inside(end, size) && start <= end ? cutText(a, start, end) : undefined;
  },
  (context, a, start, end): Result => {
    const { factory } = context;
    const wrong = factory.or([outside(context, a, start), outside(context, a, end), factory.less(end, start)]);
    return { value: textValue(factory.substring(a, start, factory.subtract(end, start))), error: wrong };
  },
);

export const compileTrim: CompileOperator = onlyKnown('trim', trimKnown);

const BLANK = /^\p{White_Space}$/u;

function trimKnown(text: string): string {
  const points = codePoints(text);
  let start = 0;
  let end = points.length;
  while (start < end && BLANK.test(points[start] ?? '')) start += 1;
  while (end > start && BLANK.test(points[end - 1] ?? '')) end -= 1;
  return points.slice(start, end).join('');
}

export const compileReverseText: CompileOperator = onlyKnown('reverse', (text) => codePoints(text).toReversed().join(''));

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** CEL's `strings.quote`; a lone surrogate becomes U+FFFD. */
export const compileQuote: CompileOperator = onlyKnown('quote', (text) => {
  const escaped = codePoints(text).map((point) => ESCAPES[point] ?? (/^[\ud800-\udfff]$/.test(point) ? '\ufffd' : point));
  return `"${escaped.join('')}"`;
});
