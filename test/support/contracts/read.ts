// Support: plain JSON as the values and trajectories that the program reads.

import { fromPlain } from '../../../src/base/json.ts';
import type { Value } from '../../../src/base/value.ts';
import { readTrajectory } from '../../../src/contract/read-trajectory.ts';
import type { Trajectory } from '../../../src/contract/trajectory.ts';
import type { Json } from './shapes.ts';

export function valueOfJson(json: Json): Value {
  const value = fromPlain(json);
  if (value === undefined) throw new Error('plain JSON is a value');
  return value;
}

export function trajectoryOf(json: Json): Trajectory {
  const { value, diagnostics } = readTrajectory(valueOfJson(json), 'made', () => ({ file: 'made.json', line: 1, column: 1 }));
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}
