// Decides where complaints about a part of a JSON input stand in its file: verification knows values and paths, the command knows files.

import type { Diagnostic } from '../base/diagnostic.ts';
import { showSource } from '../base/source.ts';
import type { Locate } from '../contract/reading.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import { placesIn } from '../files/trajectories.ts';

/** Complaints about what something is called are placed at its name, others at the value. */
const ABOUT_NAMES: ReadonlySet<string> = new Set(['unknown-parameter', 'unknown-security-scheme', 'unknown-collection', 'key-mismatch']);

/** A complaint about a trajectory, placed at the part in question. `start` finds places in the file of `--initial`, if the state is from one. */
export function placeIn(trajectory: Trajectory, start: Locate | null, diagnostic: Diagnostic): Diagnostic {
  const { code, path, source, hint } = diagnostic;
  const locate = start !== null && code === 'illegal-initial-state' ? start : placesIn(trajectory);
  const place = path === undefined ? null : (locate?.(path, ABOUT_NAMES.has(code) ? 'name' : 'value') ?? null);
  if (place === null) return diagnostic;
  // A rule that the state breaks as a whole is the place, and the state is the hint.
  if (source === undefined || source.file === place.file) return { ...diagnostic, source: place };
  return hint === undefined ? { ...diagnostic, hint: `the state is at ${showSource(place)}` } : diagnostic;
}
