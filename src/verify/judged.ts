// Decides the form of what judging one trajectory among many gives back, also where this program fails at it.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { Disagreement } from './disagreement.ts';
import type { VerifyOptions } from './options.ts';
import type { Verdict } from './verdict.ts';
import { verify } from './verify.ts';

/** The verdict on one trajectory, or what was wrong with the question, or with this program. */
export interface Judged {
  /** Its id. */
  readonly trajectory: string;
  /** Null after errors among the diagnostics, and after a bug. */
  readonly verdict: Verdict | null;
  readonly diagnostics: readonly Diagnostic[];
  /** A mistake of this program, as a text to report: the interpreters disagreed, or something was thrown. Nothing is known of the trajectory then. */
  readonly bug: string | null;
}

/** Judges one of many: what goes wrong with it is said of it, and keeps the others from nothing. */
export async function judgeOne(contract: Contract, trajectory: Trajectory, options: Partial<VerifyOptions>): Promise<Judged> {
  try {
    const { value, diagnostics } = await verify(contract, trajectory, options);
    return { trajectory: trajectory.id, verdict: value, diagnostics, bug: null };
  } catch (error) {
    return { trajectory: trajectory.id, verdict: null, diagnostics: [], bug: bugReport(trajectory, error) };
  }
}

function bugReport({ id }: Trajectory, error: unknown): string {
  if (error instanceof Disagreement) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `internal error while judging trajectory '${id}': ${detail}\nThis is a bug in envfactory, not in your input. Please report it with the specification and the trajectory.`;
}
