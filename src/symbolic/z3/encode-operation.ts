// Decides which of Z3's operators each of ours is.

import type { Z3_ast } from 'z3-solver';
import type { Term } from '../term.ts';
import { SolverFault } from './fault.ts';
import type { Scribe } from './scribe.ts';

type Operation = Term & { readonly kind: 'operation' };

/** The operation on encoded arguments. */
export function encodeOperation(scribe: Scribe, term: Operation, args: readonly Z3_ast[]): Z3_ast {
  const { api, context, keep } = scribe;
  const [a, b, c] = args;
  if (a === undefined) throw new SolverFault(`${term.operator} without arguments`);
  switch (term.operator) {
    case 'and':
      return keep(api.mk_and(context, [...args]));
    case 'or':
      return keep(api.mk_or(context, [...args]));
    case 'add':
      return keep(api.mk_add(context, [...args]));
    case 'multiply':
      return keep(api.mk_mul(context, [...args]));
    case 'concat':
      return keep(api.mk_seq_concat(context, [...args]));
    case 'not':
      return keep(api.mk_not(context, a));
    case 'negate':
      return keep(api.mk_unary_minus(context, a));
    case 'toReal':
      return keep(api.mk_int2real(context, a));
    case 'floor':
      return keep(api.mk_real2int(context, a));
    case 'length':
      return keep(api.mk_seq_length(context, a));
    default:
      if (b === undefined) throw new SolverFault(`${term.operator} of one argument`);
      return c === undefined ? encodeBinary(scribe, term, a, b) : encodeTernary(scribe, term, a, b, c);
  }
}

function encodeBinary(scribe: Scribe, { operator }: Operation, a: Z3_ast, b: Z3_ast): Z3_ast {
  const { api, context, keep } = scribe;
  switch (operator) {
    case 'equal':
      return keep(api.mk_eq(context, a, b));
    case 'less':
      return keep(api.mk_lt(context, a, b));
    case 'lessOrEqual':
      return keep(api.mk_le(context, a, b));
    case 'divide':
      return unlessZero(scribe, b, keep(api.mk_numeral(context, '0', scribe.sort('real'))), keep(api.mk_div(context, a, b)), 'real');
    case 'quotient':
      return unlessZero(scribe, b, keep(api.mk_numeral(context, '0', scribe.sort('int'))), truncated(scribe, 'mk_div', a, b), 'int');
    case 'remainder':
      return unlessZero(scribe, b, a, truncated(scribe, 'mk_mod', a, b), 'int');
    case 'contains':
      return keep(api.mk_seq_contains(context, a, b));
    case 'prefixOf':
      return keep(api.mk_seq_prefix(context, a, b));
    case 'suffixOf':
      return keep(api.mk_seq_suffix(context, a, b));
    case 'at':
      return keep(api.mk_seq_at(context, a, b));
    case 'textLess':
      return keep(api.mk_str_lt(context, a, b));
    case 'textLessOrEqual':
      return keep(api.mk_str_le(context, a, b));
    default:
      throw new SolverFault(`${operator} of two arguments`);
  }
}

function encodeTernary(scribe: Scribe, { operator }: Operation, a: Z3_ast, b: Z3_ast, c: Z3_ast): Z3_ast {
  const { api, context, keep } = scribe;
  switch (operator) {
    case 'ite':
      return keep(api.mk_ite(context, a, b, c));
    case 'substring':
      return keep(api.mk_seq_extract(context, a, b, c));
    case 'indexOf':
      return keep(api.mk_seq_index(context, a, b, c));
    case 'replaceFirst':
      return keep(api.mk_seq_replace(context, a, b, c));
    case 'replaceAll':
      return keep(api.mk_seq_replace_all(context, a, b, c));
    default:
      throw new SolverFault(`${operator} of three arguments`);
  }
}

/** Division by zero has a value here, and none in SMT-LIB. */
function unlessZero(scribe: Scribe, divisor: Z3_ast, otherwise: Z3_ast, result: Z3_ast, sort: 'int' | 'real'): Z3_ast {
  const { api, context, keep } = scribe;
  const zero = keep(api.mk_numeral(context, '0', scribe.sort(sort)));
  return keep(api.mk_ite(context, keep(api.mk_eq(context, divisor, zero)), otherwise, result));
}

/** Z3 rounds so that remainders are not negative; for a dividend that is not negative, that is toward zero. */
function truncated(scribe: Scribe, operator: 'mk_div' | 'mk_mod', a: Z3_ast, b: Z3_ast): Z3_ast {
  const { api, context, keep } = scribe;
  const zero = keep(api.mk_numeral(context, '0', scribe.sort('int')));
  const positive = keep(api[operator](context, a, b));
  const mirrored = keep(api[operator](context, keep(api.mk_unary_minus(context, a)), b));
  return keep(api.mk_ite(context, keep(api.mk_ge(context, a, zero)), positive, keep(api.mk_unary_minus(context, mirrored))));
}
