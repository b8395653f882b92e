// Decides the form of a recorded request on its way into the ledger. Plain data.

import type { Conclusions } from '../conclude.ts';
import type { Ledger } from './ledger.ts';
import type { Matcher } from './match.ts';
import type { Exchange, RecordedAnswer } from './recording.ts';
import type { Session } from './session.ts';
import type { Situated } from './situated.ts';

export interface Observing {
  readonly conclusions: Conclusions;
  readonly matcher: Matcher;
  readonly ledger: Ledger;
}

/** One request with what it is about, and what is known before it. */
export interface Observed extends Observing {
  readonly session: Session;
  readonly situated: Situated;
  readonly exchange: Exchange;
  readonly answer: RecordedAnswer;
  /** `recording #number`. */
  readonly at: string;
}
