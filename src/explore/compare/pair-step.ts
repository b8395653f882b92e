// Decides how two contracts take one request in one state of which nothing is known but that it is legal for both: asks the solver, replays with both.

import type { Timestamp, Value } from '../../base/value.ts';
import type { Outcome } from '../../contract/outcome.ts';
import { scriptedChooser } from '../../simulate/choose/scripted.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';
import { isLegal } from '../../simulate/legality.ts';
import { stateOf } from '../../simulate/read-state.ts';
import { conforms } from '../../simulate/schema/conforms.ts';
import type { State } from '../../simulate/state.ts';
import { createContext } from '../../symbolic/create-context.ts';
import { decode } from '../../symbolic/decode.ts';
import { anotherExecution, type Choice, createExecution, type Execution } from '../../symbolic/execution.ts';
import { createFactory } from '../../symbolic/factory.ts';
import { directionOf } from '../../symbolic/free/leaf.ts';
import { decodeSymbolic } from '../../symbolic/free-decode.ts';
import type { CallForm } from '../../symbolic/free-step/free-step.ts';
import { anyLegalState } from '../../symbolic/initial/initial.ts';
import { createInterpreter } from '../../symbolic/interpret.ts';
import { likelyFacts } from '../../symbolic/likely.ts';
import type { Model } from '../../symbolic/model.ts';
import type { QuantifierEffort, SolverBackend } from '../../symbolic/solver.ts';
import type { SymbolicState } from '../../symbolic/state.ts';
import type { Term } from '../../symbolic/term.ts';
import { completer, completeState } from '../../verify/complete-state.ts';
import type { VerifyOptions } from '../../verify/options.ts';
import { Prover } from '../../verify/prover.ts';
import { unknownAnswer } from '../../verify/unknown.ts';
import type { Bound, UnknownReason } from '../../verify/verdict.ts';
import { type Argument, type Call, requestOf } from '../call.ts';
import { type LinkIds, withLinks } from '../check/links.ts';
import { type OutcomeKey, outcomeKey } from '../check/outcome-key.ts';
import { type Direction, type Pair, type Side, stateFor } from './pair.ts';
import { type AskedQuestion, CHOSEN, type PairCall, pairCalls, questionsOf, REFUSED, UNLIKE, unequalChoices } from './pair-calls.ts';
import { pathNames } from './path-names.ts';
import { type Both, replayBoth, type View } from './replay-both.ts';

/** A state that is legal for both, a request, and what comes of it; both interpreters have replayed it. */
export interface PairWitness {
  readonly state: Value;
  readonly call: Call;
  readonly accepting: Outcome;
  readonly other: Outcome;
  readonly differs: readonly string[];
  /** What refers to nothing in the state; null if all that is referred to exists. */
  readonly dangling: string | null;
}

export type PairAnswer =
  | { readonly kind: 'impossible'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'possible'; readonly witness: PairWitness }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

export interface PairStepOptions {
  readonly now: Timestamp;
  readonly credentials: ReadonlyMap<string, string>;
  readonly verify: VerifyOptions;
  /** References and parents of which a legal state is assumed to have what they lead to. */
  readonly links: LinkIds;
  readonly quantifiers: 'exact' | 'bounded';
  readonly effort: QuantifierEffort;
}

/** One request, executed by both from any state that is legal for both. Close it when done. May throw `LimitReached` and `Unsupported`. */
export class PairStep {
  readonly questions: readonly AskedQuestion[];
  private readonly pair: Pair;
  private readonly direction: Direction;
  private readonly options: PairStepOptions;
  private readonly execution: Execution;
  private readonly otherExecution: Execution;
  private readonly start: SymbolicState;
  private readonly calls: readonly PairCall[];
  private readonly prover: Prover;

  constructor(pair: Pair, direction: Direction, forms: readonly CallForm[], backend: SolverBackend, options: PairStepOptions) {
    this.pair = pair;
    this.direction = direction;
    this.options = options;
    const { limits, question, record } = options.verify;
    const context = createContext({
      factory: createFactory(limits),
      schemas: pair.joint.schemas,
      limits,
      quantifiers: options.quantifiers,
    });
    const joint = createExecution(context, pair.joint, new Map());
    this.start = anyLegalState(joint, options.now, (kind, name, property) => options.links.has(`${kind}/${name}/${property}`));
    this.execution = { ...joint, contract: direction.accepting.symbolic };
    this.otherExecution = { ...anotherExecution(joint, 1, forms.length), contract: direction.other.symbolic };
    this.calls = pairCalls(
      { ...direction, execution: this.execution, otherExecution: this.otherExecution, start: this.start },
      forms,
      options,
    );
    const shared = [...pair.joint.collections.keys(), ...pair.joint.variables.keys()].filter((name) => !pair.privateRoots.includes(name));
    this.questions = questionsOf(this.execution, this.otherExecution, this.start, this.calls, shared);
    const { id } = direction.accepting.operation;
    this.prover = new Prover(joint, backend, {
      limits: question,
      effort: options.effort,
      claims: this.questions.map(({ condition }) => condition),
      record: record && ((query) => record({ ...query, name: `${id}: ${query.name}` })),
    });
  }

  /** Whether a request can be taken so. */
  ask({ key, condition }: AskedQuestion): PairAnswer {
    const { context } = this.execution;
    if (condition === context.factory.false) return { kind: 'impossible', bounds: [] };
    const answer = this.prover.ask(key, [condition]);
    if (answer.kind === 'unsat') {
      const bounds = context.bounds.map(({ what, size }) => ({ what: boundName(what), size }));
      return { kind: 'impossible', bounds: [...new Map(bounds.map((bound) => [bound.what, bound])).values()] };
    }
    const model = answer.kind === 'sat' ? answer.model : answer.candidate;
    const proposed = model ? this.replay(model, key) : 'the solver proposes nothing';
    const witness = typeof proposed === 'string' ? (this.likelyWitness(key, condition) ?? proposed) : proposed;
    if (typeof witness !== 'string') return { kind: 'possible', witness };
    if (answer.kind === 'unknown') return { kind: 'unknown', reason: unknownAnswer(answer) };
    const message = `the solver proposes a state and a request, but ${witness}`;
    return { kind: 'unknown', reason: { kind: 'not-realisable', message, constructs: context.constructsIn([condition]) } };
  }

  /** A witness among the cases in which functions that logic does not know do what they mostly do; null if none is found there. */
  private likelyWitness(key: OutcomeKey, condition: Term): PairWitness | null {
    const likely = likelyFacts(this.execution.context, this.prover.asked());
    if (likely.length === 0) return null;
    const answer = this.prover.ask(`${key}, in a likely case`, [condition, ...likely]);
    const model = answer.kind === 'sat' ? answer.model : answer.kind === 'unknown' ? answer.candidate : null;
    const witness = model ? this.replay(model, key) : null;
    return typeof witness === 'string' ? null : witness;
  }

  /** Whether there is no state that is legal for both. */
  isVacuous(): boolean {
    return this.prover.ask('any state', []).kind === 'unsat';
  }

  close(): void {
    this.prover.close();
  }

  /** The model as a state and a call that are taken so; else what is wrong with it. */
  private replay(model: Model, key: OutcomeKey): PairWitness | string {
    const { accepting, other } = this.direction;
    const { seed, limits } = this.options.verify;
    const { now } = this.options;
    const decoded = this.decoded(model);
    if (typeof decoded === 'string') return decoded;
    const { call, made, value } = decoded;
    const [state, otherState] = [accepting.concrete, other.concrete].map((contract) => this.legalState(contract, value));
    if (state === undefined || otherState === undefined || state === null || otherState === null) return 'the state is not legal for both';
    const view = (execution: Execution, { concrete, operation }: Direction['other'], state: State): View => {
      const chooser = scriptedChooser(this.choicesIn(execution, model, made), seededChooser(concrete, seed, 0));
      return { contract: concrete, operationId: operation.id, state, chooserAfter: () => chooser };
    };
    const request = requestOf(call, this.options.credentials);
    const names = pathNames(accepting.operation, other.operation);
    const views = [view(this.execution, accepting, state), view(this.otherExecution, other, otherState)] as const;
    const both = replayBoth(request, ...views, { now, limits, names });
    if (typeof both === 'string') return both;
    const chosen = key === CHOSEN ? this.chosenOtherwise(both, made) : [];
    const differs = [...chosen, ...both.differs, ...(key === REFUSED ? ['status'] : [])];
    if (key === CHOSEN && chosen.length === 0) return 'both servers may choose what was chosen';
    const [ours, theirs] = [both.first.outcome, both.second.outcome];
    const dangling = this.dangling(accepting.concrete, state) ?? this.dangling(other.concrete, otherState);
    return judged(both, key) ?? { state: value, call, accepting: ours, other: theirs, differs, dangling };
  }

  /** Places at which one server has chosen what the other may not. */
  private chosenOtherwise({ first, second }: Both, { step }: PairCall): readonly string[] {
    const { schemas } = this.pair.joint;
    const { limits } = this.options.verify;
    return unequalChoices(this.execution, this.otherExecution, step).flatMap(({ choice, other }) => {
      const { place } = choice;
      const [a, b] = [first.choices.get(place), second.choices.get(place)];
      const direction = directionOf({ kind: 'choice', step, place });
      const isOutside = (schema: Choice['schema'], value: Value | undefined): boolean =>
        value !== undefined && conforms(schemas, schema, value, direction, limits)?.kind === 'violation';
      return isOutside(other.schema, a) || isOutside(choice.schema, b) ? [`what the server may choose: ${place}`] : [];
    });
  }

  private decoded(model: Model): { readonly value: Value; readonly call: Call; readonly made: PairCall } | string {
    const { execution, options, pair } = this;
    const { seed } = options.verify;
    const joint = withLinks(pair.joint, options.links);
    const complete = completer(joint, seed);
    const { undecoded, initial, sizes } = decode({ ...execution, contract: joint }, this.start, model, complete, this.prover.asked());
    const [untold] = undecoded;
    if (untold !== undefined) return `${untold} cannot be told as a value`;
    const completed = completeState(joint, initial ?? new Map(), seed, sizes);
    if ('reason' in completed) return completed.reason.message;
    const interpret = createInterpreter(model);
    const made = this.calls.find(({ chosen }) => interpret(chosen) === true) ?? this.calls[0];
    const args = made?.args.map((value) => decodeSymbolic(execution.context, model, value, complete));
    if (made === undefined || args === undefined || !args.every((value) => value !== undefined)) return 'the request cannot be told';
    const call: Call = {
      operation: { ...this.direction.accepting.operation, security: made.form.operation.security },
      args: made.form.slots.map(({ in: part, name }, i): Argument => ({ in: part, name, value: args[i] ?? null })),
    };
    return { value: completed.value, call, made };
  }

  private legalState(contract: Side['concrete'], joint: Value): State | null {
    const { now } = this.options;
    const { value } = stateOf(contract, stateFor(contract, joint));
    return value !== null && isLegal(withLinks(contract, this.options.links), value, { now, limits: this.options.verify.limits }) === null
      ? value
      : null;
  }

  private dangling(contract: Side['concrete'], state: State): string | null {
    const illegal = isLegal(contract, state, { now: this.options.now, limits: this.options.verify.limits });
    return illegal?.kind === 'illegal' ? illegal.cause.message : null;
  }

  private choicesIn(execution: Execution, model: Model, made: PairCall): ReadonlyMap<string, Value> {
    const complete = completer(this.pair.joint, this.options.verify.seed);
    const own = [...execution.choices.values()].filter(({ step }) => step === made.step);
    return new Map(
      own.flatMap(({ place, value }) => {
        const chosen = decodeSymbolic(execution.context, model, value, complete);
        return chosen === undefined ? [] : [[place, chosen] as const];
      }),
    );
  }
}

/** A part of the request is unknown under the name of its form; people know it as a part of the request. */
function boundName(what: string): string {
  return what.replace(/hole call \d+ (\w+)\.\.?/, 'request.$1.').replace(/\.$/, '');
}

/** What is wrong with a replay that should end so; null if nothing is. */
function judged({ first: a, second: b, differs }: Both, key: OutcomeKey): string | null {
  if (key === REFUSED) {
    const isBoth = a.outcome.kind !== 'success' && b.outcome.kind !== 'success' && a.outcome.status !== b.outcome.status;
    return isBoth ? null : `the replay ends otherwise (${outcomeKey(a.outcome)}; ${outcomeKey(b.outcome)})`;
  }
  if (a.outcome.kind !== 'success') return `the replay is not accepted (${outcomeKey(a.outcome)})`;
  if (key !== UNLIKE && key !== CHOSEN)
    return outcomeKey(b.outcome) === key ? null : `the replay ends otherwise (${outcomeKey(b.outcome)})`;
  if (b.outcome.kind !== 'success') return `the replay ends otherwise (${outcomeKey(b.outcome)})`;
  return differs.length > 0 ? null : 'the replay shows no difference';
}
