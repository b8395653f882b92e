// Decides how a generated sequence is written as a trajectory, with names for the steps that others refer to.

import type { ObjectValue } from '../../base/value.ts';
import type { Step, Template, Trajectory } from '../../contract/trajectory.ts';
import { referencesIn, stepName } from '../../explore/path-to-trajectory.ts';
import type { GeneratedStep, Sequence } from './sequence.ts';

export interface TrajectoryOptions {
  readonly id: string;
  readonly goal?: string | null;
  /** Whether steps say what they were answered in the run that was generated. */
  readonly withResponses?: boolean;
  readonly labels?: ObjectValue;
}

/** The trajectory that claims of every step what was wanted of it. */
export function toTrajectory({ start, steps }: Sequence, options: TrajectoryOptions): Trajectory {
  const { id, goal = null, withResponses = false, labels } = options;
  const referred = new Set(steps.flatMap(({ claim }) => templatesOf(claim).flatMap(referencesIn)));
  const [first] = steps;
  const shared = first && steps.every(({ drawn }) => drawn.credentials === first.drawn.credentials) ? first.drawn.credentials : null;
  const written = steps.map((step, index): Step => {
    const { claim } = step;
    const as = referred.has(index) ? stepName(claim.operationId, index) : null;
    const credentials = shared === null ? claim.credentials : new Map<string, string>();
    return { ...claim, as, credentials, response: withResponses ? responseOf(step) : null };
  });
  return {
    id,
    initial: start.initial,
    steps: written,
    goal,
    never: null,
    frame: [],
    credentials: shared ?? new Map(),
    source: null,
    claimSources: { goal: null, never: null, frame: null },
    ...(labels === undefined ? {} : { labels }),
  };
}

function templatesOf({ params, body }: Step): readonly Template[] {
  return [...params.values(), ...(body === undefined ? [] : [body])];
}

function responseOf({ drawn: { transition } }: GeneratedStep): Step['response'] {
  const { outcome } = transition;
  return { status: outcome.status, body: outcome.kind === 'success' ? outcome.body : undefined };
}
