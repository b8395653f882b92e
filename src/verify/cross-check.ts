// Decides whether the concrete interpreter agrees with a run that left nothing open: both have decided everything, and must have decided the same.

import { seededChooser } from '../simulate/choose/seeded.ts';
import { replay } from '../simulate/replay/replay.ts';
import type { State } from '../simulate/state.ts';
import { Disagreement } from './disagreement.ts';
import { isClaimed } from './explain.ts';
import type { Judgement } from './judge.ts';
import type { Question } from './question.ts';
import type { Run } from './run.ts';
import { claimedStatus, NOT_FOUND } from './step-obligations.ts';

/** Replays the trajectory and compares every judged outcome; throws `Disagreement` where the interpreters differ. */
export function crossCheck(question: Question, run: Run, judgements: readonly Judgement[], start: State): void {
  const { contract, trajectory, options } = question;
  if (run.execution.choices.size > 0) return;
  const replayed = replay(contract, trajectory, {
    initial: start,
    holes: new Map(),
    chooser: (step) => seededChooser(contract, options.seed, step),
    now: options.now,
    invariantsHold: true,
    limits: options.limits,
  });
  for (const { kind, obligation } of judgements) {
    const { about } = obligation;
    if (about.kind !== 'outcome' || kind === 'unknown') continue;
    const step = trajectory.steps[about.step];
    const result = replayed.steps[about.step]?.result;
    if (!step || result === undefined || result?.kind === 'undecided') continue;
    const holds = result === null ? claimedStatus(step) === NOT_FOUND : isClaimed(step, result.outcome);
    if (holds === (kind === 'holds')) continue;
    const outcome =
      result === null
        ? 'no request'
        : `${result.outcome.status}${result.outcome.kind === 'success' ? '' : ` (${result.outcome.cause.message})`}`;
    throw new Disagreement(trajectory, obligation, `symbolically it ${kind}, and the replay answers ${outcome}`);
  }
}
