// Decides promises that one step from any legal state does not: with lemmas, and with induction over several states in a row.

import type { Operation, Requirement } from '../../contract/contract.ts';
import type { Bound } from '../../verify/verdict.ts';
import type { Checking } from './checking.ts';
import { type Dropped, type Inductive, inductivePart } from './inductive.ts';
import { isTrueIn, requirementOf, ruleFrom, withLemmas } from './lemmas.ts';
import type { LegalWitness, Possibility } from './one-step.ts';
import { reportOn } from './operation-report.ts';
import type { OutcomeKey } from './outcome-key.ts';
import { guesses } from './templates.ts';

/** A way of ending that no run showed and one step from any legal state could not exclude. */
export interface OpenEnding {
  readonly operation: Operation;
  readonly key: OutcomeKey;
}

/** Why it cannot happen in any state within reach. */
export interface Proof {
  /** States in a row in which the promises were assumed. */
  readonly k: number;
  readonly lemmas: readonly Requirement[];
  readonly bounds: readonly Bound[];
}

export interface Strengthening {
  /** What induction says of each, in the order of the question; a witness starts in a legal state that may be out of reach. */
  readonly proofs: ReadonlyMap<OpenEnding, Proof>;
  readonly witnesses: ReadonlyMap<OpenEnding, LegalWitness>;
  /** Lemmas that were guessed, proved, and used in a proof. */
  readonly found: readonly Requirement[];
  readonly foundBounds: readonly Bound[];
}

/** States in a row that induction may look at. */
const MOST_INDUCTION = 3;
/** States in a row where nobody says how many. */
const UNASKED_INDUCTION = 2;
/** Operations of a contract up to which more than one step is tried where nobody asks for it. */
const MOST_OPERATIONS_UNASKED = 8;

/** Tries to exclude what is open. `given`: lemmas that are proved. */
export async function strengthen(
  checking: Checking,
  open: readonly OpenEnding[],
  given: { readonly lemmas: readonly Requirement[]; readonly bounds: readonly Bound[] },
): Promise<Strengthening> {
  const proofs = new Map<OpenEnding, Proof>();
  const witnesses = new Map<OpenEnding, LegalWitness>();
  const remaining = (): readonly OpenEnding[] => open.filter((one) => !proofs.has(one));
  const { contract, options } = checking;
  const asked = options.induction ?? (contract.operations.size <= MOST_OPERATIONS_UNASKED ? UNASKED_INDUCTION : 1);
  const most = Math.min(asked, MOST_INDUCTION);
  const attempt = async (k: number, lemmas: readonly Requirement[], bounds: readonly Bound[]): Promise<void> => {
    for (const ending of remaining()) {
      options.progress(`${ending.operation.id}: induction over ${k} states`);
      const answer = await byInduction(checking, ending, k, lemmas);
      if (answer.kind === 'impossible') proofs.set(ending, { k, lemmas, bounds: [...bounds, ...answer.bounds] });
      if (answer.kind === 'possible') witnesses.set(ending, answer.witness);
    }
  };
  if (given.lemmas.length > 0) await attempt(1, given.lemmas, given.bounds);
  const isGuessing = remaining().length > 0 && (options.induction !== null || contract.operations.size <= MOST_OPERATIONS_UNASKED);
  for (let k = 2; k <= most; k += 1) await attempt(k, given.lemmas, given.bounds);
  const guessed = isGuessing && remaining().length > 0 ? await guessedLemmas(checking, given.lemmas) : NOTHING;
  const before = proofs.size;
  if (guessed.kept.length > 0) {
    const lemmas = [...given.lemmas, ...guessed.kept];
    const bounds = [...given.bounds, ...guessed.bounds];
    for (let k = 1; k <= most; k += 1) await attempt(k, lemmas, bounds);
  }
  const isUsed = proofs.size > before;
  return { proofs, witnesses, found: isUsed ? guessed.kept : [], foundBounds: isUsed ? guessed.bounds : [] };
}

const NOTHING: Inductive = { kept: [], dropped: [] satisfies readonly Dropped[], bounds: [] };

/** Rules that hold in every state visited, down to those that every step keeps. */
async function guessedLemmas(checking: Checking, given: readonly Requirement[]): Promise<Inductive> {
  const { contract, sightings, options, verify } = checking;
  options.progress('guessing lemmas');
  const states = sightings.visited.map(({ state }) => state);
  const requirements = guesses(contract, states).flatMap((text, number): readonly Requirement[] => {
    const { value } = ruleFrom(contract, text);
    const isTrue = value !== null && states.every((state) => isTrueIn(state, value, verify));
    return value !== null && isTrue ? [requirementOf(`lemmas/guess-${number}`, value, 'inferred')] : [];
  });
  return requirements.length === 0 ? NOTHING : inductivePart(checking, given, requirements, true);
}

/** From so many states in a row; the states before the first of them are looked at from the start. */
async function byInduction(
  checking: Checking,
  { operation, key }: OpenEnding,
  k: number,
  lemmas: readonly Requirement[],
): Promise<Possibility> {
  const { contract, verify, credentials, links, initial } = checking;
  const options = { verify, credentials, links, isShown: (other: OutcomeKey) => other !== key };
  const { possibility } = await reportOn(withLemmas(contract, lemmas), operation, { ...options, lead: k - 1 });
  const answer = possibility(key);
  if (answer.kind !== 'impossible' || hasRunFor(checking, k - 1)) return answer;
  const bounds = [...answer.bounds];
  for (let lead = 0; lead < k - 1; lead += 1) {
    const first = (await reportOn(contract, operation, { ...options, lead, initial })).possibility(key);
    if (first.kind !== 'impossible') return first;
    bounds.push(...first.bounds);
  }
  return { kind: 'impossible', bounds };
}

/** Whether every call in every state that fewer steps reach was tried. */
function hasRunFor({ sightings: { coverage, isServerFree } }: Checking, steps: number): boolean {
  // Runs follow answers of 2xx alone: what another answer leads to is not among the states they came to.
  if (steps > 1 || coverage.open.length > 0 || coverage.undecided.length > 0 || isServerFree) return false;
  return coverage.end === 'all' || coverage.depth >= steps;
}
