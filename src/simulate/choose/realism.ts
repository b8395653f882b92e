// Decides what is known about a text that is to look real. How it is made to look so is a `Realism`'s, of which the plain one does nothing.

import type { Random } from '../../base/random.ts';

export interface Hint {
  /** Name of the property that the text is for; empty if there is none. */
  readonly name: string;
  readonly description: string;
}

/** A text such as a person would put there, or null if nothing comes to mind. It is checked against its schema by the caller. */
export type Realism = (hint: Hint, random: Random) => string | null;

export const plainRealism: Realism = () => null;
