// Decides validity as far as the elements of lists go.

import { distinctValues } from '../../base/distinct.ts';
import { isList } from '../../base/value.ts';
import type { Context } from '../context.ts';
import { equalSymbolic } from '../equality.ts';
import { lengthOfFree } from '../free/facts.ts';
import { freeItem } from '../free/list.ts';
import { kindOfAlternative } from '../kinds.ts';
import { byPosition, countOf } from '../lists.ts';
import type { Term } from '../term.ts';
import { isUnrolled, slotsOfList } from '../unroll.ts';
import type { Alternative, Free, Symbolic } from '../value.ts';
import { evaluatedItem } from './evaluated.ts';
import { every, type ValidateKeyword } from './validation.ts';

/** The elements by position, if they are at hand or few; null for an unknown list that needs a quantifier. */
function itemsAtHand(context: Context, list: Symbolic): readonly Alternative[] | null {
  if (list.kind === 'free' && !isUnrolled(context, list)) return null;
  return byPosition(context, slotsOfList(context, list));
}

/** A keyword that says something of lists only. */
function ofLists(holds: ValidateKeyword): ValidateKeyword {
  return (validation, schema, value) =>
    kindOfAlternative(value) === 'list' ? holds(validation, schema, value) : validation.context.factory.true;
}

function sizeTerm(context: Context, list: Symbolic): Term {
  return list.kind === 'free' ? lengthOfFree(context, list) : countOf(context, slotsOfList(context, list));
}

/** `holds` for every element from a position on. */
function fromPosition(context: Context, list: Symbolic, first: number, holds: (item: Symbolic) => Term): Term {
  const { factory } = context;
  const slots = itemsAtHand(context, list);
  if (slots !== null) return every(context, slots.slice(first), (slot) => factory.implies(slot.guard, holds(slot.value)));
  return quantified(context, 'forall', list, first, holds);
}

function quantified(
  context: Context,
  quantifier: 'forall' | 'exists',
  list: Symbolic,
  first: number,
  holds: (item: Symbolic) => Term,
): Term {
  const { factory } = context;
  if (list.kind !== 'free') return factory.true;
  return context.quantify(quantifier, [{ name: 'i', sort: 'int' }], ([i]) => {
    const index = i ?? factory.int(0);
    const range = factory.and([factory.lessOrEqual(factory.int(first), index), factory.less(index, lengthOfFree(context, list))]);
    return { range, holds: holds(freeItem(context, list, index)) };
  });
}

export const validateItems: ValidateKeyword = ofLists((validation, { items, prefixItems = [] }, value) =>
  items === undefined
    ? validation.context.factory.true
    : fromPosition(validation.context, value, prefixItems.length, (item) => validation.part(items, item)),
);

export const validatePrefixItems: ValidateKeyword = ofLists((validation, { prefixItems = [] }, value) => {
  const { context } = validation;
  const { factory } = context;
  const slots = value.kind === 'free' ? freePrefix(context, value, prefixItems.length) : byPosition(context, slotsOfList(context, value));
  return every(context, prefixItems.entries(), ([i, schema]) => {
    const slot = slots[i];
    return slot === undefined ? factory.true : factory.implies(slot.guard, validation.part(schema, slot.value));
  });
});

function freePrefix(context: Context, list: Free, size: number): readonly Alternative[] {
  const { factory } = context;
  const length = lengthOfFree(context, list);
  return Array.from({ length: size }, (_, i) => ({
    guard: factory.less(factory.int(i), length),
    value: freeItem(context, list, factory.int(i)),
  }));
}

export const validateMinItems: ValidateKeyword = ofLists(({ context }, { minItems = 0 }, value) =>
  context.factory.lessOrEqual(context.factory.int(minItems), sizeTerm(context, value)),
);

export const validateMaxItems: ValidateKeyword = ofLists(({ context }, { maxItems }, value) =>
  maxItems === undefined ? context.factory.true : context.factory.lessOrEqual(sizeTerm(context, value), context.factory.int(maxItems)),
);

export const validateUniqueItems: ValidateKeyword = ofLists(({ context }, { uniqueItems }, value) => {
  const { factory } = context;
  if (uniqueItems !== true) return factory.true;
  if (value.kind === 'free' && !isUnrolled(context, value)) return uniqueFree(context, value);
  if (value.kind === 'known' && value.value !== null && isList(value.value))
    return factory.bool(distinctValues(value.value).length === value.value.length);
  const slots = slotsOfList(context, value);
  return every(context, slots.entries(), ([i, slot]) =>
    every(context, slots.slice(0, i), (other) =>
      factory.not(factory.and([slot.guard, other.guard, equalSymbolic(context, slot.value, other.value)])),
    ),
  );
});

function uniqueFree(context: Context, list: Free): Term {
  const { factory } = context;
  return context.quantify(
    'forall',
    [
      { name: 'i', sort: 'int' },
      { name: 'j', sort: 'int' },
    ],
    ([i, j]) => {
      const [first, second] = [i ?? factory.int(0), j ?? factory.int(0)];
      const range = factory.and([
        factory.lessOrEqual(factory.int(0), first),
        factory.less(first, second),
        factory.less(second, lengthOfFree(context, list)),
      ]);
      return { range, holds: factory.not(equalSymbolic(context, freeItem(context, list, first), freeItem(context, list, second))) };
    },
  );
}

/** Together with `minContains` and `maxContains`, which mean nothing without it. */
export const validateContains: ValidateKeyword = ofLists((validation, schema, value) => {
  const { contains, minContains = 1, maxContains } = schema;
  const { context } = validation;
  const { factory } = context;
  if (contains === undefined) return factory.true;
  const counted = minContains > 1 || maxContains !== undefined;
  if (!counted && itemsAtHand(context, value) === null) {
    return minContains === 0 ? factory.true : quantified(context, 'exists', value, 0, (item) => validation.part(contains, item));
  }
  const found = slotsOfList(context, value).map((slot) => ({
    ...slot,
    guard: factory.and([slot.guard, validation.part(contains, slot.value)]),
  }));
  if (!counted) return minContains === 0 ? factory.true : factory.or(found.map((slot) => slot.guard));
  const count = countOf(context, found);
  const most = maxContains === undefined ? factory.true : factory.lessOrEqual(count, factory.int(maxContains));
  return factory.and([factory.lessOrEqual(factory.int(minContains), count), most]);
});

export const validateUnevaluatedItems: ValidateKeyword = ofLists((validation, schema, value) => {
  const { context } = validation;
  const { factory } = context;
  const { unevaluatedItems } = schema;
  if (unevaluatedItems === undefined) return factory.true;
  const slots = byPosition(context, slotsOfList(context, value));
  return every(context, slots.entries(), ([i, { guard, value: item }]) => {
    const evaluated = evaluatedItem(validation, withoutUnevaluated(schema), value, i, item);
    return evaluated === factory.true
      ? evaluated
      : factory.implies(guard, factory.or([evaluated, validation.part(unevaluatedItems, item)]));
  });
});

function withoutUnevaluated(schema: Parameters<ValidateKeyword>[1]): Parameters<ValidateKeyword>[1] {
  const { unevaluatedItems: _own, ...rest } = schema;
  return rest;
}
