// Decides what an operation of a kind needs and does, as rules and effects of the contract language. What is not certain is left out.

import type { OperationFact } from '../inference.ts';
import type { OperationView } from '../view/api.ts';
import type { Shapes } from '../view/shape.ts';
import { bodyText, fitting, keyText, literal, member, type Placed, parameterText, picked, quoted, withSet } from './expressions.ts';
import { parameterAt } from './state-plan.ts';
import { transitionOf } from './transitions.ts';

export interface Precondition {
  readonly rule: string;
  readonly status: number;
}

/** An effect as its fields, in the order in which they are written. */
export type EffectText = readonly (readonly [string, string])[];

export interface OperationText {
  readonly preconditions: readonly Precondition[];
  readonly effects: readonly EffectText[];
  readonly response: readonly (readonly [string, string])[];
}

export interface TemplateInput {
  readonly operation: OperationView;
  readonly fact: OperationFact;
  /** The collections that the path goes through and that are state, outermost first; with whether the record must be there. */
  readonly along: readonly (Placed & { readonly own: boolean })[];
  readonly own: Placed | null;
  readonly shapes: Shapes;
  /** Names of collections, which parameters must not be mistaken for. */
  readonly names: ReadonlySet<string>;
  /** Whether effects are left out, since they turned out not to fit. */
  readonly existenceOnly: boolean;
}

const NOTHING: OperationText = { preconditions: [], effects: [], response: [] };

export function operationText(input: TemplateInput): OperationText {
  const { fact } = input;
  if (fact.kind === 'opaque' || fact.kind === 'watch' || fact.kind === 'session') return NOTHING;
  const makes = fact.kind === 'create' || fact.kind === 'upsert';
  const preconditions = input.along.filter(({ own }) => !(own && makes)).flatMap((placed) => exists(input, placed));
  const { own } = input;
  if (input.existenceOnly) return { ...NOTHING, preconditions };
  if (fact.kind === 'action') return { ...NOTHING, preconditions, effects: act(input) };
  if (own === null) return { ...NOTHING, preconditions };
  return { preconditions, effects: effects(input, own), response: response(input, own) };
}

const MISSING = 404;

/** The record is there, and is its owner's. */
function exists({ operation, names }: TemplateInput, placed: Placed): readonly Precondition[] {
  const { plan, site } = placed;
  const { name } = plan.collection;
  const key = keyText(operation, placed, names);
  if (key === null) return [];
  const found: Precondition[] = [{ rule: `${key} in ${name}`, status: MISSING }];
  const owner = plan.owner === null ? null : parameterAt(operation, site, plan.owner.position);
  if (plan.owner !== null && owner !== null) {
    found.push({ rule: `${member(`${name}[${key}]`, plan.owner.property)} == ${parameterText(operation, owner, names)}`, status: MISSING });
  }
  return found;
}

function effects(input: TemplateInput, placed: Placed): readonly EffectText[] {
  switch (input.fact.kind) {
    case 'create':
      return create(input, placed);
    case 'upsert':
      return upsert(input, placed);
    case 'update':
    case 'replace':
      return update(input, placed);
    case 'delete':
      return remove(input, placed);
    default:
      return [];
  }
}

/** Properties of a new record that its path decides. */
function givenByPath({ operation, names }: TemplateInput, placed: Placed): readonly (readonly [string, string])[] {
  const { plan, site } = placed;
  const parts = plan.keys.map(({ property, position }) => ({ property, position }));
  const owner = plan.owner === null ? [] : [{ property: plan.owner.property, position: plan.owner.position }];
  return [...owner, ...parts].flatMap(({ property, position }) => {
    const parameter = parameterAt(operation, site, position);
    return parameter === null ? [] : [[property, parameterText(operation, parameter, names)] as const];
  });
}

function create(input: TemplateInput, placed: Placed): readonly EffectText[] {
  const { plan } = placed;
  const given = givenByPath(input, placed);
  const { name } = plan.collection;
  if (plan.form === 'record')
    return [
      [
        ['create', name],
        ['value', recordValue(input, placed, given)],
      ],
    ];
  const own = clientKey(input, placed);
  const value = literal;
  if (own === null)
    return [
      [
        ['create', name],
        ['value', value(given)],
      ],
    ];
  const named: EffectText = [
    ['create', name],
    ['value', value([...given, [own.property, own.text]])],
  ];
  if (own.guard === null) return [named];
  return [
    [...named, ['when', own.guard]],
    [
      ['create', name],
      ['value', value(given)],
      ['when', `!(${own.guard})`],
    ],
  ];
}

interface ClientKey {
  readonly property: string;
  readonly text: string;
  /** Whether the request has it, where it need not. */
  readonly guard: string | null;
}

/** Where in the body the client names the new record, if the state keeps it by keys alone. */
function clientKey({ operation, shapes }: TemplateInput, { plan, site }: Placed): ClientKey | null {
  const last = plan.keys.at(-1);
  const path = plan.collection.key.at(-1)?.match?.property.split('.') ?? [];
  const body = bodyText(shapes, operation, plan.collection.main.name);
  if (last === undefined || path.length === 0 || body === null || parameterAt(operation, site, last.position) !== null) return null;
  const guards: string[] = body.certain ? [] : [body.guard];
  let text = body.text;
  let { shape } = body;
  for (const name of path) {
    const property = shape.properties.get(name);
    if (property === undefined || property.readOnly || !/^[A-Za-z_]\w*$/.test(name)) return null;
    text = member(text, name);
    if (!property.required || property.at === undefined) guards.push(`has(${text})`);
    shape = shapes.of(property.at);
  }
  if ((shape.kind !== 'text' && shape.kind !== 'number') || shape.nullable) return null;
  return { property: last.property, text, guard: guards.length === 0 ? null : guards.join(' && ') };
}

/** What the request says of a record, as far as it fits, with what the path says. */
function recordValue(input: TemplateInput, { plan }: Placed, given: readonly (readonly [string, string])[]): string {
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
  const key = keyText(input.operation, placed, input.names);
  if (key === null) return [];
  const given = givenByPath(input, placed);
  const value = plan.form === 'record' ? recordValue(input, placed, given) : literal(given);
  return [
    [
      ['create', plan.collection.name],
      ['value', value],
      ['upsert', 'true'],
    ],
  ];
}

/** Fields that the request has replace those of the record; the key and the owner stay. */
function update(input: TemplateInput, placed: Placed): readonly EffectText[] {
  const { operation, shapes, names } = input;
  const { plan } = placed;
  const { record, main, name } = plan.collection;
  const key = keyText(operation, placed, names);
  const body = bodyText(shapes, operation, main.name);
  if (plan.form === 'keys' || key === null || body === null || record === null) return [];
  const fixed = new Set([...plan.keys.map(({ property }) => property), ...(plan.owner === null ? [] : [plan.owner.property])]);
  const changed = fitting(shapes, body.shape, record).filter((property) => !fixed.has(property));
  if (changed.length === 0) return [];
  const place = `${name}[${key}]`;
  const effect: EffectText = [
    ['update', place],
    ['replace', `assign(${place}, ${picked(body.text, changed)})`],
  ];
  return [body.certain ? effect : [...effect, ['when', body.guard]]];
}

/** The last record on the path gets the status that the action's verb is for. */
function act({ operation, along, shapes, names }: TemplateInput): readonly EffectText[] {
  const placed = along.at(-1);
  const record = placed?.plan.form === 'record' ? placed.plan.collection.record : null;
  const last = operation.parsed.segments.at(-1);
  const command = operation.parsed.command ?? (last?.kind === 'static' ? last.text : null);
  const key = placed === undefined ? null : keyText(operation, placed, names);
  const transition = record === null || command === null ? null : transitionOf(shapes, record, command);
  if (placed === undefined || key === null || transition === null) return [];
  const name = /^[A-Za-z_]\w*$/.test(transition.property) ? transition.property : quoted(transition.property);
  const set = `{${name}: "${quoted(transition.value)}"}`;
  return [
    [
      ['update', `${placed.plan.collection.name}[${key}]`],
      ['set', set],
    ],
  ];
}

function remove({ operation, names }: TemplateInput, placed: Placed): readonly EffectText[] {
  const key = keyText(operation, placed, names);
  return key === null ? [] : [[['delete', `${placed.plan.collection.name}[${key}]`]]];
}

/** A record alone in a wrapper is the answer; a bare one is by default. */
function response(_input: TemplateInput, _placed: Placed): OperationText['response'] {
  return [];
}
