// Decides which function gives each operator its symbolic meaning, in the order of the operator table.

import type { OperatorName } from '../../contract/operators.ts';
import { compileBytesOf, compileToBoolean, compileToInteger, compileToNumber, compileToText, compileTypeName } from './conversions.ts';
import type { CompileOperator } from './define.ts';
import { compileFlatten, compileRange, compileSlice } from './list-parts.ts';
import {
  compileConcatenateLists,
  compileDistinct,
  compileInList,
  compileListIndexOf,
  compileListSize,
  compileMaximum,
  compileMinimum,
  compileReverseList,
  compileSort,
  compileSum,
  compileZip,
} from './lists.ts';
import { compileEqual, compileGreater, compileGreaterOrEqual, compileLess, compileLessOrEqual, compileNot, compileNotEqual } from './logic.ts';
import {
  compileBytesSize,
  compileConcatenateBytes,
  compileInMap,
  compileKeys,
  compileMapSize,
  compileMerge,
  compileValues,
} from './maps.ts';
import {
  compileAbsolute,
  compileAdd,
  compileArithmetic,
  compileCeiling,
  compileDivide,
  compileDivideInteger,
  compileFloor,
  compileMultiply,
  compileNegate,
  compileRemainder,
  compileRound,
  compileSign,
  compileSubtract,
  compileTruncate,
} from './numbers.ts';
import {
  compileCharAt,
  compileConcatenate,
  compileContains,
  compileEndsWith,
  compileLowerAscii,
  compileMatches,
  compileQuote,
  compileReplace,
  compileReverseText,
  compileStartsWith,
  compileSubstring,
  compileTextIndexOf,
  compileTextLastIndexOf,
  compileTextSize,
  compileTrim,
  compileUpperAscii,
} from './text.ts';
import { compileJoin, compileSplit } from './text-lists.ts';
import { compileAddTime, compileDurationOf, compileSubtractTime, compileTimePart, compileTimestampOf } from './time.ts';

/** The symbolic meaning of every operator. */
export const compileOperators: Readonly<Record<OperatorName, CompileOperator>> = {
  not: compileNot,
  equal: compileEqual,
  notEqual: compileNotEqual,

  less: compileLess,
  lessOrEqual: compileLessOrEqual,
  greater: compileGreater,
  greaterOrEqual: compileGreaterOrEqual,

  add: compileAdd,
  subtract: compileSubtract,
  multiply: compileMultiply,
  divide: compileDivide,
  divideInteger: compileDivideInteger,
  remainder: compileRemainder,
  negate: compileNegate,
  absolute: compileAbsolute,
  sign: compileSign,
  floor: compileFloor,
  ceiling: compileCeiling,
  truncate: compileTruncate,
  round: compileRound,
  arithmetic: compileArithmetic,

  concatenate: compileConcatenate,
  contains: compileContains,
  startsWith: compileStartsWith,
  endsWith: compileEndsWith,
  matches: compileMatches,
  textSize: compileTextSize,
  charAt: compileCharAt,
  textIndexOf: compileTextIndexOf,
  textLastIndexOf: compileTextLastIndexOf,
  lowerAscii: compileLowerAscii,
  upperAscii: compileUpperAscii,
  replace: compileReplace,
  split: compileSplit,
  substring: compileSubstring,
  trim: compileTrim,
  reverseText: compileReverseText,
  quote: compileQuote,
  join: compileJoin,

  concatenateLists: compileConcatenateLists,
  listSize: compileListSize,
  inList: compileInList,
  listIndexOf: compileListIndexOf,
  range: compileRange,
  slice: compileSlice,
  flatten: compileFlatten,
  distinct: compileDistinct,
  sort: compileSort,
  reverseList: compileReverseList,
  sum: compileSum,
  minimum: compileMinimum,
  maximum: compileMaximum,
  zip: compileZip,

  mapSize: compileMapSize,
  inMap: compileInMap,
  keys: compileKeys,
  values: compileValues,
  merge: compileMerge,

  concatenateBytes: compileConcatenateBytes,
  bytesSize: compileBytesSize,
  bytesOf: compileBytesOf,

  toText: compileToText,
  toNumber: compileToNumber,
  toInteger: compileToInteger,
  toBoolean: compileToBoolean,
  typeName: compileTypeName,

  timestampOf: compileTimestampOf,
  durationOf: compileDurationOf,
  addTime: compileAddTime,
  subtractTime: compileSubtractTime,
  timePart: compileTimePart,
};
