// Decides the form of what rechecking a certificate finds. Plain data.

/** Something that is not as the certificate says. */
export interface RecheckFinding {
  /**
   * `file`: a file is missing or was changed. `contract`: the documents do not load. `result`: another result comes out. `question`: other questions
   * are asked. `answer`: the second solver contradicts. `unconfirmed`: it does not decide, or could not be asked.
   */
  readonly kind: 'file' | 'contract' | 'result' | 'question' | 'answer' | 'unconfirmed';
  /** The entry by its id, or the file. */
  readonly where: string;
  readonly message: string;
}
