// Decides how the result of rechecking is written as JSON (format: `schemas/recheck.schema.json`).

import type { Manifest } from './read-manifest.ts';
import type { Rechecked } from './recheck.ts';

/** One line. `solver` is the second solver's name and version, null if there was none. */
export function recheckToJson(
  { version, solver: first, command }: Manifest,
  { entries, findings }: Rechecked,
  solver: string | null,
): string {
  return JSON.stringify({ version, command, solvers: { first: first.version ?? first.backend, second: solver }, entries, findings });
}
