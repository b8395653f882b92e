// Decides how observations move confidence: the one rule by which traffic confirms or withdraws what the document suggests.

/** Observations that speak for and against something. Only those that could have come out differently are counted. */
export interface Tally {
  readonly confirmed: number;
  readonly contradicted: number;
  /** The first requests that were counted, as `recording #number`. */
  readonly cited: readonly string[];
}

/** What is less sure than that after traffic is withdrawn: it would rather mislead than help. */
export const WITHDRAWN_BELOW = 0.5;

/** What traffic suggested without the document is as likely as not before it is counted. */
export const UNSUGGESTED = 0.5;

/**
 * The confidence after observations, from 0 to 1: the mean of a beta distribution updated by Bernoulli trials,
 * `(c + confirmed) / (1 + confirmed + contradicted)`, where the confidence `c` from the document counts as one observation. (A prior of the weight of one
 * observation is the unit information prior of Kass and Wasserman, JASA 90 (1995), 928–934.) As `c < 1`, one contradiction withdraws what nothing
 * confirmed, and what was confirmed oftener than contradicted stays.
 */
export function weigh(prior: number, { confirmed, contradicted }: Pick<Tally, 'confirmed' | 'contradicted'>): number {
  return (prior + confirmed) / (1 + confirmed + contradicted);
}
