// Decides that no choice is believed unchecked: every answer of a chooser must fit what was asked for.

import type { Limits } from '../../base/limits.ts';
import type { Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import { conforms } from '../schema/conforms.ts';
import { pointerOf } from '../schema/nonconformity.ts';
import { type Undecided, undecided } from '../undecided.ts';
import { type Chooser, isNoChoice, type Question } from './chooser.ts';

/** Asks the chooser of a step, checks the answer and remembers it. */
export type Ask = (question: Question) => Value | Undecided;

/** An `Ask` that writes what was chosen into `choices`, by place. */
export function asking(contract: Contract, chooser: Chooser, limits: Limits, choices: Map<string, Value>): Ask {
  return (question) => {
    const { place, schema, direction, taken } = question;
    const answer = chooser(question);
    if (isNoChoice(answer)) return undecided('no-choice', `${place}: ${answer.message}`);
    const failure = conforms(contract.schemas, schema, answer, direction, limits);
    if (failure?.kind === 'undecided') {
      return undecided('unsupported-schema', `${place}${pointerOf(failure)}: ${failure.message}`, [failure.keyword]);
    }
    if (failure !== null) return undecided('choice-refused', `${place}${pointerOf(failure)}: the value chosen ${failure.message}`);
    if (taken?.(answer) === true) return undecided('choice-refused', `${place}: the key chosen is or was in use`);
    choices.set(place, answer);
    return answer;
  };
}
