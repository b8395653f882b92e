// Decides what comes out of a certificate's contract and trajectories when they are judged again, and which questions are asked on the way.

import { type Checked, hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Contract } from '../contract/contract.ts';
import { readTrajectory } from '../contract/read-trajectory.ts';
import type { InitialState } from '../contract/trajectory.ts';
import { check } from '../explore/check/check.ts';
import { checkToJson } from '../explore/check/check-to-json.ts';
import { plan } from '../explore/plan.ts';
import { planToJson } from '../explore/plan-to-json.ts';
import { loadContract } from '../spec/load.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import { verdictToJson } from '../verify/json.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import { verify } from '../verify/verify.ts';
import type { Manifest, ManifestEntry } from './read-manifest.ts';
import { resultOf } from './result-of.ts';

export interface Derived {
  /** As `resultOf` says it. */
  readonly result: string;
  readonly queries: readonly Query[];
}

/** One for each entry of the manifest; null for what cannot be judged. */
export async function derive(
  manifest: Manifest,
  texts: ReadonlyMap<string, string>,
  progress: (text: string) => void,
): Promise<Checked<readonly (Derived | null)[]>> {
  const contract = contractOf(manifest, texts);
  if (contract.value === null) return { value: null, diagnostics: contract.diagnostics };
  const initial = initialOf(manifest, texts);
  const derived: (Derived | null)[] = [];
  for (const [i, entry] of manifest.entries.entries()) {
    progress(`${i} of ${manifest.entries.length} judged again`);
    derived.push(await judgeAgain(contract.value, manifest, entry, initial, texts));
  }
  return { value: derived, diagnostics: [] };
}

function contractOf({ document, overlays, documents, options }: Manifest, texts: ReadonlyMap<string, string>): Checked<Contract> {
  const encoder = new TextEncoder();
  const byName = new Map(documents.map(({ name, path }) => [normalisePath(name), texts.get(path) ?? '']));
  return loadContract({
    document,
    overlays,
    layers: options.layers,
    // Every file that was read is in the certificate, wherever it was.
    allow: [...byName.keys()],
    read: (path) => {
      const text = byName.get(normalisePath(path));
      return text === undefined ? null : encoder.encode(text);
    },
  });
}

function initialOf({ initial }: Manifest, texts: ReadonlyMap<string, string>): InitialState | null {
  if (initial === null) return null;
  if (initial === 'reset' || initial === 'any') return { kind: initial };
  if (typeof initial === 'string') return null;
  const parsed = parseJson(texts.get(initial.path) ?? '', initial.path);
  return hasErrors(parsed.diagnostics) ? null : { kind: 'given', state: parsed.value };
}

async function judgeAgain(
  contract: Contract,
  manifest: Manifest,
  entry: ManifestEntry,
  initial: InitialState | null,
  texts: ReadonlyMap<string, string>,
): Promise<Derived | null> {
  const queries: Query[] = [];
  const { options } = manifest;
  const own: VerifyOptions = {
    ...DEFAULT_OPTIONS,
    layers: options.layers,
    holes: options.holes,
    keepGoing: options.keepGoing,
    initial: manifest.command === 'verify' ? initial : null,
    seed: options.seed,
    limits: { ...DEFAULT_LIMITS, scope: options.scope },
    question: { rlimit: options.rlimit, timeoutMs: options.timeoutMs },
    record: (query) => void queries.push(query),
  };
  const json = await resultJson(contract, manifest, entry, initial ?? { kind: 'reset' }, own, texts);
  return json === null ? null : { result: resultOf(json), queries };
}

async function resultJson(
  contract: Contract,
  { command, options }: Manifest,
  entry: ManifestEntry,
  initial: InitialState,
  own: VerifyOptions,
  texts: ReadonlyMap<string, string>,
): Promise<string | null> {
  const { initial: _initial, ...verifyOptions } = own;
  const { maxSteps, maxCalls, goal, avoid, plans, induction, lemmas, final } = options;
  switch (command) {
    case 'verify': {
      if (entry.trajectory === null) return null;
      const parsed = parseJson(texts.get(entry.trajectory.path) ?? '', entry.trajectory.path);
      const trajectory = hasErrors(parsed.diagnostics) ? null : readTrajectory(parsed.value, entry.id, () => null).value;
      const verdict = trajectory === null ? null : (await verify(contract, trajectory, own)).value;
      return verdict === null ? null : verdictToJson(verdict);
    }
    case 'plan': {
      const { value } = await plan(contract, { goal: goal ?? '', avoid, initial }, { maxSteps, maxCalls, plans, verify: verifyOptions });
      return value && planToJson(value);
    }
    case 'check': {
      const { value } = await check(contract, { initial, maxSteps, maxCalls, induction, lemmas, final, verify: verifyOptions });
      return value && checkToJson(value);
    }
  }
}
