// Decides what `x-effects` writes: a list of creations, updates, deletions, bulk changes and assignments, each compiled.

import { didYouMean } from '../../base/suggest.ts';
import type { Effect, ForEach, Place, Rule } from '../../contract/contract.ts';
import { expressionKey } from '../../contract/print.ts';
import { factsOf, joinFacts, narrow } from '../../contract/rules/facts.ts';
import type { Local, RuleScope } from '../../contract/rules/scope.ts';
import { BOOLEAN, DYN, INTEGER, STRING, type Type } from '../../contract/type.ts';
import { membersOf, showType } from '../../contract/types.ts';
import { child, type SpecMap, type SpecNode, sourceOf, textOf } from '../tree/node.ts';
import { readChange } from './changes.ts';
import { checkRecord } from './check-record.ts';
import { type Compiling, locatedValue, optionalRule, placeOf, valueRule } from './compiling.ts';
import { booleanField, fieldsOf, itemsOf, requiredField } from './fields.ts';

const FORMS = {
  create: ['create', 'value', 'key', 'upsert', 'open', 'when'],
  update: ['update', 'set', 'merge', 'replace', 'when'],
  delete: ['delete', 'when'],
  forEach: ['forEach', 'where', 'set', 'merge', 'replace', 'delete', 'when'],
  assign: ['assign', 'value', 'when'],
} as const;

type Form = keyof typeof FORMS;

interface Reading {
  readonly compiling: Compiling;
  readonly scope: RuleScope;
  readonly form: Form;
  readonly map: SpecMap;
  /** What the form's own key holds: a collection, a place or a variable. */
  readonly subject: SpecNode;
  readonly base: Pick<Effect, 'id' | 'when' | 'layer' | 'source' | 'text'>;
}

/** The effects of an operation. What is wrong is reported, and that effect left out. */
export function readEffects(compiling: Compiling, node: SpecNode | null, scope: RuleScope, operation: string): readonly Effect[] {
  return itemsOf(compiling.report, node, 'x-effects')
    .map((item, i) => readEffect(compiling, item, scope, `${operation}/effects/${i}`))
    .filter((effect) => effect !== null);
}

function readEffect(compiling: Compiling, node: SpecNode, scope: RuleScope, id: string): Effect | null {
  const form = formOf(compiling, node);
  const map = form === null ? null : fieldsOf(compiling.report, node, `the effect '${form}'`, FORMS[form]);
  const subject = form === null ? null : child(map, form);
  if (form === null || map === null || subject === null) return null;
  const when = optionalRule(compiling, child(map, 'when'), { ...scope, fresh: null }, "'when'", BOOLEAN);
  if (when === null && map.entries.has('when')) return null;
  const base = { id, when, layer: compiling.layerOf(node), source: sourceOf(subject), text: `${form}: ${textOf(subject) ?? '…'}` };
  const known = when === null ? scope.facts : joinFacts(scope.facts, factsOf(when.expression));
  return READERS[form]({ compiling, scope: { ...scope, facts: known }, form, map, subject, base });
}

/** The form is the one of `forEach` if it is there, since that may also have `delete`. */
function formOf(compiling: Compiling, node: SpecNode): Form | null {
  const given = (Object.keys(FORMS) as Form[]).filter((form) => child(node, form) !== null);
  const [only, second] = given.includes('forEach') ? given.filter((form) => form === 'forEach' || form !== 'delete') : given;
  if (only !== undefined && second === undefined) return only;
  const message = `an effect is one of ${Object.keys(FORMS).join(', ')}`;
  compiling.report.error('invalid-effect', node, only === undefined ? message : `${message}, and this is ${given.join(' and ')}`);
  return null;
}

const READERS: Readonly<Record<Form, (reading: Reading) => Effect | null>> = {
  create: readCreate,
  update: readUpdate,
  delete: readDelete,
  forEach: readForEach,
  assign: readAssign,
};

function readCreate({ compiling, scope, map, subject, base }: Reading): Effect | null {
  const collection = stateName(compiling, subject, scope.collections, 'collection');
  const given = requiredField(compiling.report, map, 'value', "the effect 'create'");
  if (collection === null || given === null) return null;
  const { keyType, recordType } = collection.of;
  const value = locatedValue(compiling, given, scope, recordType);
  const keyNode = child(map, 'key');
  const key = keyNode === null ? null : valueRule(compiling, keyNode, scope, keyType);
  if (value === null || (keyNode !== null && key === null)) return null;
  checkRecord(compiling.report, value, recordType, scope.types);
  const upsert = booleanField(compiling.report, map, 'upsert', "the effect 'create'", false);
  const open = booleanField(compiling.report, map, 'open', "the effect 'create'", false);
  const created = { kind: 'create', ...base, collection: collection.name, value: value.rule, key, upsert } as const;
  return open ? { ...created, open } : created;
}

function readUpdate({ compiling, scope, map, subject, base }: Reading): Effect | null {
  const found = placeOf(compiling, subject, scope, "'update'");
  if (found === null || isWhole(compiling, found.place, scope, subject)) return null;
  const change = readChange(compiling, map, found.type, scope, "the effect 'update'");
  return change === null ? null : { kind: 'update', ...base, place: found.place, change };
}

function readDelete({ compiling, scope, subject, base }: Reading): Effect | null {
  const found = placeOf(compiling, subject, scope, "'delete'");
  if (found === null || isWhole(compiling, found.place, scope, subject)) return null;
  if (found.place.steps.length > 0) return { kind: 'delete', ...base, place: found.place };
  compiling.report.error('not-a-place', subject, `the variable '${found.place.root}' cannot be deleted`, { hint: 'assign null to it' });
  return null;
}

/** A collection by itself is no place: what is written are its records. */
function isWhole(compiling: Compiling, place: Place, scope: RuleScope, subject: SpecNode): boolean {
  if (place.steps.length > 0 || !scope.collections.has(place.root)) return false;
  const hint = { hint: `write '${place.root}[key]', or use forEach for all records` };
  compiling.report.error('not-a-place', subject, `'${place.root}' is a collection, not a record`, hint);
  return true;
}

function readForEach({ compiling, scope, map, subject, base }: Reading): Effect | null {
  const found = placeOf(compiling, subject, scope, "'forEach'");
  const element = found === null ? null : elementOf(compiling, found.type, scope, subject);
  if (found === null || element === null) return null;
  const key: Local = { name: 'key', type: element.key, slot: 0 };
  const record: Local = { name: 'record', type: element.record, slot: 1 };
  // One `fresh` would give all elements the same key.
  const inner = { ...scope, locals: [...scope.locals, key, record], fresh: null };
  const where = optionalRule(compiling, child(map, 'where'), inner, "'where'", BOOLEAN);
  if (where === null && map.entries.has('where')) return null;
  const facts = where === null ? inner.facts : joinFacts(inner.facts, factsOf(where.expression));
  // What `where` says of the record, `set` may rely on.
  const known = facts.get(expressionKey({ kind: 'local', ...record, offset: 0 }));
  const change = bulkChange(compiling, map, narrow(scope.types, element.record, known), { ...inner, facts });
  if (change === undefined) return null;
  const bulk: ForEach = { kind: 'forEach', place: found.place, key: key.slot, record: record.slot, where, change };
  return { ...base, ...bulk };
}

/** Undefined after an error was reported; null for `delete: true`. */
function bulkChange(compiling: Compiling, map: SpecMap, type: Type, scope: RuleScope): ForEach['change'] | undefined {
  const what = "the effect 'forEach'";
  if (!booleanField(compiling.report, map, 'delete', what, false)) return readChange(compiling, map, type, scope, what) ?? undefined;
  const other = ['set', 'merge', 'replace'].find((name) => map.entries.has(name));
  if (other === undefined) return null;
  compiling.report.error('invalid-effect', map, `${what} either deletes or has '${other}'`);
  return undefined;
}

interface Element {
  readonly key: Type;
  readonly record: Type;
}

function elementOf(compiling: Compiling, type: Type, scope: RuleScope, subject: SpecNode): Element | null {
  const [only, second] = membersOf(scope.types, type).filter((member) => member.kind !== 'null');
  if (only?.kind === 'collection' && second === undefined) return { key: only.key, record: only.record };
  if (only?.kind === 'map' && second === undefined) return { key: STRING, record: only.value };
  if (only?.kind === 'list' && second === undefined) return { key: INTEGER, record: only.element };
  if (only === undefined || only.kind === 'dyn' || second !== undefined) return { key: DYN, record: DYN };
  compiling.report.error('not-iterable', subject, `forEach needs a collection, a map or a list, and this is ${showType(type)}`);
  return null;
}

function readAssign({ compiling, scope, map, subject, base }: Reading): Effect | null {
  const variable = stateName(compiling, subject, scope.variables, 'variable');
  const given = requiredField(compiling.report, map, 'value', "the effect 'assign'");
  if (variable === null || given === null) return null;
  const value: Rule | null = valueRule(compiling, given, scope, variable.of.type);
  return value === null ? null : { kind: 'assign', ...base, variable: variable.name, value };
}

/** A collection or variable by name, also written `state.NAME`. */
function stateName<T>(
  compiling: Compiling,
  node: SpecNode,
  known: ReadonlyMap<string, T>,
  what: string,
): { readonly name: string; readonly of: T } | null {
  const name = textOf(node)?.replace(/^state\./, '') ?? '';
  const of = known.get(name);
  if (of !== undefined) return { name, of };
  compiling.report.error(`unknown-${what}`, node, `there is no ${what} '${name}'`, didYouMean(name, known.keys()));
  return null;
}
