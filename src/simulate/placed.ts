// Decides how a complaint gets its place, if one is known.

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';

/** The complaint with a place; as it is where none is known. */
export function placed(diagnostic: Diagnostic, source: Source | null): Diagnostic {
  return source === null ? diagnostic : { ...diagnostic, source };
}
