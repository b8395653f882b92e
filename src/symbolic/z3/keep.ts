// Decides how long Z3 keeps what a session made: until the session ends, and no longer.

import type { Z3_ast } from 'z3-solver';
import type { Api } from './api.ts';

/** Holds references to ASTs; `release` lets them all go. */
export interface Keeper {
  keep<T extends Z3_ast>(ast: T): T;
  release(): void;
}

export function createKeeper({ z3, context }: Api): Keeper {
  const kept: Z3_ast[] = [];
  return {
    keep: (ast) => {
      z3.inc_ref(context, ast);
      kept.push(ast);
      return ast;
    },
    release: () => {
      for (const ast of kept) z3.dec_ref(context, ast);
      kept.length = 0;
    },
  };
}
