// Decides how a choice (`ite`) folds.

import type { Term } from '../term.ts';
import { choiceOf, expectSort, type Folder, isOperation, pairOf } from './folder.ts';
import { knownComplement } from './negation.ts';

export function choice(folder: Folder, test: Term, then: Term, otherwise: Term): Term {
  const { make } = folder;
  expectSort(test, 'ite', 'bool');
  if (then.sort !== otherwise.sort) {
    expectSort(then, 'ite', 'int', 'real');
    expectSort(otherwise, 'ite', 'int', 'real');
    return choice(folder, test, make.toReal(then), make.toReal(otherwise));
  }
  if (test.kind === 'constant') return test.value === true ? then : otherwise;
  if (then === otherwise) return then;
  if (isOperation(test, 'not') && test.args[0]) return choice(folder, test.args[0], otherwise, then);
  // Of a comparison and its complement, the strict one is the test.
  if (isOperation(test, 'lessOrEqual') || isOperation(test, 'textLessOrEqual')) return choice(folder, make.not(test), otherwise, then);
  return then.sort === 'bool' ? truthChoice(folder, test, then, otherwise) : nestedChoice(folder, test, then, otherwise);
}

function truthChoice(folder: Folder, test: Term, then: Term, otherwise: Term): Term {
  const { make } = folder;
  if (then === make.true || then === test) return make.or([test, otherwise]);
  if (then === make.false) return make.and([make.not(test), otherwise]);
  if (otherwise === make.true) return make.or([make.not(test), then]);
  if (otherwise === make.false || otherwise === test) return make.and([test, then]);
  if (knownComplement(folder, then) === otherwise) return make.equal(test, then);
  return nestedChoice(folder, test, then, otherwise);
}

/** Choices inside the branches that the test decides, or that lead to the same end, are merged. */
function nestedChoice(folder: Folder, test: Term, then: Term, otherwise: Term): Term {
  const { make, raw } = folder;
  const first = choiceOf(then);
  if (first !== null && first[0] === test) return choice(folder, test, first[1], otherwise);
  const second = choiceOf(otherwise);
  if (second !== null) {
    const [inner, a, b] = second;
    if (inner === test) return choice(folder, test, then, b);
    if (a === then) return choice(folder, make.or([test, inner]), then, b);
    if (areExclusive(test, inner) && b === then) return choice(folder, inner, a, then);
  }
  return raw.operation('ite', then.sort, [test, then, otherwise]);
}

/** Equalities of one term with two constants exclude each other. */
function areExclusive(a: Term, b: Term): boolean {
  const x = pairOf(a, 'equal');
  const y = pairOf(b, 'equal');
  return x !== null && y !== null && x[0] === y[0] && x[1].kind === 'constant' && y[1].kind === 'constant' && x[1] !== y[1];
}
