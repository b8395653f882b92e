// Decides how comparisons fold: by constants, by branches of choices, by linear forms.

import { ceiling, compareNumbers, floor, isInteger } from '../../base/number.ts';
import type { Term } from '../term.ts';
import { choiceOf, type Folder, isOperation, MAX_CHOICE_DEPTH, numberOf, unified } from './folder.ts';
import { linearOrder } from './linear-comparison.ts';

type Order = 'less' | 'lessOrEqual';

export function comparison(folder: Folder, operator: Order, left: Term, right: Term): Term {
  const [a, b] = unified(folder, operator, [left, right]);
  return a && b ? compared(folder, operator, a, b, 0) : left;
}

function compared(folder: Folder, operator: Order, a: Term, b: Term, depth: number): Term {
  if (a === b) return folder.make.bool(operator === 'lessOrEqual');
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== null && y !== null) return folder.make.bool(operator === 'less' ? compareNumbers(x, y) < 0 : compareNumbers(x, y) <= 0);
  const branches = depth < MAX_CHOICE_DEPTH ? (byBranch(folder, operator, a, b, depth) ?? null) : null;
  return (
    branches ??
    wholeNumbers(folder, operator, a, b) ??
    linearOrder(folder, operator, a, b) ??
    folder.raw.operation(operator, 'bool', [a, b])
  );
}

/** A choice with a constant branch, against a constant, is decided branch by branch. */
function byBranch(folder: Folder, operator: Order, a: Term, b: Term, depth: number): Term | null {
  const branches = b.kind === 'constant' ? choiceOf(a) : a.kind === 'constant' ? choiceOf(b) : null;
  if (branches === null) return null;
  const [test, then, otherwise] = branches;
  if (then.kind !== 'constant' && otherwise.kind !== 'constant') return null;
  const inBranch = (branch: Term): Term =>
    b.kind === 'constant' ? compared(folder, operator, branch, b, depth + 1) : compared(folder, operator, a, branch, depth + 1);
  return folder.make.ite(test, inBranch(then), inBranch(otherwise));
}

/** Ints taken for reals, compared with each other or with a constant, are compared as ints. */
function wholeNumbers(folder: Folder, operator: Order, a: Term, b: Term): Term | null {
  const x = isOperation(a, 'toReal') ? a.args[0] : undefined;
  const y = isOperation(b, 'toReal') ? b.args[0] : undefined;
  if (x && y) return folder.make[operator](x, y);
  const low = numberOf(a);
  const high = numberOf(b);
  if (x && high !== null) {
    return isInteger(high) ? folder.make[operator](x, folder.make.int(high)) : folder.make.lessOrEqual(x, folder.make.int(floor(high)));
  }
  if (y && low !== null) {
    return isInteger(low) ? folder.make[operator](folder.make.int(low), y) : folder.make.lessOrEqual(folder.make.int(ceiling(low)), y);
  }
  return null;
}
