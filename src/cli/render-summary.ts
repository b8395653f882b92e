// Decides the last lines of a report on many trajectories: how many of what, and which requirements failed how often.

import type { StepVerdict, Verdict } from '../verify/verdict.ts';
import type { Style } from './style.ts';

/** Counts of trajectories and steps by outcome, and the failed requirements, most frequent first. */
export function renderSummary(verdicts: readonly Verdict[], style: Style): string {
  const steps = verdicts.flatMap((v) => v.steps);
  const rows: (readonly string[])[] = [['', 'valid', 'invalid', 'unknown', 'total']];
  const count = (kind: Verdict['verdict']): string => String(verdicts.filter((v) => v.verdict === kind).length);
  rows.push(['trajectories', count('valid'), count('invalid'), count('unknown'), String(verdicts.length)]);
  const outcome = (kind: StepVerdict['outcome']): string => String(steps.filter((s) => s.outcome === kind).length);
  rows.push(['steps', outcome('holds'), outcome('fails'), outcome('unknown'), String(steps.length)]);
  const lines = ['', ...table(rows)];
  const failures = failuresByRequirement(steps);
  if (failures.length > 0) lines.push('', 'failed requirements', ...table(failures).map((line) => `  ${line}`));
  const bounded = verdicts.filter((v) => v.verdict === 'valid' && v.claim.bound !== null).length;
  if (bounded > 0)
    lines.push(
      '',
      `${bounded} of the valid ${bounded === 1 ? 'is' : 'are'} proved only within bounds (--json and the full report name them)`,
    );
  lines.push('', style.dim(solverLine(verdicts)));
  return lines.join('\n');
}

function failuresByRequirement(steps: readonly StepVerdict[]): readonly (readonly string[])[] {
  const counts = new Map<string, { readonly row: readonly string[]; count: number }>();
  for (const { failure } of steps) {
    if (!failure) continue;
    const { requirement } = failure;
    const key = `${failure.operationId} ${requirement.id} ${requirement.message}`;
    const known = counts.get(key) ?? { row: [failure.operationId ?? '', requirement.message], count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ row, count }) => [String(count), ...row]);
}

function solverLine(verdicts: readonly Verdict[]): string {
  const queries = verdicts.reduce((sum, v) => sum + v.solver.queries, 0);
  if (queries === 0)
    return 'every step folded to a constant and was replayed by the concrete interpreter; no question was left for the solver';
  const version = verdicts.find((v) => v.solver.version !== null)?.solver.version ?? '';
  return `${queries} ${queries === 1 ? 'question' : 'questions'} to ${version}; every refutation was replayed by the concrete interpreter`;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const isNumber = (cell: string): boolean => /^\d+$/.test(cell);
  return rows.map((row) =>
    row
      .map((cell, i) => (isNumber(cell) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
