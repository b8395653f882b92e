// Decides what an operation of a kind does to the state, as effects of the contract language. What a request does not say is left to the server.

import { renamingProperty } from '../resources/rename.ts';
import { clientKey, namedInBody } from './client-key.ts';
import { bodyText, fitting, keyText, literal, member, type Placed, parameterText, picked, present, withSet } from './expressions.ts';
import type { EffectText, TemplateInput } from './operation-text.ts';
import { keyParameter, parameterAt } from './state-plan.ts';
import { isStatus, transitionOf } from './transitions.ts';

type Entries = readonly (readonly [string, string])[];

export function effectsOf(input: TemplateInput): readonly EffectText[] {
  const { own, fact } = input;
  if (fact.kind === 'action' || fact.kind === 'membership') return act(input);
  if (own === null) return [];
  switch (fact.kind) {
    case 'create':
      return create(input, own);
    case 'upsert':
      return upsert(input, own);
    case 'update':
    case 'replace':
      return update(input, own);
    case 'delete':
      return remove(input, own);
    default:
      return [];
  }
}

/** Properties of a new record that its path decides. */
function givenByPath({ operation, names }: TemplateInput, placed: Placed): Entries {
  const { plan, site } = placed;
  const owner = plan.owner === null ? null : parameterAt(operation, site, plan.owner.position);
  const owned: Entries =
    plan.owner === null || owner === null ? [] : [[plan.owner.property, parameterText(operation, owner, names)] as const];
  const keys = plan.keys.flatMap((part) => {
    const parameter = keyParameter(operation, placed, part);
    return parameter === null ? [] : [[part.property, parameterText(operation, parameter, names)] as const];
  });
  return [...owned, ...keys];
}

const OPEN = ['open', 'true'] as const;
const UPSERT = ['upsert', 'true'] as const;

function create(input: TemplateInput, placed: Placed): readonly EffectText[] {
  const { plan } = placed;
  const given = givenByPath(input, placed);
  const made = ['create', plan.collection.name] as const;
  if (plan.form === 'record') return [[made, ['value', recordValue(input, placed, given)], OPEN]];
  const own = clientKey(input, placed);
  if (own === null) return [[made, ['value', literal(given)]]];
  const named: EffectText = [made, ['value', literal([...given, [own.property, own.text]])]];
  if (own.guard === null) return [named];
  return [
    [...named, ['when', own.guard]],
    [made, ['value', literal(given)], ['when', `!(${own.guard})`]],
  ];
}

/** What the request says of a record, as far as it fits, with what the path says. */
function recordValue(input: TemplateInput, { plan }: Placed, given: Entries): string {
  const { operation, shapes } = input;
  const { record, main } = plan.collection;
  const body = bodyText(shapes, operation, main.name);
  if (body === null || record === null) return literal(given);
  const fixed = new Set(given.map(([name]) => name));
  const names = fitting(shapes, body.shape, record).filter((name) => !fixed.has(name));
  const sent = picked(body.text, names);
  return withSet(body.certain || names.length === 0 ? sent : `(${body.guard} ? ${sent} : {})`, given);
}

function upsert(input: TemplateInput, placed: Placed): readonly EffectText[] {
  const { plan } = placed;
  if (keyText(input.operation, placed, input.names) === null) return [];
  const given = givenByPath(input, placed);
  const made = ['create', plan.collection.name] as const;
  if (plan.form === 'keys') return [[made, ['value', literal(given)], UPSERT]];
  return [[made, ['value', recordValue(input, placed, given)], UPSERT, OPEN]];
}

/** Properties that stay whatever is done to a record: its key and whose it is. */
function fixedIn({ plan }: Placed): readonly string[] {
  return [...plan.keys.map(({ property }) => property), ...(plan.owner === null ? [] : [plan.owner.property])];
}

/**
 * Fields that the request has replace those of the record. Of the others stay, of an update, those that clients set; what the server manages may
 * change with it, and of a replacement all.
 */
function update(input: TemplateInput, placed: Placed): readonly EffectText[] {
  const { operation, shapes, names } = input;
  const { plan } = placed;
  const { record, main, name } = plan.collection;
  const named = namedInBody(input, placed);
  const key = keyText(operation, placed, names) ?? named?.text ?? null;
  const body = bodyText(shapes, operation, main.name);
  const renamed = rename(input, placed);
  if (renamed !== null && plan.form === 'keys') return renamed;
  if (plan.form === 'keys' || key === null || body === null || record === null) return [];
  const fixed = fixedIn(placed);
  const changed = fitting(shapes, body.shape, record).filter((property) => !fixed.includes(property));
  const settable = input.settableOf(plan.collection);
  const isPartial =
    input.fact.kind === 'update' || [...settable.always].some((property) => body.shape.properties.get(property)?.required === false);
  const sent = new Set(changed.filter((property) => body.certain && body.shape.properties.get(property)?.required === true));
  const kept = isPartial ? [...settable.names].filter((property) => !sent.has(property) && !fixed.includes(property)) : [];
  const value = withPicked(picked(`${name}[${key}]`, [...fixed, ...kept]), picked(body.text, changed));
  const effect: EffectText = [['create', name], ['value', value], UPSERT, OPEN];
  const guard = named === null ? (body.certain ? null : body.guard) : named.guard;
  return [guard === null ? effect : [...effect, ['when', guard]]];
}

/** A record that is kept by its key moves where the request gives it another one. Null where it gives none. */
function rename(input: TemplateInput, placed: Placed): readonly EffectText[] | null {
  const { operation, shapes, names } = input;
  const { plan } = placed;
  const own = plan.collection.key.at(-1)?.match?.property;
  const body = bodyText(shapes, operation, plan.collection.main.name);
  const key = keyText(operation, placed, names);
  const to = body === null || own === undefined ? null : renamingProperty(body.shape, own);
  const last = plan.keys.at(-1);
  if (body === null || to === null || key === null || last === undefined) return null;
  const given = givenByPath(input, placed);
  const before = given.find(([property]) => property === last.property)?.[1];
  const text = member(body.text, to);
  const sent = body.shape.properties.get(to);
  if (before === undefined || sent === undefined || shapes.of(sent.at).kind !== (last.kind ?? 'text') || shapes.of(sent.at).nullable)
    return null;
  const guards = [...(body.certain ? [] : [body.guard]), ...(sent.required ? [] : [present(body.text, to)]), `${text} != ${before}`];
  const when = ['when', guards.join(' && ')] as const;
  const moved = given.map(([property, value]) => [property, property === last.property ? text : value] as const);
  return [
    [['delete', `${plan.collection.name}[${key}]`], when],
    [['create', plan.collection.name], ['value', literal(moved)], when],
  ];
}

function withPicked(kept: string, sent: string): string {
  return sent === '{}' ? kept : `assign(${kept}, ${sent})`;
}

/**
 * The last record on the path gets the status that the action's verb is for; where it is answered, the server may have changed what it manages,
 * and its status.
 */
function act(input: TemplateInput): readonly EffectText[] {
  const { operation, along, shapes, names, fact } = input;
  const placed = along.at(-1);
  const record = placed?.plan.form === 'record' ? placed.plan.collection.record : null;
  const key = placed === undefined ? null : keyText(operation, placed, names);
  if (placed === undefined || record === null || key === null || operation.method === 'get') return [];
  const last = operation.parsed.segments.at(-1);
  const command = operation.parsed.command ?? (last?.kind === 'static' ? last.text : null);
  const transition = command === null || fact.kind !== 'action' ? null : transitionOf(shapes, record, command);
  const isAnswered = operation.answer !== null && answersRecord(input, placed);
  if (transition === null && !isAnswered) return [];
  const fixed = fixedIn(placed);
  const set = [...input.settableOf(placed.plan.collection).names].filter((name) => !fixed.includes(name) && !isStatus(name));
  const kept = picked(`${placed.plan.collection.name}[${key}]`, [...fixed, ...set]);
  const value = transition === null ? kept : withSet(kept, [[transition.property, `'${transition.value.replaceAll("'", "\\'")}'`]]);
  return [[['create', placed.plan.collection.name], ['value', value], UPSERT, OPEN]];
}

/** Whether the answer is a record of the collection, bare or alone in a wrapper. */
function answersRecord({ operation, shapes }: TemplateInput, { plan }: Placed): boolean {
  const { record } = plan.collection;
  if (operation.answer === null || record === null) return false;
  const shape = shapes.of(operation.answer);
  if (shape.at.node === record.at.node) return true;
  return [...shape.properties.values()].some(({ at }) => shapes.of(at).at.node === record.at.node);
}

function remove({ operation, names }: TemplateInput, placed: Placed): readonly EffectText[] {
  const key = keyText(operation, placed, names);
  return key === null ? [] : [[['delete', `${placed.plan.collection.name}[${key}]`]]];
}
