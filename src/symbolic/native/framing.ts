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

export function createFraming(): Framing {
  let mark = '';
  let held = '';
  let scanned = 0;
  let lineStart = 0;
  let depth = 0;
  let place: Place = 'outside';
  const reset = (): void => {
    held = '';
    scanned = 0;
    lineStart = 0;
    depth = 0;
    place = 'outside';
  };
  const step = (character: string): void => {
    if (place === 'outside') {
      if (character === '(') depth += 1;
      else if (character === ')') depth -= 1;
      else place = OPENED[character] ?? 'outside';
    } else if (character === CLOSED_BY[place]) place = 'outside';
  };
  return {
    expect: (next) => {
      mark = next;
      reset();
    },
    take: (printed) => {
      held += printed;
      for (; scanned < held.length; scanned += 1) {
        const character = held[scanned] ?? '';
        step(character);
        if (character !== '\n' || place !== 'outside' || depth !== 0) continue;
        const line = held.slice(lineStart, scanned).trim();
        if (line === mark || line === `"${mark}"`) {
          const answer = held.slice(0, lineStart);
          reset();
          return answer;
        }
        lineStart = scanned + 1;
      }
      return null;
    },
    size: () => held.length,
  };
}

const OPENED: Readonly<Record<string, Place>> = { '"': 'string', '|': 'bars', ';': 'comment' };
const CLOSED_BY = { string: '"', bars: '|', comment: '\n' } as const;
