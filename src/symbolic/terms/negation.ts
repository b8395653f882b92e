// Decides how `not` folds, and which terms are each other's complement.

import type { Term, TermOperator } from '../term.ts';
import { expectSort, type Folder, isOperation, type Operation } from './folder.ts';

/** Orders are total: the complement of one comparison is the other one, turned around. */
const OPPOSITE: Partial<Record<TermOperator, TermOperator>> = {
  less: 'lessOrEqual',
  lessOrEqual: 'less',
  textLess: 'textLessOrEqual',
  textLessOrEqual: 'textLess',
};

export function negation(folder: Folder, a: Term): Term {
  expectSort(a, 'not', 'bool');
  if (a.kind === 'constant') return folder.make.bool(a.value !== true);
  if (isOperation(a, 'not') && a.args[0]) return a.args[0];
  const turned = turnedAround(a);
  return turned === null ? folder.raw.operation('not', 'bool', [a]) : folder.raw.operation(turned.operator, 'bool', turned.args);
}

/** The complement of a term, if it was made before; it is not made for the asking. */
export function knownComplement(folder: Folder, a: Term): Term | null {
  if (a.kind === 'constant') return folder.make.bool(a.value !== true);
  if (isOperation(a, 'not')) return a.args[0] ?? null;
  const turned = turnedAround(a);
  return turned === null ? folder.raw.find('not', 'bool', [a]) : folder.raw.find(turned.operator, 'bool', turned.args);
}

function turnedAround(a: Term): Pick<Operation, 'operator' | 'args'> | null {
  if (a.kind !== 'operation') return null;
  const operator = OPPOSITE[a.operator];
  const [x, y] = a.args;
  return operator !== undefined && x && y ? { operator, args: [y, x] } : null;
}
