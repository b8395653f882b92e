// Decides how what a contract leaves open is asked for: a place, a schema, and values that are taken.

import type { Value } from '../../base/value.ts';
import type { Schema } from '../../contract/schema.ts';
import type { Direction } from '../schema/site.ts';

/** Something the server chooses. */
export interface Question {
  /** `create#E.FIELD`, `create#E.key`, `create#E` (the whole record of an open effect), `fresh#ORDINAL`, `response.body`: E is the index of the effect in its operation. */
  readonly place: string;
  readonly schema: Schema;
  readonly direction: Direction;
  /** Of a key: whether a value may not be chosen because it is or was in use. */
  readonly taken: ((value: Value) => boolean) | null;
  /** What the contract says is likely. Nothing has to heed it. */
  readonly likely?: Value;
}

/** `unsatisfiable`: certainly no value fits. `unsupported`: none was found. */
export interface NoChoice {
  readonly kind: 'no-choice';
  readonly reason: 'unsatisfiable' | 'unsupported';
  readonly message: string;
}

/** Answers questions. The same chooser gives the same answer to the same question, whatever was asked before. */
export type Chooser = (question: Question) => Value | NoChoice;

export function isNoChoice(answer: Value | NoChoice): answer is NoChoice {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'no-choice';
}
