// Decides how each command is run again for a certificate, and writes its result as the command prints it with `--json`.

import type { Contract } from '../contract/contract.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { check } from '../explore/check/check.ts';
import { checkToJson } from '../explore/check/check-to-json.ts';
import { compare } from '../explore/compare/compare.ts';
import { compareToJson } from '../explore/compare/compare-to-json.ts';
import { equivalenceToJson } from '../explore/equivalence/equivalence-to-json.ts';
import { equivalent } from '../explore/equivalence/equivalent.ts';
import { plan } from '../explore/plan.ts';
import { planToJson } from '../explore/plan-to-json.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { verify } from '../verify/verify.ts';
import type { CertificateOptions, CertifiedCommand } from './certificate.ts';
import { judgementToJson } from './judgement.ts';

/** What was asked, ready to be asked again. */
export interface Asked {
  readonly command: CertifiedCommand;
  readonly contract: Contract;
  /** Of `compare`; null of other commands. */
  readonly against: Contract | null;
  readonly trajectories: readonly Trajectory[];
  readonly initial: InitialState | null;
  readonly options: CertificateOptions;
  readonly verify: VerifyOptions;
}

/** Null where the question is no question about the contract. */
export function judgeAgain(asked: Asked): Promise<string | null> {
  switch (asked.command) {
    case 'verify':
      return verified(asked);
    case 'plan':
      return planned(asked);
    case 'check':
      return checked(asked);
    case 'compare':
      return compared(asked);
    case 'equivalent':
      return paired(asked);
  }
}

async function verified({ contract, trajectories: [trajectory], initial, options, verify: how }: Asked): Promise<string | null> {
  if (trajectory === undefined) return null;
  const own = { ...how, initial };
  const { value } = await verify(contract, trajectory, own);
  return value && judgementToJson(contract, trajectory, value, options, own);
}

async function planned({ contract, initial, options, verify: how }: Asked): Promise<string | null> {
  const { goal, avoid, maxSteps, maxCalls, plans } = options;
  const task = { goal: goal ?? '', avoid, initial: initial ?? RESET };
  const { value } = await plan(contract, task, { maxSteps, maxCalls, plans, verify: withoutStart(how) });
  return value && planToJson(value);
}

async function checked({ contract, initial, options, verify: how }: Asked): Promise<string | null> {
  const { maxSteps, maxCalls, induction, lemmas, final } = options;
  const asked = { initial: initial ?? RESET, maxSteps, maxCalls, induction, lemmas, final };
  const { value } = await check(contract, { ...asked, verify: withoutStart(how) });
  return value && checkToJson(value);
}

async function compared({ contract, against, trajectories, initial, options, verify: how }: Asked): Promise<string | null> {
  if (against === null) return null;
  const { maxSteps, maxCalls } = options;
  const operations = trajectories.length === 0;
  const asked = { initial: initial ?? RESET, maxSteps, maxCalls, trajectories: operations ? null : trajectories, operations };
  const { value } = await compare(contract, against, { ...asked, verify: withoutStart(how) });
  return value && compareToJson(value);
}

async function paired({ contract, trajectories: [left, right], initial, options, verify: how }: Asked): Promise<string | null> {
  if (left === undefined || right === undefined) return null;
  const { value } = await equivalent(contract, left, right, { compared: options.compared, verify: { ...how, initial } });
  return value && equivalenceToJson(value);
}

const RESET: InitialState = { kind: 'reset' };

/** The commands that have a state of their own take none with the other options. */
function withoutStart({ initial: _initial, ...others }: VerifyOptions): Partial<VerifyOptions> {
  return others;
}
