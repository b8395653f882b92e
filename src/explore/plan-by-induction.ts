// Decides whether a goal is out of reach at all: that it does not hold is proved like an invariant, by induction, with what the contract promises anyway.

import { toJson } from '../base/json.ts';
import { isNumber } from '../base/value.ts';
import type { Operation, Requirement } from '../contract/contract.ts';
import type { Expression } from '../contract/expression.ts';
import { conjuncts, partsOfValue } from '../contract/rules-of.ts';
import type { Bound } from '../verify/verdict.ts';
import { DEFAULT_CHECK_OPTIONS } from './check/check.ts';
import type { Checking } from './check/checking.ts';
import { inductivePart } from './check/inductive.ts';
import { isTrueIn, requirementOf, ruleFrom, withLemmas } from './check/lemmas.ts';
import { proveLinks } from './check/link-items.ts';
import { reportOn } from './check/operation-report.ts';
import type { OutcomeKey } from './check/outcome-key.ts';
import { sightingName, sightingsFrom } from './check/sightings.ts';
import { type OpenEnding, strengthen } from './check/strengthen.ts';
import type { Planning } from './planning.ts';

/** Why no state within reach is one of the goal. */
export interface Induction {
  /** States in a row in which the goal was assumed not to hold. */
  readonly k: number;
  /** Rules that were guessed, proved and used. */
  readonly lemmas: readonly string[];
  readonly bounds: readonly Bound[];
}

/** Calls of the runs that show at once that some candidate fails, and from which lemmas are guessed. */
const MAX_CALLS = 5_000;
const MOST_OPEN = 12;
/** Operations of a contract up to which more is tried than one state in a row. */
const MOST_OPERATIONS = 8;
/** One question: there are many, and most goals are no invariants. */
const RLIMIT = 1_000_000;
const TIMEOUT_MS = 1_000;
const ID = 'plan/not-goal';
/** The way of ending of a call that leads to the goal, where it is promised that none does. */
const GOAL_REACHED: OutcomeKey = `fault invariant ${ID}`;

/** A goal of which nothing shows that it can be reached. */
export interface Unreached {
  readonly checking: Checking;
  /** That the goal does not hold. */
  readonly requirement: Requirement;
}

/**
 * What induction starts from; null where the goal is known to be in reach. What is to be avoided plays no part: what is out of reach is so even
 * through it.
 */
export async function unreached(planning: Planning): Promise<Unreached | null> {
  const requirement = negationOf(planning);
  if (requirement === null || !isTrueIn(planning.start, requirement.rule, planning.verify)) return null;
  planning.options.progress('induction');
  const checking = await checkingFrom(planning, requirement);
  return checking && { checking, requirement };
}

/** The proof that one step from any legal state does not lead to the goal; null where none was found. */
export async function fromOneState({ checking, requirement }: Unreached): Promise<Induction | null> {
  const { kept, bounds } = await inductivePart(checking, [], [requirement], true);
  return kept.length > 0 ? { k: 1, lemmas: [], bounds } : null;
}

/** With more states in a row and lemmas, for one operation after another; what is found for one serves the next. */
export async function fromSeveralStates({ checking, requirement }: Unreached): Promise<Induction | null> {
  const contract = withLemmas(checking.contract, [requirement]);
  if (contract.operations.size > MOST_OPERATIONS) return null;
  let lemmas: readonly Requirement[] = [];
  let k = 1;
  const bounds: Bound[] = [];
  for (const operation of contract.operations.values()) {
    const ending: OpenEnding = { operation, key: GOAL_REACHED };
    const plain = await oneStep({ ...checking, contract: withLemmas(contract, lemmas) }, operation);
    if (plain !== null) {
      bounds.push(...plain);
      continue;
    }
    const { proofs, found, foundBounds } = await strengthen({ ...checking, contract }, [ending], { lemmas, bounds: [] });
    const proof = proofs.get(ending);
    if (proof === undefined) return null;
    k = Math.max(k, proof.k);
    lemmas = [...lemmas, ...found];
    bounds.push(...proof.bounds, ...foundBounds);
  }
  return { k, lemmas: lemmas.map(({ rule }) => rule.text), bounds };
}

/** What bounds the proof that no call of the operation leads to the goal; null where there is none. */
async function oneStep({ contract, verify, credentials, links }: Checking, operation: Operation): Promise<readonly Bound[] | null> {
  const isShown = (key: OutcomeKey): boolean => key !== GOAL_REACHED;
  const { possibility } = await reportOn(contract, operation, { verify, credentials, links, isShown, quick: true });
  const answer = possibility(GOAL_REACHED);
  return answer.kind === 'impossible' ? answer.bounds : null;
}

/** Runs that are no proof show which references dangle and which rules cannot be lemmas. Null where one of them leads to the goal. */
async function checkingFrom(planning: Planning, requirement: Requirement): Promise<Checking | null> {
  const { contract, initial, start, credentials, options } = planning;
  const { now, seed, limits, question } = planning.verify;
  const verify = {
    ...planning.verify,
    question: { rlimit: least(question.rlimit, RLIMIT), timeoutMs: least(question.timeoutMs, TIMEOUT_MS) },
  };
  const { maxSteps, progress } = options;
  const sightings = sightingsFrom(withLemmas(contract, [requirement]), start, {
    now,
    seed,
    limits,
    credentials,
    maxDepth: Math.max(maxSteps, DEFAULT_CHECK_OPTIONS.maxSteps),
    maxCalls: MAX_CALLS,
    mostOpen: MOST_OPEN,
    withFaults: true,
    maxVisits: 1,
    rules: [requirement.rule.expression],
    isFinal: () => false,
    isBarred: () => false,
  });
  if ([...contract.operations.keys()].some((id) => sightings.seen.has(sightingName(id, GOAL_REACHED)))) return null;
  const checkOptions = { ...DEFAULT_CHECK_OPTIONS, initial, maxSteps, progress };
  const unlinked: Checking = { contract, initial, final: null, options: checkOptions, verify, credentials, sightings, links: new Set() };
  return { ...unlinked, links: (await proveLinks(unlinked)).links };
}

/** That the goal does not hold. A goal that looks up a record that is not there does not hold either. */
function negationOf({ contract, goal }: Planning): Requirement | null {
  // Only what is looked up whatever else holds: the goal may hold where a record is missing that it asks for in one branch.
  const lookedUp = conjuncts(goal.expression).flatMap((conjunct) => [conjunct, ...partsOfValue(conjunct)]);
  const guards = [...new Set(lookedUp.flatMap(guardOf))];
  const { value } = ruleFrom(contract, `!(${[...guards, `(${goal.text})`].join(' && ')})`);
  return value && requirementOf(ID, value, 'declared');
}

/** That a record is there which is looked up by a key that is written out. */
function guardOf(expression: Expression): readonly string[] {
  if (expression.kind !== 'index' || expression.key.kind !== 'literal') return [];
  const { of, key } = expression;
  if (of.kind !== 'root' || of.root.kind !== 'collection' || of.root.state !== 'current') return [];
  return typeof key.value === 'string' || isNumber(key.value) ? [`${toJson(key.value)} in ${of.root.name}`] : [];
}

/** Of two limits, where 0 is none. */
function least(asked: number, own: number): number {
  return asked === 0 ? own : Math.min(asked, own);
}
