// Decides how the body of a function in one of Z3's models is read: Z3 gives finitely many points and a term for all others.

import { type Z3_app, type Z3_ast, Z3_ast_kind, type Z3_context, Z3_decl_kind } from 'z3-solver';
import type { Body } from '../solving/model-data.ts';
import type { TermOperator } from '../term.ts';
import type { Z3Api } from './engine.ts';
import { readConstant } from './read-value.ts';

/** The operators that Z3 builds bodies from. */
const OPERATORS: ReadonlyMap<Z3_decl_kind, TermOperator> = new Map<Z3_decl_kind, TermOperator>([
  [Z3_decl_kind.Z3_OP_ITE, 'ite'],
  [Z3_decl_kind.Z3_OP_AND, 'and'],
  [Z3_decl_kind.Z3_OP_OR, 'or'],
  [Z3_decl_kind.Z3_OP_NOT, 'not'],
  [Z3_decl_kind.Z3_OP_EQ, 'equal'],
  [Z3_decl_kind.Z3_OP_LT, 'less'],
  [Z3_decl_kind.Z3_OP_LE, 'lessOrEqual'],
  [Z3_decl_kind.Z3_OP_ADD, 'add'],
  [Z3_decl_kind.Z3_OP_MUL, 'multiply'],
  [Z3_decl_kind.Z3_OP_UMINUS, 'negate'],
  [Z3_decl_kind.Z3_OP_TO_REAL, 'toReal'],
  [Z3_decl_kind.Z3_OP_TO_INT, 'floor'],
  [Z3_decl_kind.Z3_OP_SEQ_CONCAT, 'concat'],
  [Z3_decl_kind.Z3_OP_SEQ_LENGTH, 'length'],
]);

/** Comparisons the other way round. */
const MIRRORED: ReadonlyMap<Z3_decl_kind, TermOperator> = new Map<Z3_decl_kind, TermOperator>([
  [Z3_decl_kind.Z3_OP_GT, 'less'],
  [Z3_decl_kind.Z3_OP_GE, 'lessOrEqual'],
]);

/** Reads a term, to be evaluated when the model is gone. */
export function readBody(api: Z3Api, context: Z3_context, ast: Z3_ast): Body {
  const constant = readConstant(api, context, ast);
  if (constant !== null) return { kind: 'constant', value: constant };
  switch (api.get_ast_kind(context, ast)) {
    case Z3_ast_kind.Z3_VAR_AST:
      return { kind: 'argument', index: api.get_index_value(context, ast) };
    case Z3_ast_kind.Z3_APP_AST:
      return readApplication(api, context, api.to_app(context, ast));
    default:
      return { kind: 'open' };
  }
}

function readApplication(api: Z3Api, context: Z3_context, app: Z3_app): Body {
  const declaration = api.get_app_decl(context, app);
  const kind = api.get_decl_kind(context, declaration);
  const parts: Body[] = [];
  for (let i = 0; i < api.get_app_num_args(context, app); i += 1) parts.push(readBody(api, context, api.get_app_arg(context, app, i)));
  const operator = OPERATORS.get(kind);
  if (operator !== undefined) return { kind: 'operator', operator, parts };
  const mirrored = MIRRORED.get(kind);
  if (mirrored !== undefined) return { kind: 'operator', operator: mirrored, parts: parts.reverse() };
  return kind === Z3_decl_kind.Z3_OP_UNINTERPRETED ? { kind: 'call', declaration: Number(declaration), parts } : { kind: 'open' };
}
