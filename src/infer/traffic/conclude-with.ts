// Decides what a document means in the light of recorded traffic: concluded, compared with what was recorded, concluded again with what that taught.

import type { Loading } from '../../spec/openapi/loading.ts';
import { type Conclusions, concludeAll } from '../conclude.ts';
import type { InferOptions } from '../inference.ts';
import { type Learned, NOTHING_LEARNED } from '../learned.ts';
import { basePaths } from './bases.ts';
import { judge } from './judge.ts';
import { learn } from './learn.ts';
import { createLedger } from './ledger.ts';
import { createMatcher } from './match.ts';
import { observe } from './observe.ts';
import type { Recording } from './recording.ts';

export interface ConcludedWith {
  readonly conclusions: Conclusions;
  readonly traffic: TrafficSummary;
}

export interface TrafficSummary {
  readonly requests: number;
  /** Requests of no operation of the document: how many, and the first of them as `recording #number`. */
  readonly unmatched: number;
  readonly examples: readonly string[];
}

/** Rounds of learning. Each makes at least one collection or operation another one, and what is learned is not unlearned. */
const MAX_ROUNDS = 4;
const MAX_EXAMPLES = 3;

/** `first` is what the document alone means, and `known` what was learned before: what it declares. */
export function concludeWith(
  loading: Loading,
  { ignoreHints, traffic = [] }: InferOptions,
  first: Conclusions = concludeAll(loading, { ignoreHints }),
  known: Learned = NOTHING_LEARNED,
): ConcludedWith {
  let learned = known;
  for (let round = 1; ; round += 1) {
    const conclusions = learned === NOTHING_LEARNED ? first : concludeAll(loading, { ignoreHints }, learned);
    if (traffic.length === 0) return { conclusions, traffic: { requests: 0, unmatched: 0, examples: [] } };
    const ledger = createLedger();
    const matcher = createMatcher(conclusions.operations, basePaths(loading.document.root));
    const unmatched = traffic.flatMap((recording) =>
      observe({ conclusions, matcher, ledger }, recording).map((number) => `${recording.name} #${number}`),
    );
    const more = round < MAX_ROUNDS ? learn(conclusions, ledger, learned) : null;
    if (more === null) return { conclusions: judge(conclusions, ledger), traffic: summary(traffic, unmatched) };
    learned = more;
  }
}

function summary(traffic: readonly Recording[], unmatched: readonly string[]): TrafficSummary {
  return {
    requests: traffic.reduce((sum, { exchanges }) => sum + exchanges.length, 0),
    unmatched: unmatched.length,
    examples: unmatched.slice(0, MAX_EXAMPLES),
  };
}
