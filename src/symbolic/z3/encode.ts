// Decides how terms become Z3's: each once per session, from the leaves up, without recursion.

import type { Z3_ast, Z3_context } from 'z3-solver';
import { type Atoms, createAtoms } from '../solving/atoms.ts';
import type { Term } from '../term.ts';
import { childrenOf } from '../terms/children.ts';
import { type EncodedFunction, encodeNode, type Memory } from './encode-node.ts';
import type { Z3Api } from './engine.ts';
import { SolverFault } from './fault.ts';
import { createScribe } from './scribe.ts';

/** Encoded terms past which they are forgotten between questions. What is asserted stays alive inside the solver. */
const MAX_CACHED = 50_000;
/** Where questions are so large that this many of them fill the cache, it may grow to the absolute maximum instead. */
const FEW_QUESTIONS = 20;
const ABSOLUTE_MAX_CACHED = 4_000_000;

/** Terms to Z3's, in one context. */
export interface Encoder {
  /** Whether strings are sequences; else they are the integers that `atoms` says. */
  readonly sequences: boolean;
  readonly atoms: Atoms;
  /** Throws `NotEncodable` for what Z3 cannot express. */
  encode(term: Term): Z3_ast;
  /** A truth value that implies the term and of which nothing else is known; and that implication. */
  track(term: Term, index: number): { readonly proxy: Z3_ast; readonly implication: Z3_ast };
  /** The functions that were ever encoded, by the symbols that Z3 has for them. */
  readonly functions: ReadonlyMap<string, EncodedFunction>;
  /** Forgets encoded terms if they are many. Call it before every question. */
  trim(): void;
  /** Lets go of everything. */
  release(): void;
}

export function createEncoder(api: Z3Api, context: Z3_context, sequences: boolean): Encoder {
  const scribe = createScribe(api, context, sequences);
  const memory: Memory = { atoms: createAtoms(), functions: new Map(), declarations: new Map(), encoded: new Map() };
  let questions = 0;
  let limit = MAX_CACHED;
  const release = (): void => {
    memory.declarations.clear();
    memory.encoded.clear();
    scribe.release();
  };
  const encode = (root: Term): Z3_ast => {
    const pending: Term[] = [root];
    for (let term = pending.at(-1); term !== undefined; term = pending.at(-1)) {
      const missing = memory.encoded.has(term) ? [] : neededBy(term).filter((child) => !memory.encoded.has(child));
      if (missing.length > 0) {
        pending.push(...missing);
        continue;
      }
      if (!memory.encoded.has(term)) memory.encoded.set(term, encodeNode(scribe, memory, term));
      pending.pop();
    }
    const made = memory.encoded.get(root);
    if (made === undefined) throw new SolverFault('a term was not encoded');
    return made;
  };
  return {
    sequences,
    atoms: memory.atoms,
    functions: memory.functions,
    encode,
    track: (term, index) => {
      const proxy = scribe.keep(api.mk_const(context, api.mk_string_symbol(context, `#${index}`), scribe.sort('bool')));
      return { proxy, implication: scribe.keep(api.mk_implies(context, proxy, encode(term))) };
    },
    trim: () => {
      questions += 1;
      if (scribe.size() <= limit) return;
      if (questions < FEW_QUESTIONS) limit = Math.min(2 * limit, ABSOLUTE_MAX_CACHED);
      questions = 0;
      release();
    },
    release,
  };
}

/** A quantifier needs its variables, too. */
function neededBy(term: Term): readonly Term[] {
  return term.kind === 'quantifier' ? [...term.variables, term.body] : childrenOf(term);
}
