// Decides which rules are worth guessing: simple ones that hold in every state that was visited. Nothing is claimed of other states.

import { isNumber, isObject, type Value } from '../../base/value.ts';
import type { Collection, Contract } from '../../contract/contract.ts';
import { entriesOf } from '../../simulate/records.ts';
import type { State } from '../../simulate/state.ts';

/** States that are looked at, nearest first. */
const MOST_STATES = 500;
/** Rules that are guessed, simplest first. */
const MOST_CANDIDATES = 40;
/** Values that are listed in a rule. */
const MOST_LISTED = 6;

/** Something that a rule can look at, and what it was where it was seen: one value for each occasion. */
interface Column {
  readonly text: string;
  readonly values: readonly Value[];
}

/** What belongs together: the variables of a state, or a record with the variables beside it. `of` makes a rule of a rule about one. */
interface Table {
  readonly columns: readonly Column[];
  readonly of: (rule: string) => string;
  /** Columns of which rules alone are already made elsewhere. */
  readonly beside: ReadonlySet<string>;
}

/** Texts of rules, simplest first. */
export function guesses(contract: Contract, visited: readonly State[]): readonly string[] {
  const states = visited.slice(0, MOST_STATES);
  const variables = variableColumns(contract, states);
  const alone: Table = { columns: variables, of: (rule) => rule, beside: new Set() };
  const collections = [...contract.collections.values()];
  const tables = [alone, ...collections.map((collection) => recordTable(collection, [...contract.variables.keys()], states))];
  const simple = tables.flatMap(({ columns, of, beside }) =>
    columns
      .filter(({ text }) => !beside.has(text))
      .flatMap(aboutOne)
      .map(of),
  );
  const unique = collections.flatMap((collection) => atMostOne(collection, states));
  const implied = tables.flatMap(({ columns, of }) => implications(columns).map(of));
  return [...new Set([...simple, ...unique, ...implied])].slice(0, MOST_CANDIDATES);
}

function variableColumns(contract: Contract, states: readonly State[]): readonly Column[] {
  return [...contract.variables.keys()].flatMap((name) =>
    column(
      name,
      states.map(({ variables }) => variables.get(name)),
    ),
  );
}

function recordTable(collection: Collection, variables: readonly string[], states: readonly State[]): Table {
  const { name } = collection;
  const rows = states.flatMap((state) => recordsIn(state, name).map(({ key, record }) => ({ key, record, state })));
  const fields = [...new Set(rows.flatMap(({ record }) => [...record.keys()]))].map(String);
  const columns = fields
    .filter((field) => WORD.test(field))
    .flatMap((field) =>
      column(
        `${name}[k].${field}`,
        rows.map(({ record }) => record.get(field)),
      ),
    );
  const beside = variables.flatMap((variable) =>
    column(
      variable,
      rows.map(({ state }) => state.variables.get(variable)),
    ),
  );
  const keys = new Set([...variables, ...collection.key.map((property) => `${name}[k].${property}`)]);
  return { columns: [...columns, ...beside], of: (rule) => `${name}.all(k, ${rule})`, beside: keys };
}

const WORD = /^[A-Za-z_]\w*$/u;

function recordsIn(state: State, name: string): readonly { readonly key: Value; readonly record: ReadonlyMap<Value, Value> }[] {
  const records = state.collections.get(name);
  const found = records === undefined ? [] : entriesOf(records);
  return found.flatMap(({ key, record }) => (record !== null && isObject(record) ? [{ key, record }] : []));
}

/** Nothing where it was not always there, or is not always something that can be written down. */
function column(text: string, values: readonly (Value | undefined)[]): readonly Column[] {
  const told = values.flatMap((value) => (value !== undefined && written(value) !== null ? [value] : []));
  return told.length > 0 && told.length === values.length ? [{ text, values: told }] : [];
}

/** The value as CEL; null for what is not a plain one. */
function written(value: Value): string | null {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return typeof value === 'string' && /^[\w .:-]*$/u.test(value) ? `'${value}'` : null;
}

function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

function aboutOne({ text, values }: Column): readonly string[] {
  const different = distinct(values);
  if (different.every((value) => typeof value === 'number')) {
    const numbers = different.filter((value) => isNumber(value) && typeof value === 'number').map(Number);
    return [`${text} >= ${numbers.reduce((a, b) => Math.min(a, b))}`, `${text} <= ${numbers.reduce((a, b) => Math.max(a, b))}`];
  }
  return among(text, different);
}

/** That something is one of few values. */
function among(text: string, values: readonly Value[]): readonly string[] {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return [`${text} == ${written(only)}`];
  // That a truth value is one of two says nothing.
  return values.length <= MOST_LISTED && typeof only !== 'boolean' ? [`${text} in [${values.map(written).join(', ')}]`] : [];
}

/** What follows from one thing having some value: that another has one of fewer than it otherwise has, or is the same as a third. */
function implications(columns: readonly Column[]): readonly string[] {
  return columns.flatMap((from) => {
    const cases = distinct(from.values);
    if (cases.length < 2 || cases.length > MOST_LISTED) return [];
    return cases.flatMap((value) => {
      const rows = from.values.flatMap((other, row) => (other === value ? [row] : []));
      const then = columns.filter((to) => to !== from).flatMap((to) => consequence(to, columns, rows, from));
      return then.map((rule) => `${from.text} != ${written(value)} || ${rule}`);
    });
  });
}

function consequence(to: Column, columns: readonly Column[], rows: readonly number[], from: Column): readonly string[] {
  const found = distinct(rows.map((row) => to.values[row] ?? null));
  const all = distinct(to.values);
  const equal = columns.filter(
    (other) => other.text < to.text && other !== from && found.length > 1 && rows.every((row) => other.values[row] === to.values[row]),
  );
  const same = equal.map((other) => `${to.text} == ${other.text}`);
  return found.length < all.length && all.length <= MOST_LISTED ? [...among(to.text, found), ...same] : same;
}

/** That at most one record has some value. */
function atMostOne({ name, key }: Collection, states: readonly State[]): readonly string[] {
  const counts = new Map<string, { readonly field: string; readonly value: Value; most: number }>();
  for (const state of states) {
    const here = new Map<string, number>();
    for (const { record } of recordsIn(state, name)) {
      for (const [field, value] of record) {
        if (typeof field !== 'string' || !WORD.test(field) || key.includes(field) || written(value) === null) continue;
        const id = `${field} ${written(value)}`;
        here.set(id, (here.get(id) ?? 0) + 1);
        const count = counts.get(id) ?? { field, value, most: 0 };
        counts.set(id, { ...count, most: Math.max(count.most, here.get(id) ?? 0) });
      }
    }
  }
  const isSmall = (field: string): boolean => [...counts.values()].filter((one) => one.field === field).length <= MOST_LISTED;
  const single = [...counts.values()].filter(({ field, most }) => most === 1 && isSmall(field));
  return single.map(({ field, value }) => {
    const has = (k: string): string => `${name}[${k}].${field} != ${written(value)}`;
    return `${name}.all(a, ${name}.all(b, a == b || ${has('a')} || ${has('b')}))`;
  });
}
