// The door to symbolic values: how they are made, merged and looked at.

export { isFalse, isObjectTerm, isTrue, isUndecided, kindTerm } from './kinds.ts';
export { alternativesOf, choose, ite } from './merge.ts';
export {
  booleanValue,
  constantOf,
  EMPTY_LIST,
  EMPTY_OBJECT,
  failed,
  type Known,
  known,
  listOfGuarded,
  listValue,
  NULL_VALUE,
  numberValue,
  objectValue,
  ok,
  scalar,
  textValue,
} from './normal.ts';
