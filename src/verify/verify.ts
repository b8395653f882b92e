// Decides whether a trajectory is valid under a contract: the front door of verification.

import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts';
import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { compileClaims } from './claims.ts';
import { decideByGuess, decideExists } from './exists.ts';
import { holesOf } from './holes.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from './options.ts';
import type { Question } from './question.ts';
import { concreteStart } from './start.ts';
import { decideUniversal } from './universal.ts';
import type { Verdict } from './verdict.ts';

/**
 * Judges one trajectory. `value` is null if the question itself is wrong (a rule that does not compile, an initial state outside the contract):
 * the complaints say how. Throws `Disagreement` if the two interpreters contradict each other, which is a bug of this program.
 */
export async function verify(contract: Contract, trajectory: Trajectory, options: Partial<VerifyOptions> = {}): Promise<Checked<Verdict>> {
  const all: VerifyOptions = { ...DEFAULT_OPTIONS, ...options };
  const question = prepare(contract, trajectory, all);
  if (question.value === null) return { value: null, diagnostics: question.diagnostics };
  const hasHoles = holesOf(question.value.trajectory).length > 0;
  const decided = hasHoles && all.holes === 'exists' ? await decideExists(question.value) : await decideUniversal(question.value);
  return { value: decided.value, diagnostics: [...question.diagnostics, ...decided.diagnostics] };
}

/**
 * The valid verdict on a trajectory with a filling of its holes that running finds, as far as so many replayed steps go; null where that finds none,
 * which says nothing, or the initial state is unknown.
 */
export async function verifyGuessed(
  contract: Contract,
  trajectory: Trajectory,
  options: Partial<VerifyOptions>,
  maxReplayedSteps: number,
): Promise<Verdict | null> {
  const question = prepare(contract, trajectory, { ...DEFAULT_OPTIONS, ...options });
  const decided = question.value && (await decideByGuess(question.value, maxReplayedSteps));
  return decided?.value ?? null;
}

function prepare(contract: Contract, trajectory: Trajectory, options: VerifyOptions): Checked<Question> {
  const started: Trajectory = options.initial ? { ...trajectory, initial: options.initial } : trajectory;
  const { claims, diagnostics } = compileClaims(contract, started);
  const start = started.initial.kind === 'any' ? { value: null, diagnostics: [] } : concreteStart(contract, started.initial, options);
  const all = [...diagnostics, ...start.diagnostics.map((d) => (options.initial ? d : placedIn(started, d)))];
  if (claims === null || hasErrors(all)) return { value: null, diagnostics: all };
  return { value: { contract, trajectory: started, claims, start: start.value, options: named(started, options) }, diagnostics: all };
}

/** Questions of many trajectories end up in one record: each says whose it is. */
function named({ id }: Trajectory, options: VerifyOptions): VerifyOptions {
  const { record } = options;
  return record ? { ...options, record: (query) => record({ ...query, name: `${id}: ${query.name}` }) } : options;
}

/** A complaint about the initial state in a trajectory is placed there, if nowhere else, and says whose state it is. That of `reset` is all's. */
function placedIn({ id, initial, source }: Trajectory, { path, ...diagnostic }: Diagnostic): Diagnostic {
  if (initial.kind !== 'given') return diagnostic;
  const at = path === undefined ? {} : { path: ['initial', ...path] };
  const place = diagnostic.source === undefined && source !== null ? { source } : {};
  return { ...diagnostic, message: `trajectory '${id}': ${diagnostic.message}`, ...place, ...at };
}
