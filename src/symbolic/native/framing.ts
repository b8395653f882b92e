// Decides where a solver's answer ends: at a line of its own that it was told to echo, outside of all lists and strings.

/** Collects what a solver prints until the end of the answer that is waited for. */
export interface Framing {
  /** The answer is expected to end with this mark: letters, digits and hyphens. */
  expect(mark: string): void;
  /** Takes what was printed; the whole answer without its mark, or null if it has not ended yet. */
  take(printed: string): string | null;
  /** Characters that are held. */
  size(): number;
}

/** Where the scan stands. */
type Place = 'outside' | 'string' | 'bars' | 'comment';

/** Characters of a line that are kept to see whether it is the mark. */
const MAX_MARK_LINE = 100;

export function createFraming(): Framing {
  let mark = '';
  let chunks: string[] = [];
  let length = 0;
  let depth = 0;
  let place: Place = 'outside';
  /** Where the line began that the scan is in, among all that is held; and its first characters in earlier chunks. */
  let lineStart = 0;
  let lineBefore = '';
  const reset = (): void => {
    chunks = [];
    length = 0;
    depth = 0;
    place = 'outside';
    lineStart = 0;
    lineBefore = '';
  };
  const step = (character: string): void => {
    if (place === 'outside') {
      if (character === '(') depth += 1;
      // A closing one too many is found when the answer is read; the mark must be found all the same.
      else if (character === ')') depth = Math.max(0, depth - 1);
      else place = OPENED[character] ?? 'outside';
    } else if (character === CLOSED_BY[place]) place = 'outside';
  };
  return {
    expect: (next) => {
      mark = next;
      reset();
    },
    take: (printed) => {
      const before = length;
      chunks.push(printed);
      length += printed.length;
      for (let at = 0; at < printed.length; at += 1) {
        const character = printed[at] ?? '';
        step(character);
        if (character !== '\n' || place !== 'outside' || depth !== 0) continue;
        const line = (lineBefore + printed.slice(Math.max(0, lineStart - before), at)).trim();
        if (line === mark || line === `"${mark}"`) {
          const answer = chunks.join('').slice(0, lineStart);
          reset();
          return answer;
        }
        lineStart = before + at + 1;
        lineBefore = '';
      }
      lineBefore = (lineBefore + printed.slice(Math.max(0, lineStart - before))).slice(0, MAX_MARK_LINE);
      return null;
    },
    size: () => length,
  };
}

const OPENED: Readonly<Record<string, Place>> = { '"': 'string', '|': 'bars', ';': 'comment' };
const CLOSED_BY = { string: '"', bars: '|', comment: '\n' } as const;
