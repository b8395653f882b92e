// Decides how one term becomes Z3's, its parts being encoded already.

import type { Z3_ast, Z3_func_decl } from 'z3-solver';
import { functionSymbol, variableSymbol } from '../smtlib-names.ts';
import type { Atoms } from '../solving/atoms.ts';
import type { Sort, Term } from '../term.ts';
import { childrenOf } from '../terms/children.ts';
import { characters } from './characters.ts';
import { encodeOperation } from './encode-operation.ts';
import { encodeRegex } from './encode-regex.ts';
import { SolverFault } from './fault.ts';
import type { Scribe } from './scribe.ts';

/** A function and the sorts that it has for us. */
export interface EncodedFunction {
  readonly name: string;
  readonly domain: readonly Sort[];
  readonly range: Sort;
}

/** What was encoded so far. */
export interface Memory {
  readonly atoms: Atoms;
  readonly functions: Map<string, EncodedFunction>;
  readonly declarations: Map<string, Z3_func_decl>;
  readonly encoded: Map<Term, Z3_ast>;
}

/** Throws `NotEncodable` for what Z3 cannot express. */
export function encodeNode(scribe: Scribe, memory: Memory, term: Term): Z3_ast {
  const { api, context, keep } = scribe;
  const args = childrenOf(term).map((child) => encodedPart(memory, child));
  switch (term.kind) {
    case 'constant':
      return keep(encodeConstant(scribe, memory.atoms, term));
    case 'bound':
      return keep(api.mk_const(context, api.mk_string_symbol(context, variableSymbol(term.name)), scribe.sort(term.sort)));
    case 'apply':
      return keep(api.mk_app(context, declare(scribe, memory, term), args));
    case 'operation':
      return encodeOperation(scribe, term, args);
    case 'inRegex':
      return keep(api.mk_seq_in_re(context, encodedPart(memory, term.text), encodeRegex(scribe, term.regex)));
    case 'quantifier': {
      const variables = term.variables.map((variable) => api.to_app(context, encodedPart(memory, variable)));
      return keep(api.mk_quantifier_const(context, term.quantifier === 'forall', 0, variables, [], encodedPart(memory, term.body)));
    }
  }
}

function encodedPart(memory: Memory, term: Term): Z3_ast {
  const found = memory.encoded.get(term);
  if (found === undefined) throw new SolverFault('a term was encoded before its parts');
  return found;
}

function encodeConstant({ api, context, sequences, sort }: Scribe, atoms: Atoms, term: Term & { kind: 'constant' }): Z3_ast {
  switch (term.sort) {
    case 'bool':
      return term.value ? api.mk_true(context) : api.mk_false(context);
    case 'int':
    case 'real': {
      const { value } = term;
      const text = typeof value === 'number' ? String(value) : `${value.numerator}/${value.denominator}`;
      return api.mk_numeral(context, text, sort(term.sort));
    }
    case 'string':
      return sequences
        ? api.mk_u32string(context, [...characters(term.value)])
        : api.mk_numeral(context, String(atoms.numberOf(term.value)), sort('string'));
  }
}

function declare({ api, context, keep, sort }: Scribe, memory: Memory, term: Term & { kind: 'apply' }): Z3_func_decl {
  const symbol = functionSymbol(term.name);
  const known = memory.declarations.get(symbol);
  if (known !== undefined) return known;
  const domain = term.args.map((arg) => arg.sort);
  const declaration = keep(api.mk_func_decl(context, api.mk_string_symbol(context, symbol), domain.map(sort), sort(term.sort)));
  memory.declarations.set(symbol, declaration);
  memory.functions.set(symbol, { name: term.name, domain, range: term.sort });
  return declaration;
}
