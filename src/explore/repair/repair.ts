// Decides the nearest valid trajectory to one that is not: edits are tried nearest first, and what an edit leaves open is found and proved like any hole.

import type { Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import type { InitialState, Template, Trajectory } from '../../contract/trajectory.ts';
import { recordsSize } from '../../simulate/records.ts';
import { fillHoles, holesOf } from '../../verify/holes.ts';
import { DEFAULT_OPTIONS, type VerifyOptions } from '../../verify/options.ts';
import { concreteStart } from '../../verify/start.ts';
import type { Verdict } from '../../verify/verdict.ts';
import { verify, verifyGuessed } from '../../verify/verify.ts';
import { type Forms, formsOf } from '../forms.ts';
import { type Edit, type Edited, editsOf } from './edits.ts';

/** A valid trajectory near an invalid one. */
export interface Repair {
  /** In the order in which they are made. */
  readonly edits: readonly MadeEdit[];
  readonly trajectory: Trajectory;
  /** `valid`. */
  readonly verdict: Verdict;
  /** Whether every nearer trajectory was refuted: fewer edits, or as many of a nearer kind. */
  readonly isNearest: boolean;
  /** Nearer trajectories that were judged. */
  readonly tried: number;
  /** Why there may be a nearer one; none where it is nearest. */
  readonly limits: readonly RepairLimit[];
}

/**
 * What kept a trajectory from being judged or decided. `tried`: as many as may be were judged. `undecided`: some verdict was unknown. `forms`: calls
 * of some forms are not inserted. `second-edit`: a second edit is tried only after a first with which the trajectory gets further.
 */
export type RepairLimit = 'tried' | 'undecided' | 'forms' | 'second-edit';

/** An edit with the values that were found for it. */
export interface MadeEdit {
  readonly edit: Edit;
  /** Of a change: what stood there, and what stands there now; of an insertion, by argument. */
  readonly before: Template | null;
  readonly values: ReadonlyMap<string, Value>;
}

/** What came of looking for a repair. */
export type RepairResult =
  | { readonly kind: 'repaired'; readonly repair: Repair }
  /** None was found with so many edits, of which so many were judged; without `limits` none exists. 0 edits: none was looked for. */
  | { readonly kind: 'none'; readonly edits: number; readonly tried: number; readonly limits: readonly RepairLimit[] };

export interface RepairOptions {
  /** Edits that a repair may have, at most 2. */
  readonly maxEdits: number;
  /** Trajectories that may be judged. */
  readonly maxTried: number;
  readonly verify: Partial<VerifyOptions>;
}

const DEFAULT_REPAIR_OPTIONS: RepairOptions = { maxEdits: 2, maxTried: 200, verify: {} };

/** Z3's resource units for one question about an edited trajectory: there are many of them. */
const RLIMIT = 500_000;
const TIMEOUT_MS = 2_000;
/** Trajectories that may be judged where the initial state is unknown: each takes a solver. */
const MAX_TRIED_FROM_ANY = 40;
/** Edited trajectories that get further than before, from which a second edit is tried. */
const MAX_STEPPING_STONES = 4;
/** Steps that running may replay for one edited trajectory. */
const MAX_REPLAYED_STEPS = 4_000;

/**
 * The nearest repair of an invalid trajectory without holes. Nearer is: fewer edits; among as many, change of an argument before insertion before
 * deletion before reordering. A second edit is tried only after a first with which the trajectory gets further.
 */
export async function repair(
  contract: Contract,
  trajectory: Trajectory,
  verdict: Verdict,
  options: Partial<RepairOptions> = {},
): Promise<RepairResult> {
  const all = { ...DEFAULT_REPAIR_OPTIONS, ...options };
  const verifyOptions: VerifyOptions = { ...DEFAULT_OPTIONS, ...all.verify };
  const { layers, seed, limits, initial, now, solver } = verifyOptions;
  const judging: Judging = {
    contract,
    options: { layers, seed, limits, initial, now, solver, holes: 'exists', question: { rlimit: RLIMIT, timeoutMs: TIMEOUT_MS } },
    most: (initial ?? trajectory.initial).kind === 'any' ? Math.min(all.maxTried, MAX_TRIED_FROM_ANY) : all.maxTried,
    tried: 0,
    limits: new Set(),
    forms: formsOf(contract),
    isSmall: isSmall(contract, initial ?? trajectory.initial, verifyOptions),
  };
  if (verdict.verdict !== 'invalid' || holesOf(trajectory).length > 0) return { kind: 'none', edits: 0, tried: 0, limits: [] };
  const failing = failingStep(trajectory, verdict);
  const first = await nearest(judging, trajectory, failing, []);
  if (first.repair !== null) return { kind: 'repaired', repair: first.repair };
  if (all.maxEdits < 2) return { kind: 'none', edits: 1, tried: judging.tried, limits: [...judging.limits] };
  // Other first edits might have led to a nearer repair.
  judging.limits.add('second-edit');
  for (const stone of first.stones.slice(0, MAX_STEPPING_STONES)) {
    const { repair: second } = await nearest(judging, stone.trajectory, stone.failing, [stone.made]);
    if (second !== null) return { kind: 'repaired', repair: second };
  }
  return { kind: 'none', edits: 2, tried: judging.tried, limits: [...judging.limits] };
}

interface Judging {
  readonly contract: Contract;
  readonly options: Partial<VerifyOptions>;
  /** Trajectories that may be judged, and those that were. */
  readonly most: number;
  tried: number;
  /** What kept nearer trajectories from being judged or decided. */
  readonly limits: Set<RepairLimit>;
  /** The calls that may be inserted. */
  readonly forms: Forms;
  /** Whether the solver can be asked about what an edit leaves open. */
  readonly isSmall: boolean;
}

/** A trajectory that gets further than the one before. */
interface SteppingStone {
  readonly trajectory: Trajectory;
  readonly made: MadeEdit;
  readonly failing: number;
}

async function nearest(
  judging: Judging,
  trajectory: Trajectory,
  failing: number,
  before: readonly MadeEdit[],
): Promise<{ readonly repair: Repair | null; readonly stones: readonly SteppingStone[] }> {
  const { contract } = judging;
  const stones: SteppingStone[] = [];
  for (const edited of editsOf(contract, trajectory, failing, judging.forms.forms)) {
    if (judging.tried >= judging.most) {
      judging.limits.add('tried');
      break;
    }
    // Calls of other forms are not tried; they would have come before what is nearest now.
    if (isBeyondInsertion(edited) && judging.forms.open.length > 0) judging.limits.add('forms');
    const value = await judge(judging, edited.trajectory);
    if (value?.verdict === 'valid') {
      const { tried, limits } = judging;
      const made = madeEdit(trajectory, edited, value);
      const found = { edits: [...before, made], trajectory: fillHoles(edited.trajectory, made.values), verdict: value };
      return { repair: { ...found, isNearest: limits.size === 0, tried, limits: [...limits] }, stones };
    }
    judging.tried += 1;
    if (value === null || value.verdict === 'unknown') judging.limits.add('undecided');
    if (value === null) continue;
    const made = madeEdit(trajectory, edited, value);
    const stone = steppingStone(edited, made, value, failing);
    if (stone !== null) stones.push(stone);
  }
  return { repair: null, stones };
}

function isBeyondInsertion({ edit }: Edited): boolean {
  return edit.kind === 'delete' || edit.kind === 'move';
}

/**
 * The verdict on an edited trajectory; null where it is not a question, or what it leaves open was not found. From a known state that is first
 * looked for by running; where there are many records, a solver would have to look at all of them at once.
 */
async function judge(judging: Judging, trajectory: Trajectory): Promise<Verdict | null> {
  const { contract, options } = judging;
  const isOpen = holesOf(trajectory).length > 0;
  const guessed = isOpen ? await verifyGuessed(contract, trajectory, options, MAX_REPLAYED_STEPS) : null;
  if (guessed !== null || (isOpen && !judging.isSmall)) return guessed;
  return (await verify(contract, trajectory, options)).value;
}

/** Records of a known initial state of which the solver can look at all. */
const SMALL = 200;

/** Whether the solver can be asked about what is left open: the initial state is unknown, or has few records. */
function isSmall(contract: Contract, initial: InitialState, options: VerifyOptions): boolean {
  if (initial.kind === 'any') return true;
  const { value } = concreteStart(contract, initial, options);
  return value !== null && [...value.collections.values()].reduce((sum, records) => sum + recordsSize(records), 0) <= SMALL;
}

/** Only what leaves nothing open can be gone on from. */
function steppingStone(edited: Edited, made: MadeEdit, verdict: Verdict, failing: number): SteppingStone | null {
  if (verdict.verdict !== 'invalid' || holesOf(edited.trajectory).length > 0) return null;
  const now = failingStep(edited.trajectory, verdict);
  const shift = edited.edit.kind === 'delete' ? -1 : 0;
  return now > failing + shift ? { trajectory: edited.trajectory, made, failing: now } : null;
}

/** The step at which it fails; the number of steps for a claim about the whole. */
function failingStep({ steps }: Trajectory, { failure }: Verdict): number {
  return failure?.step ?? steps.length;
}

function madeEdit(trajectory: Trajectory, { edit }: Edited, { holes }: Verdict): MadeEdit {
  const values = new Map([...(holes ?? [])].map(([name, value]) => [String(name), value]));
  return { edit, before: edit.kind === 'change' ? templateAt(trajectory, edit) : null, values };
}

function templateAt({ steps }: Trajectory, { step, place }: Extract<Edit, { kind: 'change' }>): Template | null {
  const at = steps[step];
  const whole = place.parameter === null ? at?.body : at?.params.get(place.parameter);
  return whole === undefined ? null : partAt(whole, place.path);
}

function partAt(template: Template, [first, ...rest]: readonly (string | number)[]): Template | null {
  if (first === undefined) return template;
  if (template.kind === 'value') return valueAt(template.value, [first, ...rest]);
  const part =
    template.kind === 'list' ? template.items[Number(first)] : template.kind === 'object' ? template.entries.get(String(first)) : undefined;
  return part === undefined ? null : partAt(part, rest);
}

function valueAt(value: Value, path: readonly (string | number)[]): Template | null {
  let part: Value | undefined = value;
  for (const name of path) {
    if (part === undefined || part === null || typeof part !== 'object') return null;
    part = Array.isArray(part) ? part[Number(name)] : part instanceof Map ? part.get(name) : undefined;
  }
  return part === undefined ? null : { kind: 'value', value: part };
}
