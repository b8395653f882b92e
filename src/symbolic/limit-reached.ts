// Decides how symbolic evaluation says that it reached a limit.

import type { Limits } from '../base/limits.ts';

/**
 * Thrown by a factory that would hold more terms than its limit, and by an evaluation that would visit or build more than its own. The only throw that
 * inputs can cause in this layer: the verifier catches it and answers `unknown`.
 */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  /** Which limit, as named in `Limits`, and its value. */
  readonly limit: keyof Limits;
  readonly allowed: number;

  constructor(limit: keyof Limits, allowed: number, what = 'terms') {
    super(`more than ${allowed} ${what}`);
    this.limit = limit;
    this.allowed = allowed;
  }
}
