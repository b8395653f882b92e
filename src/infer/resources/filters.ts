// Decides which query parameters of a list ask for the records that have a value in a property, and how sure that is.

import type { FilterFact } from '../inference.ts';
import type { OperationView, ParameterView } from '../view/api.ts';
import type { Property, Shape, Shapes } from '../view/shape.ts';
import { stem, wordsOf } from '../view/words.ts';
import { roleOf } from './paging.ts';

/** Parameters that search, sort or shape the answer: they are about no property by its value. */
const FREE =
  /^(q|query|search|searchterm|filter|filters|where|term|keyword|keywords|text|sort|sortby|sortorder|order|orderby|direction|dir|fields|select|expand|include|embed|exclude|format|lang|locale|pretty|callback|view|since|until|from|to|timezone|accept|apikey|key|token|accesstoken|version|apiversion)$/;

/** The query parameters of a list that are filters of its records. */
export function filtersOf(shapes: Shapes, operation: OperationView, record: Shape | null): readonly FilterFact[] {
  if (record === null) return [];
  return operation.parameters.flatMap((parameter) => {
    if (parameter.in !== 'query' || roleOf(parameter.name) !== null || FREE.test(wordsOf(parameter.name).join(''))) return [];
    return filterBy(shapes, parameter, record) ?? [];
  });
}

function filterBy(shapes: Shapes, parameter: ParameterView, record: Shape): FilterFact | null {
  if (parameter.schema === null) return null;
  const asked = shapes.of(parameter.schema);
  const plain = wordsOf(parameter.name).join('');
  const named = [...record.properties].filter(([name]) => wordsOf(name).join('') === plain);
  const alike = named.length > 0 ? named : [...record.properties].filter(([name]) => stem(name) === stem(parameter.name));
  const [found, second] = alike;
  if (found === undefined || second !== undefined) return null;
  const [property, { at }] = found;
  const had = shapes.of(at);
  if (!isSameKind(asked, had)) return null;
  const free = had.enumerated.length === 0 ? [] : asked.enumerated.filter((value) => !had.enumerated.includes(value));
  // Values of the two lists that have nothing in common are about two things.
  if (had.enumerated.length > 0 && asked.enumerated.length > 0 && free.length === asked.enumerated.length) return null;
  const sure = certainty(found, asked, had) - (named.length > 0 ? 0 : 0.1);
  return {
    parameter: parameter.name,
    property,
    free,
    confidence: Math.round(sure * 100) / 100,
    evidence: `'${parameter.name}' is named like their '${property}', and of its type${free.length === 0 ? '' : `; ${free.join(', ')} asks for nothing`}`,
  };
}

function isSameKind(asked: Shape, had: Shape): boolean {
  if (asked.kind !== had.kind || asked.alternatives.length > 0 || had.alternatives.length > 0) return false;
  return ['text', 'number', 'boolean'].includes(asked.kind) && (asked.format === 'date-time') === (had.format === 'date-time');
}

/** A free text may be asked for by a part of it, and a number by how large it is. */
function certainty([name]: readonly [string, Property], asked: Shape, had: Shape): number {
  if (had.kind === 'boolean' || had.enumerated.length > 0 || asked.enumerated.length > 0) return 0.9;
  if (had.format === 'uuid' || /^(id|uuid|sid|key|code|status|state|type|kind|category|currency|country)$/.test(wordsOf(name).at(-1) ?? ''))
    return 0.88;
  return had.kind === 'number' ? 0.8 : 0.6;
}
