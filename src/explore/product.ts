// Decides which combinations of choices are tried where all are too many: of what is open anyway fewer values, before any other is cut.

/** Choices for one place of a combination. */
export interface Factor<T> {
  readonly choices: readonly T[];
  /** Whether these are only some of the choices. */
  readonly isOpen: boolean;
}

export interface Combinations<T> {
  readonly tuples: readonly (readonly T[])[];
  /** Whether choices were left out of a factor that was not open. */
  readonly isCut: boolean;
}

/** How many combinations are tried. */
export interface Most {
  readonly all: number;
  /** Of the choices that are only some. */
  readonly open: number;
}

/** All combinations, or at most so many of them. The first choices of a factor are kept longest. */
export function combinations<T>(factors: readonly Factor<T>[], most: Most): Combinations<T> {
  const { kept, isCut } = keptOf(
    factors.map(({ choices, isOpen }) => ({ size: choices.length, isOpen })),
    most,
  );
  let tuples: readonly (readonly T[])[] = [[]];
  for (const [i, { choices }] of factors.entries()) {
    const chosen = choices.slice(0, kept[i]);
    tuples = tuples.flatMap((tuple) => chosen.map((choice) => [...tuple, choice]));
  }
  return { tuples, isCut };
}

/** How many choices of each factor are kept so that there are at most so many combinations. */
export interface Kept {
  readonly kept: readonly number[];
  /** Whether choices were left out of a factor that was not open. */
  readonly isCut: boolean;
}

/** Halves the longest factor until the combinations are few enough, those that are open first. */
export function keptOf(factors: readonly { readonly size: number; readonly isOpen: boolean }[], most: Most): Kept {
  const kept = factors.map(({ size }) => size);
  const size = (): number => kept.reduce((product, length) => product * length, 1);
  const openSize = (): number => kept.reduce((product, length, i) => (factors[i]?.isOpen === true ? product * length : product), 1);
  const shrink = (isOpen: boolean): boolean => {
    const longest = Math.max(...factors.map((factor, i) => (factor.isOpen === isOpen ? (kept[i] ?? 0) : 0)));
    const at = factors.findIndex((factor, i) => factor.isOpen === isOpen && kept[i] === longest);
    if (longest <= 1 || at < 0) return false;
    kept[at] = Math.ceil(longest / 2);
    return true;
  };
  while ((size() > most.all || openSize() > most.open) && shrink(true));
  while (size() > most.all && shrink(false));
  return { kept, isCut: factors.some((factor, i) => !factor.isOpen && (kept[i] ?? 0) < factor.size) };
}
