// Decides what an operation that lists answers: all records in question where nothing is about pages, else only what is likely.

import { child } from '../../spec/tree/node.ts';
import type { FilterFact, PagingFact } from '../inference.ts';
import type { ListAnswer } from '../view/answer.ts';
import type { ParameterView } from '../view/api.ts';
import { literal, member, type Placed, parameterText, picked, present, quoted } from './expressions.ts';
import type { ResponseText, TemplateInput } from './operation-text.ts';
import { partOf } from './same-record.ts';
import { parameterAt } from './state-plan.ts';

/** Filters of less confidence are only likely; of less than that, none. */
const SURE_FILTER = 0.8;
const LIKELY_FILTER = 0.6;

export function listText(input: TemplateInput, placed: Placed, answer: ListAnswer): ResponseText {
  const { fact, shapes, isShared } = input;
  const { plan, site } = placed;
  const { record } = plan.collection;
  if (plan.form !== 'record' || record === null || answer.element === null) return [];
  const owned = ownerRule(input, placed);
  const element = shapes.of(answer.element);
  const isSame = element.at.node === record.at.node;
  const part = isSame ? null : partOf(shapes, record, element);
  if (owned === undefined || (!isSame && part === null)) return isTop(input) && isSame ? [['open', 'true']] : [];
  const filters = fact.filters.filter(({ confidence }) => confidence >= LIKELY_FILTER);
  const rules = [...(owned === null ? [] : [owned]), ...filters.map((filter) => filterRule(input, placed, filter))];
  const records = listOf(plan.collection.name, rules, part);
  if (isSame && site.item !== null && isWhole(input)) {
    const isDefault = answer.wrapper === null && rules.length === 0 && isTop(input) && !isShared(plan.collection) && isReferred(answer);
    if (isDefault) return [];
    if (answer.wrapper === null) return [['body', records]];
    return answer.wrapper.includes('.')
      ? []
      : [
          ['body', literal([[answer.wrapper, records]])],
          ['open', 'true'],
        ];
  }
  return likelyText(input, answer, records);
}

/** Whether the answer is everything that fits the filters: nothing is about pages, and every parameter is understood. */
function isWhole({ operation, fact }: TemplateInput): boolean {
  const asked = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const understood = fact.filters.filter(({ confidence }) => confidence >= SURE_FILTER).map(({ parameter }) => parameter);
  return fact.paging === null && asked.every((name) => understood.includes(name));
}

function isTop({ operation }: TemplateInput): boolean {
  return operation.parameters.every((parameter) => parameter.in !== 'path');
}

function isReferred({ element }: ListAnswer): boolean {
  return element !== null && child(element.node, '$ref') !== null;
}

const KEY = 'k_';

/** Whether a query parameter was sent. */
function isIn(parameter: string): string {
  const text = present('request.query', parameter);
  return text.startsWith('has(') ? text : `(${text})`;
}

/** That a record is the owner's on the path; null where there is no owner, undefined where it cannot be told. */
function ownerRule({ operation, names }: TemplateInput, { plan, site }: Placed): string | null | undefined {
  const onPath = operation.parameters.some((parameter) => parameter.in === 'path');
  const owner = plan.owner === null ? null : parameterAt(operation, site, plan.owner.position);
  if (plan.owner === null || owner === null) return onPath ? undefined : null;
  return `${member(`${plan.collection.name}[${KEY}]`, plan.owner.property)} == ${parameterText(operation, owner, names)}`;
}

/** That a record has the value that is asked for, if one is. */
function filterRule({ operation }: TemplateInput, { plan }: Placed, { parameter, property, free }: FilterFact): string {
  const asked = member('request.query', parameter);
  const view = operation.parameters.find(({ name, in: place }) => name === parameter && place === 'query');
  const record = `${plan.collection.name}[${KEY}]`;
  const own = member(record, property);
  const isThere = plan.collection.record?.properties.get(property)?.required === true;
  const equal = isThere ? `${own} == ${asked}` : `${present(record, property)} && ${own} == ${asked}`;
  const all = free.map((value) => `${asked} == ${quoted(value)}`);
  const isGiven = view?.required === true ? [] : [`!${isIn(parameter)}`];
  const others = [...isGiven, ...all];
  return others.length === 0 ? equal : `${others.join(' || ')} || ${isThere ? equal : `(${equal})`}`;
}

function listOf(name: string, rules: readonly string[], part: readonly string[] | null): string {
  const chosen =
    rules.length === 0
      ? name
      : `${name}.filter(${KEY}, ${rules.length === 1 ? rules[0] : rules.map((rule) => (/ \|\| /.test(rule) ? `(${rule})` : rule)).join(' && ')})`;
  const record = `${name}[${KEY}]`;
  return `${chosen}.map(${KEY}, ${part === null ? record : picked(record, part)})`;
}

/** The page that is asked for, of the records that fit; how many there are, and whether there are more. */
function likelyText(input: TemplateInput, { wrapper }: ListAnswer, records: string): ResponseText {
  const { paging } = input.fact;
  const page = paging === null ? null : pageOf(input, paging);
  const beside = wrapper === null || paging === null ? [] : besideList(input, paging, page);
  const list = page?.list ?? 'all_';
  const body = wrapper === null ? list : nested(wrapper, list, beside);
  const bound = (page?.bindings ?? []).reduceRight<string>((text, [name, value]) => `cel.bind(${name}, ${value}, ${text})`, body);
  const isOnce = bound.split('all_').length === 2;
  return [
    ['open', 'true'],
    ['likely', isOnce ? bound.replace('all_', () => records) : `cel.bind(all_, ${records}, ${bound})`],
  ];
}

function nested(wrapper: string, list: string, beside: readonly (readonly [string, string])[]): string {
  const [outer = '', inner] = wrapper.split('.');
  return inner === undefined ? literal([[outer, list], ...beside]) : literal([[outer, literal([[inner, list]])], ...beside]);
}

interface Page {
  readonly bindings: readonly (readonly [string, string])[];
  readonly list: string;
  readonly more: string;
}

/** Which part of the list is asked for. A cursor is not followed: after it comes nothing. */
function pageOf({ operation }: TemplateInput, { parameters }: PagingFact): Page | null {
  const query = (role: string): ParameterView | null => {
    const name = parameters[role];
    return operation.parameters.find((parameter) => parameter.in === 'query' && parameter.name === name) ?? null;
  };
  const [after, limit] = [query('after'), query('limit')];
  const size = limit === null || !isInteger(limit) ? null : valueOf(limit, 'all_.size()');
  if (after !== null) {
    const rest = size === null ? 'all_' : `all_.slice(0, math.least(all_.size(), ${size}))`;
    return { bindings: [], list: after.required ? rest : `(${isIn(after.name)} ? [] : ${rest})`, more: 'false' };
  }
  const start = startOf(query('page'), query('offset'), size !== null);
  if (start === null) {
    return size === null ? null : { bindings: [], list: `all_.slice(0, math.least(all_.size(), ${size}))`, more: `${size} < all_.size()` };
  }
  const bindings: (readonly [string, string])[] = [
    ['size_', size ?? 'all_.size()'],
    ['from_', `math.least(all_.size(), ${start})`],
  ];
  return { bindings, list: 'all_.slice(from_, math.least(all_.size(), from_ + size_))', more: 'from_ + size_ < all_.size()' };
}

/** How many items are left out before the page; null where nothing asks for it. */
function startOf(page: ParameterView | null, offset: ParameterView | null, isSized: boolean): string | null {
  if (page !== null && isInteger(page) && isSized) {
    const first = firstPage(page);
    const number = valueOf(page, String(first));
    return first === 0 ? `${number} * size_` : `(${number} - ${first}) * size_`;
  }
  return offset !== null && isInteger(offset) ? valueOf(offset, '0') : null;
}

function isInteger({ schema }: ParameterView): boolean {
  const type = child(schema?.node ?? null, 'type');
  return type?.kind === 'scalar' && type.value === 'integer';
}

function numberIn({ schema }: ParameterView, keyword: string): number | null {
  const node = child(schema?.node ?? null, keyword);
  return node?.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value) ? node.value : null;
}

function firstPage(page: ParameterView): number {
  return numberIn(page, 'default') === 0 || numberIn(page, 'minimum') === 0 ? 0 : 1;
}

/** The value of a parameter, or what holds without it. */
function valueOf(parameter: ParameterView, otherwise: string): string {
  const asked = member('request.query', parameter.name);
  if (parameter.required) return asked;
  return `(${isIn(parameter.name)} ? ${asked} : ${numberIn(parameter, 'default') ?? otherwise})`;
}

function besideList(
  { operation, shapes }: TemplateInput,
  { total, more, next }: PagingFact,
  page: Page | null,
): readonly (readonly [string, string])[] {
  if (operation.answer === null) return [];
  const outer = shapes.of(operation.answer);
  const kindOf = (name: string | null): string | null => {
    const property = name === null ? undefined : outer.properties.get(name);
    return property === undefined ? null : shapes.of(property.at).kind;
  };
  const entries: (readonly [string, string])[] = [];
  if (total !== null && kindOf(total) === 'number') entries.push([total, 'all_.size()']);
  if (more !== null && kindOf(more) === 'boolean') entries.push([more, page?.more ?? 'false']);
  const end = next === null ? undefined : outer.properties.get(next);
  if (next !== null && end !== undefined && page?.more === 'false' && shapes.of(end.at).nullable) entries.push([next, 'null']);
  return entries;
}
