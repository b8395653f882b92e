// Decides what an operation of a kind needs: the records that its path names, and for a new record that its key is free.

import { singularName } from '../view/words.ts';
import { clientKey, namedInBody } from './client-key.ts';
import { bodyText, keyText, member, type Placed, parameterText, present } from './expressions.ts';
import type { Precondition, TemplateInput } from './operation-text.ts';
import { keyParameter, parameterAt } from './state-plan.ts';

export function preconditionsOf(input: TemplateInput): readonly Precondition[] {
  const { fact, own } = input;
  const makes = fact.kind === 'create' || fact.kind === 'upsert';
  const there = input.along.filter((placed) => !(placed.own && makes)).flatMap((placed) => exists(input, placed));
  if (own === null || input.existenceOnly || !SENDS.has(fact.kind)) return there;
  return [...there, ...inBody(input, own), ...foreign(input, own), ...(fact.kind === 'create' ? free(input, own) : [])];
}

const SENDS: ReadonlySet<string> = new Set(['create', 'update', 'replace', 'upsert']);

/** What is sent refers to records that are there. */
function foreign(input: TemplateInput, { plan }: Placed): readonly Precondition[] {
  const { operation, shapes, policy } = input;
  const body = bodyText(shapes, operation, plan.collection.main.name);
  if (body === null) return [];
  return input.foreignOf(plan.collection).flatMap(({ property, target }) => {
    const sent = body.shape.properties.get(property);
    const key = target.collection.record?.properties.get(target.keys[0]?.property ?? '');
    const kind = target.keys[0]?.kind ?? (key === undefined ? null : shapes.of(key.at).kind);
    if (sent === undefined || sent.readOnly || shapes.of(sent.at).kind !== kind || shapes.of(sent.at).nullable) return [];
    const text = member(body.text, property);
    const guards = [...(body.certain ? [] : [body.guard]), ...(sent.required ? [] : [present(body.text, property)])];
    const there = `${text} in ${target.collection.name}`;
    const rule = guards.length === 0 ? there : `${guards.map(negated).join(' || ')} || ${there}`;
    const noun = singularName(target.collection.main.name) || target.collection.name;
    return [{ rule, status: policy.refusalOf(operation, 'dangling').status, message: `no ${noun} with this ${property}` }];
  });
}

/** The record is there, and is its owner's. */
function exists({ operation, names, policy }: TemplateInput, placed: Placed): readonly Precondition[] {
  const { plan, site } = placed;
  const { name } = plan.collection;
  const key = keyText(operation, placed, names);
  if (key === null) return [];
  const { status } = policy.refusalOf(operation, 'missing');
  const called = plan.keys.flatMap((part) => keyParameter(operation, placed, part)?.name ?? []);
  const message = `no ${nounOf(placed)} with this ${spoken(called)}`;
  const found: Precondition[] = [{ rule: `${key} in ${name}`, status, message }];
  const owner = plan.owner === null ? null : parameterAt(operation, site, plan.owner.position);
  if (plan.owner !== null && owner !== null) {
    found.push({
      rule: `${member(`${name}[${key}]`, plan.owner.property)} == ${parameterText(operation, owner, names)}`,
      status,
      message: `no ${nounOf(placed)} of this ${owner.name} with this ${spoken(called)}`,
    });
  }
  return found;
}

/** The record that the body names is there. */
function inBody(input: TemplateInput, placed: Placed): readonly Precondition[] {
  const named = namedInBody(input, placed);
  if (named === null) return [];
  const there = `${named.text} in ${placed.plan.collection.name}`;
  const { status } = input.policy.refusalOf(input.operation, 'missing');
  const rule = named.guard === null ? there : `${negated(named.guard)} || ${there}`;
  return [{ rule, status, message: `no ${nounOf(placed)} with this ${named.name}` }];
}

/** The key that the client gives is not taken. */
function free(input: TemplateInput, placed: Placed): readonly Precondition[] {
  const { plan } = placed;
  const given = clientKey(input, placed);
  if (given === null || plan.collection.keyOrigin !== 'client') return [];
  const parts = plan.keys.map((part, i) => {
    if (i === plan.keys.length - 1) return given.text;
    const parameter = keyParameter(input.operation, placed, part);
    return parameter === null ? null : parameterText(input.operation, parameter, input.names);
  });
  const texts = parts.filter((text) => text !== null);
  if (texts.length !== parts.length) return [];
  const key = texts.length === 1 ? (texts[0] ?? '') : `key(${texts.join(', ')})`;
  const taken = `!(${key} in ${plan.collection.name})`;
  const { status } = input.policy.refusalOf(input.operation, 'duplicate');
  return [
    {
      rule: given.guard === null ? taken : `${negated(given.guard)} || ${taken}`,
      status,
      message: `there is a ${nounOf(placed)} with this ${given.name} already`,
    },
  ];
}

function nounOf({ plan }: Placed): string {
  return singularName(plan.collection.main.name) || plan.collection.name;
}

function spoken(names: readonly string[]): string {
  const last = names.at(-1) ?? 'key';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function negated(rule: string): string {
  return /^has\([^()]*\)$/.test(rule) ? `!${rule}` : `!(${rule})`;
}
