// Decides how a complaint gets its place, if one is known.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Locate, Path } from '../contract/reading.ts';

/** The complaint at a path, with its place; without one where none is known. */
export function placed(diagnostic: Diagnostic, path: Path, locate: Locate): Diagnostic {
  const source = locate(path);
  return source === null ? { ...diagnostic, path } : { ...diagnostic, path, source };
}
