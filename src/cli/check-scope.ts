// Decides how a verdict of model checking says how far it goes: by which method, for which states, within which bounds.

import type { CheckVerdict } from '../explore/check/check-result.ts';
import type { Bound } from '../verify/verdict.ts';

export function howText(verdict: CheckVerdict): string {
  switch (verdict.kind) {
    case 'proved': {
      const how = {
        induction: inductionText(verdict.k ?? 1, verdict.lemmas ?? []),
        exhaustion: 'in every state within reach',
        run: 'a run shows it',
        state: 'a legal state shows it',
      }[verdict.method];
      return `${how}${boundsText(verdict.bounds)}`;
    }
    case 'bounded':
      return `holds in every state within ${counted(verdict.steps, 'step')}; not proved beyond`;
    case 'violated':
      return verdict.run === null
        ? `proved from any legal state${boundsText(verdict.bounds)}`
        : `after ${counted(verdict.run.trajectory.steps.length, 'step')}`;
    case 'unknown':
      return verdict.reason.message;
  }
}

function boundsText(bounds: readonly Bound[]): string {
  return bounds.length === 0 ? '' : `; only for ${bounds.map(({ what, size }) => `${what} up to ${size}`).join(', ')}`;
}

/** From more than a legal state it is a proof about the states within reach. */
function inductionText(k: number, lemmas: readonly string[]): string {
  if (k === 1 && lemmas.length === 0) return 'by induction (k = 1), from every legal state';
  const assumed = lemmas.length === 0 ? '' : `, with ${counted(lemmas.length, 'lemma')}`;
  return `by induction (k = ${k})${assumed}, in every state within reach`;
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
