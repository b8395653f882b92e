// Decides how terms become Z3's: node by node from the leaves up, each once per session. Strings are sequences, or integers that stand for them.

import type { Z3_app, Z3_ast, Z3_func_decl, Z3_sort } from 'z3-solver';
import { printNumber } from '../../base/number.ts';
import { codePoints } from '../../base/text.ts';
import type { Num } from '../../base/value.ts';
import { MAX_SMT_CHARACTER } from '../smtlib-names.ts';
import type { Sort, Term, TermOperator } from '../term.ts';
import { childrenOf } from '../terms/children.ts';
import type { Api } from './api.ts';
import type { Atoms } from './atoms.ts';
import { encodeRegex } from './encode-regex.ts';
import type { Keeper } from './keep.ts';

/** Thrown where a term cannot be said to Z3; the session answers `unknown` with this message. */
export class NotEncodable extends Error {
  override readonly name = 'NotEncodable';
}

/** Turns terms into ASTs of one session. */
export interface Encoder {
  encode(term: Term): Z3_ast;
  sort(sort: Sort): Z3_sort;
  declaration(name: string, domain: readonly Sort[], range: Sort): Z3_func_decl;
  constant(value: boolean | Num | string, sort: Sort): Z3_ast;
}

/** An encoder; with `atoms` strings are the integers that it gives them, without they are sequences. */
export function createEncoder(api: Api, keeper: Keeper, atoms: Atoms | null): Encoder {
  const { z3, context } = api;
  const known = new Map<Term, Z3_ast>();
  const sorts = new Map<Sort, Z3_sort>();
  const declarations = new Map<string, Z3_func_decl>();
  const sortOf = (sort: Sort): Z3_sort => {
    const before = sorts.get(sort);
    if (before) return before;
    const made = keeper.keep(makeSort(api, sort, atoms !== null));
    sorts.set(sort, made);
    return made;
  };
  const encoder: Encoder = {
    sort: sortOf,
    declaration: (name, domain, range) => {
      const key = JSON.stringify([name, domain, range]);
      const before = declarations.get(key);
      if (before) return before;
      const made = keeper.keep(z3.mk_func_decl(context, z3.mk_string_symbol(context, name), domain.map(sortOf), sortOf(range)));
      declarations.set(key, made);
      return made;
    },
    constant: (value, sort) => keeper.keep(makeConstant(api, sortOf(sort), value, atoms)),
    encode: (term) => {
      const stack: Term[] = [term];
      for (let top = stack.at(-1); top; top = stack.at(-1)) {
        const pending = known.has(top) ? [] : childrenOf(top).filter((child) => !known.has(child));
        if (pending.length > 0) stack.push(...pending);
        else {
          const node = top;
          if (!known.has(node)) known.set(node, keeper.keep(encodeNode(api, encoder, node, (t) => astOf(known, t, encoder))));
          stack.pop();
        }
      }
      return astOf(known, term, encoder);
    },
  };
  return encoder;
}

function astOf(known: ReadonlyMap<Term, Z3_ast>, term: Term, encoder: Encoder): Z3_ast {
  return known.get(term) ?? encoder.encode(term);
}

function makeSort({ z3, context }: Api, sort: Sort, areAtoms: boolean): Z3_sort {
  switch (sort) {
    case 'bool':
      return z3.mk_bool_sort(context);
    case 'int':
      return z3.mk_int_sort(context);
    case 'real':
      return z3.mk_real_sort(context);
    case 'string':
      return areAtoms ? z3.mk_int_sort(context) : z3.mk_string_sort(context);
  }
}

function makeConstant({ z3, context }: Api, sort: Z3_sort, value: boolean | Num | string, atoms: Atoms | null): Z3_ast {
  if (typeof value === 'boolean') return value ? z3.mk_true(context) : z3.mk_false(context);
  if (typeof value !== 'string') return z3.mk_numeral(context, numeral(value), sort);
  if (atoms) return z3.mk_numeral(context, String(atoms.numberOf(value)), sort);
  const characters = codePoints(value).map((c) => c.codePointAt(0) ?? 0);
  if (characters.some((c) => c > MAX_SMT_CHARACTER)) throw new NotEncodable('a string with a character above U+2FFFF');
  return z3.mk_u32string(context, characters);
}

function numeral(value: Num): string {
  return typeof value === 'number' ? (printNumber(value) ?? '0') : `${value.numerator}/${value.denominator}`;
}

function encodeNode(api: Api, encoder: Encoder, term: Term, ast: (term: Term) => Z3_ast): Z3_ast {
  const { z3, context } = api;
  switch (term.kind) {
    case 'constant':
      return encoder.constant(term.value, term.sort);
    case 'bound':
      return z3.mk_const(context, z3.mk_string_symbol(context, `bound ${term.name}`), encoder.sort(term.sort));
    case 'apply': {
      const declaration = encoder.declaration(
        term.name,
        term.args.map((arg) => arg.sort),
        term.sort,
      );
      return z3.mk_app(context, declaration, term.args.map(ast));
    }
    case 'inRegex':
      return z3.mk_seq_in_re(context, ast(term.text), encodeRegex(api, encoder, term.regex));
    case 'quantifier': {
      // A constant is an application, which is what Z3 wants to bind.
      const bound = term.variables.map((variable) => ast(variable) as unknown as Z3_app);
      return z3.mk_quantifier_const(context, term.quantifier === 'forall', 0, bound, [], ast(term.body));
    }
    case 'operation':
      return encodeOperation(api, term.operator, term.args.map(ast));
  }
}

function encodeOperation(api: Api, operator: TermOperator, args: readonly Z3_ast[]): Z3_ast {
  const { z3, context: c } = api;
  const [a, b = a, d = b] = args;
  if (a === undefined || b === undefined || d === undefined) throw new NotEncodable(`'${operator}' without arguments`);
  switch (operator) {
    case 'not':
      return z3.mk_not(c, a);
    case 'and':
      return z3.mk_and(c, [...args]);
    case 'or':
      return z3.mk_or(c, [...args]);
    case 'ite':
      return z3.mk_ite(c, a, b, d);
    case 'equal':
      return z3.mk_eq(c, a, b);
    case 'less':
      return z3.mk_lt(c, a, b);
    case 'lessOrEqual':
      return z3.mk_le(c, a, b);
    case 'add':
      return z3.mk_add(c, [...args]);
    case 'multiply':
      return z3.mk_mul(c, [...args]);
    case 'negate':
      return z3.mk_unary_minus(c, a);
    case 'divide':
      return z3.mk_div(c, a, b);
    case 'quotient':
    case 'remainder':
      return encodeTruncating(api, operator, a, b);
    case 'toReal':
      return z3.mk_int2real(c, a);
    case 'floor':
      return z3.mk_real2int(c, a);
    default:
      return encodeText(api, operator, args, a, b, d);
  }
}

// SMT-LIB's div rounds so that the remainder is not negative: for a negative dividend, divide its opposite and turn the sign.
function encodeTruncating(api: Api, operator: 'quotient' | 'remainder', a: Z3_ast, b: Z3_ast): Z3_ast {
  const { z3, context: c } = api;
  const zero = z3.mk_numeral(c, '0', z3.mk_int_sort(c));
  const isNegative = z3.mk_lt(c, a, zero);
  const size = z3.mk_ite(c, isNegative, z3.mk_unary_minus(c, a), a);
  const part = operator === 'quotient' ? z3.mk_div(c, size, b) : z3.mk_mod(c, size, b);
  return z3.mk_ite(c, isNegative, z3.mk_unary_minus(c, part), part);
}

function encodeText({ z3, context: c }: Api, operator: TermOperator, args: readonly Z3_ast[], a: Z3_ast, b: Z3_ast, d: Z3_ast): Z3_ast {
  switch (operator) {
    case 'concat':
      return z3.mk_seq_concat(c, [...args]);
    case 'length':
      return z3.mk_seq_length(c, a);
    case 'contains':
      return z3.mk_seq_contains(c, a, b);
    case 'prefixOf':
      return z3.mk_seq_prefix(c, a, b);
    case 'suffixOf':
      return z3.mk_seq_suffix(c, a, b);
    case 'at':
      return z3.mk_seq_at(c, a, b);
    case 'substring':
      return z3.mk_seq_extract(c, a, b, d);
    case 'indexOf':
      return z3.mk_seq_index(c, a, b, d);
    case 'replaceFirst':
      return z3.mk_seq_replace(c, a, b, d);
    case 'replaceAll':
      return z3.mk_seq_replace_all(c, a, b, d);
    case 'textLess':
      return z3.mk_str_lt(c, a, b);
    case 'textLessOrEqual':
      return z3.mk_str_le(c, a, b);
    default:
      throw new NotEncodable(`the operator '${operator}'`);
  }
}
