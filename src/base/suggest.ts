// Decides which known name a mistyped one was probably meant to be.

const MAX_NAME_LENGTH = 64;

/**
 * The candidate within so many edits (Levenshtein, case ignored), nearest first; null if there is none. By default a third of the name's
 * length, at least one.
 */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
  maxEdits: number = Math.max(1, Math.floor(name.length / 3)),
): string | null {
  if (name.length > MAX_NAME_LENGTH) return null;
  let best: string | null = null;
  let bestDistance = maxEdits + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** A hint that names the nearest candidate, or nothing. Spread it into a diagnostic. */
export function didYouMean(name: string, candidates: Iterable<string>): { readonly hint?: string } {
  const nearest = nearestName(name, candidates);
  return nearest === null ? {} : { hint: `did you mean '${nearest}'?` };
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
