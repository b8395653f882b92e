// Decides how a call of one operation can end in a state of which nothing is known but that it is legal: asks the solver, and replays what it proposes.

import type { Timestamp, Value } from '../../base/value.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import type { Cause } from '../../contract/outcome.ts';
import type { InitialState } from '../../contract/trajectory.ts';
import { scriptedChooser } from '../../simulate/choose/scripted.ts';
import { seededChooser } from '../../simulate/choose/seeded.ts';
import { isLegal } from '../../simulate/legality.ts';
import { type State, stateValue } from '../../simulate/state.ts';
import { step, type Transition } from '../../simulate/step.ts';
import { createContext } from '../../symbolic/create-context.ts';
import { decode } from '../../symbolic/decode.ts';
import { createExecution, type Execution } from '../../symbolic/execution.ts';
import { createFactory } from '../../symbolic/factory.ts';
import { type CallForm, type FreeCall, freeStep } from '../../symbolic/free-step/free-step.ts';
import { anyLegalState, initialState } from '../../symbolic/initial/initial.ts';
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
import { namedBounds } from '../bound-names.ts';
import { type Call, requestOf } from '../call.ts';
import { callIn, type Lead, leadFrom } from './lead.ts';
import { type LinkIds, withLinks } from './links.ts';
import { causeKey, type OutcomeKey, outcomeKey, SUCCESS } from './outcome-key.ts';

/** A legal state, and a call that ends so in it, or after the calls of the lead; all were replayed. */
export interface LegalWitness {
  readonly state: Value;
  /** Calls that succeed, before the one that ends so. */
  readonly lead: readonly Call[];
  readonly call: Call;
  /** The state that the effects lead to, invariants aside; null where no state comes of them. */
  readonly next: Value | null;
}

/** Whether a call can end in some way, from any legal state, with any request, whatever the server chooses. */
export type Possibility =
  | { readonly kind: 'impossible'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'possible'; readonly witness: LegalWitness }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** One way of ending. */
export interface Ending {
  readonly key: OutcomeKey;
  /** Null for success. */
  readonly cause: Cause | null;
  readonly kind: 'success' | 'refused' | 'fault';
}

export interface OneStepOptions {
  readonly now: Timestamp;
  readonly credentials: ReadonlyMap<string, string>;
  readonly verify: VerifyOptions;
  readonly quantifiers: 'exact' | 'bounded';
  readonly effort: QuantifierEffort;
  /** Steps that go before, each of them a success; 0 unless given. */
  readonly lead?: number;
  /** Where they start; any legal state unless given. From another state nothing is replayed. */
  readonly initial?: InitialState;
  /** References and parents of which any legal state is assumed to have what they lead to. */
  readonly links: LinkIds;
}

/** One operation, executed once from any legal state, or after a lead of free steps. Close it when done. May throw `LimitReached` and `Unsupported`. */
export class OneStep {
  readonly endings: readonly Ending[];
  private readonly contract: Contract;
  private readonly options: OneStepOptions;
  private readonly execution: Execution;
  private readonly start: SymbolicState;
  private readonly lead: Lead;
  private readonly calls: readonly FreeCall[];
  private readonly conditions: ReadonlyMap<OutcomeKey, Term>;
  private readonly prover: Prover;

  constructor(contract: Contract, operation: Operation, forms: readonly CallForm[], backend: SolverBackend, options: OneStepOptions) {
    this.contract = contract;
    this.options = options;
    const { limits, question, record } = options.verify;
    const context = createContext({ factory: createFactory(limits), schemas: contract.schemas, limits, quantifiers: options.quantifiers });
    this.execution = createExecution(context, contract, new Map());
    this.start = this.startOf();
    const own = forms.filter((form) => form.operation === operation);
    const { now, credentials } = options;
    const length = options.lead ?? 0;
    this.lead = leadFrom(this.execution, this.start, forms, { length, now, credentials });
    // Choices are numbered by step and form: no number of the lead is used again.
    const index = length * forms.length;
    this.calls = freeStep(this.execution, this.lead.state, own, { index, now, credentials }).calls;
    const { endings, conditions } = this.endingsOf();
    this.endings = endings;
    this.conditions = conditions;
    const named = options.verify.record
      ? { record: (query: Parameters<NonNullable<typeof record>>[0]) => record?.({ ...query, name: `${operation.id}: ${query.name}` }) }
      : { record };
    this.prover = new Prover(this.execution, backend, {
      limits: question,
      effort: options.effort,
      claims: [...conditions.values(), ...this.lead.assumed],
      ...named,
    });
    for (const term of this.lead.assumed) this.prover.assume(term);
  }

  private startOf(): SymbolicState {
    const { initial, links, now } = this.options;
    if (initial === undefined)
      return anyLegalState(this.execution, now, (kind, collection, property) => links.has(`${kind}/${collection}/${property}`));
    const { value } = initialState(this.execution, initial, now);
    if (value === null) throw new Error('the initial state was read before');
    return value;
  }

  /** Whether a call can end so. */
  ask(key: OutcomeKey): Possibility {
    const condition = this.conditions.get(key);
    const { context } = this.execution;
    if (condition === undefined || condition === context.factory.false) return { kind: 'impossible', bounds: [] };
    const answer = this.prover.ask(key, [condition]);
    if (answer.kind === 'unsat') {
      const bounds = namedBounds(context.bounds);
      return { kind: 'impossible', bounds };
    }
    if (this.options.initial !== undefined) return { kind: 'unknown', reason: NOT_FROM_START };
    const model = answer.kind === 'sat' ? answer.model : answer.candidate;
    const proposed = model ? this.replay(model, key) : 'the solver proposes nothing';
    const witness = typeof proposed === 'string' ? (this.likelyWitness(key, condition) ?? proposed) : proposed;
    if (typeof witness !== 'string') return { kind: 'possible', witness };
    const message = `the solver proposes a state and a request, but ${witness}`;
    const reason: UnknownReason =
      answer.kind === 'unknown'
        ? unknownAnswer(answer)
        : { kind: 'not-realisable', message, constructs: context.constructsIn([condition]) };
    return { kind: 'unknown', reason };
  }

  /** A witness among the cases in which functions that logic does not know do what they mostly do; null if none is found there. */
  private likelyWitness(key: OutcomeKey, condition: Term): LegalWitness | null {
    const likely = likelyFacts(this.execution.context, this.prover.asked());
    if (likely.length === 0) return null;
    const answer = this.prover.ask(`${key}, in a likely case`, [condition, ...likely]);
    const model = answer.kind === 'sat' ? answer.model : answer.kind === 'unknown' ? answer.candidate : null;
    const witness = model ? this.replay(model, key) : null;
    return typeof witness === 'string' ? null : witness;
  }

  /** Whether there is a legal state and a request at all. */
  isVacuous(): boolean {
    return this.prover.ask('any state', []).kind === 'unsat';
  }

  close(): void {
    this.prover.close();
  }

  private endingsOf(): { readonly endings: readonly Ending[]; readonly conditions: ReadonlyMap<OutcomeKey, Term> } {
    const { factory } = this.execution.context;
    const endings = new Map<OutcomeKey, Ending>();
    const terms = new Map<OutcomeKey, Term[]>();
    for (const { chosen, transition } of this.calls) {
      for (const { kind, cause, condition } of transition.cases) {
        if (kind === 'unformed') continue;
        const key = kind === 'success' || cause === null ? SUCCESS : causeKey(kind, cause);
        if (!endings.has(key)) endings.set(key, { key, cause, kind });
        const own = terms.get(key) ?? [];
        own.push(factory.and([chosen, condition]));
        terms.set(key, own);
      }
    }
    const conditions = new Map([...terms].map(([key, own]) => [key, factory.or(own)] as const));
    return { endings: [...endings.values()], conditions };
  }

  /** The model as a legal state and a call that ends so; else what is wrong with it. */
  private replay(model: Model, key: OutcomeKey): LegalWitness | string {
    const { contract, execution, options } = this;
    const { seed, limits } = options.verify;
    const complete = completer(contract, seed);
    const decoded = decode(execution, this.start, model, complete, this.prover.asked());
    const [untold] = decoded.undecoded;
    if (untold !== undefined) return `${untold} cannot be told as a value`;
    const legal = withLinks(contract, options.links);
    const completed = completeState(legal, decoded.initial ?? new Map(), seed, decoded.sizes);
    if ('reason' in completed) return completed.reason.message;
    const { now } = options;
    if (isLegal(legal, completed.state, { now, limits }) !== null) return 'the state is not legal';
    let state = completed.state;
    const lead: Call[] = [];
    const choose = { choices: decoded.choices, complete };
    for (const { calls } of this.lead.steps) {
      const made = this.run(contract, state, model, calls, choose);
      if (typeof made === 'string') return made;
      if (made.transition.outcome.kind !== 'success') return 'the replay ends before';
      state = made.transition.state;
      lead.push(made.call);
    }
    const last = this.run(contract, state, model, this.calls, choose);
    if (typeof last === 'string') return last;
    const got = outcomeKey(last.transition.outcome);
    if (got !== key) return `the replay ends otherwise (${got})`;
    const free = this.run({ ...contract, invariants: [] }, state, model, this.calls, choose);
    const next = typeof free !== 'string' && free.transition.outcome.kind === 'success' ? stateValue(free.transition.state) : null;
    return { state: stateValue(completed.state), lead, call: last.call, next };
  }

  /** Runs the call that the model makes. */
  private run(
    contract: Contract,
    state: State,
    model: Model,
    calls: readonly FreeCall[],
    { choices, complete }: { readonly choices: ReturnType<typeof decode>['choices']; readonly complete: Parameters<typeof callIn>[3] },
  ): { readonly call: Call; readonly transition: Transition } | string {
    const { seed, limits } = this.options.verify;
    const made = callIn(this.execution, model, calls, complete);
    if (made === null) return 'the request cannot be told';
    const own = new Map(choices.filter((choice) => choice.step === made.step).map(({ place, value }) => [place, value]));
    const chooser = scriptedChooser(own, seededChooser(contract, seed, 0));
    const request = requestOf(made.call, this.options.credentials);
    const transition = step(contract, state, request, { chooser, now: this.options.now, invariantsHold: true, limits });
    return transition.kind === 'undecided' ? transition.message : { call: made.call, transition };
  }
}

const NOT_FROM_START: UnknownReason = {
  kind: 'rounds',
  message: 'it was not shown for the first states of a run',
  constructs: [],
};
