// Decides how equality folds: by constants, by branches of choices, by linear forms, by the known ends of strings.

import { equalNumbers } from '../../base/number.ts';
import type { Term } from '../term.ts';
import { type Constant, choiceOf, expectSort, type Folder, isOperation, MAX_CHOICE_DEPTH, ordered, unified } from './folder.ts';
import { linearEquality } from './linear-comparison.ts';
import { knownComplement } from './negation.ts';
import { equalText } from './text-equality.ts';

export function equality(folder: Folder, a: Term, b: Term): Term {
  return equalTo(folder, a, b, 0);
}

function equalTo(folder: Folder, left: Term, right: Term, depth: number): Term {
  if (left === right) return folder.make.true;
  if (left.sort !== right.sort) {
    const [a, b] = unified(folder, 'equal', [left, right]);
    return a && b ? equalTo(folder, a, b, depth) : folder.make.false;
  }
  if (left.kind === 'constant')
    return right.kind === 'constant' ? folder.make.bool(isSame(left, right)) : equalConstant(folder, right, left, depth);
  if (right.kind === 'constant') return equalConstant(folder, left, right, depth);
  return equalBranch(folder, left, right) ?? equalBranch(folder, right, left) ?? bySort(folder, left, right);
}

function isSame(a: Constant, b: Constant): boolean {
  return a.value === b.value || (typeof a.value === 'object' && typeof b.value === 'object' && equalNumbers(a.value, b.value));
}

function bySort(folder: Folder, a: Term, b: Term): Term {
  switch (a.sort) {
    case 'bool':
      return equalTruth(folder, a, b);
    case 'string':
      if (areDifferentNames(folder, a, b)) return folder.make.false;
      return equalText(folder, a, b) ?? rawEqual(folder, a, b);
    case 'int':
    case 'real':
      return linearEquality(folder, a, b) ?? rawEqual(folder, a, b);
  }
}

/** Applications of one injective function to different constants. */
function areDifferentNames({ raw }: Folder, a: Term, b: Term): boolean {
  if (a.kind !== 'apply' || b.kind !== 'apply' || a.name !== b.name || !raw.isInjective(a.name)) return false;
  const last = a.args.length - 1;
  return (
    a.args[last]?.kind === 'constant' && b.args[last]?.kind === 'constant' && a.args.every((arg, i) => i === last || arg === b.args[i])
  );
}

/** The constant is the second argument, as everywhere in equalities. */
function rawEqual(folder: Folder, a: Term, b: Term): Term {
  if (a.kind === 'constant') return folder.raw.operation('equal', 'bool', [b, a]);
  return folder.raw.operation('equal', 'bool', b.kind === 'constant' ? [a, b] : ordered(a, b));
}

function equalTruth(folder: Folder, a: Term, b: Term): Term {
  if (knownComplement(folder, a) === b) return folder.make.false;
  const isInverted = isOperation(a, 'not');
  if (isInverted && isOperation(b, 'not') && a.args[0] && b.args[0]) return equality(folder, a.args[0], b.args[0]);
  return rawEqual(folder, a, b);
}

function equalConstant(folder: Folder, term: Term, value: Constant, depth: number): Term {
  const { make } = folder;
  if (value.sort === 'bool') {
    expectSort(term, 'equal', 'bool');
    return value.value === true ? term : make.not(term);
  }
  const branches = depth < MAX_CHOICE_DEPTH ? choiceOf(term) : null;
  if (branches === null) return bySort(folder, term, value);
  const [test, then, otherwise] = branches;
  // Only where a branch is a constant, and so decided: the term does not grow.
  if (then.kind !== 'constant' && otherwise.kind !== 'constant') return rawEqual(folder, term, value);
  return make.ite(test, equalTo(folder, then, value, depth + 1), equalTo(folder, otherwise, value, depth + 1));
}

/** `(test ? x : y) = x` is `test or y = x`. Null if the term is no branch of the choice. */
function equalBranch(folder: Folder, term: Term, other: Term): Term | null {
  const branches = choiceOf(term);
  if (branches === null) return null;
  const [test, then, otherwise] = branches;
  if (then === other) return folder.make.or([test, equality(folder, otherwise, other)]);
  if (otherwise === other) return folder.make.or([folder.make.not(test), equality(folder, then, other)]);
  return null;
}
