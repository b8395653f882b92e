// Decides how a program hands over a trajectory that it has made itself, as plain JavaScript data.

import type { Checked } from '../base/diagnostic.ts';
import { fromPlain } from '../base/json.ts';
import { readTrajectory } from './read-trajectory.ts';
import type { Trajectory } from './trajectory.ts';

/**
 * The trajectory that an object describes (`schemas/trajectory.schema.json`; docs/language.md). `id` names one that has none. Numbers are
 * taken at their shortest decimal form, so 0.1 is one tenth. Complaints have no place, as there is no file; they name the part.
 */
export function trajectoryFrom(plain: unknown, id = 'trajectory'): Checked<Trajectory> {
  const value = fromPlain(plain);
  if (value !== undefined) return readTrajectory(value, id, () => null);
  const message = 'a trajectory is JSON data: it has no functions, symbols, undefined list items or numbers that are not finite';
  return { value: null, diagnostics: [{ code: 'trajectory-shape', severity: 'error', message }] };
}
