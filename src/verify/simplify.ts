// Decides which values are simpler than a given one, for the sake of the person who has to read a counterexample.

import { absolute, compareNumbers, roundTo, truncate } from '../base/number.ts';
import { isList, isNumber, isObject, type ListValue, type Num, type ObjectValue, type Value } from '../base/value.ts';

/** Values with one part left out, or one number made rounder; what changes most comes first. Finitely many, and no chain of them is endless. */
export function* simplerValues(value: Value): Generator<Value, void, undefined> {
  if (isNumber(value)) yield* simplerNumbers(value);
  else if (isList(value)) yield* simplerLists(value);
  else if (isObject(value)) yield* simplerObjects(value);
}

const CENTS = 2;

/** 0, 1, whole numbers and cents; each is closer to zero or has fewer digits. */
function* simplerNumbers(value: Num): Generator<Num, void, undefined> {
  const tried: Num[] = [value];
  for (const candidate of [0, 1, truncate(value), roundTo(value, CENTS)]) {
    if (tried.some((other) => compareNumbers(other, candidate) === 0)) continue;
    tried.push(candidate);
    if (rank(candidate) < rank(value) || compareNumbers(absolute(candidate), absolute(value)) < 0) yield candidate;
  }
}

/** 0 for zero, 1 for one, 2 for whole numbers, 3 for cents, 4 for the rest. */
function rank(value: Num): number {
  if (compareNumbers(value, 0) === 0) return 0;
  if (compareNumbers(value, 1) === 0) return 1;
  if (compareNumbers(truncate(value), value) === 0) return 2;
  return compareNumbers(roundTo(value, CENTS), value) === 0 ? 3 : 4;
}

function* simplerLists(list: ListValue): Generator<Value, void, undefined> {
  if (list.length > 1) yield [];
  for (const i of list.keys()) yield [...list.slice(0, i), ...list.slice(i + 1)];
  for (const [i, item] of list.entries()) {
    for (const simpler of simplerValues(item)) yield list.map((other, j) => (i === j ? simpler : other));
  }
}

function* simplerObjects(object: ObjectValue): Generator<Value, void, undefined> {
  for (const name of object.keys()) yield new Map([...object].filter(([other]) => other !== name));
  for (const [name, item] of object) {
    for (const simpler of simplerValues(item)) yield new Map(object).set(name, simpler);
  }
}

/** Simplest value that passes, found greedily with at most so many tries: after each that passes it goes on from there. */
export function simplify(value: Value, passes: (candidate: Value) => boolean, maxTries: number): Value {
  let current = value;
  let tries = 0;
  for (let isSimpler = true; isSimpler; ) {
    isSimpler = false;
    for (const candidate of simplerValues(current)) {
      if (tries >= maxTries) return current;
      tries += 1;
      if (!passes(candidate)) continue;
      current = candidate;
      isSimpler = true;
      break;
    }
  }
  return current;
}
