// Decides how much of anything an input may ask for. Reaching a limit is a clear result, never a hang.

export interface Limits {
  /** Bytes of one input file. */
  readonly maxFileBytes: number;
  /** Nesting of a document or value. */
  readonly maxDepth: number;
  /** Nodes of a document after aliases are expanded. */
  readonly maxDocumentNodes: number;
  /** Characters of one rule. */
  readonly maxRuleLength: number;
  /** Nodes of one rule after definitions are expanded. */
  readonly maxRuleNodes: number;
  /** Elements that evaluating one rule may visit. */
  readonly maxEvaluationSteps: number;
  /** Characters or elements that one evaluation may build. */
  readonly maxValueSize: number;
  /** Steps of one trajectory. */
  readonly maxTrajectorySteps: number;
  /** Terms that judging one trajectory may build, at about 200 bytes each. */
  readonly maxTerms: number;
  /** Recorded requests that inference learns from. */
  readonly maxTrafficRequests: number;
  /** Values of records in one recording that inference keeps in mind. */
  readonly maxTrafficValues: number;
  /** Elements of an unknown list or collection that a bounded proof unrolls. */
  readonly scope: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxFileBytes: 256 * 1024 * 1024,
  maxDepth: 512,
  maxDocumentNodes: 20_000_000,
  maxRuleLength: 100_000,
  maxRuleNodes: 100_000,
  maxEvaluationSteps: 10_000_000,
  maxValueSize: 16_000_000,
  maxTrajectorySteps: 100_000,
  maxTerms: 1_000_000,
  maxTrafficRequests: 200_000,
  maxTrafficValues: 1_000_000,
  scope: 4,
};
