// Decides in which formats runs are written for other tools, and what each makes of several runs.

import type { Contract } from '../contract/contract.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { runOf } from '../simulate/replay/run.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { rerun } from '../verify/rerun.ts';
import type { Verdict } from '../verify/verdict.ts';
import { asArazzo } from './as-arazzo.ts';
import { asCurl } from './as-curl.ts';
import { asHttp } from './as-http.ts';
import { itfOf } from './as-itf.ts';
import { asVitest } from './as-vitest.ts';
import type { Script } from './script/script.ts';
import { scriptOf } from './script/script-of.ts';

export type TraceFormat = 'http' | 'curl' | 'arazzo' | 'itf' | 'vitest';

/** What each format is, in a few words. */
export const TRACE_FORMATS: Readonly<Record<TraceFormat, string>> = {
  http: 'requests and answers to read',
  curl: 'a shell script',
  arazzo: 'an Arazzo workflow, as JSON',
  itf: 'the Informal Trace Format of Apalache and Quint; several runs in lines',
  vitest: 'a test to paste',
};

/** A trajectory with the verdict on it. */
export interface JudgedTrajectory {
  readonly trajectory: Trajectory;
  readonly verdict: Verdict;
}

/**
 * The run of a judged trajectory as a script, up to the first failure; null where there is none to tell (`rerun`). `options` are those that the
 * verdict was made with.
 */
export function scriptOfVerdict(
  contract: Contract,
  { trajectory, verdict }: JudgedTrajectory,
  options: Partial<VerifyOptions> = {},
): Script | null {
  const told = rerun(contract, trajectory, verdict, options);
  if (told === null) return null;
  return scriptOf(contract, { trajectory, ...told, last: verdict.failure?.step ?? null, about: aboutOf(verdict) });
}

/** One run of a trajectory that has no verdict; null where it starts in no one state. `about` is what it shows. */
export function scriptOfRun(contract: Contract, trajectory: Trajectory, seed: number, about: string): Script | null {
  const { value: run } = runOf(contract, trajectory, { seed });
  const initial = trajectory.initial.kind === 'given' ? trajectory.initial.state : null;
  return run && scriptOf(contract, { trajectory, run, holes: new Map(), last: null, about, initial });
}

function aboutOf({ verdict, failure, claim }: Verdict): string {
  if (failure !== null) {
    const { step, expected, actual, requirement } = failure;
    const where = step === null ? 'at the end' : `at step ${step}`;
    const instead = typeof actual === 'number' ? `, ${actual} instead of ${expected}` : '';
    return `the claim fails ${where}${instead}: ${requirement.message}`;
  }
  const from = claim.initial === 'any' ? ', from every state; this run is from the one at reset' : '';
  return `${verdict === 'valid' ? 'every step ends as claimed' : 'a run'}${from}`;
}

/** The runs in a format, as one text. `document` is where the OpenAPI document is, as the result is to say it (`arazzo`). */
export function printScripts(contract: Contract, format: TraceFormat, scripts: readonly Script[], document: string): string {
  switch (format) {
    case 'http':
      return asHttp(contract, scripts);
    case 'curl':
      return asCurl(scripts);
    case 'arazzo':
      return asArazzo(contract, scripts, document);
    case 'itf':
      return scripts.map((script) => `${itfOf(contract, script)}\n`).join('');
    case 'vitest':
      return asVitest(scripts);
  }
}
