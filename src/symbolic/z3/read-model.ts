// Decides what a model of Z3 says about our functions, as data that outlives Z3's.

import type { Z3_context, Z3_func_decl, Z3_func_interp, Z3_model } from 'z3-solver';
import { numeratorOf, ofBigInt } from '../../base/number.ts';
import { isNumber } from '../../base/value.ts';
import { argumentsKey, type Model, type ModelValue } from '../model.ts';
import type { Sort } from '../term.ts';
import type { ModelAtoms } from './atoms.ts';
import type { Encoder } from './encode.ts';
import type { Z3Api } from './engine.ts';
import { type Body, type CallFunction, readBody } from './read-body.ts';
import { readConstant, UnreadableValue } from './read-value.ts';

/** A function of the model, on Z3's values (atoms are numbers). */
interface Graph {
  readonly points: ReadonlyMap<string, ModelValue>;
  readonly otherwise: Body;
}

/** Throws `UnreadableValue` if the model has a value that is none of ours. */
export function readModel(api: Z3Api, context: Z3_context, model: Z3_model, encoder: Encoder): Model {
  const byName = new Map<string, Graph>();
  const byDeclaration = new Map<number, Graph>();
  const call: CallFunction = (declaration, args) => {
    const graph = byDeclaration.get(Number(declaration));
    return graph === undefined ? null : valueAt(graph, args);
  };
  const note = (declaration: Z3_func_decl, graph: Graph): void => {
    byDeclaration.set(Number(declaration), graph);
    const known = encoder.functions.get(api.get_symbol_string(context, api.get_decl_name(context, declaration)));
    if (known !== undefined) byName.set(known.name, graph);
  };
  for (let i = 0; i < api.model_get_num_consts(context, model); i += 1) {
    const declaration = api.model_get_const_decl(context, model, i);
    note(declaration, readUnknown(api, context, model, declaration));
  }
  for (let i = 0; i < api.model_get_num_funcs(context, model); i += 1) {
    const declaration = api.model_get_func_decl(context, model, i);
    note(declaration, readFunction(api, context, api.model_get_func_interp(context, model, declaration), call));
  }
  const domains = new Map([...encoder.functions.values()].map(({ name, domain }) => [name, domain]));
  const atoms = encoder.sequences ? null : encoder.atoms.forModel();
  return {
    valueOf: (name, args, sort) => {
      const graph = byName.get(name);
      const domain = domains.get(name) ?? [];
      const value =
        graph === undefined
          ? null
          : valueAt(
              graph,
              args.map((arg, i) => toZ3(atoms, arg, domain[i] ?? 'bool')),
            );
      return value === null ? null : fromZ3(atoms, value, sort);
    },
  };
}

function valueAt(graph: Graph, args: readonly ModelValue[]): ModelValue | null {
  return graph.points.get(argumentsKey(args)) ?? graph.otherwise(args);
}

function readUnknown(api: Z3Api, context: Z3_context, model: Z3_model, declaration: Z3_func_decl): Graph {
  const interpretation = api.model_get_const_interp(context, model, declaration);
  const value = interpretation === null ? null : readConstant(api, context, interpretation);
  return { points: new Map(), otherwise: () => value };
}

function readFunction(api: Z3Api, context: Z3_context, interpretation: Z3_func_interp | null, call: CallFunction): Graph {
  if (interpretation === null) return { points: new Map(), otherwise: () => null };
  api.func_interp_inc_ref(context, interpretation);
  try {
    const otherwise = api.func_interp_get_else(context, interpretation);
    return {
      points: readPoints(api, context, interpretation),
      otherwise: otherwise === null ? () => null : readBody(api, context, otherwise, call),
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

function toZ3(atoms: ModelAtoms | null, value: ModelValue, sort: Sort): ModelValue {
  return atoms !== null && sort === 'string' && typeof value === 'string' ? ofBigInt(atoms.numberOf(value)) : value;
}

function fromZ3(atoms: ModelAtoms | null, value: ModelValue, sort: Sort): ModelValue {
  return atoms !== null && sort === 'string' && isNumber(value) ? atoms.textOf(numeratorOf(value)) : value;
}
