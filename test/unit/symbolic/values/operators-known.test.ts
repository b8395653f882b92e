// Claims what every operator computes from known values; ERROR is an error value. Rules as people write them, over nothing unknown.

import { describe, expect, it } from 'vitest';
import { OPERATORS, type OperatorName } from '../../../../src/contract/operators.ts';
import { compileExpression } from '../../../../src/symbolic/compile.ts';
import { emptyModel } from '../../../../src/symbolic/model.ts';
import { failed } from '../../../../src/symbolic/values.ts';
import { ruleOver } from '../../../support/rules.ts';
import { ERROR, newContext, resultUnder, show } from '../../../support/values.ts';

const TABLE: Readonly<Record<OperatorName, readonly (readonly [rule: string, shown: string])[]>> = {
  not: [
    ['!true', 'false'],
    ['!dyn(1)', ERROR],
  ],
  equal: [
    ['25 == 25.0', 'true'],
    ['{"a": 1, "b": 2} == {"b": 2, "a": 1}', 'true'],
    ['[1, 2] == [2, 1]', 'false'],
    ['dyn("1") == dyn(1)', 'false'],
    ['0.1 + 0.2 == 0.3', 'true'],
  ],
  notEqual: [
    ['1 != 2', 'true'],
    ['dyn(null) != dyn(false)', 'true'],
  ],
  less: [
    ['1 < 1.5', 'true'],
    ['"a" < "B"', 'false'],
    ['false < true', 'true'],
    ['dyn(1) < dyn("a")', ERROR],
  ],
  lessOrEqual: [
    ['2 <= 2', 'true'],
    ['dyn(null) <= dyn(null)', ERROR],
  ],
  greater: [['"b" > "a"', 'true']],
  greaterOrEqual: [['timestamp("2026-01-01T00:00:00Z") >= timestamp("2025-12-31T23:00:00-01:00")', 'true']],
  add: [
    ['0.1 + 0.2', '0.3'],
    ['9007199254740991 + 1', '9007199254740992'],
  ],
  subtract: [['1 - 1.5', '-0.5']],
  multiply: [['-3 * 0.5', '-1.5']],
  divide: [
    ['1.0 / 4', '0.25'],
    ['1.0 / 0', ERROR],
  ],
  divideInteger: [
    ['-7 / 2', '-3'],
    ['1 / 0', ERROR],
  ],
  remainder: [
    ['-7 % 2', '-1'],
    ['7 % 0', ERROR],
  ],
  negate: [['-(1 - 3)', '2']],
  absolute: [['abs(-2.5)', '2.5']],
  sign: [['math.sign(-0.1)', '-1']],
  floor: [['floor(-1.5)', '-2']],
  ceiling: [['ceil(-1.5)', '-1']],
  truncate: [['trunc(-1.5)', '-1']],
  round: [
    ['round(2.345, 2)', '2.35'],
    ['round(-2.345, 2)', '-2.35'],
    ['round(15, -1)', '20'],
    ['round(1.5, 31)', ERROR],
  ],
  arithmetic: [
    ['arithmetic("2 * (3 + 4)")', '14'],
    ['arithmetic("-2**2")', '-4'],
    ['arithmetic("1/0")', ERROR],
    ['arithmetic("1..2")', ERROR],
  ],
  concatenate: [['"a" + "b"', '"ab"']],
  contains: [['"abc".contains("bc")', 'true']],
  startsWith: [['"abc".startsWith("ab")', 'true']],
  endsWith: [['"abc".endsWith("abcd")', 'false']],
  matches: [
    ['"abc".matches("b+")', 'true'],
    ['"abc".matches("[" + "")', ERROR],
  ],
  textSize: [['"😀é".size()', '2']],
  charAt: [
    ['"a😀b".charAt(1)', '"😀"'],
    ['"ab".charAt(2)', '""'],
    ['"ab".charAt(3)', ERROR],
  ],
  textIndexOf: [
    ['"a😀a".indexOf("a", 1)', '2'],
    ['"ab".indexOf("c")', '-1'],
    ['"ab".indexOf("a", 3)', ERROR],
  ],
  textLastIndexOf: [
    ['"abab".lastIndexOf("ab")', '2'],
    ['"abab".lastIndexOf("ab", 1)', '0'],
  ],
  lowerAscii: [['"AÉ".lowerAscii()', '"aÉ"']],
  upperAscii: [['"aé".upperAscii()', '"Aé"']],
  replace: [
    ['"aaa".replace("a", "b", 2)', '"bba"'],
    ['"ab".replace("", "-")', '"-a-b-"'],
  ],
  split: [
    ['"a,b,c".split(",", 2)', '["a", "b,c"]'],
    ['"😀a".split("")', '["😀", "a"]'],
    ['"".split(",")', '[""]'],
  ],
  substring: [
    ['"a😀b".substring(1, 2)', '"😀"'],
    ['"ab".substring(2, 1)', ERROR],
  ],
  trim: [['"\\u00a0 a\\t".trim()', '"a"']],
  reverseText: [['"a😀".reverse()', '"😀a"']],
  quote: [['strings.quote("a\\"b\\n")', '"\\"a\\\\\\"b\\\\n\\""']],
  join: [
    ['["a", "b"].join("-")', '"a-b"'],
    ['[dyn("a"), dyn(1)].join("-")', ERROR],
  ],
  concatenateLists: [['[1] + [2]', '[1, 2]']],
  listSize: [['[1, 2].size()', '2']],
  inList: [
    ['2.0 in [1, 2]', 'true'],
    ['3 in [1]', 'false'],
  ],
  listIndexOf: [
    ['[1, 2, 2].indexOf(2)', '1'],
    ['[1].indexOf(2)', '-1'],
  ],
  range: [
    ['lists.range(3)', '[0, 1, 2]'],
    ['lists.range(-1)', ERROR],
  ],
  slice: [
    ['[1, 2, 3].slice(1, 3)', '[2, 3]'],
    ['[1].slice(0, 2)', ERROR],
  ],
  flatten: [
    ['dyn([1, [2, [3]]]).flatten()', '[1, 2, [3]]'],
    ['dyn([1, [2, [3]]]).flatten(2)', '[1, 2, 3]'],
    ['[1].flatten(-1)', ERROR],
  ],
  distinct: [['[1, 2.0, 1, 2].distinct()', '[1, 2]']],
  sort: [
    ['[3, 1, 2].sort()', '[1, 2, 3]'],
    ['dyn([1, "a"]).sort()', ERROR],
    ['dyn([null]).sort()', '[null]'],
  ],
  reverseList: [['[1, 2].reverse()', '[2, 1]']],
  sum: [
    ['sum([0.1, 0.2])', '0.3'],
    ['sum([])', '0'],
    ['sum(dyn(["a"]))', ERROR],
  ],
  minimum: [
    ['min([3, 1, 2])', '1'],
    ['min(dyn([]))', ERROR],
  ],
  maximum: [['max(["a", "b"])', '"b"']],
  zip: [['zip([1, 2], ["a"])', '[[1, "a"]]']],
  mapSize: [['{"a": 1}.size()', '1']],
  inMap: [
    ['"a" in {"a": 1}', 'true'],
    ['1 in {1: 2}', 'true'],
  ],
  keys: [['keys({"b": 1, "a": 2})', '["b", "a"]']],
  values: [['values({"b": 1, "a": 2})', '[1, 2]']],
  merge: [
    ['merge({"a": 1, "b": 2}, {"a": null, "c": {"d": null}})', '{"b": 2, "c": {}}'],
    ['merge(1, dyn([2]))', '[2]'],
  ],
  pick: [['pick({"a": 1, "b": 2}, ["b", "x"])', '{"b": 2}']],
  assign: [['assign({"a": 1, "b": {"c": 2}}, {"b": null})', '{"a": 1, "b": null}']],
  concatenateBytes: [['b"a" + b"b"', 'bytes 97 98']],
  bytesSize: [['b"é".size()', '2']],
  bytesOf: [['bytes("é")', 'bytes 195 169']],
  toText: [
    ['string(0.50)', '"0.5"'],
    ['string(1.0 / 3)', ERROR],
    ['string(timestamp("2026-01-01T00:00:00.5Z"))', '"2026-01-01T00:00:00.500Z"'],
    ['string(dyn(null))', ERROR],
  ],
  toNumber: [
    ['double("2.50")', '2.5'],
    ['double("x")', ERROR],
  ],
  toInteger: [
    ['int(-1.5)', '-1'],
    ['int("12")', '12'],
    ['int("1.5")', ERROR],
    ['int(timestamp("1970-01-01T00:00:01.9Z"))', '1'],
  ],
  toBoolean: [
    ['bool("T")', ERROR],
    ['bool("t")', 'true'],
    ['bool("False")', 'false'],
  ],
  typeName: [
    ['type(25.0)', 'type int'],
    ['type(0.5)', 'type double'],
    ['type(null)', 'type null_type'],
  ],
  timestampOf: [
    ['timestamp("1970-01-01T00:00:01Z")', 'timestamp 1000000000'],
    ['timestamp("1970-02-30" + "T00:00:00Z")', ERROR],
    ['timestamp(1)', 'timestamp 1000000000'],
  ],
  durationOf: [
    ['duration("1m30s")', 'duration 90000000000'],
    ['duration("1" + "x")', ERROR],
  ],
  addTime: [
    ['timestamp("1970-01-01T00:00:00Z") + duration("1s")', 'timestamp 1000000000'],
    ['timestamp("9999-12-31T23:59:59Z") + duration("1s")', ERROR],
  ],
  subtractTime: [['timestamp("1970-01-01T00:00:02Z") - timestamp("1970-01-01T00:00:01Z")', 'duration 1000000000']],
  timePart: [
    ['timestamp("2026-03-01T23:30:00Z").getHours("+01:00")', '0'],
    ['timestamp("2026-03-01T00:00:00Z").getMonth()', '2'],
    ['duration("90m").getHours()', '1'],
  ],
};

function evaluate(rule: string): string {
  const context = newContext();
  const frame = { root: () => failed(context), locals: [], fresh: () => failed(context) };
  const result = compileExpression(context, ruleOver([], rule), frame);
  expect(result.error.kind, 'nothing is unknown').toBe('constant');
  const value = resultUnder(context, result, emptyModel);
  return value === ERROR ? ERROR : show(value);
}

describe('an operator on known values', () => {
  for (const name of Object.keys(OPERATORS) as OperatorName[]) {
    it.each(TABLE[name])(`${name}: %s is %s`, (rule, shown) => expect(evaluate(rule)).toBe(shown));
  }
});
