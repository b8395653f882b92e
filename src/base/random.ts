// Decides seeded randomness: counter-based, so that a draw depends on where it is made and not on what was drawn before.

/** A source of draws for one place. Every call of `next` is one draw. */
export interface Random {
  /** A number in [0, 1) with 32 bits of resolution. */
  next(): number;
  /** An integer in [min, max], both included. */
  integer(min: number, max: number): number;
}

/** The draws that belong to a seed and a place, such as (7, 'step 3', 'orders.id'). The same arguments give the same draws, always. */
export function randomAt(seed: number, ...place: readonly (string | number)[]): Random {
  let counter = hash(place.join('\u0000'), hash(String(seed), 0x9e3779b9));
  const next = (): number => {
    counter = (counter + 0x6d2b79f5) >>> 0;
    return mix(counter) / 0x1_0000_0000;
  };
  return { next, integer: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}

// FNV-1a over UTF-16 units; distributes short place names well enough and needs no tables.
function hash(text: string, seed: number): number {
  let h = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

// The finaliser of mulberry32 (Tommy Ettinger, public domain).
function mix(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}
