// Decides a call of one operation in one state of which what is wanted comes: by trying values, by trying all within reach, and by the solver, in this order.

import type { Random } from '../../base/random.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Drawing, DrawnCall, Effort, NotDrawn, Situation, Wanted } from './drawing.ts';
import { SUCCESS } from './drawing.ts';
import { sample, type Trying } from './sample.ts';
import { solve } from './solve.ts';
import { anyCall, misfit, unauthorized } from './spoil.ts';

const QUICKLY: Trying = { starts: 6, budget: 1_500 };
const THOROUGHLY: Trying = { starts: 24, budget: 4_000 };
/** Calls of which each is spoiled in turn. */
const SPOILED = 4;

/**
 * A call of the operation in the situation of which what is wanted comes, as the concrete interpreter decides. The draws of `random` decide which;
 * the solver's answers are the same for the same question.
 */
export function drawCall(
  drawing: Drawing,
  situation: Situation,
  operation: Operation,
  wanted: Wanted,
  random: Random,
  effort: Effort = 'solver',
): DrawnCall | NotDrawn {
  if (wanted.kind === 'refused' && wanted.cause === `${operation.id}/security`)
    return drawUnauthorized(drawing, situation, operation, wanted, random);
  if (wanted.kind === 'refused' && wanted.cause === `${operation.id}/schema`)
    return drawMisfit(drawing, situation, operation, wanted, random);
  const quick = sample(drawing, situation, operation, wanted, random, QUICKLY);
  if (quick !== null) return quick;
  const notDrawn: NotDrawn = { kind: 'not-drawn', operation, reason: 'not-found' };
  if (effort === 'sampling') return notDrawn;
  const thorough = sample(drawing, situation, operation, wanted, random, THOROUGHLY);
  if (thorough !== null) return { ...thorough, by: 'listing' };
  return effort === 'listing' || drawing.solver === null ? notDrawn : solve(drawing, drawing.solver, situation, operation, wanted);
}

function drawUnauthorized(
  drawing: Drawing,
  situation: Situation,
  operation: Operation,
  wanted: Wanted,
  random: Random,
): DrawnCall | NotDrawn {
  const call = baseCall(drawing, situation, operation, random);
  return (call && unauthorized(drawing, situation, call, wanted)) ?? { kind: 'not-drawn', operation, reason: 'not-found' };
}

function drawMisfit(drawing: Drawing, situation: Situation, operation: Operation, wanted: Wanted, random: Random): DrawnCall | NotDrawn {
  for (let attempt = 0; attempt < SPOILED; attempt += 1) {
    const call = baseCall(drawing, situation, operation, random);
    const found = call && misfit(drawing, situation, call, wanted, random);
    if (found) return found;
  }
  return { kind: 'not-drawn', operation, reason: 'not-found' };
}

/** A call that would succeed, or one that only fits the schema. */
function baseCall(drawing: Drawing, situation: Situation, operation: Operation, random: Random): DrawnCall['call'] | null {
  return sample(drawing, situation, operation, SUCCESS, random, QUICKLY)?.call ?? anyCall(drawing, operation, random);
}
