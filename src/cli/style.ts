// Decides the colours of the terminal: few, and none where the output is not a terminal or NO_COLOR is set.

/** Turns text into text, for emphasis. */
export type Paint = (text: string) => string;

export interface Style {
  /** Whether anything is painted at all. */
  readonly hasColours: boolean;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly dim: Paint;
  readonly bold: Paint;
}

const plain: Paint = (text) => text;

function code(open: number, close: number): Paint {
  return (text) => `\u001b[${open}m${text}\u001b[${close}m`;
}

/** Painting functions for a stream; identity functions where colour is not wanted. */
export function styleFor(colour: boolean): Style {
  if (!colour) return { hasColours: false, good: plain, bad: plain, warn: plain, dim: plain, bold: plain };
  return { hasColours: true, good: code(32, 39), bad: code(31, 39), warn: code(33, 39), dim: code(2, 22), bold: code(1, 22) };
}
