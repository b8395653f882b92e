// Decides which flags `envfactory verify` has, as they are after parsing.

import type { Layer } from '../contract/contract.ts';
import type { TraceFormat } from '../export/trace-formats.ts';
import type { HoleMode } from '../verify/verdict.ts';

/** The flags of the command; help says what each means. */
export interface VerifyFlags {
  readonly overlay?: readonly string[];
  readonly allow?: readonly string[];
  /** True unless turned off. */
  readonly infer: boolean;
  readonly initial?: string;
  readonly holes: HoleMode;
  readonly keepGoing?: boolean;
  /** True unless turned off. */
  readonly repair: boolean;
  readonly normalForm?: boolean;
  readonly layers: readonly Layer[];
  readonly json?: boolean;
  readonly as?: TraceFormat;
  readonly quiet?: boolean;
  readonly allSteps?: boolean;
  readonly summary?: boolean;
  readonly only?: readonly string[];
  readonly states?: string;
  readonly smtlib?: string;
  readonly certificate?: string;
  readonly solver?: string;
  readonly jobs: number;
  readonly rlimit: number;
  readonly timeout: number;
  readonly scope: number;
  readonly seed: number;
}
