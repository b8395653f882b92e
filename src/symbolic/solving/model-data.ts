// Decides what is kept of a model of Z3: plain data, which can be sent to another thread, and the functions it stands for.

import { numeratorOf, ofBigInt } from '../../base/number.ts';
import { isNumber } from '../../base/value.ts';
import { interpretOperator } from '../interpret-operator.ts';
import { argumentsKey, type Model, type ModelValue } from '../model.ts';
import type { Sort, TermOperator } from '../term.ts';
import { type ModelAtoms, modelAtoms } from './atoms.ts';

/** What a function is at arguments that are none of its points; the functions it calls are numbers of declarations. */
export type Body =
  | { readonly kind: 'constant'; readonly value: ModelValue }
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'operator'; readonly operator: TermOperator; readonly parts: readonly Body[] }
  | { readonly kind: 'call'; readonly declaration: number; readonly parts: readonly Body[] }
  /** Nothing that is understood: the value is left open. */
  | { readonly kind: 'open' };

/** A function of the model, on Z3's values (atoms are numbers): values at points, by `argumentsKey`, and a body for all others. */
export interface Graph {
  readonly points: ReadonlyMap<string, ModelValue>;
  readonly otherwise: Body;
}

export interface ModelData {
  /** The functions that have a name of ours, and the sorts of their arguments. */
  readonly named: ReadonlyMap<string, { readonly declaration: number; readonly domain: readonly Sort[] }>;
  /** All functions of the model, by number of declaration. */
  readonly graphs: ReadonlyMap<number, Graph>;
  /** The numbers of strings where strings were atoms; null where they were sequences. */
  readonly atoms: ReadonlyMap<string, number> | null;
}

const origins = new WeakMap<Model, ModelData>();

/** The model that the data stands for. */
export function modelOfData(data: ModelData): Model {
  const atoms = data.atoms === null ? null : modelAtoms(data.atoms);
  const model: Model = {
    valueOf: (name, args, sort) => {
      const known = data.named.get(name);
      if (known === undefined) return null;
      const given = args.map((arg, i) => toZ3(atoms, arg, known.domain[i] ?? 'bool'));
      const value = call(data, known.declaration, given);
      return value === null ? null : fromZ3(atoms, value, sort);
    },
  };
  origins.set(model, data);
  return model;
}

/** The data that a model was made of. */
export function dataOfModel(model: Model): ModelData {
  const data = origins.get(model);
  if (data === undefined) throw new Error('a model that was not made of data');
  return data;
}

function call(data: ModelData, declaration: number, args: readonly ModelValue[]): ModelValue | null {
  const graph = data.graphs.get(declaration);
  return graph === undefined ? null : (graph.points.get(argumentsKey(args)) ?? valueOf(data, graph.otherwise, args));
}

function valueOf(data: ModelData, body: Body, args: readonly ModelValue[]): ModelValue | null {
  switch (body.kind) {
    case 'constant':
      return body.value;
    case 'argument':
      return args[body.index] ?? null;
    case 'open':
      return null;
    case 'operator':
      return interpretOperator(
        body.operator,
        body.parts.map((part) => valueOf(data, part, args)),
      );
    case 'call': {
      const values = body.parts.map((part) => valueOf(data, part, args)).filter((value) => value !== null);
      return values.length === body.parts.length ? call(data, body.declaration, values) : null;
    }
  }
}

function toZ3(atoms: ModelAtoms | null, value: ModelValue, sort: Sort): ModelValue {
  return atoms !== null && sort === 'string' && typeof value === 'string' ? ofBigInt(atoms.numberOf(value)) : value;
}

function fromZ3(atoms: ModelAtoms | null, value: ModelValue, sort: Sort): ModelValue {
  return atoms !== null && sort === 'string' && isNumber(value) ? atoms.textOf(numeratorOf(value)) : value;
}
