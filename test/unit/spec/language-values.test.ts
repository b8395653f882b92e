// Section 1 of the contract language, sentence by sentence, and the expressions of section 4: both interpreters, through the real loader.

import { afterAll, describe, expect, it } from 'vitest';
import { disposeDefaultSolver } from '../../../src/verify/default-solver.ts';
import { expectRule, verdictOn, type World } from '../../support/language.ts';

afterAll(disposeDefaultSolver);

const world: World = {
  schemas: {
    Thing: {
      type: 'object',
      required: ['id', 'items'],
      properties: {
        id: { type: 'string' },
        items: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] } },
        note: { type: ['string', 'null'] },
        made: { type: 'string', format: 'date-time' },
        pay: {
          type: 'object',
          additionalProperties: { type: 'object', required: ['balance'], properties: { balance: { type: 'number' } } },
        },
      },
    },
  },
  collections: {
    things: {
      schema: { $ref: '#/components/schemas/Thing' },
      key: 'id',
      initial: [
        { id: 'b', items: [{ price: 0.1 }, { price: 0.2 }], note: null, made: '2024-02-29T12:00:00Z', pay: { card: { balance: 5 } } },
        { id: 'a', items: [], made: '2024-02-29T13:00:00+01:00' },
      ],
    },
    lines: {
      schema: { type: 'object', required: ['o', 'n'], properties: { o: { type: 'string' }, n: { type: 'integer' } } },
      key: ['o', 'n'],
      initial: [{ o: 'x', n: 1 }],
    },
  },
  variables: {
    zero: { schema: { type: 'integer' }, initial: 0 },
    seven: { schema: { type: 'integer' }, initial: 7 },
    half: { schema: { type: 'number' }, initial: 0.5 },
    text: { schema: { type: 'string' }, initial: 'a😀' },
    list: { schema: { type: 'array', items: { type: 'integer' } }, initial: [3, 1, 2, 1] },
    any: { schema: {}, initial: { b: 1, a: [1, '2'] } },
    nothing: { schema: { type: ['string', 'null'] } },
    session: { schema: { type: 'string' }, initial: 's' },
  },
  root: {
    'x-definitions': { 'twice(n)': 'n * 2', 'priceOf(k)': 'things[k].items.map(i, i.price).sum()' },
  },
};

type Row = readonly [claim: string, rule: string, outcome: boolean | 'error'];

describe.each<readonly [sentence: string, rows: readonly Row[]]>([
  [
    '1: numbers are exact',
    [
      ['decimal sums', '0.1 + 0.2 == 0.3', true],
      ['whole decimals are integers', '25 == 25.0', true],
      ['sums of stored decimals', "things['b'].items.map(i, i.price).sum() == 0.3", true],
      ['integers have no bounds', '9223372036854775807 + 1 > 9223372036854775807 && seven * 1000000000000000000000.0 == 7e21', true],
      ['thirds are exact', '1.0 / 3.0 * 3.0 == 1.0', true],
      ['beyond 2^53', '9007199254740993 != 9007199254740992', true],
    ],
  ],
  [
    '1: strings are sequences of code points, compared by code point',
    [
      ['size counts an astral character once', 'text.size() == 2', true],
      ['substring cuts by code point', "text.substring(1) == '😀'", true],
      ['astral characters come after U+FFFF', "'\\uffff' < '😀'", true],
    ],
  ],
  [
    '1: objects compare by content, lists in order',
    [
      ['order of keys does not matter', "any == {'a': [1, '2'], 'b': 1}", true],
      ['order of elements does', '[1, 2] == [2, 1]', false],
      ['numbers by value in objects too', "{'a': 1} == {'a': 1.0}", true],
    ],
  ],
  [
    '1: timestamps are read from format date-time',
    [
      ['two texts of one instant', "things['a'].made == timestamp('2024-02-29T12:00:00Z')", true],
      ['two such properties', "things['a'].made == things['b'].made", true],
      ['with durations', "things['a'].made + duration('1h') > things['b'].made", true],
      ['with now', "now - things['a'].made > duration('0s') || now - things['a'].made <= duration('0s')", true],
      ['their parts', "things['a'].made.getMonth() == 1 && things['a'].made.getHours() == 12", true],
    ],
  ],
  [
    '1, ruling 3: / and % of integers truncate, others are exact',
    [
      ['quotient', '-seven / 2 == -3', true],
      ['remainder', '-seven % 2 == -1', true],
      ['an integer by a number', 'seven / 2.0 == 3.5', true],
      ['a number by an integer', 'half / 2 == 0.25', true],
      ['a whole number of type number is divided exactly', '5.0 / 2 == 2.5', true],
    ],
  ],
  [
    '2: collections are finite maps in insertion order',
    [
      ['keys', "things.map(k, k) == ['b', 'a']", true],
      ['size', 'things.size() == 2', true],
      ['objects keep the order of their keys', "{'b': 1, 'a': 2}.map(k, k) == ['b', 'a']", true],
      ['in', "'a' in things && !('c' in things)", true],
      ['composite keys', "key('x', 1) in lines && lines[key('x', 1)].n == 1", true],
      ['composite keys of a list literal', "['x', 1] in lines", true],
      ['composite keys with a missing part', "key('x', 2) in lines", false],
    ],
  ],
  [
    '4: what is in scope',
    [
      ['state.NAME', "state.things['a'].id == 'a' && state.seven == 7", true],
      ['a variable that begins as null', 'nothing == null', true],
      ['now is a timestamp', 'type(now) == google.protobuf.Timestamp', true],
      ['let bindings', 'cel.bind(x, seven * 2, x + x) == 28', true],
      ['let bindings in order', 'cel.bind(x, 1, cel.bind(y, x + 1, cel.bind(x, y + 1, x + y))) == 5', true],
      ['definitions', "twice(twice(seven)) == 28 && priceOf('b') == 0.3", true],
    ],
  ],
  [
    '4: functions beyond those of CEL',
    [
      ['key', "key('a', 1) == ['a', 1]", true],
      ['merge', "merge({'a': 1, 'b': 2}, {'b': null, 'c': 3}) == {'a': 1, 'c': 3}", true],
      ['round', 'round(2.345, 2) == 2.35 && round(-2.345, 2) == -2.35 && round(25, -1) == 30', true],
      ['sum', 'list.sum() == 7 && sum([]) == 0', true],
      ['min and max', 'min(list) == 1 && list.max() == 3 && max([1, 2]) == 2', true],
      ['min of nothing', 'min([]) == 0', 'error'],
      ['zip', "zip(list, ['a', 'b']) == [[3, 'a'], [1, 'b']]", true],
      ['count', 'list.count(x, x == 1) == 2', true],
      ['first', 'list.first(x, x < 3) == 1', true],
      ['first of none', 'list.first(x, x > 3) == 1', 'error'],
      ['distinct', 'list.distinct() == [3, 1, 2]', true],
      ['sort', 'list.sort() == [1, 1, 2, 3]', true],
      ['fold', 'list.fold(acc, 0, x, acc * 10 + x) == 3121', true],
      ['fold over lists already changed', 'list.fold(acc, [0], x, [x] + acc) == [1, 2, 1, 3, 0]', true],
    ],
  ],
  [
    "4: functions as named by CEL's extension libraries",
    [
      ['lists.range', 'lists.range(3) == [0, 1, 2]', true],
      ['slice', 'list.slice(1, 3) == [1, 2]', true],
      ['flatten', '[[1], [2, [3]]].flatten() == [1, 2, [3]] && [[1], [2, [3]]].flatten(2) == [1, 2, 3]', true],
      ['reverse', "list.reverse() == [1, 2, 1, 3] && 'ab'.reverse() == 'ba'", true],
      ['sortBy', 'list.sortBy(x, -x) == [3, 2, 1, 1]', true],
      ['lowerAscii and upperAscii', "'AbÄ'.lowerAscii() == 'abÄ' && 'ab'.upperAscii() == 'AB'", true],
      ['substring, split, join, replace', "'a-b-c'.split('-').join('+').replace('+', '', 1).substring(1, 3) == 'b+'", true],
      [
        'charAt, indexOf, lastIndexOf, trim',
        "' ab ab'.trim().charAt(1) == 'b' && 'abab'.indexOf('b') == 1 && 'abab'.lastIndexOf('b') == 3",
        true,
      ],
      [
        'math.abs, math.ceil, math.floor, math.round, math.sign',
        'math.abs(-1) + math.ceil(0.5) + math.floor(0.5) + math.round(0.5) + math.sign(-3) == 2',
        true,
      ],
      ['math.greatest, math.least', 'math.greatest(1, 2, 3) == 3 && math.least([2, 1]) == 1', true],
      ['transformList', 'list.transformList(i, x, i * x) == [0, 1, 4, 3]', true],
      ['transformMap', "{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}", true],
      ['all and exists with two variables', "{'a': 1}.exists(k, v, k == 'a' && v == 1) && list.all(i, v, i < 4)", true],
      ['lists.distinct of objects', "[{'a': 1}, {'a': 1.0}].distinct().size() == 1", true],
      ['strings.quote', "strings.quote('a') == '\"a\"'", true],
    ],
  ],
  [
    '4: what real rules need',
    [
      ['containment with multiplicity', '[1, 1].all(x, [1, 1].count(y, y == x) <= list.count(y, y == x))', true],
      ['pairing by position', 'zip(list, [0, 0, 2, 0]).map(p, p[0] * p[1]).sum() == 4', true],
      ['a fold that rounds each step', 'list.fold(acc, 0.0, x, round(acc + x / 3.0, 2)) == 2.33', true],
      ['replacements one after the other', "list.fold(acc, ['a', 'b'], x, acc.map(e, e == 'a' ? 'b' : 'a')) == ['a', 'b']", true],
    ],
  ],
  [
    '4: errors are values',
    [
      ['a missing key', "things['c'].id == 'c'", 'error'],
      ['a missing field', "things['a'].note == 'n'", 'error'],
      ['division by zero', '1 / zero == 1', 'error'],
      ['false && error', 'false && 1 / zero == 1', false],
      ['error && false', '1 / zero == 1 && false', false],
      ['true || error', 'true || 1 / zero == 1', true],
      ['error || true', '1 / zero == 1 || true', true],
      ['true && error', 'true && 1 / zero == 1', 'error'],
      ['error || false', '1 / zero == 1 || false', 'error'],
      ['all with a false beside an error', '[0, 1].all(x, 1 / x == 2)', false],
      ['exists with a true beside an error', '[0, 1].exists(x, 1 / x == 1)', true],
      ['all with an error and no false', '[0, 1].all(x, 1 / x == 1)', 'error'],
      ['a branch not taken', 'zero == 0 ? true : 1 / zero == 1', true],
      ['an index outside', 'list[4] == 1', 'error'],
    ],
  ],
  [
    'ruling 1: absent is not null',
    [
      ['has of null', "has(things['b'].note)", true],
      ['has of absent', "has(things['a'].note)", false],
      ['null equals null', "things['b'].note == null", true],
      ['absent equals nothing', "things['a'].note == null", 'error'],
      ['absent equals nothing, where what is there is never null', "things['zz'].made == null", 'error'],
      ['a text is never null', "things['a'].id == null", false],
      ['a text is always something else', "null != things['a'].id", true],
      ['a record is never null', "things['a'] == null", false],
      ['a list is never null', 'list != null', true],
      ['a number is never null', 'seven == null || zero == null', false],
      ['a date is never null', "things['b'].made != null", true],
      ['what a test has made sure is never null', 'nothing == null || nothing != null', true],
    ],
  ],
  [
    'ruling 14: strings',
    [
      ['matches finds anywhere', "'xay'.matches('a')", true],
      ['matches is RE2', "'ab'.matches('^[[:alpha:]]+$')", true],
    ],
  ],
])('%s', (_sentence, rows) => {
  it.each(rows)('%s: %s is %s', (_claim, rule, outcome) => expectRule(world, rule, outcome));
});

describe('comparing with null what never is means the same of what is not known', () => {
  const op = {
    parameters: [{ name: 'k', in: 'query', required: true, schema: { type: 'string' } }],
    requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
  };
  it.each([
    '!(things[k].id == null || request.body == null || request.body.items == null || k == null)',
    'things[k].id != null && request.body != null && request.body.items != null && k != null',
  ])('%s holds always', async (rule) => {
    const operations = { op: { ...op, 'x-preconditions': [`!(k in things) || (${rule})`] } };
    const claim = (status: number): object => ({
      operationId: 'op',
      params: { k: { $hole: 'k' } },
      body: { $hole: 'b' },
      expect: { status },
    });
    const judge = (status: number): Promise<string> =>
      verdictOn({ ...world, operations }, { initial: 'any', steps: [claim(status)] }, { holes: 'forall' });
    expect(await judge(200)).toBe('valid');
    expect(await judge(409)).toMatch(/^invalid 0: 409, 200/);
  });
});
