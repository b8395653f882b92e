// Decides the obligations of an executed trajectory, one at a time, on one incremental solver; the first that fails is named.

import { equals } from '../symbolic/claims/claims.ts';
import { decode } from '../symbolic/decode.ts';
import type { Answer } from '../symbolic/solver.ts';
import type { Term } from '../symbolic/term.ts';
import { nameOf, type Obligation, stepOf } from './obligation.ts';
import type { Prover } from './prover.ts';
import type { Refutation, Refuter } from './refute.ts';
import type { Run } from './run.ts';
import { beyondBounds, unknownAnswer, unsupported } from './unknown.ts';
import type { UnknownReason } from './verdict.ts';

/** What became of one obligation. */
export type Judgement =
  | { readonly kind: 'holds'; readonly obligation: Obligation }
  | { readonly kind: 'fails'; readonly obligation: Obligation; readonly refutation: Refutation }
  | { readonly kind: 'unknown'; readonly obligation: Obligation; readonly reason: UnknownReason };

/**
 * Judges the obligations in order. Without `keepGoing` it stops at the first that does not hold, and takes each that held for
 * granted afterwards. With it every obligation is judged on its own, except those of a step whose outcome already failed.
 */
export function judge(run: Run, prover: Prover, refuter: Refuter, keepGoing: boolean): readonly Judgement[] {
  const judgements: Judgement[] = [];
  const failedSteps = new Set<number>();
  for (const obligation of run.obligations) {
    const step = stepOf(obligation.about);
    if (step !== null && failedSteps.has(step)) continue;
    const judgement =
      obligation.quantifier === 'must' ? judgeMust(obligation, run, prover, refuter) : judgeMay(obligation, run, prover, refuter);
    judgements.push(judgement);
    if (judgement.kind === 'holds') prover.assume(obligation.claim);
    else if (!keepGoing) break;
    else if (step !== null) failedSteps.add(step);
  }
  return judgements;
}

/** Questions about one obligation. Reading a model asks for parts of unknown values that nothing had asked for; what they must be is said then. */
const MAX_READINGS = 12;

function judgeMust(obligation: Obligation, run: Run, prover: Prover, refuter: Refuter): Judgement {
  const { factory, facts } = run.execution.context;
  const opposite = factory.not(obligation.claim);
  if (opposite.kind === 'constant' && opposite.value === false) return { kind: 'holds', obligation };
  for (let reading = 1; ; reading += 1) {
    const answer = prover.ask(nameOf(obligation.about), [opposite]);
    if (answer.kind === 'unsat') return { kind: 'holds', obligation };
    const known = facts.length;
    const judgement = tryModel(obligation, answer, prover, refuter);
    if (judgement.kind !== 'unknown' || facts.length === known || reading >= MAX_READINGS) return judgement;
  }
}

/** A model, or a candidate for one, refutes if the replay confirms it. */
function tryModel(obligation: Obligation, answer: Exclude<Answer, { kind: 'unsat' }>, prover: Prover, refuter: Refuter): Judgement {
  const model = answer.kind === 'sat' ? answer.model : answer.candidate;
  if (!model) return { kind: 'unknown', obligation, reason: undecidedBy(answer, NOT_SHOWN) };
  const refutation = refuter.refute(obligation, { model, asked: prover.asked(), isCandidate: answer.kind === 'unknown' });
  if (!('reason' in refutation)) return { kind: 'fails', obligation, refutation };
  return { kind: 'unknown', obligation, reason: undecidedBy(answer, refutation.reason) };
}

function undecidedBy(answer: Answer, otherwise: UnknownReason): UnknownReason {
  return answer.kind === 'unknown' ? unknownAnswer(answer) : otherwise;
}

function judgeMay(obligation: Obligation, run: Run, prover: Prover, refuter: Refuter): Judgement {
  const { context } = run.execution;
  if (obligation.claim === context.factory.true) return { kind: 'holds', obligation };
  const answer = prover.ask(nameOf(obligation.about), [obligation.claim]);
  // That something is possible is shown by a model, and a model may be wrong about constructs that it does not know.
  const constructs = context.constructsIn([obligation.claim]);
  if (answer.kind === 'sat' && constructs.length > 0) return { kind: 'unknown', obligation, reason: unsupported(constructs) };
  if (answer.kind === 'sat') {
    const isShown = refuter.shows(obligation, { model: answer.model, asked: prover.asked(), isCandidate: false });
    return isShown ? judgeForHoles(obligation, run, prover, refuter) : { kind: 'unknown', obligation, reason: NOT_SHOWN };
  }
  if (answer.kind === 'unsat' && context.bounds.length > 0) return { kind: 'unknown', obligation, reason: beyondBounds(context.bounds) };
  if (answer.kind === 'unknown') return { kind: 'unknown', obligation, reason: unknownAnswer(answer) };
  // No values of the unknowns give what was recorded: any run at all shows the difference.
  return refuteByAny(obligation, [], prover, refuter);
}

const NOT_SHOWN: UnknownReason = {
  kind: 'not-realisable',
  message: 'the solver says that what was recorded is possible, but no run of the contract with it could be made',
  constructs: [],
};

/** It is possible for some values of the holes, and must be for all. */
function judgeForHoles(obligation: Obligation, run: Run, prover: Prover, refuter: Refuter): Judgement {
  const { execution, start } = run;
  if (execution.holes.size === 0 || start === null) return { kind: 'holds', obligation };
  const other = prover.ask(`${nameOf(obligation.about)}: other values of the holes`, [execution.context.factory.not(obligation.claim)]);
  if (other.kind === 'unsat') return { kind: 'holds', obligation };
  if (other.kind === 'unknown') return { kind: 'unknown', obligation, reason: unknownAnswer(other) };
  const { holes } = decode(execution, start, other.model, () => undefined, prover.asked());
  const filled = [...holes].map(([name, value]) => equals(execution.context, execution.holes.get(name) ?? null, value));
  const possible = prover.ask(`${nameOf(obligation.about)}: with these`, [obligation.claim, ...filled]);
  if (possible.kind === 'unsat') return refuteByAny(obligation, filled, prover, refuter);
  const message = 'some values of the holes allow what was recorded, and it is open whether all do';
  return { kind: 'unknown', obligation, reason: { kind: 'incomplete-theory', message, constructs: [] } };
}

function refuteByAny(obligation: Obligation, filled: readonly Term[], prover: Prover, refuter: Refuter): Judgement {
  const any = prover.ask(`${nameOf(obligation.about)}: some run`, filled);
  if (any.kind === 'unknown') return { kind: 'unknown', obligation, reason: unknownAnswer(any) };
  if (any.kind === 'unsat')
    return { kind: 'unknown', obligation, reason: { kind: 'vacuous', message: 'no run meets the claims so far', constructs: [] } };
  const refutation = refuter.refute(obligation, { model: any.model, asked: prover.asked(), isCandidate: false });
  return 'reason' in refutation ? { kind: 'unknown', obligation, reason: refutation.reason } : { kind: 'fails', obligation, refutation };
}
