// Decides how equality of strings folds: known ends that differ decide it, known ends that agree are cut off.

import { codePoints } from '../../base/text.ts';
import type { Term } from '../term.ts';
import { type Folder, isOperation, textOf } from './folder.ts';

/** a = b for strings, or null if their ends say nothing. */
export function equalText(folder: Folder, a: Term, b: Term): Term | null {
  if (!isOperation(a, 'concat') && !isOperation(b, 'concat')) return null;
  const [x, y] = [piecesOf(a), piecesOf(b)];
  const front = agreement(x, y, (pieces, i) => pieces[i]);
  if (front === null) return folder.make.false;
  const [restX, restY] = [x.slice(front), y.slice(front)];
  const back = agreement(restX, restY, (pieces, i) => pieces[pieces.length - 1 - i]);
  if (back === null) return folder.make.false;
  if (front + back === 0) return null;
  return folder.make.equal(joined(folder, restX.slice(0, restX.length - back)), joined(folder, restY.slice(0, restY.length - back)));
}

/** Pieces of a concatenation: terms, or code points of constants. */
type Piece = Term | string;

function piecesOf(term: Term): readonly Piece[] {
  const parts = isOperation(term, 'concat') ? term.args : [term];
  return parts.flatMap((part): readonly Piece[] => {
    const text = textOf(part);
    return text === null ? [part] : codePoints(text);
  });
}

/** How many pieces agree from one end on; null if a code point stands against another one or against nothing. */
function agreement(
  a: readonly Piece[],
  b: readonly Piece[],
  at: (pieces: readonly Piece[], i: number) => Piece | undefined,
): number | null {
  for (let i = 0; ; i += 1) {
    const x = at(a, i);
    const y = at(b, i);
    if (x === undefined || y === undefined || x !== y) return areDifferent(x, y) ? null : i;
  }
}

function areDifferent(x: Piece | undefined, y: Piece | undefined): boolean {
  return (typeof x === 'string' && (typeof y === 'string' || y === undefined)) || (typeof y === 'string' && x === undefined);
}

function joined(folder: Folder, pieces: readonly Piece[]): Term {
  return folder.make.concat(pieces.map((piece) => (typeof piece === 'string' ? folder.make.text(piece) : piece)));
}
