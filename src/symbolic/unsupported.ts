// Decides how symbolic evaluation says that it met a construct for which there is not even an unknown value.

/** Thrown where a construct has no symbolic form at all. The verifier catches it, as it does `LimitReached`, and answers `unknown` naming the construct. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
  readonly construct: string;

  constructor(construct: string) {
    super(`${construct} has no symbolic meaning`);
    this.construct = construct;
  }
}
