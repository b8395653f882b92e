// The public door of the library: everything the command line does, as documented, typed functions.

export type { Checked, Diagnostic, Severity } from './base/diagnostic.ts';
export { hasErrors } from './base/diagnostic.ts';
export { canonicalJson, fromPlain, parseJson, toJson, toPlain } from './base/json.ts';
export type { Limits } from './base/limits.ts';
export { DEFAULT_LIMITS } from './base/limits.ts';
export type { Source } from './base/source.ts';
export type { ListValue, Num, ObjectValue, Timestamp, Value } from './base/value.ts';
export type { Contract, Layer, Operation, Requirement } from './contract/contract.ts';
export type { Cause, Outcome } from './contract/outcome.ts';
export { trajectoryFrom } from './contract/plain-trajectory.ts';
export { trajectoryValue } from './contract/print-trajectory.ts';
export { readTrajectory } from './contract/read-trajectory.ts';
export type { Locate } from './contract/reading.ts';
export type { InitialState, Step, Trajectory } from './contract/trajectory.ts';
export {
  type CertificateEntry,
  type CertificateInput,
  type CertificateOptions,
  type CertifiedCommand,
  certificateFiles,
  type LoadedFrom,
  NO_OPTIONS,
} from './evidence/certificate.ts';
export { type Manifest, readManifest } from './evidence/read-manifest.ts';
export { type Rechecked, type RecheckedEntry, type RecheckedQuestion, type RecheckOptions, recheck } from './evidence/recheck.ts';
export type { RecheckFinding } from './evidence/recheck-finding.ts';
export { type CheckOptions, check } from './explore/check/check.ts';
export type { CheckItem, CheckResult, CheckVerdict, Violation, Witness } from './explore/check/check-result.ts';
export { checkToJson } from './explore/check/check-to-json.ts';
export { type CompareOptions, compare } from './explore/compare/compare.ts';
export type {
  ComparedStates,
  CompareResult,
  DeclaredDifference,
  Difference,
  DifferenceWitness,
  Inclusion,
  JointCoverage,
  OperationComparison,
  StepDifference,
  TrajectoryComparison,
  Undecided,
} from './explore/compare/compare-result.ts';
export { compareToJson } from './explore/compare/compare-to-json.ts';
export type {
  EquivalenceClaim,
  EquivalenceResult,
  Finding,
  PairWitness,
  PlaceDifference,
  WitnessRun,
} from './explore/equivalence/equivalence-result.ts';
export { equivalenceToJson } from './explore/equivalence/equivalence-to-json.ts';
export { type EquivalentOptions, equivalent } from './explore/equivalence/equivalent.ts';
export { commutes, isRedundant, type NormalFormOptions, normalForm } from './explore/equivalence/normal-form.ts';
export type { NormalForm, Sameness } from './explore/equivalence/normal-form-result.ts';
export { normalFormValue } from './explore/equivalence/normal-form-value.ts';
export { type PlanOptions, type PlanTask, plan } from './explore/plan.ts';
export { type Excluded, isShortest, type Plan, type PlanResult } from './explore/plan-result.ts';
export { planToJson } from './explore/plan-to-json.ts';
export { type MadeEdit, type Repair, type RepairOptions, type RepairResult, repair } from './explore/repair/repair.ts';
export { repairValue } from './explore/repair/repair-value.ts';
export { type TraceStep, traceOf } from './explore/trace.ts';
export type { Script } from './export/script/script.ts';
export { trajectoriesOfTau2 } from './export/tau2.ts';
export {
  type JudgedTrajectory,
  printScripts,
  scriptOfRun,
  scriptOfVerdict,
  TRACE_FORMATS,
  type TraceFormat,
} from './export/trace-formats.ts';
export { type ContractFiles, loadContractFiles } from './files/contract.ts';
export { type InferFiles, inferFiles } from './files/infer.ts';
export { readInitial } from './files/initial.ts';
export { readTrajectories } from './files/trajectories.ts';
export { drawCall } from './generate/draw/draw.ts';
export { type Drawing, type DrawnCall, type Effort, type NotDrawn, type Situation, SUCCESS, type Wanted } from './generate/draw/drawing.ts';
export { choosersFor } from './generate/sequence/choosers.ts';
export { type Intent, type Policy, randomPolicy, type Weights } from './generate/sequence/policy.ts';
export type { Choosers, GeneratedStep, Sequence, Start } from './generate/sequence/sequence.ts';
export { type TrajectoryOptions, toTrajectory } from './generate/sequence/to-trajectory.ts';
export { type WalkOptions, walk } from './generate/sequence/walk.ts';
export { inferFacts } from './infer/infer.ts';
export type {
  CollectionFact,
  ExistsFact,
  Inference,
  InferOptions,
  KeyOrigin,
  OperationFact,
  OperationKind,
} from './infer/inference.ts';
export { inferenceValue } from './infer/inference-value.ts';
export { loadInferred } from './infer/load-inferred.ts';
export { type InferredOverlay, inferOverlay } from './infer/overlay/overlay.ts';
export { seededChooser } from './simulate/choose/seeded.ts';
export { stateOf } from './simulate/read-state.ts';
export { type Replay, type ReplayedStep, type ReplayOptions, replay } from './simulate/replay/replay.ts';
export { type ConcreteRun, type RunOptions, run } from './simulate/replay/run.ts';
export { initialState, type State, stateValue } from './simulate/state.ts';
export { type LoadInput, loadContract } from './spec/load.ts';
export type { SolverBackend } from './symbolic/solver.ts';
export { defaultSolver, disposeDefaultSolver } from './verify/default-solver.ts';
export { Disagreement } from './verify/disagreement.ts';
export { verdictToJson } from './verify/json.ts';
export type { Judged } from './verify/judged.ts';
export { type NativeSolver, nativeSolver } from './verify/native-solver.ts';
export { DEFAULT_OPTIONS, type SolverSource, type VerifyOptions } from './verify/options.ts';
export type { Query } from './verify/prover.ts';
export { queriesToSmtLib } from './verify/queries.ts';
export { type Rerun, rerun } from './verify/rerun.ts';
export type {
  Blame,
  Bound,
  Claim,
  ClaimVerdict,
  CoreElement,
  Counterexample,
  DecidingPart,
  FailedRequirement,
  Failure,
  HoleMode,
  SolverUse,
  StepVerdict,
  UnknownReason,
  Verdict,
} from './verify/verdict.ts';
export { verify } from './verify/verify.ts';
export { verifyAll } from './verify/verify-all.ts';
