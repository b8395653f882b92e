// Decides what an operation answers: the record that it is about, as far as the answer is one, the records that it lists, and its status.

import { child } from '../../spec/tree/node.ts';
import { answerOf, type OneAnswer } from '../view/answer.ts';
import type { Shape, Shapes } from '../view/shape.ts';
import { namedInBody } from './client-key.ts';
import { fits, keyText, literal, type Placed, picked } from './expressions.ts';
import { listText } from './listing.ts';
import type { ResponseText, TemplateInput } from './operation-text.ts';

/** What `x-response` says; nothing where it is so by default, or nothing is known. */
export function answerText(input: TemplateInput, writes: boolean): ResponseText {
  const body = bodyText(input, writes);
  const status = statusText(input);
  return status === null ? body : [['status', status], ...body];
}

function bodyText(input: TemplateInput, writes: boolean): ResponseText {
  const { operation, fact, own, along, shapes } = input;
  const placed = own ?? (['action', 'membership'].includes(fact.kind) ? (along.at(-1) ?? null) : null);
  if (operation.answer === null || placed === null) return [];
  const answer = answerOf(shapes, operation.answer, placed.plan.collection.main.name);
  if (answer.kind === 'list' && fact.kind === 'list') return listText(input, placed, answer);
  if (answer.kind !== 'one') return [];
  const record = recordText(input, placed, writes);
  if (record === null) return [];
  return placed.plan.form === 'record' ? ofRecord(input, placed, record, answer) : ofKeys(input, placed, record, answer);
}

/** The record that the answer is about, as an expression. */
function recordText(input: TemplateInput, placed: Placed, writes: boolean): string | null {
  const { operation, fact, names } = input;
  switch (fact.kind) {
    case 'create':
      return writes ? 'response.record' : null;
    case 'upsert':
    case 'update':
    case 'replace':
    case 'action':
    case 'membership':
    case 'read': {
      if (fact.kind !== 'read' && !writes) return null;
      const named = namedInBody(input, placed);
      const key = keyText(operation, placed, names) ?? (named?.guard === null ? named.text : null);
      return key === null ? null : `${placed.plan.collection.name}[${key}]`;
    }
    default:
      return null;
  }
}

function ofRecord(input: TemplateInput, placed: Placed, record: string, { wrapper, record: answered }: OneAnswer): ResponseText {
  const { collection } = placed.plan;
  if (collection.record === null) return [];
  const isSame = answered.at.node === collection.record.at.node;
  if (wrapper !== null) return isSame ? [['body', literal([[wrapper, record]])], OPEN] : [];
  if (isSame) return isDefault(input, placed) ? [] : [['body', record]];
  const { names } = input.settableOf(collection);
  const known = commonIn(input.shapes, collection.record, answered);
  const told = [...placed.plan.keys.map(({ property }) => property), ...names].filter(
    (name, i, all) => known.has(name) && all.indexOf(name) === i,
  );
  return told.length === 0 ? [['open', 'true']] : [['body', picked(record, told)], OPEN];
}

const OPEN = ['open', 'true'] as const;

/** Of a record that the state keeps by its keys, the answer to its creation bears the key that it was given. */
function ofKeys(input: TemplateInput, { plan }: Placed, record: string, { wrapper, record: answered }: OneAnswer): ResponseText {
  const property = plan.collection.key.at(-1)?.match?.property;
  const last = plan.keys.at(-1);
  if (record !== 'response.record' || wrapper !== null || property === undefined || last === undefined) return [];
  const own = answered.properties.get(property);
  const isOne = plan.collection.record !== null && looksAlike(plan.collection.record, answered);
  return own === undefined || !isOne || input.shapes.of(own.at).kind !== (last.kind ?? 'text')
    ? []
    : [['body', literal([[property, `${record}.${last.property}`]])], OPEN];
}

/** Share of the properties of a record that an answer has, if it is one in another view. */
const ALIKE = 0.7;

function looksAlike(record: Shape, answered: Shape): boolean {
  if (record.at.node === answered.at.node) return true;
  const common = [...answered.properties.keys()].filter((name) => record.properties.has(name)).length;
  return common >= ALIKE * Math.min(record.properties.size, answered.properties.size);
}

/** Whether the loader takes the answer for the record by itself: both refer to one schema, and no other collection does. */
function isDefault({ operation, isShared }: TemplateInput, { plan }: Placed): boolean {
  return operation.answer !== null && child(operation.answer.node, '$ref') !== null && !isShared(plan.collection);
}

/** Properties that two schemas of records have in common, as far as every value that one has the other may have. */
function commonIn(shapes: Shapes, from: Shape, to: Shape): ReadonlySet<string> {
  const names = [...from.properties].flatMap(([name, property]) => {
    const target = to.properties.get(name);
    return target !== undefined && fits(shapes, property, target) ? [name] : [];
  });
  return new Set(names);
}

/** The status, where it is not the lowest of the declared successes. */
function statusText({ operation, fact, own, names }: TemplateInput): string | null {
  const declared = operation.statuses.filter((status) => /^[23]\d\d$/.test(status)).map(Number);
  const successes = declared.filter((status) => status < 300);
  const [first, ...others] = successes.toSorted((a, b) => a - b);
  if (first === undefined) {
    const [redirect, second] = declared;
    return redirect !== undefined && second === undefined && !operation.statuses.some((status) => /^(2XX|default)$/i.test(status))
      ? String(redirect)
      : null;
  }
  // What is accepted may be done later; where the document also says how it ends, that is what is meant.
  if (first === ACCEPTED && others[0] !== undefined) return String(others[0]);
  const replaced = successes.find((status) => status === 200 || status === 204);
  const key = own === null ? null : keyText(operation, own, names);
  if (fact.kind !== 'upsert' || own === null || key === null || replaced === undefined || !successes.includes(CREATED)) return null;
  return `${key} in old.${own.plan.collection.name} ? ${replaced} : ${CREATED}`;
}

const CREATED = 201;
const ACCEPTED = 202;
