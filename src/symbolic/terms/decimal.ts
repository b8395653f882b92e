// Decides which terms are certainly decimal numbers: those whose expansion ends, and that so have a text.

import { printNumber } from '../../base/number.ts';
import type { Term } from '../term.ts';

/** Nesting past which nothing is said. */
const MAX_NESTING = 64;

/** Whether the number is a decimal one, whatever the unknowns are. False says nothing. */
export function isCertainlyDecimal(term: Term, nesting = 0): boolean {
  if (term.sort === 'int') return true;
  if (term.kind === 'constant')
    return typeof term.value !== 'string' && typeof term.value !== 'boolean' && printNumber(term.value) !== null;
  if (term.kind !== 'operation' || nesting >= MAX_NESTING) return false;
  const isDecimal = (part: Term): boolean => isCertainlyDecimal(part, nesting + 1);
  switch (term.operator) {
    case 'toReal':
    case 'add':
    case 'multiply':
    case 'negate':
      return term.args.every(isDecimal);
    case 'ite':
      return term.args.slice(1).every(isDecimal);
    default:
      return false;
  }
}
