// Decides what a solver's model says about our functions.

import { argumentsKey, type ModelValue } from '../model.ts';
import type { WrittenFunction } from '../smtlib-writer.ts';
import type { Body, Graph, ModelData } from '../solving/model-data.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import type { Sort } from '../term.ts';
import { type Declarations, type Names, readBody } from './read-body.ts';
import { readConstant } from './read-constant.ts';
import { itemsOf, nameOf, type Sexp } from './sexp.ts';

/** `(define-fun name ((x Sort) …) Sort body)`, read so far. */
interface Definition {
  readonly symbol: string;
  readonly parameters: readonly string[];
  readonly body: Sexp;
}

/** What the model is needed for: the functions by symbol, and the numbers of strings where these are atoms (null where they are not). */
export interface ModelContext {
  readonly functions: ReadonlyMap<string, WrittenFunction>;
  readonly atoms: ReadonlyMap<string, number> | null;
}

/** Throws `UnreadableValue` if the model has a value that is none of ours. */
export function readModel(definitions: readonly Sexp[], { functions, atoms }: ModelContext): ModelData {
  const read = definitions.map(readDefinition);
  const declarations: Declarations = new Map(read.map(({ symbol }, number) => [symbol, number]));
  const graphs = new Map<number, Graph>();
  const named = new Map<string, { readonly declaration: number; readonly domain: readonly Sort[] }>();
  read.forEach((definition, number) => {
    const known = functions.get(definition.symbol);
    const graph = readGraph(definition, declarations);
    if (known !== undefined) {
      checkSort(graph, known.range === 'string' && atoms !== null ? 'int' : known.range);
      named.set(known.name, { declaration: number, domain: known.domain });
    }
    graphs.set(number, graph);
  });
  return { named, graphs, atoms: atoms === null ? null : new Map(atoms) };
}

function readDefinition(sexp: Sexp): Definition {
  const [head, symbol, parameters, range, body] = itemsOf(sexp) ?? [];
  const name = nameOf(symbol);
  const list = itemsOf(parameters);
  if (nameOf(head) !== 'define-fun' || name === null || list === null || range === undefined || body === undefined)
    throw new UnreadableValue('a part that defines no function');
  return { symbol: name, parameters: list.map((parameter) => nameOf(itemsOf(parameter)?.[0]) ?? ''), body };
}

/** Points are taken off a chain of choices, however long it is, as long as each says all arguments. */
function readGraph({ parameters, body }: Definition, declarations: Declarations): Graph {
  const points = new Map<string, ModelValue>();
  const names: Names = new Map(parameters.map((name, index): readonly [string, Body] => [name, { kind: 'argument', index }]));
  let rest = body;
  for (;;) {
    const [head, condition, value, otherwise] = itemsOf(rest) ?? [];
    if (nameOf(head) !== 'ite' || condition === undefined || value === undefined || otherwise === undefined) break;
    const args = pointOf(condition, parameters);
    const result = args === null ? null : constantOf(value);
    if (args === null || result === null) break;
    const key = argumentsKey(args);
    if (!points.has(key)) points.set(key, result);
    rest = otherwise;
  }
  return { points, otherwise: readBody(rest, names, declarations) };
}

/** The arguments for which a condition holds, if it fixes them all. */
function pointOf(condition: Sexp, parameters: readonly string[]): readonly ModelValue[] | null {
  const items = itemsOf(condition) ?? [];
  const parts = nameOf(items[0]) === 'and' ? items.slice(1) : [condition];
  const found = new Map<string, ModelValue>();
  for (const part of parts) {
    const [name, value] = equationOf(part, parameters) ?? [null, null];
    if (name === null || value === null || found.has(name)) return null;
    found.set(name, value);
  }
  const args = parameters.flatMap((name) => found.get(name) ?? []);
  return args.length === parameters.length && found.size === parameters.length ? args : null;
}

/** `(= x value)`, either way round; a parameter alone is true, its negation false. */
function equationOf(sexp: Sexp, parameters: readonly string[]): readonly [string, ModelValue] | null {
  const [head, left, right] = itemsOf(sexp) ?? [];
  const isParameter = (name: string | null): name is string => name !== null && parameters.includes(name);
  const alone = nameOf(sexp);
  if (isParameter(alone)) return [alone, true];
  const negated = nameOf(left);
  if (nameOf(head) === 'not' && isParameter(negated)) return [negated, false];
  if (nameOf(head) !== '=' || left === undefined || right === undefined) return null;
  const [name, other] = isParameter(nameOf(left)) ? [nameOf(left), right] : [nameOf(right), left];
  const value = isParameter(name) ? constantOf(other) : null;
  return name === null || value === null ? null : [name, value];
}

const NO_NAMES: Names = new Map();
const NO_DECLARATIONS: Declarations = new Map();

function constantOf(sexp: Sexp): ModelValue | null {
  const value = readConstant(sexp);
  if (value !== null || itemsOf(sexp) === null) return value;
  const body = readBody(sexp, NO_NAMES, NO_DECLARATIONS);
  return body.kind === 'constant' ? body.value : null;
}

/** Values of another sort than the function's would be mistaken for something later on. */
function checkSort({ points, otherwise }: Graph, range: Sort): void {
  const values = [...points.values(), ...(otherwise.kind === 'constant' ? [otherwise.value] : [])];
  const type = range === 'bool' ? 'boolean' : range === 'string' ? 'string' : 'number';
  if (values.some((value) => (typeof value === 'object' ? 'number' : typeof value) !== type))
    throw new UnreadableValue(`a value that is no ${type}`);
}
