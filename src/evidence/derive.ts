// Decides what comes out of a certificate's contract and trajectories when they are judged again, and which questions are asked on the way.

import { type Checked, hasErrors } from '../base/diagnostic.ts';
import { parseJson } from '../base/json.ts';
import { DEFAULT_LIMITS } from '../base/limits.ts';
import type { Contract } from '../contract/contract.ts';
import { readTrajectory } from '../contract/read-trajectory.ts';
import type { InitialState, Trajectory } from '../contract/trajectory.ts';
import { loadContract } from '../spec/load.ts';
import { normalisePath } from '../spec/reference/paths.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../verify/options.ts';
import type { Query } from '../verify/prover.ts';
import type { LoadedFrom } from './certificate.ts';
import { judgeAgain } from './judge-again.ts';
import type { FileEntry, Manifest, ManifestEntry } from './read-manifest.ts';

export interface Derived {
  /** The id that the entry has to have. */
  readonly id: string;
  /** The result as the command prints it with `--json`. */
  readonly result: string;
  readonly queries: readonly Query[];
}

/** One for each entry of the manifest; null for what cannot be judged. */
export async function derive(
  manifest: Manifest,
  texts: ReadonlyMap<string, string>,
  progress: (text: string) => void,
): Promise<Checked<readonly (Derived | null)[]>> {
  const contract = contractOf(manifest, manifest.contract, texts);
  const against = manifest.against === null ? null : contractOf(manifest, manifest.against, texts);
  const diagnostics = [...contract.diagnostics, ...(against?.diagnostics ?? [])];
  if (contract.value === null || against?.value === null) return { value: null, diagnostics };
  const derived: (Derived | null)[] = [];
  for (const [i, entry] of manifest.entries.entries()) {
    progress(`${i} of ${manifest.entries.length} judged again`);
    derived.push(await derivedOf(contract.value, against?.value ?? null, manifest, entry, texts));
  }
  return { value: derived, diagnostics: [] };
}

function contractOf(
  { documents, options }: Manifest,
  { document, overlays }: LoadedFrom,
  texts: ReadonlyMap<string, string>,
): Checked<Contract> {
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

async function derivedOf(
  contract: Contract,
  against: Contract | null,
  manifest: Manifest,
  entry: ManifestEntry,
  texts: ReadonlyMap<string, string>,
): Promise<Derived | null> {
  const read = entry.trajectories.map((file) => trajectoryOf(file, texts));
  const trajectories = read.flatMap((one) => one ?? []);
  if (trajectories.length < read.length) return null;
  const { command, options } = manifest;
  const queries: Query[] = [];
  const verify: VerifyOptions = {
    ...DEFAULT_OPTIONS,
    layers: options.layers,
    holes: options.holes,
    keepGoing: options.keepGoing,
    seed: options.seed,
    limits: { ...DEFAULT_LIMITS, scope: options.scope },
    question: { rlimit: options.rlimit, timeoutMs: options.timeoutMs },
    record: (query) => void queries.push(query),
  };
  const initial = initialOf(manifest, texts);
  const result = await judgeAgain({ command, contract, against, trajectories, initial, options, verify });
  const id = command === 'verify' ? (trajectories[0]?.id ?? '') : command;
  return result === null ? null : { id, result, queries };
}

function trajectoryOf({ path }: FileEntry, texts: ReadonlyMap<string, string>): Trajectory | null {
  const parsed = parseJson(texts.get(path) ?? '', path);
  return hasErrors(parsed.diagnostics) ? null : readTrajectory(parsed.value, '', () => null).value;
}
