// Decides which value one of Z3's constants is.

import { type Z3_app, type Z3_ast, Z3_ast_kind, type Z3_context, Z3_decl_kind } from 'z3-solver';
import { ratio } from '../../base/number.ts';
import type { ModelValue } from '../model.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import type { Z3Api } from './engine.ts';

/** The value: truth value, number or text (an atom is a number here); null for a term that is no constant. */
export function readConstant(api: Z3Api, context: Z3_context, ast: Z3_ast): ModelValue | null {
  const truth = api.get_bool_value(context, ast);
  if (truth !== 0) return truth === 1;
  if (api.is_string(context, ast)) return textOf(codesOfString(api, context, ast));
  if (api.is_algebraic_number(context, ast)) throw new UnreadableValue('an irrational number');
  if (api.get_ast_kind(context, ast) === Z3_ast_kind.Z3_APP_AST) {
    const codes = codesOf(api, context, ast);
    return codes === null ? null : textOf(codes);
  }
  if (api.get_ast_kind(context, ast) !== Z3_ast_kind.Z3_NUMERAL_AST) return null;
  const [numerator = '0', denominator = '1'] = api.get_numeral_string(context, ast).split('/');
  return ratio(BigInt(numerator), BigInt(denominator));
}

/** The characters of a text that is written out as a constant or, as Z3 leaves some, as pieces joined together; null for any other term. */
function codesOf(api: Z3Api, context: Z3_context, ast: Z3_ast): readonly number[] | null {
  if (api.is_string(context, ast)) return codesOfString(api, context, ast);
  if (api.get_ast_kind(context, ast) !== Z3_ast_kind.Z3_APP_AST) return null;
  const app = api.to_app(context, ast);
  const declaration = api.get_app_decl(context, app);
  switch (api.get_decl_kind(context, declaration)) {
    case Z3_decl_kind.Z3_OP_CHAR_CONST:
      return [api.get_decl_int_parameter(context, declaration, 0)];
    case Z3_decl_kind.Z3_OP_SEQ_UNIT:
    case Z3_decl_kind.Z3_OP_SEQ_CONCAT:
      return codesOfParts(api, context, app);
    default:
      return null;
  }
}

function codesOfParts(api: Z3Api, context: Z3_context, app: Z3_app): readonly number[] | null {
  const codes: number[] = [];
  for (let i = 0; i < api.get_app_num_args(context, app); i += 1) {
    const part = codesOf(api, context, api.get_app_arg(context, app, i));
    if (part === null) return null;
    codes.push(...part);
  }
  return codes;
}

function codesOfString(api: Z3Api, context: Z3_context, ast: Z3_ast): readonly number[] {
  const length = api.get_string_length(context, ast);
  return length === 0 ? [] : api.get_string_contents(context, ast, length);
}

function textOf(codes: readonly number[]): string {
  const text = codes.map((code) => String.fromCodePoint(code)).join('');
  // Two surrogates side by side are one character to us and two to Z3.
  if (Array.from(text).length !== codes.length) throw new UnreadableValue('a string that is no Unicode text');
  return text;
}
