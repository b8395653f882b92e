// Decides how tests judge trajectories that they write as plain data, and how a verdict reads in one line. Every verdict is held against its schema.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fromPlain } from '../../src/base/json.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { readTrajectory } from '../../src/contract/read-trajectory.ts';
import type { Trajectory } from '../../src/contract/trajectory.ts';
import { loadContractFiles } from '../../src/files/contract.ts';
import { verdictToJson } from '../../src/verify/json.ts';
import type { VerifyOptions } from '../../src/verify/options.ts';
import type { Verdict } from '../../src/verify/verdict.ts';
import { verify } from '../../src/verify/verify.ts';

const ajv = new Ajv2020({ allowUnionTypes: true });
const isVerdict = ajv.compile(JSON.parse(readFileSync('schemas/verdict.schema.json', 'utf8')));

/** Fails where a line is no verdict by the published schema. */
export function checkVerdict(line: string): void {
  if (!isVerdict(JSON.parse(line))) throw new Error(`${ajv.errorsText(isVerdict.errors)}: ${line}`);
}

export function trajectoryOf(plain: Readonly<Record<string, unknown>>): Trajectory {
  const { value, diagnostics } = readTrajectory(fromPlain(plain) ?? null, 'test', () => null);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

export async function judged(
  contract: Contract,
  plain: Readonly<Record<string, unknown>>,
  options: Partial<VerifyOptions> = {},
): Promise<Verdict> {
  const { value, diagnostics } = await verify(contract, trajectoryOf(plain), options);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  checkVerdict(verdictToJson(value));
  return value;
}

/** `valid`, `invalid STEP: EXPECTED, ACTUAL: MESSAGE`, `invalid: no filling` or `unknown: REASON`. */
export function told({ verdict, failure, core, unknown }: Verdict): string {
  if (core) return `${verdict}: no filling`;
  if (failure) return `${verdict} ${failure.step ?? 'at the end'}: ${failure.expected}, ${failure.actual}: ${failure.requirement.message}`;
  return unknown ? `${verdict}: ${unknown.kind}` : verdict;
}

export function shop(): Contract {
  const { value, diagnostics } = loadContractFiles({ document: 'specs/shop/openapi.yaml' });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}
