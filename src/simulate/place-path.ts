// Decides how a place in a state is named once its keys are known, how it prints, and when two places touch.

import { showNumber } from '../base/number.ts';
import { isList, isNumber, type Value } from '../base/value.ts';
import { keyText } from './key.ts';

/** A collection or variable, and the keys, property names and indices below it. */
export interface PlacePath {
  readonly root: string;
  readonly path: readonly Value[];
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `orders['o1'].items[0].price`; the first step below a collection is a key and always in brackets. */
export function showPlace(place: PlacePath, rootIsCollection = true): string {
  return place.root + place.path.map((step, depth) => showStep(step, depth === 0 && rootIsCollection)).join('');
}

function showStep(step: Value, isKey: boolean): string {
  return !isKey && typeof step === 'string' && IDENTIFIER.test(step) ? `.${step}` : `[${showKey(step)}]`;
}

/** A key as a rule would write it. */
export function showKey(key: Value): string {
  if (typeof key === 'string') return `'${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (isNumber(key)) return showNumber(key);
  if (isList(key)) return `key(${key.map(showKey).join(', ')})`;
  return String(key);
}

/** Whether one place is the other, or contains it. */
export function overlaps(a: PlacePath, b: PlacePath): boolean {
  if (a.root !== b.root) return false;
  const shared = Math.min(a.path.length, b.path.length);
  for (let i = 0; i < shared; i += 1) {
    if (keyText(a.path[i] ?? null) !== keyText(b.path[i] ?? null)) return false;
  }
  return true;
}

/** `request.body.items[0].qty`: a place in a value, named from the value on. */
export function showPart(root: string, path: readonly (string | number)[]): string {
  return root + path.map((step) => showStep(step, false)).join('');
}
