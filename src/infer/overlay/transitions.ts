// Decides which status an action leads to: only where its verb and a listed value of the record agree.

import type { Shape, Shapes } from '../view/shape.ts';
import { wordsOf } from '../view/words.ts';

export interface Transition {
  readonly property: string;
  readonly value: string;
}

const STATUS = /^(status|state|phase|lifecyclestate|lifecyclestatus|currentstatus|currentstate)$/;

/** Participles that are not made by rule, and adjectives for what a verb leads to. */
const LEADS_TO: ReadonlyMap<string, readonly string[]> = new Map([
  ['cancel', ['canceled', 'cancelled']],
  ['pay', ['paid']],
  ['send', ['sent']],
  ['hold', ['held', 'onhold']],
  ['begin', ['begun', 'started']],
  ['void', ['voided', 'void']],
  ['activate', ['activated', 'active']],
  ['deactivate', ['deactivated', 'inactive']],
  ['enable', ['enabled']],
  ['open', ['open', 'opened']],
  ['reopen', ['open', 'reopened']],
  ['complete', ['completed', 'complete']],
  ['withdraw', ['withdrawn']],
  ['freeze', ['frozen']],
  ['submit', ['submitted']],
  ['ship', ['shipped']],
  ['stop', ['stopped']],
  ['shutdown', ['shutdown', 'stopped', 'off']],
]);

/** Whether a property says in which state a record is. */
export function isStatus(property: string): boolean {
  return STATUS.test(wordsOf(property).join(''));
}

/** The status that a command sets, by its name. Null unless exactly one property has exactly one value for it. */
export function transitionOf(shapes: Shapes, record: Shape, command: string): Transition | null {
  const [verb = '', ...object] = wordsOf(command);
  if (object.length > 0) return null;
  const names = new Set([...(LEADS_TO.get(verb) ?? []), ...participles(verb)]);
  const found = [...record.properties].flatMap(([property, { at }]) => {
    if (!isStatus(property)) return [];
    const values = shapes.of(at).enumerated.filter((value) => names.has(wordsOf(value).join('')));
    return values.map((value) => ({ property, value }));
  });
  const [only, second] = found;
  return only !== undefined && second === undefined ? only : null;
}

/** `close` → `closed`, `ship` → `shipped`, `deny` → `denied`. */
function participles(verb: string): readonly string[] {
  if (verb.endsWith('e')) return [`${verb}d`];
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`];
  return [`${verb}ed`, `${verb}${verb.at(-1) ?? ''}ed`];
}
