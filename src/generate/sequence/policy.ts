// Decides which calls a sequence tries next, in which order: the policies that need nothing but the sequence itself.

import type { Random } from '../../base/random.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import { type Effort, SUCCESS, type Wanted } from '../draw/drawing.ts';
import { refusalsOf } from './refusals.ts';
import type { GeneratedStep, Sequence } from './sequence.ts';

/** A call to try. */
export interface Intent {
  readonly operation: Operation;
  readonly wanted: Wanted;
  readonly effort: Effort;
}

/** Proposes calls for the next step, the first that can be drawn is taken. */
export interface Policy {
  intents(sequence: Sequence, random: Random): Iterable<Intent>;
  /** Told of each step that was taken. */
  noted?(step: GeneratedStep): void;
}

/** How often operations are tried, by their ids; 1 where nothing is said, 0 for never. */
export type Weights = ReadonlyMap<string, number>;

/** One in so many steps does more than sample for the operation that is tried first, unless that failed before. */
const THOROUGH = 6;
const SOLVED = 24;

/** Operations at random by weight; of ten steps `errors` times ten are to be refused, each followed by an attempt to succeed with the same operation. */
export function randomPolicy(contract: Contract, weights: Weights, errors: number): Policy {
  const operations = [...contract.operations.values()].filter(({ id }) => (weights.get(id) ?? 1) > 0);
  const failed = new Set<string>();
  const weighted = (random: Random): readonly Operation[] => shuffledBy(operations, ({ id }) => weights.get(id) ?? 1, random);
  return {
    *intents({ steps }, random) {
      if (errors > 0 && random.next() < errors) {
        for (const operation of weighted(random)) yield* refusal(operation, random);
      }
      const before = steps.at(-1);
      if (before?.wanted.kind === 'refused') yield { operation: before.drawn.call.operation, wanted: SUCCESS, effort: 'listing' };
      const order = weighted(random);
      for (const [at, operation] of order.entries()) {
        yield { operation, wanted: SUCCESS, effort: at === 0 && !failed.has(operation.id) ? effortDrawn(random) : 'sampling' };
        if (at === 0) failed.add(operation.id);
      }
      for (const operation of order) yield { operation, wanted: SUCCESS, effort: 'solver' };
    },
    noted: ({ drawn }) => void failed.delete(drawn.call.operation.id),
  };
}

function effortDrawn(random: Random): Effort {
  const die = random.integer(1, SOLVED);
  if (die === 1) return 'solver';
  return die <= SOLVED / THOROUGH ? 'listing' : 'sampling';
}

function* refusal(operation: Operation, random: Random): Generator<Intent, void, undefined> {
  for (const cause of shuffledBy(refusalsOf(operation), () => 1, random))
    yield { operation, wanted: { kind: 'refused', cause }, effort: 'sampling' };
}

/** All items in a random order, those of more weight earlier (Efraimidis and Spirakis, 2006). */
function shuffledBy<T>(items: readonly T[], weightOf: (item: T) => number, random: Random): readonly T[] {
  return items
    .map((item) => ({ item, rank: random.next() ** (1 / Math.max(weightOf(item), Number.MIN_VALUE)) }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ item }) => item);
}
