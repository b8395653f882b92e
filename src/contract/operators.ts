// Decides which strict operators exist and what each means. Each interpreter is a total record over this table, in its order.

/** What kind of value an argument must be. `integer` is a number without fraction, `map` an object or a collection, `time` a timestamp or a duration. */
export type ParameterKind = 'any' | 'boolean' | 'number' | 'integer' | 'string' | 'bytes' | 'list' | 'map' | 'time';

/**
 * The meaning of an operator in one line: the kinds of its arguments (after receiver-first flattening, `xs.f(a)` is `f(xs, a)`;
 * another kind is an error value), the CEL spellings that the checker resolves to it, and what it computes.
 */
export interface Operator {
  readonly parameters: readonly ParameterKind[];
  readonly spelled: readonly string[];
  readonly meaning: string;
}

export type OperatorName =
  | 'not'
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'divideInteger'
  | 'remainder'
  | 'negate'
  | 'absolute'
  | 'sign'
  | 'floor'
  | 'ceiling'
  | 'truncate'
  | 'round'
  | 'arithmetic'
  | 'concatenate'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'textSize'
  | 'charAt'
  | 'textIndexOf'
  | 'textLastIndexOf'
  | 'lowerAscii'
  | 'upperAscii'
  | 'replace'
  | 'split'
  | 'substring'
  | 'trim'
  | 'reverseText'
  | 'quote'
  | 'join'
  | 'concatenateLists'
  | 'listSize'
  | 'inList'
  | 'listIndexOf'
  | 'range'
  | 'slice'
  | 'flatten'
  | 'distinct'
  | 'sort'
  | 'reverseList'
  | 'sum'
  | 'minimum'
  | 'maximum'
  | 'zip'
  | 'mapSize'
  | 'inMap'
  | 'keys'
  | 'values'
  | 'merge'
  | 'pick'
  | 'assign'
  | 'concatenateBytes'
  | 'bytesSize'
  | 'bytesOf'
  | 'toText'
  | 'toNumber'
  | 'toInteger'
  | 'toBoolean'
  | 'typeName'
  | 'timestampOf'
  | 'durationOf'
  | 'addTime'
  | 'subtractTime'
  | 'timePart';

/** All strict operators. Numbers are exact rationals; strings are counted, cut and compared by code point. */
export const OPERATORS: Readonly<Record<OperatorName, Operator>> = {
  // Logic and equality
  not: op(['boolean'], ['!_'], 'boolean negation'),
  equal: op(['any', 'any'], ['_==_'], 'equality by content; values of different kinds differ'),
  notEqual: op(['any', 'any'], ['_!=_'], 'negation of equal'),

  // Order: numbers, strings by code point, booleans, timestamps, durations, bytes; other pairs are an error
  less: op(['any', 'any'], ['_<_'], 'strictly before'),
  lessOrEqual: op(['any', 'any'], ['_<=_'], 'before or equal'),
  greater: op(['any', 'any'], ['_>_'], 'strictly after'),
  greaterOrEqual: op(['any', 'any'], ['_>=_'], 'after or equal'),

  // Arithmetic
  add: op(['number', 'number'], ['_+_'], 'exact sum'),
  subtract: op(['number', 'number'], ['_-_'], 'exact difference'),
  multiply: op(['number', 'number'], ['_*_'], 'exact product'),
  divide: op(['number', 'number'], ['_/_'], 'exact quotient; error for a zero divisor'),
  divideInteger: op(['integer', 'integer'], ['_/_'], 'quotient of two integers truncated toward zero; error for a zero divisor'),
  remainder: op(['integer', 'integer'], ['_%_'], 'a - b * divideInteger(a, b) for integers; error for a zero divisor or a fraction'),
  negate: op(['number'], ['-_'], 'the number with the other sign'),
  absolute: op(['number'], ['abs', 'math.abs'], 'the number without its sign'),
  sign: op(['number'], ['math.sign'], '-1, 0 or 1'),
  floor: op(['number'], ['floor', 'math.floor'], 'greatest integer not above'),
  ceiling: op(['number'], ['ceil', 'math.ceil'], 'least integer not below'),
  truncate: op(['number'], ['trunc', 'math.trunc', 'int'], 'next integer toward zero'),
  round: op(
    ['number', 'integer'],
    ['round', 'math.round'],
    'to b decimal places (-30 to 30), ties away from zero; math.round(x) is round(x, 0)',
  ),
  arithmetic: op(['string'], ['arithmetic'], 'exact value of the decimal arithmetic expression that the text is; error if it is none'),

  // Strings
  concatenate: op(['string', 'string'], ['_+_'], 'a followed by b'),
  contains: op(['string', 'string'], ['contains'], 'whether b occurs in a'),
  startsWith: op(['string', 'string'], ['startsWith'], 'whether a begins with b'),
  endsWith: op(['string', 'string'], ['endsWith'], 'whether a ends with b'),
  matches: op(['string', 'string'], ['matches'], 'whether the RE2 expression b matches somewhere in a; error for a malformed expression'),
  textSize: op(['string'], ['size'], 'number of code points'),
  charAt: op(['string', 'integer'], ['charAt'], 'the code point at b as a string; empty at b = size; error outside 0..size'),
  textIndexOf: op(
    ['string', 'string', 'integer'],
    ['indexOf'],
    'first position of b in a at or after c, -1 if none; error for c outside 0..size',
  ),
  textLastIndexOf: op(
    ['string', 'string', 'integer'],
    ['lastIndexOf'],
    'last position of b in a at or before c, -1 if none; error for c outside 0..size',
  ),
  lowerAscii: op(['string'], ['lowerAscii'], 'ASCII letters to lower case'),
  upperAscii: op(['string'], ['upperAscii'], 'ASCII letters to upper case'),
  replace: op(
    ['string', 'string', 'string', 'integer'],
    ['replace'],
    'the first d occurrences of b in a replaced by c (all for a negative d), from the left, not overlapping',
  ),
  split: op(
    ['string', 'string', 'integer'],
    ['split'],
    'the parts of a between occurrences of b, at most c of them (all for a negative c); empty b splits by code point',
  ),
  substring: op(
    ['string', 'integer', 'integer'],
    ['substring'],
    'code points from b up to but not including c; error unless 0 <= b <= c <= size',
  ),
  trim: op(['string'], ['trim'], 'without leading and trailing Unicode white space'),
  reverseText: op(['string'], ['reverse'], 'code points in reverse'),
  quote: op(['string'], ['quote', 'strings.quote'], 'in double quotes with CEL escapes'),
  join: op(['list', 'string'], ['join'], 'the strings of list a with b between them'),

  // Lists
  concatenateLists: op(['list', 'list'], ['_+_'], 'the elements of a, then those of b'),
  listSize: op(['list'], ['size'], 'number of elements'),
  inList: op(['any', 'list'], ['@in'], 'whether an element of b equals a'),
  listIndexOf: op(['list', 'any'], ['indexOf'], 'first position of an element equal to b in a, -1 if none'),
  range: op(['integer'], ['lists.range'], 'the integers from 0 up to but not including a; error for a negative a'),
  slice: op(['list', 'integer', 'integer'], ['slice'], 'elements from b up to but not including c; error unless 0 <= b <= c <= size'),
  flatten: op(['list', 'integer'], ['flatten'], 'nested lists replaced by their elements, b levels deep; error for a negative b'),
  distinct: op(['list'], ['distinct'], 'the first of each set of equal elements, in order'),
  sort: op(['list'], ['sort'], 'ascending, stable; error unless all elements are comparable with each other'),
  reverseList: op(['list'], ['reverse'], 'elements in reverse'),
  sum: op(['list'], ['sum'], 'exact sum of the numbers; 0 for none'),
  minimum: op(['list'], ['min'], 'the least element, the first of equals; error for an empty list'),
  maximum: op(['list'], ['max'], 'the greatest element, the first of equals; error for an empty list'),
  zip: op(['list', 'list'], ['zip'], 'the lists [a[i], b[i]], as many as the shorter has elements'),

  // Maps
  mapSize: op(['map'], ['size'], 'number of entries or records'),
  inMap: op(['any', 'map'], ['@in'], 'whether b has the key a'),
  keys: op(['map'], ['keys'], 'list of keys, in insertion order'),
  values: op(['map'], ['values'], 'list of values or records, in insertion order'),
  merge: op(['any', 'any'], ['merge'], 'JSON Merge Patch (RFC 7396): b applied to a'),
  pick: op(['map', 'list'], ['pick'], 'the entries of object a whose keys are in list b, in the order of b'),
  assign: op(['map', 'map'], ['assign'], 'the entries of object a, with those of object b instead or added'),

  // Bytes
  concatenateBytes: op(['bytes', 'bytes'], ['_+_'], 'a followed by b'),
  bytesSize: op(['bytes'], ['size'], 'number of bytes'),
  bytesOf: op(['string'], ['bytes'], 'UTF-8 bytes of a string'),

  // Conversions
  toText: op(
    ['any'],
    ['string'],
    'a string as it is; a number in shortest exact decimals (error if it has none); true or false; a timestamp in RFC 3339; a duration in seconds with s; bytes as UTF-8 (error if malformed)',
  ),
  toNumber: op(['any'], ['double', 'number'], 'a number as it is; the decimal number that a string is (error if it is none)'),
  toInteger: op(
    ['any'],
    ['int', 'uint'],
    'a number truncated; the integer that a string is (error if it is none); seconds since 1970 of a timestamp, rounded down',
  ),
  toBoolean: op(
    ['any'],
    ['bool'],
    'a boolean as it is; true for "true", "True", "TRUE", "t", "1", false for their opposites; error for other strings',
  ),
  typeName: op(['any'], ['type'], 'the CEL type of the value; integer or number by the value itself'),

  // Time
  timestampOf: op(
    ['any'],
    ['timestamp'],
    'the instant of RFC 3339 text (error if it is none), of an integer number of seconds since 1970, or as it is',
  ),
  durationOf: op(['any'], ['duration'], 'the duration of CEL text such as "1h30m" (error if it is none), or as it is'),
  addTime: op(
    ['time', 'time'],
    ['_+_'],
    'timestamp + duration (either order) or duration + duration; error outside the range of timestamps',
  ),
  subtractTime: op(['time', 'time'], ['_-_'], 'timestamp - timestamp, timestamp - duration or duration - duration'),
  timePart: op(
    ['time', 'string', 'string'],
    [
      'getFullYear',
      'getMonth',
      'getDayOfMonth',
      'getDate',
      'getDayOfWeek',
      'getDayOfYear',
      'getHours',
      'getMinutes',
      'getSeconds',
      'getMilliseconds',
    ],
    'part b (the CEL method name) of timestamp or duration a, in time zone c ("" is UTC)',
  ),
};

function op(parameters: readonly ParameterKind[], spelled: readonly string[], meaning: string): Operator {
  return { parameters, spelled, meaning };
}
