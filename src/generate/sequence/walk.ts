// Decides how a sequence comes to be: a policy proposes, a walker draws, until it is as long as it should be or nothing is left to do.

import type { Random } from '../../base/random.ts';
import type { Drawing } from '../draw/drawing.ts';
import type { Policy } from './policy.ts';
import type { Choosers, Start } from './sequence.ts';
import { Walker } from './walker.ts';

export interface WalkOptions {
  /** Steps at most. */
  readonly length: number;
  readonly policy: Policy;
}

/** A walk that took as many steps as it may, or as there were to take. */
export function walk(drawing: Drawing, start: Start, choosers: Choosers, random: Random, options: WalkOptions): Walker {
  const walker = new Walker(drawing, start, choosers);
  while (walker.steps.length < options.length && advance(walker, options.policy, random));
  return walker;
}

/** Takes the first step that the policy proposes and that can be drawn; whether there was one. */
function advance(walker: Walker, policy: Policy, random: Random): boolean {
  for (const { operation, wanted, effort } of policy.intents(walker.sequence, random)) {
    const step = walker.draw(operation, wanted, random, effort);
    if (step.kind === 'not-drawn') continue;
    walker.take(step);
    policy.noted?.(step);
    return true;
  }
  return false;
}
