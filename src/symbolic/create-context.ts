// Decides how a context begins and grows.

import type { Limits } from '../base/limits.ts';
import type { Schemas } from '../contract/schema.ts';
import type { Context, QuantifierMode, RecordedBound } from './context.ts';
import type { Factory } from './factory.ts';
import { createParts } from './free/parts.ts';
import { validity } from './schema/validity.ts';
import { createScopes } from './scopes.ts';
import type { Term } from './term.ts';
import { subtermsOf } from './terms/children.ts';

export interface ContextOptions {
  readonly factory: Factory;
  readonly schemas: Schemas;
  readonly limits: Limits;
  readonly quantifiers?: QuantifierMode;
}

export function createContext(options: ContextOptions): Context {
  const { factory, schemas, limits, quantifiers = 'exact' } = options;
  const scopes = createScopes(factory);
  const constructs = new Map<string, string>();
  const bounds: RecordedBound[] = [];
  const bounded: Context['bounded'] = (what, size, fact) => {
    if (fact === factory.true) return;
    if (!bounds.some((bound) => bound.fact === fact)) bounds.push({ what, size, fact });
    scopes.assume(fact);
  };
  const context: Context = {
    factory,
    schemas,
    limits,
    quantifiers,
    assume: scopes.assume,
    facts: scopes.facts,
    opaque: (construct, sort, args, instance = '') => {
      const name = `${construct}${instance === '' ? '' : ` of ${instance}`}(${args.map((arg) => arg.sort).join(', ')}): ${sort}`;
      constructs.set(name, construct);
      return factory.apply(name, sort, args);
    },
    constructs,
    constructsIn: (terms) => constructsIn(constructs, terms),
    bounded,
    bounds,
    quantify: scopes.quantify,
    isOpen: scopes.isOpen,
    validity: (schema, value, direction) => validity(context, schema, value, direction),
    parts: createParts(),
  };
  return context;
}

function constructsIn(constructs: ReadonlyMap<string, string>, terms: readonly Term[]): readonly string[] {
  const found = new Set<string>();
  for (const term of subtermsOf(terms)) {
    const construct = term.kind === 'apply' ? constructs.get(term.name) : undefined;
    if (construct !== undefined) found.add(construct);
  }
  return [...found].sort();
}
