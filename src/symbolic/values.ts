// The door to symbolic values: how they are made and looked at.

export { isTrue } from './kinds.ts';
export { choose } from './merge.ts';
export {
  failed,
  known,
  listOfGuarded,
  listValue,
  NULL_VALUE,
  numberValue,
  objectValue,
  ok,
  scalar,
} from './normal.ts';
