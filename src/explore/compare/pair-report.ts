// Decides whether one contract accepts all that the other accepts of one operation: asks about every way in which it may not, quick questions first.

import { LimitReached } from '../../symbolic/limit-reached.ts';
import { Unsupported } from '../../symbolic/unsupported.ts';
import type { UnknownReason } from '../../verify/verdict.ts';
import type { OutcomeKey } from '../check/outcome-key.ts';
import type { OpenPart } from '../open-part.ts';
import type { Direction, Pair } from './pair.ts';
import type { AskedQuestion } from './pair-calls.ts';
import { pairForms } from './pair-forms.ts';
import { type PairAnswer, PairStep, type PairStepOptions } from './pair-step.ts';

/** What was asked, and answered, about one direction. */
export interface PairReport {
  readonly answers: readonly (AskedQuestion & { readonly answer: PairAnswer })[];
  /** Why not everything was asked; null if it was. */
  readonly failed: UnknownReason | null;
  /** Parts of requests that were not left open: nothing is proved of others. */
  readonly untold: readonly OpenPart[];
}

export interface PairReportOptions extends Omit<PairStepOptions, 'quantifiers' | 'effort'> {
  /** Whether an answer is wanted: of what running has shown none is. */
  readonly isWanted: (key: OutcomeKey) => boolean;
}

/** What is quick comes first; bounded questions find what exact ones do not, and never prove more. */
const ATTEMPTS: readonly Pick<PairStepOptions, 'quantifiers' | 'effort'>[] = [
  { quantifiers: 'exact', effort: 'matching' },
  { quantifiers: 'bounded', effort: 'matching' },
  { quantifiers: 'exact', effort: 'models' },
];

/** The report on one direction. */
export async function reportOnPair(pair: Pair, direction: Direction, options: PairReportOptions): Promise<PairReport> {
  const found = new Map<OutcomeKey, AskedQuestion & { readonly answer: PairAnswer }>();
  const isOpen = (key: OutcomeKey): boolean => {
    const kind = found.get(key)?.answer.kind;
    return kind === undefined || kind === 'unknown';
  };
  let untold: readonly OpenPart[] = [];
  let failed: UnknownReason | null = null;
  for (const how of ATTEMPTS) {
    try {
      const asked = await attempt(pair, direction, { ...options, ...how, isWanted: (key) => options.isWanted(key) && isOpen(key) });
      untold = asked.untold;
      for (const one of asked.answers) found.set(one.key, one);
      failed = null;
    } catch (error) {
      failed = reasonOf(error);
    }
    const isAnswered = failed === null && ![...found.keys()].some(isOpen);
    if (isAnswered || failed?.kind === 'unsupported') break;
  }
  for (const one of await smallest(pair, direction, options, [...found.values()])) found.set(one.key, one);
  return { answers: [...found.values()], failed: found.size > 0 ? null : failed, untold };
}

/** What shows a difference is read by people: the same with as few elements as can be, where that is possible. */
async function smallest(
  pair: Pair,
  direction: Direction,
  options: PairReportOptions,
  found: PairReport['answers'],
): Promise<PairReport['answers']> {
  const shown = new Set(found.flatMap(({ key, answer }) => (answer.kind === 'possible' ? [key] : [])));
  if (shown.size === 0) return [];
  const verify = { ...options.verify, limits: { ...options.verify.limits, scope: 1 } };
  const how = { quantifiers: 'bounded', effort: 'matching', verify, isWanted: (key: OutcomeKey) => shown.has(key) } as const;
  try {
    const { answers } = await attempt(pair, direction, { ...options, ...how });
    return answers.filter(({ answer }) => answer.kind === 'possible');
  } catch (error) {
    reasonOf(error);
    return [];
  }
}

type Attempt = Pick<PairReport, 'answers' | 'untold'>;

async function attempt(pair: Pair, direction: Direction, options: PairReportOptions & PairStepOptions): Promise<Attempt> {
  const [accepting, other] = [direction.accepting, direction.other].map(({ symbolic, operation }) => ({
    operation: symbolic.operations.get(operation.id) ?? operation,
    schemas: symbolic.schemas,
  }));
  if (accepting === undefined || other === undefined) throw new Error('a direction has two sides');
  const { forms, open } = pairForms(accepting, other);
  const one = new PairStep(pair, direction, forms, await options.verify.solver(), options);
  try {
    const answers = one.questions
      .filter(({ key }) => options.isWanted(key))
      .map((question) => ({ ...question, answer: one.ask(question) }));
    const isProvedBySolver = answers.some(({ answer, condition }) => answer.kind === 'impossible' && condition.kind !== 'constant');
    if (!isProvedBySolver || !one.isVacuous()) return { answers, untold: open };
    return { answers: answers.map((question) => ({ ...question, answer: { kind: 'unknown', reason: VACUOUS } })), untold: open };
  } finally {
    one.close();
  }
}

const VACUOUS: UnknownReason = { kind: 'vacuous', message: 'no state is legal under both contracts', constructs: [] };

function reasonOf(error: unknown): UnknownReason {
  if (error instanceof LimitReached) return { kind: 'size-limit', message: error.message, constructs: [] };
  if (error instanceof Unsupported) return { kind: 'unsupported', message: error.message, constructs: [error.construct] };
  throw error;
}
