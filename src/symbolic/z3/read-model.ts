// Decides what a model of Z3 says about our functions, as data that outlives Z3's.

import type { Z3_context, Z3_func_decl, Z3_func_interp, Z3_model } from 'z3-solver';
import { argumentsKey, type ModelValue } from '../model.ts';
import type { Graph, ModelData } from '../solving/model-data.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import type { Encoder } from './encode.ts';
import type { EncodedFunction } from './encode-node.ts';
import type { Z3Api } from './engine.ts';
import { readBody } from './read-body.ts';
import { readConstant } from './read-value.ts';

/** Throws `UnreadableValue` if the model has a value that is none of ours. */
export function readModel(api: Z3Api, context: Z3_context, model: Z3_model, encoder: Encoder): ModelData {
  const named = new Map<string, { readonly declaration: number; readonly domain: EncodedFunction['domain'] }>();
  const graphs = new Map<number, Graph>();
  const note = (declaration: Z3_func_decl, graph: Graph): void => {
    graphs.set(Number(declaration), graph);
    const known = encoder.functions.get(api.get_symbol_string(context, api.get_decl_name(context, declaration)));
    if (known !== undefined) named.set(known.name, { declaration: Number(declaration), domain: known.domain });
  };
  for (let i = 0; i < api.model_get_num_consts(context, model); i += 1) {
    const declaration = api.model_get_const_decl(context, model, i);
    note(declaration, readUnknown(api, context, model, declaration));
  }
  for (let i = 0; i < api.model_get_num_funcs(context, model); i += 1) {
    const declaration = api.model_get_func_decl(context, model, i);
    note(declaration, readFunction(api, context, api.model_get_func_interp(context, model, declaration)));
  }
  return { named, graphs, atoms: encoder.sequences ? null : new Map(encoder.atoms.numbers) };
}

function readUnknown(api: Z3Api, context: Z3_context, model: Z3_model, declaration: Z3_func_decl): Graph {
  const interpretation = api.model_get_const_interp(context, model, declaration);
  const value = interpretation === null ? null : readConstant(api, context, interpretation);
  return { points: new Map(), otherwise: value === null ? { kind: 'open' } : { kind: 'constant', value } };
}

function readFunction(api: Z3Api, context: Z3_context, interpretation: Z3_func_interp | null): Graph {
  if (interpretation === null) return { points: new Map(), otherwise: { kind: 'open' } };
  api.func_interp_inc_ref(context, interpretation);
  try {
    const otherwise = api.func_interp_get_else(context, interpretation);
    return {
      points: readPoints(api, context, interpretation),
      otherwise: otherwise === null ? { kind: 'open' } : readBody(api, context, otherwise),
    };
  } finally {
    api.func_interp_dec_ref(context, interpretation);
  }
}

function readPoints(api: Z3Api, context: Z3_context, interpretation: Z3_func_interp): ReadonlyMap<string, ModelValue> {
  const points = new Map<string, ModelValue>();
  for (let i = 0; i < api.func_interp_get_num_entries(context, interpretation); i += 1) {
    const entry = api.func_interp_get_entry(context, interpretation, i);
    api.func_entry_inc_ref(context, entry);
    const args: ModelValue[] = [];
    for (let j = 0; j < api.func_entry_get_num_args(context, entry); j += 1) {
      args.push(expectConstant(readConstant(api, context, api.func_entry_get_arg(context, entry, j))));
    }
    points.set(argumentsKey(args), expectConstant(readConstant(api, context, api.func_entry_get_value(context, entry))));
    api.func_entry_dec_ref(context, entry);
  }
  return points;
}

function expectConstant(value: ModelValue | null): ModelValue {
  if (value === null) throw new UnreadableValue('a point that is no constant');
  return value;
}
