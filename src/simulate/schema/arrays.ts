// Decides the keywords on arrays.

import { isList } from '../../base/value.ts';
import type { Schema } from '../../contract/schema.ts';
import { keyText } from '../key.ts';
import type { Keywords } from './keyword.ts';
import { type Nonconformity, undecidable, violation, within, worse } from './nonconformity.ts';
import { applyToPart, type Site } from './site.ts';

type ArrayKeyword = 'prefixItems' | 'items' | 'minItems' | 'maxItems' | 'uniqueItems' | 'contains' | 'minContains' | 'maxContains';

export const arrayKeywords: Keywords<ArrayKeyword> = {
  prefixItems: (schemas, site) => {
    if (!isList(site.value)) return null;
    markItemsBelow(site, schemas.length);
    let failure: Nonconformity | null = null;
    for (let i = 0; i < Math.min(schemas.length, site.value.length); i += 1) {
      failure = worse(failure, itemFailure(site, schemas[i] ?? {}, i));
      if (failure?.kind === 'violation') return failure;
    }
    return failure;
  },
  items: (schema, site) => itemsFrom(site, schema, site.schema.prefixItems?.length ?? 0),
  minItems: (least, { schema, value }) => {
    return isList(value) && value.length < least ? violation(schema, 'minItems', `must have at least ${least} items`) : null;
  },
  maxItems: (most, { schema, value }) => {
    return isList(value) && value.length > most ? violation(schema, 'maxItems', `must have at most ${most} items`) : null;
  },
  uniqueItems: (unique, { schema, value }) => {
    if (!unique || !isList(value) || new Set(value.map(keyText)).size === value.length) return null;
    return violation(schema, 'uniqueItems', 'must not have two equal items');
  },
  contains: (schema, site) => contains(schema, site),
  minContains: null,
  maxContains: null,
};

function itemFailure(site: Site, schema: Schema, index: number): Nonconformity | null {
  const failure = isList(site.value) ? applyToPart(site, schema, site.value[index] ?? null) : null;
  return failure === null ? null : within(index, failure);
}

/** All items from an index on against one schema. */
function itemsFrom(site: Site, schema: Schema, start: number): Nonconformity | null {
  if (!isList(site.value)) return null;
  markItemsBelow(site, site.value.length);
  let failure: Nonconformity | null = null;
  for (let i = start; i < site.value.length; i += 1) {
    failure = worse(failure, itemFailure(site, schema, i));
    if (failure?.kind === 'violation') return failure;
  }
  return failure;
}

function markItemsBelow({ evaluated }: Site, count: number): void {
  if (evaluated !== null) evaluated.itemsBelow = Math.max(evaluated.itemsBelow, count);
}

function contains(wanted: Schema, site: Site): Nonconformity | null {
  const { schema, value } = site;
  if (!isList(value)) return null;
  const least = schema.minContains ?? 1;
  const most = schema.maxContains ?? Number.POSITIVE_INFINITY;
  let certain = 0;
  let open: Nonconformity | null = null;
  let possible = 0;
  for (let i = 0; i < value.length; i += 1) {
    const failure = itemFailure(site, wanted, i);
    if (failure?.kind === 'violation') continue;
    possible += 1;
    if (failure === null) {
      certain += 1;
      site.evaluated?.items.add(i);
    } else open = failure;
  }
  if (open !== null && site.evaluated !== null) site.evaluated.uncertain = true;
  if (possible < least) return violation(schema, 'contains', `must have at least ${least} items of a kind`);
  if (certain > most) return violation(schema, 'maxContains', `must have at most ${most} items of a kind`);
  return certain < least || possible > most ? open : null;
}

export const unevaluatedItems: Keywords<'unevaluatedItems'> = {
  unevaluatedItems: (schema, site) => {
    const { value, evaluated } = site;
    if (!isList(value) || evaluated === null) return null;
    let failure: Nonconformity | null = null;
    for (let i = evaluated.itemsBelow; i < value.length; i += 1) {
      if (!evaluated.items.has(i)) failure = worse(failure, itemFailure(site, schema, i));
    }
    markItemsBelow(site, value.length);
    if (failure === null || !evaluated.uncertain) return failure;
    return undecidable(site.schema, 'unevaluatedItems', 'it is not known which items other keywords cover');
  },
};
