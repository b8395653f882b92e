// Decides choices by a seed: a value is made, checked, and made again differently until it fits and is free.

import { type Random, randomAt } from '../../base/random.ts';
import { isObject, type Value } from '../../base/value.ts';
import type { Contract } from '../../contract/contract.ts';
import { conforms } from '../schema/conforms.ts';
import type { Chooser, NoChoice, Question } from './chooser.ts';
import { enumerate } from './enumerate.ts';
import { generate } from './generate.ts';
import { plainRealism, type Realism } from './realism.ts';

/** Attempts with examples, real-looking texts and optional parts; then as many with small values. */
const ATTEMPTS_PER_STYLE = 24;

/** A chooser whose answer depends on the seed, the step and the place alone: steps can be changed or re-run without moving the others. */
export function seededChooser(contract: Contract, seed: number, step: number, realism: Realism = plainRealism): Chooser {
  return (question) => {
    const name = question.place.slice(Math.max(question.place.lastIndexOf('.'), question.place.lastIndexOf('#')) + 1);
    for (let attempt = 0; attempt < 2 * ATTEMPTS_PER_STYLE; attempt += 1) {
      const random = randomAt(seed, 'step', step, question.place, attempt);
      const rich = attempt < ATTEMPTS_PER_STYLE;
      const value = generate({ schemas: contract.schemas, random, realism: rich ? realism : plainRealism, rich }, question.schema, name);
      const likely = value === undefined ? question.likely : likelyOr(value, question.likely);
      if (likely !== undefined && fitsQuestion(contract, question, likely)) return likely;
      if (value !== undefined && fitsQuestion(contract, question, value)) return value;
    }
    return listed(contract, question, randomAt(seed, 'step', step, question.place, 'listed'));
  };
}

/** What is likely; of an object, what it leaves out is as it was made. */
function likelyOr(made: Value, likely: Value | undefined): Value {
  if (likely === undefined) return made;
  return likely !== null && made !== null && isObject(likely) && isObject(made) ? new Map([...made, ...likely]) : likely;
}

function fitsQuestion(contract: Contract, { schema, direction, taken }: Question, value: Value): boolean {
  return conforms(contract.schemas, schema, value, direction) === null && taken?.(value) !== true;
}

/** The last resort: any of the values that can be listed, from a random one on. */
function listed(contract: Contract, question: Question, random: Random): Value | NoChoice {
  const values = enumerate(contract.schemas, question.schema);
  if (values === null) return { kind: 'no-choice', reason: 'unsupported', message: 'no value that fits the schema was found' };
  const start = random.integer(0, Math.max(0, values.length - 1));
  const turned = [...values.slice(start), ...values.slice(0, start)];
  const fitting = turned.findIndex((value) => fitsQuestion(contract, question, value));
  if (fitting >= 0) return turned[fitting] ?? null;
  return { kind: 'no-choice', reason: 'unsatisfiable', message: 'no value fits the schema and is free' };
}
