// Decides what an operation does to the state, from its method, its path and what stands around it.

import { reading } from './reading.ts';
import { conclude, type KindConclusion } from './rule.ts';
import type { Situation } from './situation.ts';
import { deleting, patching, posting, putting } from './writing.ts';

export function kindOf(situation: Situation): KindConclusion {
  switch (situation.operation.method) {
    case 'get':
    case 'head':
      return reading(situation);
    case 'post':
      return posting(situation);
    case 'put':
      return putting(situation);
    case 'patch':
      return patching(situation);
    case 'delete':
      return deleting(situation);
    default:
      return conclude('opaque', 0.9, `${situation.operation.method.toUpperCase()} is about the interface, not about what is behind it`);
  }
}
