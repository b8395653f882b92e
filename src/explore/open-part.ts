// Decides how a part of a request is named of which a search does not try all values.

import type { PartText } from './reads.ts';

/** A part of an operation's requests of which not every value that might matter is tried. */
export interface OpenPart {
  readonly operationId: string;
  readonly part: PartText;
}
