// Decides how an operation can end in any legal state: asks about everything that running has not shown, quick questions first.

import type { Contract, Operation } from '../../contract/contract.ts';
import type { InitialState } from '../../contract/trajectory.ts';
import { LimitReached } from '../../symbolic/limit-reached.ts';
import { Unsupported } from '../../symbolic/unsupported.ts';
import { clockBounds } from '../../verify/clock.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import type { UnknownReason } from '../../verify/verdict.ts';
import { formsOf } from '../forms.ts';
import type { OpenPart } from '../open-part.ts';
import type { LinkIds } from './links.ts';
import { type Ending, OneStep, type OneStepOptions, type Possibility } from './one-step.ts';
import type { OutcomeKey } from './outcome-key.ts';

/** How the operation can end, in any legal state. */
export interface OperationReport {
  readonly operation: Operation;
  readonly endings: readonly Ending[];
  readonly possibility: (key: OutcomeKey) => Possibility;
}

export interface ReportOptions {
  readonly verify: VerifyOptions;
  readonly credentials: ReadonlyMap<string, string>;
  /** Endings that need not be asked about: running has shown them. */
  readonly isShown: (key: OutcomeKey) => boolean;
  readonly links: LinkIds;
  /** Steps that go before, and where they start; none, and any legal state, unless given. */
  readonly lead?: number;
  readonly initial?: InitialState;
  /** Whether a legal state and a request are known: else it is asked whether there are any before something is called impossible. */
  readonly isInhabited?: boolean;
  /** Whether only the quickest way of asking is tried. */
  readonly quick?: boolean;
}

/** What is quick comes first; bounded questions find what exact ones do not, and never prove more. */
const ATTEMPTS: readonly Pick<OneStepOptions, 'quantifiers' | 'effort'>[] = [
  { quantifiers: 'exact', effort: 'matching' },
  { quantifiers: 'bounded', effort: 'matching' },
  { quantifiers: 'exact', effort: 'models' },
];

/** The report on one operation. */
export async function reportOn(contract: Contract, operation: Operation, options: ReportOptions): Promise<OperationReport> {
  const answers = new Map<OutcomeKey, Possibility>();
  let endings: readonly Ending[] = [];
  let failed: UnknownReason | null = null;
  for (const how of options.quick ? ATTEMPTS.slice(0, 1) : ATTEMPTS) {
    try {
      const isWanted = (ending: Ending): boolean => isOfInterest(ending) && !options.isShown(ending.key) && isOpen(answers.get(ending.key));
      const asked = await attempt(contract, operation, { ...options, ...how }, isWanted);
      endings = asked.endings;
      for (const [key, answer] of asked.answers) if (isOpen(answers.get(key))) answers.set(key, answer);
    } catch (error) {
      failed = reasonOf(error);
    }
    if (failed !== null || ![...answers.values()].some(isOpen)) break;
  }
  const reason = failed;
  const unasked = (key: OutcomeKey): Possibility => {
    if (reason !== null) return { kind: 'unknown', reason };
    return endings.some((ending) => ending.key === key) ? { kind: 'unknown', reason: NOT_ASKED } : { kind: 'impossible', bounds: [] };
  };
  const possibility = (key: OutcomeKey): Possibility => qualified(contract, operation, answers.get(key) ?? unasked(key));
  return { operation, endings, possibility };
}

const NOT_ASKED: UnknownReason = { kind: 'incomplete-theory', message: 'the solver was not asked', constructs: [] };

function isOpen(answer: Possibility | undefined): boolean {
  return answer === undefined || answer.kind === 'unknown';
}

function isOfInterest({ kind, cause }: Ending): boolean {
  return kind !== 'refused' || cause?.kind === 'precondition';
}

/** Nothing is impossible because of what no form of a call tells, and what is is so while the clock stands still. */
function qualified(contract: Contract, operation: Operation, answer: Possibility): Possibility {
  if (answer.kind !== 'impossible') return answer;
  const untold = formsOf(contract).open.filter(({ operationId }) => operationId === operation.id);
  if (untold.length > 0) return { kind: 'unknown', reason: untoldParts(untold) };
  return { kind: 'impossible', bounds: [...answer.bounds, ...clockBounds(contract)] };
}

function untoldParts(open: readonly OpenPart[]): UnknownReason {
  return {
    kind: 'unsupported',
    message: 'not all that a rule reads of a request was left open: too many optional parts, or a credential',
    constructs: open.map(({ operationId, part }) => `${operationId} ${part}`),
  };
}

type AttemptOptions = ReportOptions & Pick<OneStepOptions, 'quantifiers' | 'effort'>;

async function attempt(
  contract: Contract,
  operation: Operation,
  { verify, credentials, links, quantifiers, effort, lead = 0, initial, isInhabited = false }: AttemptOptions,
  isWanted: (ending: Ending) => boolean,
): Promise<{ readonly endings: readonly Ending[]; readonly answers: ReadonlyMap<OutcomeKey, Possibility> }> {
  const { forms } = formsOf(contract);
  const how = { now: verify.now, credentials, verify, links, quantifiers, effort, lead, ...(initial ? { initial } : {}) };
  const one = new OneStep(contract, operation, forms, await verify.solver(), how);
  try {
    const answers = new Map(one.endings.filter(isWanted).map(({ key }) => [key, one.ask(key)] as const));
    const isSomethingImpossible = [...answers.values()].some(({ kind }) => kind === 'impossible');
    if (isSomethingImpossible && !isInhabited && one.isVacuous()) {
      for (const key of answers.keys()) answers.set(key, { kind: 'unknown', reason: VACUOUS });
    }
    return { endings: one.endings, answers };
  } finally {
    one.close();
  }
}

const VACUOUS: UnknownReason = { kind: 'vacuous', message: 'no state and no request satisfy the contract', constructs: [] };

function reasonOf(error: unknown): UnknownReason {
  if (error instanceof LimitReached) return { kind: 'size-limit', message: error.message, constructs: [] };
  if (error instanceof Unsupported) return { kind: 'unsupported', message: error.message, constructs: [error.construct] };
  throw error;
}
