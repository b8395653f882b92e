// Decides how long Z3 keeps what a session makes: until it is released. (Z3 counts references; what is not counted at once may be gone with the next call.)

import type { Z3_ast, Z3_context, Z3_sort } from 'z3-solver';
import type { Sort } from '../term.ts';
import type { Z3Api } from './engine.ts';
import { lastFailure } from './fault.ts';

/** What things are made with in one context. */
export interface Scribe {
  readonly api: Z3Api;
  readonly context: Z3_context;
  /** Whether strings are sequences of characters; else integers. */
  readonly sequences: boolean;
  sort(sort: Sort): Z3_sort;
  /** Takes over what the API made; throws `SolverFault` if it made nothing. */
  keep<T extends Z3_ast>(made: T): T;
  /** How many things are kept. */
  size(): number;
  release(): void;
}

export function createScribe(api: Z3Api, context: Z3_context, sequences: boolean): Scribe {
  let kept: Z3_ast[] = [];
  const sorts = new Map<Sort, Z3_sort>();
  const keep: Scribe['keep'] = (made) => {
    if (Number(made) === 0) throw lastFailure(api, context);
    api.inc_ref(context, made);
    kept.push(made);
    return made;
  };
  const makeSort = (sort: Sort): Z3_sort => {
    switch (sort) {
      case 'bool':
        return api.mk_bool_sort(context);
      case 'int':
        return api.mk_int_sort(context);
      case 'real':
        return api.mk_real_sort(context);
      case 'string':
        return sequences ? api.mk_string_sort(context) : api.mk_int_sort(context);
    }
  };
  return {
    api,
    context,
    sequences,
    keep,
    sort: (sort) => {
      const made = sorts.get(sort) ?? keep(makeSort(sort));
      sorts.set(sort, made);
      return made;
    },
    size: () => kept.length,
    release: () => {
      for (const made of kept) api.dec_ref(context, made);
      kept = [];
      sorts.clear();
    },
  };
}
