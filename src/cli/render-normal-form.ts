// Decides how a normal form reads on a terminal: the steps in normal order, and what was found out about the order that they had.

import { toJson } from '../base/json.ts';
import { trajectoryValue } from '../contract/print-trajectory.ts';
import type { Trajectory } from '../contract/trajectory.ts';
import type { NormalForm, Sameness } from '../explore/equivalence/normal-form-result.ts';
import type { Style } from './style.ts';

/** The analysis of the given order, then the normal one. */
export function renderNormalForm({ steps }: Trajectory, normal: NormalForm, style: Style): string {
  const { order, trajectory, adjacent, omissible, reduced, isComplete } = normal;
  const name = (index: number): string => `step ${index} ${steps[index]?.operationId ?? ''}`.trim();
  const isAsIs = order.every((index, at) => index === at);
  const lines = [
    `  normal order${isAsIs ? ', as it stands' : `: ${order.join(' ')}`}${isComplete ? '' : ' (as far as the comparisons went)'}`,
  ];
  for (const [at, sameness] of adjacent.entries()) lines.push(`    ${name(at)} and ${name(at + 1)} ${commuteText(sameness)}`);
  for (const [at, sameness] of omissible.entries()) if (isTold(sameness)) lines.push(`    ${name(at)} ${omissibleText(sameness)}`);
  if (reduced.order.length < order.length) lines.push(`    all of it comes to what steps ${reduced.order.join(' ')} come to alone`);
  return [...lines, style.dim(`    ${toJson(trajectoryValue(trajectory))}`)].join('\n');
}

/** That a step matters is not worth a line. */
function isTold(sameness: Sameness): boolean {
  return sameness.kind !== 'refuted';
}

function commuteText(sameness: Sameness): string {
  switch (sameness.kind) {
    case 'proved':
      return `commute${boundText(sameness)}`;
    case 'refuted':
      return sameness.why === 'uses'
        ? 'do not commute: the second uses the first'
        : 'do not commute: in the other order something else comes of them';
    case 'unknown':
      return `may commute or not: ${sameness.reason.message}`;
  }
}

function omissibleText(sameness: Sameness): string {
  switch (sameness.kind) {
    case 'proved':
      return `can be left out${boundText(sameness)}`;
    case 'refuted':
      return 'matters';
    case 'unknown':
      return `may matter or not: ${sameness.reason.message}`;
  }
}

function boundText({ bounds }: Extract<Sameness, { kind: 'proved' }>): string {
  return bounds.length === 0 ? '' : `, for ${bounds.map(({ what, size }) => `${what} up to ${size}`).join(', ')}`;
}
