// Decides how a model of Z3 is read: the value of an application at constants, asked when it is needed.

import type { Z3_ast, Z3_model } from 'z3-solver';
import { parseNumber, ratio } from '../../base/number.ts';
import type { Num } from '../../base/value.ts';
import { argumentsKey, type Model, type ModelValue } from '../model.ts';
import type { Sort } from '../term.ts';
import type { Api } from './api.ts';
import type { Atoms } from './atoms.ts';
import type { Encoder } from './encode.ts';

/** A view of the model; usable until the session that it came from is disposed of. */
export function createModelView(api: Api, encoder: Encoder, atoms: Atoms | null, model: Z3_model): Model {
  const known = new Map<string, ModelValue | null>();
  return {
    valueOf: (name, args, sort) => {
      const key = `${sort} ${name} ${argumentsKey(args)}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const value = evaluate(api, encoder, atoms, model, name, args, sort);
      known.set(key, value);
      return value;
    },
  };
}

function evaluate(
  api: Api,
  encoder: Encoder,
  atoms: Atoms | null,
  model: Z3_model,
  name: string,
  args: readonly ModelValue[],
  sort: Sort,
): ModelValue | null {
  const { z3, context } = api;
  for (const domain of domainsOf(args)) {
    const declaration = encoder.declaration(name, domain, sort);
    const given = args.map((arg, i) => encoder.constant(arg, domain[i] ?? 'int'));
    const value = z3.model_eval(context, model, z3.mk_app(context, declaration, given), true);
    const read = value === null ? null : readValue(api, atoms, value, sort);
    if (read !== null) return read;
  }
  return null;
}

// A number may be an int or a real argument; a declared function has one signature, and the other reads as open.
function domainsOf(args: readonly ModelValue[]): readonly (readonly Sort[])[] {
  const sorts = args.map((arg): Sort => (typeof arg === 'boolean' ? 'bool' : typeof arg === 'string' ? 'string' : 'int'));
  return [sorts];
}

function readValue({ z3, context }: Api, atoms: Atoms | null, ast: Z3_ast, sort: Sort): ModelValue | null {
  if (sort === 'bool') {
    const value = Number(z3.get_bool_value(context, ast));
    return value === 0 ? null : value > 0;
  }
  if (sort === 'string' && !atoms) return z3.is_string(context, ast) ? unescape(z3.get_string(context, ast)) : null;
  if (!z3.is_numeral_ast(context, ast)) return null;
  const text = z3.get_numeral_string(context, ast);
  return sort === 'string' && atoms ? atoms.textOf(text) : parseRatio(text);
}

function parseRatio(text: string): Num | null {
  const [numerator = '', denominator] = text.split('/');
  return denominator === undefined ? parseNumber(numerator) : ratio(BigInt(numerator), BigInt(denominator));
}

/** Z3 prints characters outside printable ASCII as `\u{hex}`. */
function unescape(text: string): string {
  return text.replace(/\\u\{([0-9a-fA-F]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
