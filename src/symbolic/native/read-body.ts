// Decides how the body of a function in a solver's model is read: a term over its arguments, of few operators.

import { interpretOperator } from '../interpret-operator.ts';
import type { ModelValue } from '../model.ts';
import type { Body } from '../solving/model-data.ts';
import { UnreadableValue } from '../solving/unreadable-value.ts';
import type { TermOperator } from '../term.ts';
import { readCharacter, readConstant } from './read-constant.ts';
import { itemsOf, nameOf, type Sexp } from './sexp.ts';

/** What the names in a body stand for: arguments and definitions. */
export type Names = ReadonlyMap<string, Body>;

/** The functions of a model that bodies may call, by symbol. */
export type Declarations = ReadonlyMap<string, number>;

/** Terms in one another; what is deeper is left open. */
const MAX_DEPTH = 500;

const OPEN: Body = { kind: 'open' };

const OPERATORS: ReadonlyMap<string, TermOperator> = new Map<string, TermOperator>([
  ['ite', 'ite'],
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
  ['=', 'equal'],
  ['<', 'less'],
  ['<=', 'lessOrEqual'],
  ['+', 'add'],
  ['*', 'multiply'],
  ['/', 'divide'],
  ['to_real', 'toReal'],
  ['to_int', 'floor'],
  ['str.++', 'concat'],
  ['str.len', 'length'],
]);

/** Comparisons the other way round. */
const MIRRORED: ReadonlyMap<string, TermOperator> = new Map<string, TermOperator>([
  ['>', 'less'],
  ['>=', 'lessOrEqual'],
]);

/** Operators that take two arguments here, and any number in SMT-LIB. */
const BINARY: ReadonlySet<TermOperator> = new Set<TermOperator>(['equal', 'less', 'lessOrEqual', 'divide']);

/** Values that are written as terms with a head of their own. */
const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['root-obj', 'an irrational number'],
  ['real_algebraic_number', 'an irrational number'],
]);

/** Reads a term, to be evaluated when the model is gone. Constant operations are computed. Throws `UnreadableValue`. */
export function readBody(sexp: Sexp, names: Names, declarations: Declarations, depth = 0): Body {
  if (depth > MAX_DEPTH) return OPEN;
  const items = itemsOf(sexp);
  if (items !== null) return readApplication(items, names, declarations, depth + 1);
  const value = readConstant(sexp);
  if (value !== null) return { kind: 'constant', value };
  const name = nameOf(sexp) ?? '';
  const declaration = declarations.get(name);
  return names.get(name) ?? (declaration === undefined ? OPEN : { kind: 'call', declaration, parts: [] });
}

function readApplication(items: readonly Sexp[], names: Names, declarations: Declarations, depth: number): Body {
  const [first, ...rest] = items;
  const head = nameOf(first) ?? '';
  const unreadable = UNREADABLE.get(head === '_' ? (nameOf(rest[0]) ?? '') : (nameOf(itemsOf(first)?.[1]) ?? head));
  if (unreadable !== undefined) throw new UnreadableValue(unreadable);
  if (head === 'let') return readLet(rest, names, declarations, depth);
  if (head === '_') return OPEN;
  if (head === 'seq.unit') {
    const value = readCharacter(itemsOf(rest[0]) ?? []);
    return value === null ? OPEN : { kind: 'constant', value };
  }
  const parts = rest.map((part) => readBody(part, names, declarations, depth));
  const declaration = declarations.get(head);
  if (declaration !== undefined) return { kind: 'call', declaration, parts };
  return readOperation(head, parts);
}

function readLet([bindings, body]: readonly Sexp[], names: Names, declarations: Declarations, depth: number): Body {
  const inner = new Map(names);
  for (const binding of itemsOf(bindings) ?? []) {
    const [name, value] = itemsOf(binding) ?? [];
    // Bindings of one `let` do not see each other.
    if (name && value) inner.set(nameOf(name) ?? '', readBody(value, names, declarations, depth));
  }
  return body === undefined ? OPEN : readBody(body, inner, declarations, depth);
}

function readOperation(head: string, parts: readonly Body[]): Body {
  const [first, second] = parts;
  if (first === undefined) return OPEN;
  if (head === '-') {
    if (second === undefined) return operation('negate', [first]);
    return operation('add', [first, ...parts.slice(1).map((part) => operation('negate', [part]))]);
  }
  if (head === '=>' && second !== undefined && parts.length === 2) return operation('or', [operation('not', [first]), second]);
  const mirrored = MIRRORED.get(head);
  const operator = mirrored ?? OPERATORS.get(head);
  if (operator === undefined || (BINARY.has(operator) && parts.length !== 2)) return OPEN;
  if (second === undefined && !UNARY.has(operator)) return first;
  return operation(operator, mirrored === undefined ? parts : [...parts].reverse());
}

const UNARY: ReadonlySet<TermOperator> = new Set<TermOperator>(['not', 'toReal', 'floor', 'length']);

function operation(operator: TermOperator, parts: readonly Body[]): Body {
  const values = parts.flatMap((part): readonly ModelValue[] => (part.kind === 'constant' ? [part.value] : []));
  const value = values.length === parts.length ? interpretOperator(operator, values) : null;
  return value === null ? { kind: 'operator', operator, parts } : { kind: 'constant', value };
}
