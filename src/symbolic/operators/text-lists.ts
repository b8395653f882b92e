// Decides the operators between strings and lists of strings.

import type { Num, Value } from '../../base/value.ts';
import type { Context } from '../context.ts';
import { asText } from '../kinds.ts';
import { listOfGuarded, ok, textValue } from '../normal.ts';
import type { Term } from '../term.ts';
import type { Alternative, Result } from '../value.ts';
import { checkSize } from './bounds.ts';
import { type CompileOperator, define } from './define.ts';
import { slotsOfLists } from './list-slots.ts';
import { partsOf } from './text-search.ts';

export const compileSplit: CompileOperator = define(
  ['string', 'string', 'integer'],
  (a, separator, count) => splitKnown(a, separator, count),
  (context, a, separator, count) => ok(context, unknownParts(context, [a, separator, count])),
);

function splitKnown(text: string, separator: string, count: Num): readonly string[] {
  if (count === 0) return [];
  const most = typeof count === 'number' && count > 0 ? count : Number.POSITIVE_INFINITY;
  return partsOf(text, separator, most);
}

/** The parts of an unknown text: unknown functions of it, up to the scope of the proof. */
function unknownParts(context: Context, args: readonly Term[]): Result['value'] {
  const { factory, limits } = context;
  const size = context.opaque('number of parts that split gives', 'int', args);
  context.assume(factory.lessOrEqual(factory.int(0), size));
  context.bounded('list of the parts of an unknown text', limits.scope, factory.lessOrEqual(size, factory.int(limits.scope)));
  const slots = Array.from({ length: limits.scope }, (_, i) => ({
    guard: factory.less(factory.int(i), size),
    value: textValue(context.opaque('part that split gives', 'string', [...args, factory.int(i)])),
  }));
  return listOfGuarded(context, slots);
}

export const compileJoin: CompileOperator = define(
  ['list', 'string'],
  (list, separator): Value | undefined => {
    const texts = list.filter((item) => typeof item === 'string');
    checkSize(separator.length * list.length);
    return texts.length === list.length ? texts.join(separator) : undefined;
  },
  (context, lists, separator) => joinSlots(context, slotsOfLists(context, lists), separator),
);

/** Every element but the first that is there has the separator before it. */
function joinSlots(context: Context, slots: readonly Alternative[], separator: Term): Result {
  const { factory } = context;
  const errors: Term[] = [];
  let text = factory.text('');
  let any = factory.false;
  for (const { guard, value } of slots) {
    const part = asText(context, value);
    errors.push(factory.and([guard, part.error]));
    const longer = factory.concat([text, factory.ite(any, separator, factory.text('')), part.term]);
    text = factory.ite(guard, longer, text);
    any = factory.or([any, guard]);
  }
  return { value: textValue(text), error: factory.or(errors) };
}
