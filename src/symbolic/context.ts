// Decides what symbolic evaluation carries along: the factory of terms, the facts it found out about unknowns, the constructs and bounds
// that a verdict must name. Leaves what is asserted when to the verifier.

import type { Limits } from '../base/limits.ts';
import type { Schema, Schemas } from '../contract/schema.ts';
import type { Factory } from './factory.ts';
import type { Parts } from './free/parts.ts';
import type { Direction } from './schema/direction.ts';
import type { Quantified, VariableHint } from './scopes.ts';
import type { BoundVariable, Sort, Term } from './term.ts';
import type { Symbolic } from './value.ts';

/** A proof that covers only unknown lists and maps of that size: `fact` says so of one of them, and is among the facts. */
export interface RecordedBound {
  readonly what: string;
  readonly size: number;
  readonly fact: Term;
}

/** How `all` and `exists` over an unknown list or collection are read: as real quantifiers, or unrolled up to `limits.scope`. */
export type QuantifierMode = 'exact' | 'bounded';

/** One per judged trajectory. It grows as evaluation goes on; what it returned once stays valid. */
export interface Context {
  readonly factory: Factory;
  readonly schemas: Schemas;
  readonly limits: Limits;
  readonly quantifiers: QuantifierMode;

  /**
   * Takes note of a fact about unknowns that holds in every case in question. A fact about the variables of an enclosing
   * `quantify` becomes a condition on their range, and one about those of a complete quantifier is left out, so no variable escapes.
   */
  assume(fact: Term): void;
  /** The facts so far, in the order of their discovery. */
  readonly facts: readonly Term[];

  /**
   * Stands for a construct without faithful meaning in logic: an unknown function of the arguments. A proof that needs no more is a proof;
   * a model that depends on it proves nothing until it was replayed. `instance` tells functions for one construct apart.
   */
  opaque(construct: string, sort: Sort, args: readonly Term[], instance?: string): Term;
  /** Names of the functions that `opaque` made, and the constructs they stand for. */
  readonly constructs: ReadonlyMap<string, string>;
  /** The constructs that the terms depend on, sorted. */
  constructsIn(terms: readonly Term[]): readonly string[];

  /** Restricts the proof to cases where the fact holds, and records it. */
  bounded(what: string, size: number, fact: Term): void;
  readonly bounds: readonly RecordedBound[];

  /** `forall v. range => holds` or `exists v. range and holds`; facts that the body assumes about v join the range. */
  quantify(
    quantifier: 'forall' | 'exists',
    variables: readonly VariableHint[],
    body: (variables: readonly BoundVariable[]) => Quantified,
  ): Term;
  /** Whether the term speaks of a variable of a quantifier that encloses it. */
  isOpen(term: Term): boolean;

  /** Whether the value is valid; `schema/validity.ts` decides. It stands here because unknown values assume their schemas as they are read. */
  validity(schema: Schema, value: Symbolic, direction: Direction): Term;

  /** The parts of free values that were read. */
  readonly parts: Parts;
}
