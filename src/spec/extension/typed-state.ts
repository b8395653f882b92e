// Decides the types of the state's keys and records, and that keys, references and initial records fit their schemas' properties.

import { showNumber } from '../../base/number.ts';
import { didYouMean } from '../../base/suggest.ts';
import { isNumber, isObject, kindOf, type Value, type ValueKind } from '../../base/value.ts';
import type { Collection, Variable } from '../../contract/contract.ts';
import type { Type, TypeScope } from '../../contract/type.ts';
import type { Report } from '../report.ts';
import { child, isMap, type SpecNode, type SpecScalar, sourceOf } from '../tree/node.ts';
import { valueOf } from '../tree/value.ts';
import { isKeyType, propertiesOf, propertyType } from './properties.ts';
import type { CollectionDraft, InitialRecord, StateDraft, VariableDraft } from './state.ts';

export interface TypedState {
  readonly collections: ReadonlyMap<string, Collection>;
  readonly variables: ReadonlyMap<string, Variable>;
}

export function typeState(draft: StateDraft, types: TypeScope, report: Report): TypedState {
  const collections = Array.from(draft.collections.values(), (collection) => typeCollection(collection, types, report));
  const variables = Array.from(draft.variables.values(), (variable) => typeVariable(variable, types));
  return { collections: new Map(collections.map((c) => [c.name, c])), variables: new Map(variables.map((v) => [v.name, v])) };
}

function typeVariable(variable: VariableDraft, types: TypeScope): Variable {
  return { ...variable, type: types.typeOf(variable.schema) };
}

function typeCollection(draft: CollectionDraft, types: TypeScope, report: Report): Collection {
  const recordType = types.typeOf(draft.schema);
  const parts = draft.keyNodes.map((node) => keyPart(node, draft, recordType, types, report));
  for (const node of draft.referenceKeys) checkProperty(node, recordType, draft, types, report);
  if (draft.parentNodes !== null) checkProperty(draft.parentNodes.property, recordType, draft, types, report);
  const [single] = parts;
  const keyType: Type = parts.length === 1 && single !== undefined ? single : { kind: 'tuple', items: parts };
  checkInitial(draft, report);
  const { keyNodes: _keys, parentNodes: _parent, referenceKeys: _references, initial, ...rest } = draft;
  return { ...rest, keyType, recordType, initial: initial.map(({ record }) => valueOf(record)) };
}

function keyPart(node: SpecScalar, draft: CollectionDraft, recordType: Type, types: TypeScope, report: Report): Type {
  const type = checkProperty(node, recordType, draft, types, report);
  if (type === null) return { kind: 'dyn' };
  if (!isKeyType(types, type)) {
    report.error('invalid-key', node, `'${String(node.value)}' cannot be a key: a key is a string, a number or a boolean`);
  }
  return type;
}

function checkProperty(node: SpecScalar, recordType: Type, draft: CollectionDraft, types: TypeScope, report: Report): Type | null {
  const name = String(node.value);
  const type = propertyType(types, recordType, name);
  if (type !== null) return type;
  const hint = didYouMean(name, propertiesOf(types, recordType));
  report.error('unknown-property', node, `the schema of '${draft.name}' has no property '${name}'`, hint);
  return null;
}

const KEY_KINDS: ReadonlySet<ValueKind> = new Set(['string', 'number', 'boolean']);

/** Records need their key properties, and different ones. Whether they fit the schema is judged when the state is made. */
function checkInitial(draft: CollectionDraft, report: Report): void {
  const seen = new Set<string>();
  for (const initial of draft.initial) {
    const key = initialKey(draft, initial, report);
    if (key === null) continue;
    const text = JSON.stringify(key.map((part) => (isNumber(part) ? { number: showNumber(part) } : part)));
    if (seen.has(text)) report.error('duplicate-record', initial.record, `'${draft.name}' has two initial records with this key`);
    seen.add(text);
  }
}

function initialKey(draft: CollectionDraft, { record, key }: InitialRecord, report: Report): readonly Value[] | null {
  if (!isMap(record)) {
    report.error('wrong-kind', record, `a record of '${draft.name}' must be a mapping`);
    return null;
  }
  const parts = draft.key.map((name) => keyValue(record, name, draft, report));
  if (!parts.every((part) => part !== null)) return null;
  const [single] = parts;
  if (
    key !== null &&
    (single === undefined || parts.length > 1 || (isNumber(single) ? showNumber(single) : String(single)) !== key.value)
  ) {
    report.error('key-mismatch', key, `this key is not the record's '${draft.key.join("', '")}'`);
  }
  return parts;
}

function keyValue(record: SpecNode, name: string, draft: CollectionDraft, report: Report): Value {
  const node = child(record, name);
  const value = node === null ? null : valueOf(node);
  if (value !== null && !isObject(value) && KEY_KINDS.has(kindOf(value))) return value;
  report.error('missing-key', node ?? sourceOf(record), `a record of '${draft.name}' needs '${name}', a string, a number or a boolean`);
  return null;
}
