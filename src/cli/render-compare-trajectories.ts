// Decides how it reads on a terminal what two contracts say of the same trajectories: those that they judge differently, and by which requirements.

import type { StepDifference, TrajectoryComparison } from '../explore/compare/compare-result.ts';
import type { StepVerdict } from '../verify/verdict.ts';
import type { Style } from './style.ts';

export interface TrajectoryRendering {
  /** The table and the requirements alone. */
  readonly summary: boolean;
  readonly style: Style;
}

const VERDICTS = ['valid', 'invalid', 'unknown'] as const;

/** Each trajectory that is judged differently, then a table, then the requirements that make the difference. */
export function renderTrajectoryComparison(trajectories: readonly TrajectoryComparison[], { summary, style }: TrajectoryRendering): string {
  const differing = trajectories.filter(({ a, b, steps }) => a !== b || steps.length > 0);
  const shown = summary ? [] : differing.map((one) => renderOne(one, style));
  const steps = differing.flatMap((one) => one.steps);
  return [
    ...shown,
    ...(shown.length > 0 ? [''] : []),
    `   ${VERDICTS.join('  ')}`,
    row(trajectories, 'a'),
    row(trajectories, 'b'),
    '',
    ...tally('A accepts and B does not, steps by requirement', steps, 'b'),
    ...tally('B accepts and A does not, steps by requirement', steps, 'a'),
    `${differing.length} of ${trajectories.length} trajectories are judged differently`,
  ].join('\n');
}

function renderOne({ trajectory, a, b, steps }: TrajectoryComparison, style: Style): string {
  const how = a === b ? `${a} under both, at other steps or for other reasons` : `${a} under A, ${b} under B`;
  return [`${style.bold(trajectory)}  ${how}`, ...steps.map(renderStep)].join('\n');
}

function renderStep({ index, operationId, a, b }: StepDifference): string {
  const said = ({ outcome, failure, unknown }: StepVerdict): string => {
    if (outcome === 'holds') return 'holds';
    return `${outcome}: ${failure?.requirement.message ?? unknown?.message ?? ''}`;
  };
  return `  step ${index} ${operationId}: A ${said(a)}; B ${said(b)}`;
}

function row(trajectories: readonly TrajectoryComparison[], of: 'a' | 'b'): string {
  const counts = VERDICTS.map((verdict) => String(trajectories.filter((one) => one[of] === verdict).length).padStart(verdict.length));
  return `${of.toUpperCase()}  ${counts.join('  ')}`;
}

/** The requirements by which `refusing` fails steps that hold in the other, most frequent first; nothing where there is none. */
function tally(title: string, steps: readonly StepDifference[], refusing: 'a' | 'b'): readonly string[] {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const [here, there] = refusing === 'b' ? [step.b, step.a] : [step.a, step.b];
    if (there.outcome !== 'holds' || here.failure === null) continue;
    const text = `${step.operationId}: ${here.failure.requirement.message}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const lines = [...counts].sort((x, y) => y[1] - x[1]).map(([text, count]) => `${String(count).padStart(4)}  ${text}`);
  return [title, ...lines, ''];
}
