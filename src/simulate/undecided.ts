// Decides what the interpreter answers where it cannot say what the contract means: never a verdict, always a reason.

/**
 * `evaluation-limit`: a rule or value was too large. `unsupported-schema`: the answer depends on a keyword or a
 * pattern without meaning here, named in `constructs`. `no-choice`: no value was found for what the server chooses.
 * `choice-refused`: the chooser gave a value that the contract does not allow there.
 */
export interface Undecided {
  readonly kind: 'undecided';
  readonly code: 'evaluation-limit' | 'unsupported-schema' | 'no-choice' | 'choice-refused';
  readonly message: string;
  readonly constructs: readonly string[];
}

export function undecided(code: Undecided['code'], message: string, constructs: readonly string[] = []): Undecided {
  return { kind: 'undecided', code, message, constructs };
}

export function isUndecided(x: unknown): x is Undecided {
  return typeof x === 'object' && x !== null && 'kind' in x && x.kind === 'undecided';
}
