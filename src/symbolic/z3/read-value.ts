// Decides which value one of Z3's constants is.

import { type Z3_ast, Z3_ast_kind, type Z3_context } from 'z3-solver';
import { ratio } from '../../base/number.ts';
import type { ModelValue } from '../model.ts';
import type { Z3Api } from './engine.ts';

/** Thrown for a value of a model that is none of ours, such as an irrational number; caught where the model is read. The message names it. */
export class UnreadableValue extends Error {
  override readonly name = 'UnreadableValue';
}

/** The value: truth value, number or text (an atom is a number here); null for a term that is no constant. */
export function readConstant(api: Z3Api, context: Z3_context, ast: Z3_ast): ModelValue | null {
  const truth = api.get_bool_value(context, ast);
  if (truth !== 0) return truth === 1;
  if (api.is_string(context, ast)) return readText(api, context, ast);
  if (api.is_algebraic_number(context, ast)) throw new UnreadableValue('an irrational number');
  if (api.get_ast_kind(context, ast) !== Z3_ast_kind.Z3_NUMERAL_AST) return null;
  const [numerator = '0', denominator = '1'] = api.get_numeral_string(context, ast).split('/');
  return ratio(BigInt(numerator), BigInt(denominator));
}

function readText(api: Z3Api, context: Z3_context, ast: Z3_ast): string {
  const length = api.get_string_length(context, ast);
  const codes = length === 0 ? [] : api.get_string_contents(context, ast, length);
  const text = codes.map((code) => String.fromCodePoint(code)).join('');
  // Two surrogates side by side are one character to us and two to Z3.
  if (Array.from(text).length !== length) throw new UnreadableValue('a string that is no Unicode text');
  return text;
}
