// Decides which of many stand for all: as many as are wanted, evenly spaced, always the same.

export function evenly<T>(list: readonly T[], count: number): readonly T[] {
  return list.filter((_, i) => Math.floor(((i + 1) * count) / list.length) > Math.floor((i * count) / list.length));
}
